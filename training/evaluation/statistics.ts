import { materialScores, type Judged } from '../../src/domain/growing/measures';
import { Random } from '../../src/domain/random';

export interface Estimate {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

const ROUNDS = 1000;
type Name = 'cnRanking' | 'leadingCn' | 'firstEntry' | 'jaccard';

/**
 * The four measures as the mean over elements of the mean over materials, with 95 % intervals from a
 * bootstrap that draws materials within each element. One element: the mean over its materials.
 */
export function estimates(elements: readonly (readonly Judged[])[]): Record<Name, Estimate> {
  const tables = elements.map(materialScores);
  const random = new Random('bootstrap');
  const meanOf = (pick: (rows: number[][]) => readonly number[][]): number[] => {
    const sums = [0, 0, 0, 0];
    for (const rows of tables) {
      const picked = pick(rows);
      for (const row of picked) row.forEach((score, k) => (sums[k] += score / picked.length / tables.length));
    }
    return sums;
  };
  const values = meanOf((rows) => rows);
  const rounds = Array.from({ length: ROUNDS }, () =>
    meanOf((rows) => rows.map(() => rows[random.below(rows.length)])),
  );
  const estimate = (k: number): Estimate => {
    const sorted = rounds.map((round) => round[k]).sort((a, b) => a - b);
    return {
      value: values[k],
      low: sorted[Math.floor(0.025 * ROUNDS)],
      high: sorted[Math.floor(0.975 * ROUNDS)],
    };
  };
  return { cnRanking: estimate(0), leadingCn: estimate(1), firstEntry: estimate(2), jaccard: estimate(3) };
}

/**
 * The four measures (mean over elements of the mean over materials) and what they gain on `base`, the scores of the same
 * materials in the same order: a paired bootstrap over the materials of each element, 95 % intervals.
 */
export function gains(
  scores: readonly (readonly (readonly number[])[])[],
  base: readonly (readonly (readonly number[])[])[],
): { value: number; gain: Estimate }[] {
  const random = new Random('paired bootstrap');
  const mean = (
    tables: readonly (readonly (readonly number[])[])[],
    k: number,
    pick: (e: number, i: number) => number,
  ): number =>
    tables.reduce(
      (sum, rows, e) => sum + rows.reduce((part, _, i) => part + rows[pick(e, i)][k], 0) / rows.length,
      0,
    ) / tables.length;
  const differences = scores.map((rows, e) =>
    rows.map((row, i) => row.map((score, k) => score - base[e][i][k])),
  );
  const rounds = Array.from({ length: ROUNDS }, () => {
    const drawn = differences.map((rows) => rows.map(() => random.below(rows.length)));
    return [0, 1, 2, 3].map((k) => mean(differences, k, (e, i) => drawn[e][i]));
  });
  return [0, 1, 2, 3].map((k) => {
    const sorted = rounds.map((round) => round[k]).sort((a, b) => a - b);
    return {
      value: mean(scores, k, (_, i) => i),
      gain: {
        value: mean(differences, k, (_, i) => i),
        low: sorted[Math.floor(0.025 * ROUNDS)],
        high: sorted[Math.floor(0.975 * ROUNDS)],
      },
    };
  });
}

/** Share of the materials of each true leading CN whose leading CN is found; spectra of a material share its weight. */
export function leadingRecalls(
  judged: readonly Judged[],
): Map<number, { materials: number; recall: number }> {
  const byCn = new Map<number, Judged[]>();
  for (const item of judged) byCn.set(item.truth[0].cn, [...(byCn.get(item.truth[0].cn) ?? []), item]);
  return new Map(
    [...byCn]
      .sort(([a], [b]) => a - b)
      .map(([cn, items]) => {
        const rows = materialScores(items);
        return [
          cn,
          { materials: rows.length, recall: rows.reduce((sum, row) => sum + row[1], 0) / rows.length },
        ];
      }),
  );
}

/** Mean recall over the true leading CNs. */
export function balancedAccuracy(judged: readonly Judged[]): number {
  const recalls = [...leadingRecalls(judged).values()];
  return recalls.reduce((sum, { recall }) => sum + recall, 0) / recalls.length;
}

/** Counts of spectra by true (rows) and answered (columns) leading CN. */
export function confusionOf(judged: readonly Judged[]): { cns: number[]; counts: number[][] } {
  const cns = [...new Set(judged.flatMap(({ truth, answer }) => [truth[0].cn, answer[0].cn]))].sort(
    (a, b) => a - b,
  );
  const counts = cns.map(() => cns.map(() => 0));
  for (const { truth, answer } of judged) counts[cns.indexOf(truth[0].cn)][cns.indexOf(answer[0].cn)] += 1;
  return { cns, counts };
}
