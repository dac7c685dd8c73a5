import type { Curve } from '../spectrum/types';

/** Half-width (eV) of the edge that is left out: there the curvature is signal. */
const EDGE = 10;
/** Range about E0 (eV) in which noise matters to the answer. */
const RANGE: readonly [number, number] = [-60, 100];
const FEWEST = 8;

/**
 * Distance of sample `i` from the cubic through its two neighbours on either side, whatever their spacing, scaled so
 * that independent noise of unit variance gives unit variance: the fourth divided difference with weights of unit norm.
 */
function residual(energy: Float64Array, mu: Float64Array, i: number): number {
  let [sum, norm] = [0, 0];
  for (let j = i - 2; j <= i + 2; j++) {
    let weight = 1;
    for (let k = i - 2; k <= i + 2; k++) if (k !== j) weight /= energy[j] - energy[k];
    sum += weight * mu[j];
    norm += weight * weight;
  }
  return sum / Math.sqrt(norm);
}

/**
 * Standard deviation of the noise of a normalised curve near E0 (eV), in edge steps: the median absolute residual
 * from local cubics, which smooth structure leaves small and glitches do not move. NaN with fewer than 8 residuals.
 */
export function noiseOf({ energy, mu }: Curve, e0: number): number {
  const sizes: number[] = [];
  for (let i = 2; i < mu.length - 2; i++) {
    const offset = energy[i] - e0;
    if (offset < RANGE[0] || offset > RANGE[1] || Math.abs(offset) < EDGE) continue;
    sizes.push(Math.abs(residual(energy, mu, i)));
  }
  if (sizes.length < FEWEST) return Number.NaN;
  sizes.sort((a, b) => a - b);
  // 0.6745: the median of |x| for x of the standard normal distribution.
  return sizes[sizes.length >> 1] / 0.6745;
}
