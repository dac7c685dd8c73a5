import type { ConformalSet } from './types';

/** A CN ranking and its share of the votes. */
export interface RankingShare {
  readonly label: readonly number[];
  readonly share: number;
}

/**
 * The smallest share of votes that a ranking may have and still be kept, such that the truth is kept with
 * probability `coverage`: split conformal prediction with the score 1 - share (Sadinle, Lei and Wasserman,
 * J. Am. Stat. Assoc. 114 (2019) 223). `truthShares` are the votes that held-out truths got (0 when the
 * truth was not among the classes); a new spectrum counts as one more sample of weight 1.
 * @returns 0 when the samples are too few, or the classes too incomplete, to promise the coverage
 */
export function conformalLimit(
  truthShares: ArrayLike<number>,
  weights: ArrayLike<number>,
  coverage: number,
): number {
  const order = Array.from(truthShares, (_, i) => i).sort((a, b) => truthShares[b] - truthShares[a]);
  const total = order.reduce((sum, i) => sum + weights[i], 1);
  let covered = 0;
  for (const i of order) {
    covered += weights[i];
    if (covered >= coverage * total - 1e-9) return truthShares[i];
  }
  return 0;
}

/** The rankings with a share of at least `limit`, most voted first; the most voted one always. */
export function conformalSet(shares: readonly RankingShare[], limit: number, coverage: number): ConformalSet {
  const sorted = [...shares].sort((a, b) => b.share - a.share);
  return {
    coverage,
    rankings: sorted.filter(({ share }, index) => index === 0 || share >= limit).map(({ label }) => label),
  };
}
