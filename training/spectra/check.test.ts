import { describe, expect, it } from 'vitest';
import { difference, spread } from './check';

const curve = (fermiEdge: number, scale = 1) => ({
  fermiEdge,
  energy: Array.from({ length: 101 }, (_, i) => fermiEdge - 20 + i),
  mu: Array.from({ length: 101 }, (_, i) => scale / (1 + Math.exp(20 - i))),
});

describe('comparing a calculation with an earlier one', () => {
  it('gives the shift of the Fermi level, and no difference of curves that are only shifted', () => {
    const { energy, curve: rms } = difference(curve(7112.4), curve(7112));
    expect(energy).toBeCloseTo(0.4, 9);
    expect(rms).toBeLessThan(1e-9);
  });

  it('gives the root mean square of what differs in edge steps', () => {
    const now = curve(7112);
    const before = { ...now, mu: now.mu.map((mu) => mu + 0.03) };
    expect(difference(now, before).curve).toBeCloseTo(0.03, 9);
    expect(difference(curve(7112, 1.1), now).curve).toBeGreaterThan(0.05);
  });
});

it('spreads over a list', () => {
  expect(spread([0, 1, 2, 3, 4, 5, 6, 7, 8, 9], 3)).toEqual([3, 6, 9]);
  expect(spread(['a', 'b'], 10)).toEqual(['a', 'b']);
  expect(spread([], 3)).toEqual([]);
});
