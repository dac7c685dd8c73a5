import { describe, expect, it } from 'vitest';
import { summedSteps, type Forest } from '../../src/domain/forest/forest';
import { toMatrix } from '../../src/domain/growing/fit';
import { Random } from '../../src/domain/random';
import { boostedTrees } from './boosting';

const STEP = 0.01;
const random = new Random('boosting');
/** Points of a square; class 1 where both coordinates lie on the same side of the middle, which no single split sees. */
const points = Array.from({ length: 400 }, () => [random.below(100), random.below(100)]);
const isSame = ([x, y]: readonly number[]): number => Number(x < 50 === y < 50);

function grown(labelOf: (point: readonly number[]) => number): Forest {
  return boostedTrees(
    {
      rows: points,
      matrix: toMatrix(points, 2),
      labels: points.map(labelOf),
      weights: points.map(() => 1),
      groups: Int32Array.from(points.keys()),
      groupCount: points.length,
      step: STEP,
    },
    { trees: 60, rate: 0.1, share: 0.5, featuresPerSplit: 2, leaf: 10 },
    'test',
  );
}

describe('boosted trees', () => {
  it('learn what takes two questions together', () => {
    const forest = grown(isSame);
    const rightly = points.filter((point) => summedSteps(forest, point) > 0 === (isSame(point) === 1));
    expect(forest.roots).toHaveLength(60);
    expect(rightly.length / points.length).toBeGreaterThan(0.95);
    expect(summedSteps(forest, [10, 10])).toBeGreaterThan(100);
    expect(summedSteps(forest, [10, 90])).toBeLessThan(-100);
  });

  it('state the odds where nothing tells the classes apart', () => {
    // Three of four rows are class 1, wherever they lie: log-odds of log(3).
    const forest = grown(() => Number(random.next() < 0.75));
    const mean = points.reduce((sum, point) => sum + STEP * summedSteps(forest, point), 0) / points.length;
    expect(mean).toBeGreaterThan(0.7);
    expect(mean).toBeLessThan(1.6);
  });

  it('come out the same every time', () => {
    expect(grown(isSame)).toEqual(grown(isSame));
  });
});
