import type { Curve } from '../../../domain/spectrum/types';

/**
 * The curve with `most` points that looks the same: largest-triangle-three-buckets, Steinarsson,
 * "Downsampling time series for visual representation", University of Iceland (2013). Both ends stay, and of
 * every run of samples the one that stands out most. Energies ascending; a short curve is returned as it is.
 */
export function decimate(curve: Curve, most: number): Curve {
  const { energy, mu } = curve;
  const n = energy.length;
  if (n <= most || most < 3) return curve;
  const kept = new Int32Array(most);
  kept[most - 1] = n - 1;
  const inner = n - 2;
  const startOf = (bucket: number): number => 1 + Math.floor((bucket * inner) / (most - 2));
  for (let bucket = 0; bucket < most - 2; bucket++) {
    const first = startOf(bucket);
    const end = startOf(bucket + 1);
    // The third corner is the mean of the next bucket, at last the end of the curve.
    const nextEnd = Math.min(bucket === most - 3 ? n : startOf(bucket + 2), n);
    let meanEnergy = 0;
    let meanMu = 0;
    for (let i = end; i < nextEnd; i++) {
      meanEnergy += energy[i] / (nextEnd - end);
      meanMu += mu[i] / (nextEnd - end);
    }
    const from = kept[bucket];
    let largest = -1;
    for (let i = first; i < end; i++) {
      const area = Math.abs(
        (energy[from] - meanEnergy) * (mu[i] - mu[from]) - (energy[from] - energy[i]) * (meanMu - mu[from]),
      );
      if (area > largest) {
        largest = area;
        kept[bucket + 1] = i;
      }
    }
  }
  return { energy: Float64Array.from(kept, (i) => energy[i]), mu: Float64Array.from(kept, (i) => mu[i]) };
}
