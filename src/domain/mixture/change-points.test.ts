import { expect, it } from 'vitest';
import { Random } from '../random';
import { changePoints } from './change-points';

const random = new Random('change points');
/** Values about each level, with noise of standard deviation 1. */
const series = (...levels: readonly (readonly [level: number, members: number])[]): number[] =>
  levels.flatMap(([level, members]) => Array.from({ length: members }, () => level + random.normal()));

it('finds steps of several variables at the same member', () => {
  const rows = [series([0, 20], [6, 15], [0, 15]), series([3, 20], [3, 15], [9, 15])];
  expect(changePoints(rows)).toEqual([20, 35]);
});

it('finds none in noise, in a constant and in what is too short', () => {
  const found = Array.from({ length: 20 }, () => changePoints([series([1, 60]), series([2, 60])]));
  expect(found.filter(({ length }) => length > 0).length).toBeLessThanOrEqual(1);
  expect(changePoints([Array<number>(30).fill(1)])).toEqual([]);
  expect(changePoints([[0, 0, 9, 9, 9]])).toEqual([]);
  expect(changePoints([])).toEqual([]);
});

it('is the best of all segmentations into two', () => {
  const row = series([0, 12], [3, 18]);
  const squares = (values: readonly number[]): number => {
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    return values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  };
  const splits = Array.from({ length: 25 }, (_, i) => i + 3);
  const cost = (at: number): number => squares(row.slice(0, at)) + squares(row.slice(at));
  const [best] = splits.sort((a, b) => cost(a) - cost(b));
  expect(changePoints([row])).toEqual([best]);
});
