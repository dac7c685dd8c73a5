/** A stated probability beside what came true (0 to 1), with the weight of the sample. */
export interface Stated {
  readonly stated: number;
  readonly actual: number;
  readonly weight: number;
}

/** One bin of a reliability curve. */
export interface ReliabilityBin {
  /** Weighted means of what was stated and of what came true. */
  readonly stated: number;
  readonly actual: number;
  readonly weight: number;
}

/** Reliability curve over `bins` equal intervals of the stated probability; empty ones are left out. */
export function reliability(samples: readonly Stated[], bins = 10): ReliabilityBin[] {
  const sums = Array.from({ length: bins }, () => ({ stated: 0, actual: 0, weight: 0 }));
  for (const { stated, actual, weight } of samples) {
    const bin = sums[Math.min(bins - 1, Math.floor(stated * bins))];
    bin.stated += weight * stated;
    bin.actual += weight * actual;
    bin.weight += weight;
  }
  return sums
    .filter(({ weight }) => weight > 0)
    .map(({ stated, actual, weight }) => ({ stated: stated / weight, actual: actual / weight, weight }));
}

/** Expected calibration error: mean distance between stated and actual over the reliability curve, by weight. */
export function calibrationError(curve: readonly ReliabilityBin[]): number {
  const total = curve.reduce((sum, { weight }) => sum + weight, 0);
  return curve.reduce(
    (sum, { stated, actual, weight }) => sum + (weight / total) * Math.abs(stated - actual),
    0,
  );
}
