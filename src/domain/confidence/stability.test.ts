import { describe, expect, it } from 'vitest';
import type { Environment } from '../environment/labels';
import type { Curve } from '../spectrum/types';
import { cutWindow } from '../spectrum/window';
import { agreementUnderShift, stabilityProbes, withNoise } from './stability';

const E0 = 7120;
const FOUR: Environment = [{ cn: 4, motifs: ['tetrahedral'] }];
const SIX: Environment = [{ cn: 6, motifs: ['octahedral'] }];

/** An edge at `E0` with a peak 3 eV above it, from `from` to `to` eV relative to E0. */
function scan(from: number, to: number): Curve {
  const energy = Float64Array.from(
    { length: Math.round((to - from) / 0.5) + 1 },
    (_, i) => E0 + from + 0.5 * i,
  );
  const mu = energy.map(
    (e) => 0.5 + Math.atan((e - E0) / 0.5) / Math.PI + Math.exp(-(((e - E0 - 3) / 1.5) ** 2)),
  );
  return { energy, mu };
}

/** The position (eV from E0) of the maximum decides: a model that is sensitive to E0 above 1.5 eV. */
const byPeak = (curve: Curve, e0: number): Environment => {
  const { mu } = cutWindow(curve, e0);
  const peak = mu.indexOf(Math.max(...mu)) * (45 / 199) - 15;
  return Math.abs(peak - 3) <= 1.5 ? SIX : FOUR;
};

describe('stabilityProbes', () => {
  const probes = stabilityProbes(scan(-100, 200), E0, SIX, byPeak);

  it('follows E0 errors and says where the answer flips', () => {
    const shifts = probes.filter(({ kind }) => kind === 'e0-shift');
    expect(shifts.map(({ amount }) => amount)).toEqual([-3, -2, -1, 0, 1, 2, 3]);
    expect(shifts.map(({ agreement }) => agreement)).toEqual([0, 0, 1, 1, 1, 0, 0]);
    expect(shifts[0].environment).toEqual(FOUR);
    expect(agreementUnderShift(probes, 3)).toBeCloseTo(1 / 3);
    expect(agreementUnderShift(probes, 1)).toBe(1);
  });

  it('adds noise and broadening', () => {
    expect(probes.filter(({ kind }) => kind === 'noise')).toHaveLength(3);
    expect(probes.filter(({ kind }) => kind === 'broadening')).toHaveLength(3);
  });

  it('lowers and widens the peak when broadened', () => {
    const heights: number[] = [];
    stabilityProbes(scan(-100, 200), E0, SIX, (curve, e0) => {
      heights.push(Math.max(...cutWindow(curve, e0).mu));
      return SIX;
    });
    const [half, one, oneAndHalf] = heights.slice(9, 12);
    expect(half).toBeGreaterThan(one);
    expect(one).toBeGreaterThan(oneAndHalf);
    expect(half).toBeLessThan(heights[2]);
  });

  it('asks for edge steps that are wrong by 5 % because of the line below the edge', () => {
    const seen: Curve[] = [];
    const asked = stabilityProbes(scan(-100, 200), E0, SIX, (curve) => {
      seen.push(curve);
      return SIX;
    }).filter(({ kind }) => kind === 'edge-step');
    expect(asked.map(({ amount }) => amount)).toEqual([-0.05, 0.05]);
    const [, high] = seen.slice(-2);
    const { mu } = scan(-100, 200);
    expect(high.mu[0]).toBeCloseTo((mu[0] + 0.05) / 1.05, 12);
    expect(high.mu[299]).toBeCloseTo((mu[299] + 0.05) / 1.05, 12);
  });

  it('leaves out shifts that the scan does not cover', () => {
    const short = stabilityProbes(scan(-100, 26.5), E0, SIX, byPeak);
    expect(short.filter(({ kind }) => kind === 'e0-shift').map(({ amount }) => amount)).toEqual([
      -3, -2, -1, 0, 1,
    ]);
  });

  it('gives the same answer twice', () => {
    expect(stabilityProbes(scan(-100, 200), E0, SIX, byPeak)).toEqual(probes);
  });
});

describe('withNoise', () => {
  it('has the standard deviation asked for', () => {
    const flat: Curve = {
      energy: Float64Array.from({ length: 5000 }, (_, i) => i),
      mu: new Float64Array(5000),
    };
    const { mu } = withNoise(flat, 0.02, 7);
    const mean = mu.reduce((sum, v) => sum + v, 0) / mu.length;
    const deviation = Math.sqrt(mu.reduce((sum, v) => sum + (v - mean) ** 2, 0) / mu.length);
    expect(Math.abs(mean)).toBeLessThan(0.001);
    expect(deviation).toBeCloseTo(0.02, 3);
  });
});
