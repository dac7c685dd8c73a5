import { describe, expect, it } from 'vitest';
import {
  cellHeights,
  cellVolume,
  checkedStructure,
  latticeOfCell,
  MOST_ATOMS,
  plainStructure,
  reducedFormula,
  type Structure,
} from './structure';
import type { Vector } from '../vector';
import { distinctSites, symmetryOf, type SymmetrySearch } from './symmetry';

const cube = (a: number): Structure['lattice'] => [[a, 0, 0], [0, a, 0], [0, 0, a]]; // prettier-ignore
const rocksalt: Structure = {
  lattice: [[0, 2.1, 2.1], [2.1, 0, 2.1], [2.1, 2.1, 0]],
  species: ['Mg', 'O'],
  fractional: [[0, 0, 0], [0.5, 0.5, 0.5]],
}; // prettier-ignore

describe('cells', () => {
  it('are built from lengths and angles', () => {
    const hexagonal = latticeOfCell([3, 3, 5, 90, 90, 120]);
    expect(cellVolume(hexagonal)).toBeCloseTo(9 * 5 * Math.sin((120 * Math.PI) / 180));
    expect(cellHeights(hexagonal).map((h) => h.toFixed(3))).toEqual(['2.598', '2.598', '5.000']);
    const triclinic = latticeOfCell([4, 5, 6, 80, 95, 110]);
    const angle = (p: Vector, q: Vector): number =>
      (Math.acos((p[0] * q[0] + p[1] * q[1] + p[2] * q[2]) / Math.hypot(...p) / Math.hypot(...q)) * 180) /
      Math.PI;
    expect(angle(triclinic[1], triclinic[2])).toBeCloseTo(80);
    expect(angle(triclinic[0], triclinic[2])).toBeCloseTo(95);
    expect(angle(triclinic[0], triclinic[1])).toBeCloseTo(110);
  });

  it('are refused when no such cell exists', () => {
    expect(() => latticeOfCell([4, 4, 4, 30, 30, 120])).toThrow(/No cell has/);
    expect(() => latticeOfCell([4, 4, 4, 90, 90])).toThrow(/No cell has/);
    expect(() => latticeOfCell([4, -4, 4, 90, 90, 90])).toThrow(/No cell has/);
  });
});

describe('structures', () => {
  const fault = (structure: Structure): string => {
    try {
      checkedStructure(structure);
    } catch (error) {
      return error instanceof Error && 'code' in error ? String(error.code) : 'unexpected';
    }
    return 'none';
  };

  it('bring coordinates into the cell and name the formula', () => {
    const moved = checkedStructure({ ...rocksalt, fractional: [[-1, 0, 2], [1.5, -0.5, 0.5]] }); // prettier-ignore
    expect(moved.fractional).toEqual(rocksalt.fractional);
    expect(reducedFormula(['O', 'Fe', 'O', 'Fe', 'O'])).toBe('Fe2O3');
  });

  it('name each fault', () => {
    expect(fault(rocksalt)).toBe('none');
    expect(fault({ ...rocksalt, species: [], fractional: [] })).toBe('structure-empty');
    expect(fault({ ...rocksalt, species: ['Mg'] })).toBe('structure-sites');
    expect(fault({ ...rocksalt, species: ['Mg', 'Xx'] })).toBe('structure-element');
    expect(fault({ ...rocksalt, fractional: [[0, 0, 0], [NaN, 0, 0]] })).toBe('structure-number'); // prettier-ignore
    expect(fault({ ...rocksalt, lattice: cube(0.4) })).toBe('structure-volume');
    const many = Array.from({ length: MOST_ATOMS + 1 }, (_, i): Vector => [i / 2000, 0, 0]);
    expect(fault({ lattice: cube(50), species: many.map(() => 'O'), fractional: many })).toBe(
      'structure-size',
    );
  });

  it('find duplicates and clashes also across the faces of the cell', () => {
    const pair = (a: Vector, b: Vector): string =>
      fault({ lattice: cube(5), species: ['Ti', 'O'], fractional: [a, b] });
    expect(pair([0.999, 0, 0.5], [0.001, 0.999, 0.5])).toBe('structure-duplicate');
    expect(pair([0.97, 0, 0.5], [0.03, 0, 0.5])).toBe('structure-clash');
    expect(pair([0.9, 0, 0.5], [0.3, 0, 0.5])).toBe('none');
    expect(fault({ lattice: [[0.4, 0, 0], [0, 9, 0], [0, 0, 9]], species: ['Ti'], fractional: [[0, 0, 0]] })).toBe('structure-clash'); // prettier-ignore
  });

  it('are read from plain JSON with a lattice or a cell', () => {
    const { species, fractional } = rocksalt;
    expect(plainStructure({ ...rocksalt, formula: 'MgO' })).toEqual(rocksalt);
    expect(
      cellVolume(plainStructure({ cell: [2.97, 2.97, 2.97, 60, 60, 60], species, fractional }).lattice),
    ).toBeCloseTo(18.52, 2);
    expect(() => plainStructure({ species, fractional })).toThrow(/needs "species"/);
    expect(() => plainStructure(null)).toThrow(/needs "species"/);
  });
});

describe('distinct sites', () => {
  const search: SymmetrySearch = (cell, tolerance, setting) => {
    expect(JSON.parse(cell)).toMatchObject({ lattice: { basis: rocksalt.lattice.flat() }, numbers: [12, 8] });
    expect([tolerance, setting]).toEqual([0.01, 'Spglib']);
    return {
      number: 225,
      hm_symbol: 'F m -3 m',
      orbits: [0, 1],
      wyckoffs: ['a', 'b'],
      site_symmetry_symbols: ['m-3m', 'm-3m'],
    };
  };

  it('carry multiplicity and Wyckoff letter', () => {
    expect(symmetryOf(rocksalt, search)).toMatchObject({ spaceGroup: 225, symbol: 'F m -3 m' });
    expect(distinctSites(rocksalt, search)).toEqual([
      { index: 0, element: 'Mg', multiplicity: 1, wyckoff: 'a', siteSymmetry: 'm-3m' },
      { index: 1, element: 'O', multiplicity: 1, wyckoff: 'b', siteSymmetry: 'm-3m' },
    ]);
  });

  it('say when the search fails', () => {
    const failing: SymmetrySearch = () => {
      throw new Error('PrimitiveSymmetrySearchError');
    };
    expect(() => distinctSites(rocksalt, failing)).toThrow(/cannot be found within 0.01 A/);
  });
});
