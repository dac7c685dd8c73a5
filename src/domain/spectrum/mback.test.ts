import { describe, expect, it } from 'vitest';
import { f2At } from './f2';
import { normalise } from './normalise';
import { prepareSpectrum } from './prepare';
import type { Curve } from './types';

/** f'' of iron with an edge at 7120 eV and wiggles, scaled, on a background of Legendre orders 0 to 2. */
function ironScan(scale = 0.4, bend = 0.2): Curve {
  const f2 = f2At(7120);
  if (!f2) throw new Error('no table');
  const energy = Float64Array.from({ length: 900 }, (_, i) => 6970 + i);
  const mu = energy.map((at) => {
    const x = (at - 7419.5) / 449.5;
    const smooth = 0.7 - 0.3 * x + bend * x * x;
    const step = 0.5 + Math.atan((at - 7120) / 0.8) / Math.PI;
    const wiggles = at > 7120 ? 0.05 * Math.sin((at - 7120) / 12) * Math.exp(-(at - 7120) / 60) : 0;
    return scale * (f2.below(at) + (f2.above(at) - f2.below(at)) * step * (1 + wiggles)) + smooth;
  });
  return { energy, mu };
}

const at = ({ energy }: Curve, wanted: number): number => energy.findIndex((value) => value >= wanted);

describe('MBACK', () => {
  it.each([0.1, 0.4, 3])('finds the edge step through a bent background (%s)', (scale) => {
    const curve = ironScan(scale);
    const { edgeStep, mu, fit } = normalise(curve, 7120, false, {}, { legendreDegree: 3 });
    expect(edgeStep / scale).toBeCloseTo(1, 1);
    expect(mu[at(curve, 7020)]).toBeCloseTo(0, 1);
    expect(mu[at(curve, 7600)]).toBeCloseTo(1, 1);
    expect(fit?.legendreDegree).toBe(3);
  });

  it('says where its edge step is far from the usual one', () => {
    const { energy, mu } = ironScan(0.05, 4);
    const short = { energy: energy.slice(0, 260), mu: mu.slice(0, 260) };
    const codes = (degree: 1 | 3, curve: Curve) =>
      normalise(curve, 7120, false, {}, { legendreDegree: degree }).warnings.map(({ code }) => code);
    expect(codes(3, ironScan())).not.toContain('mback');
    expect(codes(1, short)).toContain('mback');
  });

  it('leaves E0 where line and polynomial find it', () => {
    const spectrum = { ...ironScan(), signal: 'transmission', isNormalised: false } as const;
    const usual = prepareSpectrum(spectrum).e0;
    const { e0 } = prepareSpectrum(spectrum, { normalisation: { legendreDegree: 2 } });
    expect(Math.abs(e0 - usual)).toBeLessThan(0.3);
  });

  it('refuses with a sentence where no table, too few points or no rising edge is there', () => {
    const curve = ironScan();
    const wrong = { ...curve, energy: curve.energy.map((value) => value + 300) };
    expect(() => normalise(wrong, 7420, false, {}, { legendreDegree: 3 })).toThrow('Take the line');
    const few = {
      preEdge: { from: -40, to: -37.5 },
      postEdge: { from: 50, to: 52.5 },
      postEdgeDegree: 1,
    } as const;
    expect(() => normalise(curve, 7120, false, {}, { ...few, legendreDegree: 6 })).toThrow(
      'at least 10 points',
    );
    const fallen = { ...curve, mu: curve.mu.map((value) => -value) };
    expect(() => normalise(fallen, 7120, false, {}, { legendreDegree: 1 })).toThrow(
      'finds no edge that rises',
    );
  });

  it("takes f'' of the element whose edge is near", () => {
    const iron = f2At(7125);
    expect(iron && iron.above(7125) - iron.below(7125)).toBeCloseTo(1, 12);
    expect(f2At(7300)).toBeNull();
  });
});
