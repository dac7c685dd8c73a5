import { expect, it } from 'vitest';
import { fitVotes, largestSupported, type VoteSample } from './votes';

/** A sample of a material of its own, answered rightly or not. */
const sample = (material: number, weight: number, right = 1): VoteSample => ({
  element: 'Fe',
  material: String(material),
  weight,
  truth: [{ cn: 6, motifs: [] }],
  votes: { cn: [{ label: [6], share: 1 }], motifs: new Map() },
  answer: [{ cn: right === 1 ? 6 : 4, motifs: [] }],
  expected: 1,
  jaccard: right,
  firstShare: 1,
  firstRight: right,
  leadingShare: 1,
  leadingRight: right,
  truthShare: 1,
});
const many = (count: number, weight: (i: number) => number): VoteSample[] =>
  Array.from({ length: count }, (_, i) => sample(i, weight(i)));

it('states no more than materials of equal weight support', () => {
  const { leadingCn, heldOut } = fitVotes(
    many(20, () => 1),
    'Fe',
  );
  expect(Math.max(...leadingCn.y)).toBeCloseTo(largestSupported(20));
  expect(heldOut).toEqual({ leadingCn: 1, materials: 20 });
});

it('states less where few materials carry most of the weight', () => {
  // (10 x 1.9 + 10 x 0.1)^2 / (10 x 1.9^2 + 10 x 0.1^2) = 11.05 materials of equal weight.
  const { leadingCn, heldOut } = fitVotes(
    many(20, (i) => (i < 10 ? 1.9 : 0.1)),
    'Fe',
  );
  expect(Math.max(...leadingCn.y)).toBeCloseTo(largestSupported(400 / 36.2));
  expect(heldOut.materials).toBe(20);
});

it('counts the held-out score by the weights', () => {
  const samples = [sample(0, 1.5), sample(1, 0.5, 0)];
  expect(fitVotes(samples, 'Fe').heldOut.leadingCn).toBeCloseTo(0.75);
});
