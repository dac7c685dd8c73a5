import { expect, it } from 'vitest';
import { oxygenDistance } from './oxygen-distance';

it('averages over the first shell of oxygens, images of the cell included', () => {
  // Rock salt, a = 4.2: six oxygens at 2.1. Primitive cell, so that all but one lie in other cells.
  const half = 2.1;
  const crystal = {
    lattice: [
      [0, half, half],
      [half, 0, half],
      [half, half, 0],
    ] satisfies [[number, number, number], [number, number, number], [number, number, number]],
    species: ['Mg', 'O'],
    fractional: [
      [0, 0, 0],
      [0.5, 0.5, 0.5],
    ] satisfies [number, number, number][],
    sites: [],
  };
  expect(oxygenDistance(crystal, 0)).toBeCloseTo(2.1, 9);
  expect(oxygenDistance({ ...crystal, species: ['Mg', 'S'] }, 0)).toBeNull();
});
