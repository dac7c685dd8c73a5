import type { Curve } from '../../../domain/spectrum/types';

interface Point {
  readonly energy: number;
  readonly mu: number;
}

const pointOf = ({ energy, mu }: Curve, i: number): Point => ({ energy: energy[i] ?? NaN, mu: mu[i] ?? NaN });

const mean = (values: Float64Array): number => values.reduce((sum, value) => sum + value, 0) / values.length;

/**
 * The curve with `most` points that looks the same: largest-triangle-three-buckets, Steinarsson,
 * "Downsampling time series for visual representation", University of Iceland (2013). Both ends stay, and of
 * every run of samples the one that stands out most. Energies ascending; a short curve is returned as it is.
 */
export function decimate(curve: Curve, most: number): Curve {
  const { energy, mu } = curve;
  const n = energy.length;
  if (n <= most || most < 3) return curve;
  const kept: Point[] = [pointOf(curve, 0)];
  const inner = n - 2;
  const startOf = (bucket: number): number => 1 + Math.floor((bucket * inner) / (most - 2));
  let from = pointOf(curve, 0);
  for (let bucket = 0; bucket < most - 2; bucket++) {
    const first = startOf(bucket);
    const end = startOf(bucket + 1);
    // The third corner is the mean of the next bucket, at last the end of the curve.
    const nextEnd = Math.min(bucket === most - 3 ? n : startOf(bucket + 2), n);
    const to = { energy: mean(energy.subarray(end, nextEnd)), mu: mean(mu.subarray(end, nextEnd)) };
    let largest = -1;
    let best = from;
    for (let i = first; i < end; i++) {
      const point = pointOf(curve, i);
      const area = Math.abs(
        (from.energy - to.energy) * (point.mu - from.mu) - (from.energy - point.energy) * (to.mu - from.mu),
      );
      if (area > largest) {
        largest = area;
        best = point;
      }
    }
    kept.push(best);
    from = best;
  }
  kept.push(pointOf(curve, n - 1));
  return {
    energy: Float64Array.from(kept, (point) => point.energy),
    mu: Float64Array.from(kept, (point) => point.mu),
  };
}
