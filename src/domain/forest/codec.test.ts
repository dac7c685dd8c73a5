import { describe, expect, it } from 'vitest';
import { decodeForest, encodeForest } from './codec';
import { forestVotes, pathFeatureCounts, treeVote } from './forest';

/** Two trees: x0 <= 3 ? (x1 <= 5 ? class 0 : class 1) : class 2; and a lone leaf of class 1. */
const json = {
  classCount: 3,
  featureCount: 2,
  treeCount: 2,
  nodes: [0, 1, -1, -2, -3, -2],
  thresholds: [3, 5],
};

it('walks a decoded forest', () => {
  const forest = decodeForest(json);
  const cases: [number[], number][] = [
    [[3, 5], 0],
    [[3, 6], 1],
    [[4, 0], 2],
  ];
  for (const [x, expected] of cases) {
    expect(treeVote(forest, 0, x)).toBe(expected);
    expect(treeVote(forest, 1, x)).toBe(1);
  }
  expect([...forestVotes(forest, [0, 0])]).toEqual([1, 1, 0]);
  expect([...pathFeatureCounts(forest, [0, 0])]).toEqual([1, 1]);
  expect([...pathFeatureCounts(forest, [9, 0])]).toEqual([1, 0]);
});

it('counts the votes of every tree, whatever the order of the nodes', () => {
  // The first tree of above with its right child stored before its left one.
  const { roots, ...rest } = decodeForest(json);
  const shuffled = {
    ...rest,
    roots: roots.map((root) => (root === 0 ? 4 : 5)),
    feature: Int16Array.of(-3, -2, 1, -1, 0, -2),
    threshold: Float32Array.of(0, 0, 5, 0, 3, 0),
    left: Int32Array.of(0, 0, 3, 0, 2, 0),
    right: Int32Array.of(0, 0, 1, 0, 0, 0),
  };
  for (const x of [
    [3, 5],
    [3, 6],
    [4, 0],
  ]) {
    const votes = [0, 1, 2].map(
      (label) => [0, 1].filter((tree) => treeVote(shuffled, tree, x) === label).length,
    );
    expect([...forestVotes(shuffled, x)]).toEqual(votes);
    expect([...forestVotes(decodeForest(json), x)]).toEqual(votes);
  }
});

it('encodes what it decoded', () => {
  expect(encodeForest(decodeForest(json))).toEqual(json);
});

describe('refuses damaged forests', () => {
  it.each([
    ['a feature out of range', { ...json, nodes: [2, 1, -1, -2, -3, -2] }],
    ['a class out of range', { ...json, nodes: [0, 1, -1, -4, -3, -2] }],
    ['a missing leaf', { ...json, nodes: json.nodes.slice(0, -1) }],
    ['a missing threshold', { ...json, thresholds: [3] }],
    ['a threshold that is no number', { ...json, thresholds: [3, Number.NaN] }],
    ['nodes left over', { ...json, nodes: [...json.nodes, -1] }],
    ['a fraction', { ...json, nodes: [0.5, 1, -1, -2, -3, -2] }],
  ])('%s', (_, damaged) => {
    expect(() => decodeForest(damaged)).toThrow(expect.objectContaining({ code: 'model-invalid' }));
  });
});
