import { expect, it } from 'vitest';
import { answerOf, expectedJaccard, jointEnvironments, type ModelVotes } from './answer';

const octahedral = ['octahedral', 'pentagonal pyramidal'];
const votes: ModelVotes = {
  cn: [
    { label: [6], share: 0.6 },
    { label: [6, 4], share: 0.3 },
    { label: [4], share: 0.1 },
  ],
  motifs: new Map([
    [6, [{ label: octahedral, share: 0.8 }, { label: ['octahedral'], share: 0.2 }]],
    [4, [{ label: ['tetrahedral'], share: 1 }]],
  ]),
}; // prettier-ignore

it('gives every environment with a vote its probability', () => {
  const joint = jointEnvironments(votes);
  expect(joint).toHaveLength(5);
  expect(joint.reduce((sum, { probability }) => sum + probability, 0)).toBeCloseTo(1);
});

it('answers with the most voted rankings and weighs them by what the votes name, in shares of a whole', () => {
  const answer = answerOf(votes);
  expect(answer.environment).toEqual([{ cn: 6, motifs: octahedral }]);
  // 0.9 of the votes name 6, 0.4 name 4.
  expect(answer.ranking[0].weight).toBeCloseTo(0.9 / 1.3);
  expect(answer.cnShares.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1);
  expect(answer.ranking[0].motifs).toEqual([
    { name: 'octahedral', weight: 1 },
    { name: 'pentagonal pyramidal', weight: 0.8 },
  ]);
  expect(answer.firstEntryShare).toBeCloseTo(0.9 * 0.8);
  expect(answer.cnShares.map(({ cn }) => cn)).toEqual([6, 4]);
  expect(answer.runnerUp).toEqual({
    environment: [
      { cn: 6, motifs: octahedral },
      { cn: 4, motifs: ['tetrahedral'] },
    ],
    probability: 0.3,
  });
});

it('expects the Jaccard index by hand: sum of p times J over the joint votes', () => {
  // [6 full] J=1, [6 short] 1/2, [6 full, 4] 2/3, [6 short, 4] 1/3, [4] 0
  const byHand = 0.48 + 0.12 / 2 + (0.24 * 2) / 3 + 0.06 / 3;
  expect(answerOf(votes).expectedJaccard).toBeCloseTo(byHand);
  expect(expectedJaccard([{ cn: 8, motifs: [] }], jointEnvironments(votes))).toBe(0);
});
