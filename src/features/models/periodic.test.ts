import { expect, it } from 'vitest';
import { ELEMENTS } from '../../domain/elements';
import { positionOf } from './periodic';

it.each([
  ['H', 1, 1],
  ['He', 1, 18],
  ['Be', 2, 2],
  ['B', 2, 13],
  ['Al', 3, 13],
  ['Ar', 3, 18],
  ['Sc', 4, 3],
  ['Cu', 4, 11],
  ['Rb', 5, 1],
  ['Sn', 5, 14],
])('%s stands in row %i, column %i', (symbol, row, column) => {
  const element = ELEMENTS.find((one) => one.symbol === symbol);
  expect(positionOf(element?.z ?? 0)).toEqual({ row, column });
});

it('gives every element up to xenon a place of its own, and none beyond', () => {
  const places = ELEMENTS.slice(0, 54).map(({ z }) => JSON.stringify(positionOf(z)));
  expect(new Set(places).size).toBe(54);
  expect(positionOf(55)).toBeNull();
  expect(positionOf(0)).toBeNull();
});
