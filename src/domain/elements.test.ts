import { expect, it } from 'vitest';
import {
  coreHoleWidth,
  ELEMENTS,
  K_EDGES,
  L3_EDGES,
  MODEL_ELEMENTS,
  edgesNear,
  elementOf,
  groupOf,
} from './elements';

it('numbers the elements', () => {
  expect(elementOf('fe')).toEqual({ symbol: 'Fe', z: 26, name: 'Iron' });
  expect(elementOf('U')?.z).toBe(92);
  expect(elementOf('Xx')).toBeUndefined();
});

it('has K edges that rise with Z', () => {
  const edges = ELEMENTS.map(({ symbol }) => K_EDGES[symbol]).filter((edge) => edge !== undefined);
  expect(edges.length).toBeGreaterThan(55);
  edges.slice(1).forEach((edge, i) => {
    expect(edge).toBeGreaterThan(edges[i]);
  });
});

it('follows Moseley within 2 %: sqrt(E) is linear in Z between neighbours', () => {
  for (let z = 12; z <= 59; z++) {
    const [below, at, above] = [z - 1, z, z + 1].map((n) => K_EDGES[ELEMENTS[n - 1].symbol]);
    expect(Math.abs(Math.sqrt(at) - (Math.sqrt(below) + Math.sqrt(above)) / 2)).toBeLessThan(
      0.02 * Math.sqrt(at),
    );
  }
});

it('puts every element with a model into a group', () => {
  expect(MODEL_ELEMENTS).toHaveLength(36);
  for (const symbol of MODEL_ELEMENTS) expect(groupOf(symbol), symbol).toBeDefined();
});

it('lists the edges near an energy, nearest first', () => {
  const [first, second] = edgesNear(5467, 30);
  expect(first).toMatchObject({ symbol: 'V', edge: 'K', offset: 2 });
  expect(second).toMatchObject({ symbol: 'La', edge: 'L3' });
});

it('has L3 edges and core-hole widths that rise with Z, by less than a quarter from one to the next', () => {
  const rising = (values: readonly number[]): void => {
    values.slice(1).forEach((value, i) => {
      expect(value).toBeGreaterThan(values[i]);
      expect(value).toBeLessThan(1.25 * values[i]);
    });
  };
  const l3 = ELEMENTS.map(({ symbol }) => L3_EDGES[symbol]).filter((edge) => edge !== undefined);
  expect(l3.length).toBeGreaterThan(35);
  // Bi to Th: six elements without an entry lie between.
  rising(l3.slice(0, -2));
  expect(L3_EDGES.Th).toBe(16300);
  expect(L3_EDGES.U).toBe(17166);
  rising(ELEMENTS.filter(({ z }) => z >= 11 && z <= 50).map(({ symbol }) => coreHoleWidth(symbol)));
});
