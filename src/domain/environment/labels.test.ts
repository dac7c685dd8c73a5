import { expect, it } from 'vitest';
import { jaccard, pairsOf, sameFirstEntry } from './jaccard';
import { averageOrderParameters, cnRanking, environmentOf, type OrderParameters } from './labels';
import { LARGEST_MOTIF_CN, MOTIFS } from './motifs';

const octahedral: OrderParameters = {
  cnWeights: new Map([
    [6, 0.9],
    [4, 0.1],
  ]),
  motifs: new Map([
    [6, new Map([['octahedral', 0.8], ['hexagonal planar', 0.04], ['pentagonal pyramidal', 0.3]])],
    [4, new Map([['tetrahedral', 0.08]])],
  ]),
}; // prettier-ignore
const tetrahedral: OrderParameters = {
  cnWeights: new Map([[4, 1]]),
  motifs: new Map([[4, new Map([['tetrahedral', 0.9]])]]),
};

it('knows 25 motifs', () => {
  expect(Object.values(MOTIFS).flat()).toHaveLength(25);
  expect(new Set(Object.values(MOTIFS).flat()).size).toBe(25);
});

it('keeps what reaches the thresholds, most important first', () => {
  expect(environmentOf(octahedral)).toEqual([{ cn: 6, motifs: ['octahedral', 'pentagonal pyramidal'] }]);
  expect(cnRanking(new Map([[4, 0.2], [6, 0.8]]))).toEqual([6, 4]); // prettier-ignore
});

it('averages sites by multiplicity', () => {
  const average = averageOrderParameters([octahedral, tetrahedral], [1, 3]);
  expect(average.cnWeights.get(6)).toBeCloseTo(0.225);
  expect(average.cnWeights.get(4)).toBeCloseTo(0.775);
  expect(average.motifs.get(4)?.get('tetrahedral')).toBeCloseTo(0.695);
  expect(environmentOf(average).map(({ cn }) => cn)).toEqual([4, 6]);
});

it('compares environments as sets of pairs and by their first entry', () => {
  const a = environmentOf(octahedral);
  const b = [{ cn: 6, motifs: ['octahedral'] }];
  expect(jaccard(pairsOf(a), pairsOf(b))).toBe(0.5);
  expect(jaccard(pairsOf(a), pairsOf(environmentOf(tetrahedral)))).toBe(0);
  expect(jaccard(new Set(), new Set())).toBe(1);
  expect([sameFirstEntry(a, a), sameFirstEntry(a, b), sameFirstEntry([], a)]).toEqual([true, false, false]);
});

it('knows the 25 motifs of the nine coordination numbers', () => {
  const counts = Object.entries(MOTIFS).map(([cn, names]) => [Number(cn), names.length]);
  expect(counts).toEqual([[1, 1], [2, 5], [3, 3], [4, 5], [5, 3], [6, 3], [7, 2], [8, 2], [12, 1]]); // prettier-ignore
  expect(new Set(Object.values(MOTIFS).flat()).size).toBe(25);
  // Beyond it a CN is answered without motifs.
  expect(LARGEST_MOTIF_CN).toBe(8);
});
