import { describe, expect, it } from 'vitest';
import { forestVotes, type Forest } from '../forest/forest';
import { growForest, growRegression, type GrowOptions, type Task } from './grow';
import { toMatrix } from './fit';
import { Random } from '../random';

const OPTIONS: GrowOptions = { splits: 'best', trees: 15, featuresPerSplit: 2, leaf: 1, bootstrap: false };

/** Two features that matter (class = quadrant) and two that do not. */
function quadrants(rows: number, seed: string): { inputs: number[][]; labels: number[] } {
  const random = new Random(seed);
  const inputs = Array.from({ length: rows }, () => Array.from({ length: 4 }, () => random.below(200) - 100));
  return { inputs, labels: inputs.map(([a, b]) => (a > 0 ? 1 : 0) + (b > 0 ? 2 : 0)) };
}

function taskOf({ inputs, labels }: { inputs: number[][]; labels: number[] }): Task {
  return {
    matrix: toMatrix(inputs, 4),
    labels: Uint16Array.from(labels),
    classCount: 4,
    weights: new Float64Array(labels.length).fill(1),
    groups: Int32Array.from(labels, (_, row) => row),
    shares: new Float64Array(labels.length).fill(1),
  };
}

function winner(forest: Forest, x: readonly number[]): number {
  const votes = forestVotes(forest, x);
  return votes.indexOf(Math.max(...votes));
}

describe.each([
  ['random forest', { ...OPTIONS, bootstrap: true }],
  ['extra trees', { ...OPTIONS, splits: 'random' as const }],
])('%s', (_, options) => {
  it('learns quadrants', () => {
    const forest = growForest(taskOf(quadrants(400, 'train')), options, 'seed');
    const test = quadrants(300, 'test');
    const right = test.inputs.filter((x, i) => winner(forest, x) === test.labels[i]).length;
    expect(right / test.inputs.length).toBeGreaterThan(0.95);
  });

  it('gives the same forest for the same seed and another for another', () => {
    const task = taskOf(quadrants(100, 'train'));
    expect(growForest(task, options, 'a')).toEqual(growForest(task, options, 'a'));
    expect(growForest(task, options, 'a').threshold).not.toEqual(growForest(task, options, 'b').threshold);
  });

  it('begins with the same trees when more are asked for', () => {
    const task = taskOf(quadrants(60, 'train'));
    const few = growForest(task, { ...options, trees: 3 }, 'a');
    const more = growForest(task, { ...options, trees: 6 }, 'a');
    expect([...more.feature.subarray(0, few.feature.length)]).toEqual([...few.feature]);
  });
});

it('fits every training row with leaves of one row and no bootstrap', () => {
  const data = quadrants(200, 'noise');
  const random = new Random('labels');
  const labels = data.labels.map(() => random.below(4));
  const forest = growForest(
    taskOf({ inputs: data.inputs, labels }),
    { ...OPTIONS, trees: 1, featuresPerSplit: 4 },
    'x',
  );
  expect(data.inputs.map((x) => winner(forest, x))).toEqual(labels);
});

it('finds the split between two integers exactly', () => {
  const task: Task = {
    matrix: toMatrix([[-3], [-2], [5], [6]], 1),
    labels: Uint16Array.from([0, 0, 1, 1]),
    classCount: 2,
    weights: new Float64Array(4).fill(1),
    groups: Int32Array.from([0, 1, 2, 3]),
    shares: new Float64Array(4).fill(1),
  };
  const forest = growForest(task, { ...OPTIONS, trees: 1, featuresPerSplit: 1 }, 'x');
  expect([...forest.feature]).toEqual([0, -1, -2]);
  expect(forest.threshold[0]).toBe(1);
});

it('keeps leaves at their smallest size', () => {
  const task = taskOf(quadrants(64, 'train'));
  const leaf = 16;
  const forest = growForest(task, { ...OPTIONS, leaf, trees: 5 }, 'x');
  const nodesPerTree = forest.feature.length / forest.roots.length;
  expect(nodesPerTree).toBeLessThanOrEqual(2 * (64 / leaf) - 1);
});

it('shows a group to the share of the trees that it is given', () => {
  // Rows of class 1 belong to a group that no tree sees.
  const task = taskOf(quadrants(100, 'train'));
  const labels = Uint16Array.from(task.labels, (label) => Number(label === 1));
  const shares = Float64Array.from(labels, (label) => 1 - label);
  const forest = growForest({ ...task, labels, classCount: 2, shares }, OPTIONS, 'x');
  expect([...forest.feature].every((value) => value === -1)).toBe(true);
});

it('merges leaves of one class', () => {
  const forest = growForest(taskOf(quadrants(150, 'train')), OPTIONS, 'x');
  forest.feature.forEach((feature, node) => {
    if (feature < 0) return;
    const [left, right] = [forest.feature[forest.left[node]], forest.feature[forest.right[node]]];
    expect(left < 0 && left === right).toBe(false);
  });
});

it('learns values: the mean over trees follows a sum of two features', () => {
  const { inputs, labels } = quadrants(600, 'train');
  const { shares, groups, matrix, weights } = taskOf({ inputs, labels });
  const forest = growRegression(
    {
      matrix,
      weights,
      groups,
      shares,
      targets: Float64Array.from(inputs, ([a, b]) => a + b),
      classCount: 401,
      classOf: (mean) => Math.round(mean) + 200,
    },
    { trees: 20, featuresPerSplit: 3, leaf: 3, bootstrap: false },
    'seed',
  );
  const test = quadrants(200, 'test').inputs;
  const errors = test.map((x) => {
    const sum = Array.from(forestVotes(forest, x)).reduce((total, n, c) => total + n * (c - 200), 0);
    return sum / 20 - (x[0] + x[1]);
  });
  const spread = Math.sqrt(errors.reduce((sum, e) => sum + e * e, 0) / errors.length);
  // The values themselves have a standard deviation of 82.
  expect(spread).toBeLessThan(20);
});
