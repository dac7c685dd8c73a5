import { expect, it } from 'vitest';
import { ELEMENTS, K_EDGES, MODEL_ELEMENTS, edgesNear, elementOf, groupOf } from './elements';

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
