import { describe, expect, it } from 'vitest';
import { readXmu } from './feff-output';

/** An xmu.dat of the K edge of iron: an arctangent edge at 7124 eV, `scale` times as high. */
function xmu(scale = 1, fermi = 7124): string {
  const rows = Array.from({ length: 75 }, (_, i) => {
    const e = -13 + i;
    const mu = scale * (0.5 + Math.atan(e / 1.5) / Math.PI);
    return [fermi + e, e, e / 10, mu, mu, 0].map((value) => value.toExponential(6)).join('  ');
  });
  return ['# FEFF', '#  omega    e    k    mu    mu0     chi     @#', ...rows, ''].join('\n');
}

describe('reading xmu.dat', () => {
  it('takes energy, mu and the Fermi level', () => {
    const { energy, mu, fermiEdge } = readXmu(xmu(), 'Fe');
    expect(fermiEdge).toBeCloseTo(7124, 3);
    expect([energy.length, mu.length]).toEqual([75, 75]);
    expect(mu[13]).toBeCloseTo(0.5, 4);
  });

  it.each([
    ['the edge of another element', xmu(1, 8340), /not at the K edge of Fe/],
    ['no step', xmu(0.3), /no edge step/],
    ['numbers that are none', xmu().replace(/^ *7\.1\d+e\+3/m, ' NaN'), /no numbers/],
    ['a run that ended early', xmu().split('\n').slice(0, 20).join('\n'), /18 points/],
    ['energies that repeat', xmu().replace(/^(7\.11\d*e\+3.*)$/m, '$1\n$1'), /do not rise/],
  ])('refuses %s', (_, text, message) => {
    expect(() => readXmu(text, 'Fe')).toThrow(message);
  });
});
