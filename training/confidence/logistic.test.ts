import { expect, it } from 'vitest';
import { Random } from '../../src/domain/random';
import { fitLogistic } from './logistic';

it('finds the log-odds that made the labels', () => {
  const random = new Random('logistic');
  const rows = Array.from({ length: 20000 }, () => [random.normal(), random.normal()]);
  const labels = rows.map(([a, b]) => Number(random.next() < 1 / (1 + Math.exp(-(1.5 * a - 0.5 * b + 0.3)))));
  const { weights, bias } = fitLogistic(rows, labels, new Array<number>(rows.length).fill(1), 1e-6);
  expect(Math.abs(weights[0] - 1.5)).toBeLessThan(0.1);
  expect(Math.abs(weights[1] + 0.5)).toBeLessThan(0.1);
  expect(Math.abs(bias - 0.3)).toBeLessThan(0.1);
});

it('stays finite where the classes do not overlap', () => {
  const { weights } = fitLogistic([[-2], [-1], [1], [2]], [0, 0, 1, 1], [1, 1, 1, 1], 0.1);
  expect(weights[0]).toBeGreaterThan(0);
  expect(weights[0]).toBeLessThan(20);
});

it('counts a weight of two like two samples', () => {
  const twice = fitLogistic([[0], [1], [1], [0.5]], [0, 1, 1, 0], [1, 1, 1, 1], 0.1);
  const weighted = fitLogistic([[0], [1], [0.5]], [0, 1, 0], [1, 2, 1], 0.1);
  expect(weighted.weights[0]).toBeCloseTo(twice.weights[0], 6);
});
