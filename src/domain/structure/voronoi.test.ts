import fc from 'fast-check';
import { expect, it } from 'vitest';
import { norm, subtract, type Vector } from '../vector';
import { voronoiFacets } from './voronoi';

const byDistance = (points: Vector[]): Vector[] => points.sort((a, b) => norm(a) - norm(b));
const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0);
const grid = [-2, -1, 0, 1, 2].flatMap((x) =>
  [-2, -1, 0, 1, 2].flatMap((y) => [-2, -1, 0, 1, 2].map((z): Vector => [x, y, z])),
);

it('gives the cube of a simple cubic lattice: touching edges and corners are no faces', () => {
  const facets = voronoiFacets(byDistance(grid.filter((point) => norm(point) > 0))) ?? [];
  const real = facets.filter(({ area }) => area > 1e-9);
  expect(real).toHaveLength(6);
  for (const { area, solidAngle } of real) {
    expect(area).toBeCloseTo(1, 9);
    expect(solidAngle).toBeCloseTo((4 * Math.PI) / 6, 9);
  }
});

it('gives the rhombic dodecahedron of face-centred cubic', () => {
  const points = grid.filter(([x, y, z]) => (x + y + z) % 2 === 0 && norm([x, y, z]) > 0);
  const real = (voronoiFacets(byDistance(points)) ?? []).filter(({ area }) => area > 1e-9);
  expect(real).toHaveLength(12);
  expect(real.every(({ neighbour }) => Math.abs(norm(points[neighbour]) - Math.SQRT2) < 1e-9)).toBe(true);
});

it('says when nothing closes the cell', () => {
  expect(voronoiFacets([])).toBeNull();
  expect(voronoiFacets([[1, 0, 0], [0, 1, 0], [0, 0, 1]])).toBeNull(); // prettier-ignore
});

it('covers the whole sphere for any points around the origin', () => {
  const coordinate = fc.double({ min: -3, max: 3, noNaN: true });
  const point = fc.tuple(coordinate, coordinate, coordinate).filter((p) => norm(p) > 0.3);
  const frame = grid.filter((p) => norm(p) >= 2).map((p): Vector => [2 * p[0], 2 * p[1], 2 * p[2]]);
  fc.assert(
    fc.property(fc.array(point, { maxLength: 30 }), (anywhere) => {
      const points = anywhere.filter((p, i) => anywhere.slice(0, i).every((q) => norm(subtract(p, q)) > 0.1));
      const facets = voronoiFacets(byDistance([...points, ...frame])) ?? [];
      expect(sum(facets.map(({ solidAngle }) => solidAngle))).toBeCloseTo(4 * Math.PI, 6);
    }),
    { numRuns: 100 },
  );
});
