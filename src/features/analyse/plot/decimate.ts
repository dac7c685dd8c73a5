import type { Curve } from '../../../domain/spectrum/types';

/**
 * The curve with at most about `most` points, drawn the same: of every run of samples the first,
 * the lowest, the highest and the last are kept, so that no peak and no glitch is lost.
 * Energies ascending; a short curve is returned as it is.
 */
export function decimate(curve: Curve, most: number): Curve {
  const { energy, mu } = curve;
  const n = energy.length;
  const runs = Math.max(1, Math.floor(most / 4));
  if (n <= most || n <= 4 * runs) return curve;
  const kept: number[] = [];
  for (let run = 0; run < runs; run++) {
    const first = Math.floor((run * n) / runs);
    const end = Math.floor(((run + 1) * n) / runs);
    let low = first;
    let high = first;
    for (let i = first; i < end; i++) {
      if (mu[i] < mu[low]) low = i;
      if (mu[i] > mu[high]) high = i;
    }
    const picks = new Set([first, Math.min(low, high), Math.max(low, high), end - 1]);
    kept.push(...picks);
  }
  return {
    energy: Float64Array.from(kept, (i) => energy[i]),
    mu: Float64Array.from(kept, (i) => mu[i]),
  };
}
