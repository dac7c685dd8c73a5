import { describe, expect, it } from 'vitest';
import { environmentOf } from '../environment/labels';
import { shellsOf, type Bond } from './crystal-nn';
import { neighboursWithin } from './neighbours';
import { coordinationOf } from './site';
import { checkedStructure, plainStructure, type Structure } from './structure';

const structure = (cell: number[], atoms: [string, number, number, number][]): Structure =>
  plainStructure({
    cell,
    species: atoms.map(([symbol]) => symbol),
    fractional: atoms.map(([, x, y, z]) => [x, y, z]),
  });

const rocksalt = structure([2.978, 2.978, 2.978, 60, 60, 60], [['Mg', 0, 0, 0], ['O', 0.5, 0.5, 0.5]]); // prettier-ignore
const zincite = structure([3.25, 3.25, 5.206, 90, 90, 120], [
  ['Zn', 1 / 3, 2 / 3, 0], ['Zn', 2 / 3, 1 / 3, 0.5], ['O', 1 / 3, 2 / 3, 0.382], ['O', 2 / 3, 1 / 3, 0.882],
]); // prettier-ignore

describe('neighbours', () => {
  it('of rock salt come in shells of 6, 12 and 8', () => {
    const found = neighboursWithin(rocksalt, 0, 3.7);
    expect(found.map(({ element }) => element).join('')).toBe(
      `${'O'.repeat(6)}${'Mg'.repeat(12)}${'O'.repeat(8)}`,
    );
    expect(found[0].distance).toBeCloseTo(2.1057, 3);
    expect(found[6].distance).toBeCloseTo(2.978, 6);
  });

  it('do not depend on the choice of the cell', () => {
    // The same lattice with a long oblique cell vector.
    const [a, b, c] = rocksalt.lattice;
    const oblique = checkedStructure({
      ...rocksalt,
      lattice: [a, b, [c[0] + 3 * a[0], c[1] + 3 * a[1], c[2] + 3 * a[2]]],
      fractional: [[0, 0, 0], [0.5 - 1.5, 0.5, 0.5]],
    }); // prettier-ignore
    const distances = (s: Structure): string[] =>
      neighboursWithin(s, 0, 6).map(({ distance }) => distance.toFixed(6));
    expect(distances(oblique)).toEqual(distances(rocksalt));
  });
});

describe('coordination', () => {
  it('of rock salt is octahedral without doubt', () => {
    const { shells, cnWeights, motifs } = coordinationOf(rocksalt, 0);
    expect(shells.map(({ cn, weight }) => [cn, Number(weight.toFixed(6))])).toEqual([[6, 1]]);
    expect([...cnWeights.keys()]).toEqual([6]);
    expect(motifs.get(6)?.get('octahedral')).toBeCloseTo(1, 6);
    expect(motifs.get(6)?.get('pentagonal pyramidal')).toBeCloseTo(0.5, 6);
  });

  it('of zincite is tetrahedral', () => {
    const { shells, cnWeights } = coordinationOf(zincite, 0);
    expect(environmentOf(coordinationOf(zincite, 0))[0].motifs[0]).toBe('tetrahedral');
    expect(cnWeights.get(4)).toBeGreaterThan(0.9);
    expect(shells[0].bonds.every(({ element }) => element === 'O')).toBe(true);
  });

  it('gives larger numbers as shells but not as labels', () => {
    const iron = structure([2.87, 2.87, 2.87, 90, 90, 90], [['Fe', 0, 0, 0], ['Fe', 0.5, 0.5, 0.5]]); // prettier-ignore
    const { shells, cnWeights } = coordinationOf(iron, 0);
    expect(shells.map(({ cn }) => cn)).toContain(14);
    expect(cnWeights.has(14)).toBe(false);
  });
});

describe('shells', () => {
  const bond = (weight: number): Bond => ({ index: 0, element: 'O', vector: [2, 0, 0], distance: 2, weight });

  it('split the quarter circle at the weights of the bonds', () => {
    const shells = shellsOf([1, 1, 0.5].map(bond));
    const outer = (2 / Math.PI) * (0.5 * Math.sqrt(0.75) + Math.PI / 6);
    expect(shells.map(({ cn }) => cn)).toEqual([2, 3]);
    expect(shells[0].weight).toBeCloseTo(1 - outer);
    expect(shells[1].weight).toBeCloseTo(outer);
  });

  it('leave to no neighbour at all what the heaviest bond does not reach', () => {
    const shells = shellsOf([bond(0.5)]);
    expect(shells.map(({ cn }) => cn)).toEqual([1, 0]);
    expect(shells[0].weight + shells[1].weight).toBeCloseTo(1);
    expect(shellsOf([])).toEqual([{ cn: 0, weight: 1, bonds: [] }]);
  });
});
