import { jaccard, pairsOf, sameFirstEntry } from './jaccard';
import type { Environment } from './labels';

/** A coordination number with one of its motifs; null for a number without motifs. */
export interface CnMotif {
  readonly cn: number;
  readonly motif: string | null;
}

/** An expected environment beside a found one. */
export interface Comparison {
  /** Jaccard index of the two sets of (CN, motif) pairs, 0 to 1. */
  readonly jaccard: number;
  /** Whether the first CN and its whole motif ranking agree. */
  readonly sameFirstEntry: boolean;
  /** Whether the first CN agrees. */
  readonly sameLeadingCn: boolean;
  /** Pairs of both, in the order of the expectation. */
  readonly shared: readonly CnMotif[];
  readonly onlyExpected: readonly CnMotif[];
  readonly onlyFound: readonly CnMotif[];
}

const listed = (environment: Environment): CnMotif[] =>
  environment.flatMap(({ cn, motifs }): CnMotif[] =>
    motifs.length === 0 ? [{ cn, motif: null }] : motifs.map((motif) => ({ cn, motif })),
  );

const within = (pair: CnMotif, others: readonly CnMotif[]): boolean =>
  others.some(({ cn, motif }) => cn === pair.cn && motif === pair.motif);

/** What an expected and a found environment share, and what only one of them has. */
export function compareEnvironments(expected: Environment, found: Environment): Comparison {
  const [wanted, given] = [listed(expected), listed(found)];
  return {
    jaccard: jaccard(pairsOf(expected), pairsOf(found)),
    sameFirstEntry: sameFirstEntry(expected, found),
    sameLeadingCn: expected.length > 0 && expected[0].cn === found.at(0)?.cn,
    shared: wanted.filter((pair) => within(pair, given)),
    onlyExpected: wanted.filter((pair) => !within(pair, given)),
    onlyFound: given.filter((pair) => !within(pair, wanted)),
  };
}
