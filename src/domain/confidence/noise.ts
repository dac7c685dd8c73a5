import type { Curve } from '../spectrum/types';

/** Half-width (eV) of the edge that is left out: there the curvature is signal. */
const EDGE = 10;
/** Range about E0 (eV) in which noise matters to the answer. */
const RANGE: readonly [number, number] = [-60, 100];

/**
 * Standard deviation of the noise of a normalised curve near E0 (eV), in edge steps. Robust: the median of the
 * absolute fourth differences, which smooth structure leaves small, scaled as for normal noise. NaN with
 * fewer than 8 differences.
 */
export function noiseOf({ energy, mu }: Curve, e0: number): number {
  const differences: number[] = [];
  for (let i = 2; i < mu.length - 2; i++) {
    const offset = energy[i] - e0;
    if (offset < RANGE[0] || offset > RANGE[1] || Math.abs(offset) < EDGE) continue;
    differences.push(Math.abs(mu[i - 2] - 4 * mu[i - 1] + 6 * mu[i] - 4 * mu[i + 1] + mu[i + 2]));
  }
  if (differences.length < 8) return Number.NaN;
  differences.sort((a, b) => a - b);
  // sqrt(70): the standard deviation of a fourth difference of unit noise; 0.6745: the median of |normal|.
  return differences[differences.length >> 1] / 0.6745 / Math.sqrt(70);
}
