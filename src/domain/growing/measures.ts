import { jaccard, pairsOf, sameFirstEntry } from '../environment/jaccard';
import type { Environment } from '../environment/labels';

/** An answer beside the truth. Spectra of one material share its weight. */
export interface Judged {
  readonly material: string;
  readonly truth: Environment;
  readonly answer: Environment;
}

/** Means over materials, all between 0 and 1. */
export interface Measures {
  readonly materials: number;
  /** The whole CN ranking is right. */
  readonly cnRanking: number;
  /** The leading CN is right. */
  readonly leadingCn: number;
  /** The leading CN and its whole motif ranking are right: the paper's accuracy. */
  readonly firstEntry: number;
  /** Mean Jaccard index of the sets of (CN, motif) pairs. */
  readonly jaccard: number;
}

const sameCns = (a: Environment, b: Environment): boolean =>
  a.length === b.length && a.every(({ cn }, index) => cn === b[index].cn);

/** What one answer scores; the order of `Measures`. */
export function scores({ truth, answer }: Judged): readonly [number, number, number, number] {
  return [
    Number(sameCns(truth, answer)),
    Number(truth[0].cn === answer[0].cn),
    Number(sameFirstEntry(truth, answer)),
    jaccard(pairsOf(truth), pairsOf(answer)),
  ];
}

/** Groups by material, in order of appearance. */
export function byMaterial<T extends { readonly material: string }>(items: readonly T[]): T[][] {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const group = groups.get(item.material);
    if (group) group.push(item);
    else groups.set(item.material, [item]);
  }
  return [...groups.values()];
}

/** Scores averaged within each material: one row of four a material. */
export function materialScores(judged: readonly Judged[]): number[][] {
  return byMaterial(judged).map((group) => {
    const rows = group.map(scores);
    return [0, 1, 2, 3].map((k) => rows.reduce((sum, row) => sum + row[k], 0) / rows.length);
  });
}

/** Measures of many answers, every material counting once. */
export function measure(judged: readonly Judged[]): Measures {
  const rows = materialScores(judged);
  const mean = (k: number): number => rows.reduce((sum, row) => sum + row[k], 0) / rows.length;
  return {
    materials: rows.length,
    cnRanking: mean(0),
    leadingCn: mean(1),
    firstEntry: mean(2),
    jaccard: mean(3),
  };
}

/** Mean of values, such as the gains of materials, and its standard error. */
export function meanWithError(values: readonly number[]): { mean: number; error: number } {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
  return { mean, error: Math.sqrt(variance / values.length) };
}

/** Entropy (bits) of the CN rankings of a set of samples, every material counting once. */
export function labelEntropy(judged: readonly Pick<Judged, 'material' | 'truth'>[]): number {
  const weights = new Map<string, number>();
  const groups = byMaterial(judged);
  for (const group of groups) {
    for (const { truth } of group) {
      const key = truth.map(({ cn }) => cn).join(',');
      weights.set(key, (weights.get(key) ?? 0) + 1 / group.length / groups.length);
    }
  }
  return [...weights.values()].reduce((sum, p) => sum - p * Math.log2(p), 0);
}
