import { expect, it } from 'vitest';
import type { Environment } from '../../src/domain/environment/labels';
import { measure, type Judged } from '../../src/domain/growing/measures';
import { balancedAccuracy, confusionOf, estimates } from './statistics';

const octahedral: Environment = [{ cn: 6, motifs: ['octahedral', 'pentagonal pyramidal'] }];
const distorted: Environment = [{ cn: 6, motifs: ['pentagonal pyramidal', 'octahedral'] }];
const tetrahedral: Environment = [{ cn: 4, motifs: ['tetrahedral'] }];

const judged: Judged[] = [
  { material: 'a', truth: octahedral, answer: octahedral },
  { material: 'a', truth: octahedral, answer: tetrahedral },
  { material: 'b', truth: tetrahedral, answer: tetrahedral },
  { material: 'c', truth: octahedral, answer: distorted },
];

it('counts every material once', () => {
  expect(measure(judged)).toEqual({
    materials: 3,
    cnRanking: (0.5 + 1 + 1) / 3,
    leadingCn: (0.5 + 1 + 1) / 3,
    firstEntry: (0.5 + 1 + 0) / 3,
    jaccard: (0.5 + 1 + 1) / 3,
  });
});

it('balances over the true leading CNs', () => {
  expect(balancedAccuracy(judged)).toBeCloseTo((0.75 + 1) / 2, 12);
  expect(confusionOf(judged)).toEqual({ cns: [4, 6], counts: [[1, 0], [1, 2]] }); // prettier-ignore
});

it('gives intervals around the value that collapse without scatter', () => {
  const { jaccard, firstEntry } = estimates([judged]);
  expect(jaccard.low).toBeLessThan(jaccard.value);
  expect(jaccard.high).toBeGreaterThan(jaccard.value);
  expect(firstEntry.value).toBeCloseTo(0.5, 12);
  const certain = estimates([[judged[2]]]).jaccard;
  expect([certain.low, certain.value, certain.high]).toEqual([1, 1, 1]);
});
