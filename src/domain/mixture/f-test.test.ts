import { expect, it } from 'vitest';
import { chanceOfRatio } from './f-test';

it('gives the tabulated 5 % and 1 % points of the F distribution', () => {
  const table: readonly (readonly [number, number, number, number])[] = [
    [4.965, 1, 10, 0.05],
    [161.45, 1, 1, 0.05],
    [4.171, 1, 30, 0.05],
    [3.098, 3, 20, 0.05],
    [8.096, 1, 20, 0.01],
    [2.978, 10, 10, 0.05],
    [1.525, 100, 50, 0.05],
  ];
  for (const [ratio, upper, lower, chance] of table) {
    expect(chanceOfRatio(ratio, upper, lower)).toBeCloseTo(chance, 3);
  }
});

it('knows its ends', () => {
  expect(chanceOfRatio(0, 1, 10)).toBe(1);
  expect(chanceOfRatio(Number.POSITIVE_INFINITY, 1, 10)).toBe(0);
  // Two degrees of freedom above: (1 + 2 F / n)^(-n / 2) exactly.
  expect(chanceOfRatio(3, 2, 7)).toBeCloseTo((1 + 6 / 7) ** -3.5, 10);
});
