import type { Applicability, HeldOutScore } from '../domain/confidence/types';

/** What page, command line and exports say of an answer in the same words, with plain spaces. */

/** `0.923` as `92 %`. */
export const percent = (share: number): string => `${Math.round(100 * share)} %`;

/** A probability that is never certain: no forest can promise 100 %, nor may it be what a bound allows. */
export function confidenceNumber(probability: number, isUpperBound: boolean): string {
  if (isUpperBound) return percent(Math.min(probability, 0.99));
  return probability > 0.99 ? '> 99 %' : percent(probability);
}

/** A confidence within a sentence, e.g. `at most 92 %` for a measured spectrum. */
export const confidenceWords = (probability: number, isUpperBound: boolean): string =>
  `${isUpperBound ? 'at most ' : ''}${confidenceNumber(probability, isUpperBound)}`;

/** Stands before an answer, so that a doubtful one is never taken for a sound one. */
export const doubtOf = ({ verdict }: Pick<Applicability, 'verdict'>): string =>
  verdict === 'borderline' ? 'borderline: ' : '';

/**
 * How the models of an element do on held-out materials. Every leading CN counts as it is frequent in oxides, so the
 * share is not one of the materials counted.
 */
export const describeHeldOut = ({ leadingCn, materials }: HeldOutScore): string =>
  `leading CN right for ${percent(leadingCn)} of unseen materials (${materials})`;

/** A CN ranking, e.g. `CN 5 with 4 and 6`. */
export function rankingText([first, ...others]: readonly number[]): string {
  return others.length > 0 ? `CN ${first} with ${others.join(' and ')}` : `CN ${first}`;
}

/** Rankings of a conformal set that fit where people read; the others are counted. */
export const SHOWN_RANKINGS = 4;
