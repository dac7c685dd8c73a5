import { mostVotedAt, votesAt, type ModelVotes } from '../environment/answer';
import type { Environment } from '../environment/labels';
import { pairsOf } from '../environment/jaccard';
import type { ElementModel } from '../forest/model';
import type { Curve } from '../spectrum/types';
import type { DecisionRule } from './calibration';

/** A set of (CN, motif) pairs as a bit mask of two words, its probability and its most voted ranking. */
interface SetVote {
  readonly low: number;
  readonly high: number;
  probability: number;
  readonly environment: Environment;
}

/** Sets beyond these many, by probability, neither change an expectation noticeably nor win. */
const MOST_SETS = 250;
const MOST_CANDIDATES = 60;

function bitCount(word: number): number {
  let n = word - ((word >>> 1) & 0x55555555);
  n = (n & 0x33333333) + ((n >>> 2) & 0x33333333);
  return Math.imul((n + (n >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}

/** Adds up the votes of everything that is the same set; the first, most voted, ranking represents it. */
function merged(votes: readonly SetVote[]): SetVote[] {
  const bySet = new Map<string, SetVote>();
  for (const vote of votes) {
    const key = `${vote.low},${vote.high}`;
    const known = bySet.get(key);
    if (known) known.probability += vote.probability;
    else bySet.set(key, { ...vote });
  }
  return [...bySet.values()].sort((a, b) => b.probability - a.probability);
}

/**
 * The sets of (CN, motif) pairs that the joint votes give, most probable first. Set-valued measures need no
 * more, and there are far fewer sets than rankings: the motif rankings of a CN are mostly the same motifs reordered.
 */
function setVotes(votes: ModelVotes): SetVote[] {
  const bits = new Map<string, number>();
  const single = (environment: Environment, probability: number): SetVote => {
    let [low, high] = [0, 0];
    for (const pair of pairsOf(environment)) {
      const bit = bits.get(pair) ?? bits.size;
      bits.set(pair, bit);
      if (bit < 32) low |= 1 << bit;
      else high |= 1 << (bit - 32);
    }
    return { low, high, probability, environment };
  };
  const motifSets = new Map(
    [...votes.motifs].map(([cn, shares]) => [
      cn,
      merged(shares.map(({ label, share }) => single([{ cn, motifs: label }], share))),
    ]),
  );
  return merged(
    votes.cn.flatMap(({ label, share }) =>
      label.reduce<SetVote[]>(
        (partial, cn) =>
          partial.flatMap((start) =>
            (motifSets.get(cn) ?? [single([{ cn, motifs: [] }], 1)]).map((option) => ({
              low: start.low | option.low,
              high: start.high | option.high,
              probability: start.probability * option.probability,
              environment: [...start.environment, ...option.environment],
            })),
          ),
        [{ low: 0, high: 0, probability: share, environment: [] }],
      ),
    ),
  ).slice(0, MOST_SETS);
}

function expectation(answer: SetVote, sets: readonly SetVote[]): number {
  let sum = 0;
  let total = 0;
  for (const { low, high, probability } of sets) {
    const shared = bitCount(answer.low & low) + bitCount(answer.high & high);
    const union = bitCount(answer.low | low) + bitCount(answer.high | high);
    sum += probability * (union === 0 ? 1 : shared / union);
    total += probability;
  }
  return total > 0 ? sum / total : 0;
}

/**
 * The answer on a normalised curve with E0 at `e0` (eV), as `decide` gives it, without votes that change nothing.
 * @throws XanopyError `window-not-covered`
 */
export function decideAt(model: ElementModel, curve: Curve, e0: number, rule: DecisionRule): Environment {
  if (rule !== 'most-voted') return decide(votesAt(model, curve, e0), rule);
  return mostVotedAt(model, curve, e0);
}

/** The answer that the votes give under a rule. */
export function decide(votes: ModelVotes, rule: DecisionRule): Environment {
  if (rule === 'most-voted') {
    return votes.cn[0].label.map((cn) => ({ cn, motifs: votes.motifs.get(cn)?.[0]?.label ?? [] }));
  }
  const sets = setVotes(votes);
  let best = sets[0];
  let highest = Number.NEGATIVE_INFINITY;
  for (const candidate of sets.slice(0, MOST_CANDIDATES)) {
    const value = expectation(candidate, sets);
    if (value > highest + 1e-12) [best, highest] = [candidate, value];
  }
  return best.environment;
}
