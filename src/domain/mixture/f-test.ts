/** Logarithm of the gamma function for x > 0 (Stirling's series after a shift to x >= 10); error below 1e-12. */
function logGamma(x: number): number {
  let shift = 0;
  let z = x;
  for (; z < 10; z++) shift += Math.log(z);
  const inverse = 1 / (z * z);
  const series = (1 / 12 - inverse * (1 / 360 - inverse * (1 / 1260 - inverse / 1680))) / z;
  return (z - 0.5) * Math.log(z) - z + 0.5 * Math.log(2 * Math.PI) + series - shift;
}

/** Regularised incomplete beta function I_x(a, b) by its continued fraction (Abramowitz & Stegun 26.5.8). */
function incompleteBeta(x: number, a: number, b: number): number {
  if (x <= 0) return 0;
  if (x >= 1) return 1;
  if (x > (a + 1) / (a + b + 2)) return 1 - incompleteBeta(1 - x, b, a);
  const front = Math.exp(logGamma(a + b) - logGamma(a) - logGamma(b) + a * Math.log(x) + b * Math.log1p(-x));
  // Evaluated from the tail: 200 terms are more than enough below the turning point.
  let fraction = 1;
  for (let m = 200; m > 0; m--) {
    const half = m >> 1;
    const term =
      m % 2 === 0
        ? (half * (b - half) * x) / ((a + m - 1) * (a + m))
        : -((a + half) * (a + b + half) * x) / ((a + m - 1) * (a + m));
    fraction = 1 + term / fraction;
  }
  return front / (a * fraction);
}

/**
 * Probability that a variance ratio with `upper` and `lower` degrees of freedom is at least `ratio` by chance alone
 * (upper tail of the F distribution), 0 to 1.
 */
export function chanceOfRatio(ratio: number, upper: number, lower: number): number {
  if (!(ratio > 0)) return 1;
  if (ratio === Number.POSITIVE_INFINITY) return 0;
  return incompleteBeta(lower / (lower + upper * ratio), lower / 2, upper / 2);
}
