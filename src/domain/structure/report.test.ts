import { expect, it } from 'vitest';
import { structureReport } from './report';
import { plainStructure } from './structure';
import type { SymmetrySearch } from './symmetry';

/** Every atom is a site of its own, but for those named as equal. */
const search =
  (orbits: number[]): SymmetrySearch =>
  () => ({
    number: 1,
    hm_symbol: 'P 1',
    orbits,
    wyckoffs: orbits.map(() => 'a'),
    site_symmetry_symbols: orbits.map(() => '1'),
  });

it('averages the sites of an element by multiplicity and leaves out anions', () => {
  // Spinel MgAl2O4, primitive cell: normal, but one of the octahedral sites is named Mg to have two kinds of it.
  const u = 0.2624;
  const spinel = plainStructure({
    cell: [5.713, 5.713, 5.713, 60, 60, 60],
    species: ['Mg', 'Mg', 'Al', 'Al', 'Mg', 'Mg', ...Array<string>(8).fill('O')],
    fractional: [
      [0.125, 0.125, 0.125], [0.875, 0.875, 0.875], [0.5, 0.5, 0.5], [0.5, 0.5, 0], [0.5, 0, 0.5], [0, 0.5, 0.5],
      [u, u, u], [u, u, 0.5 - 3 * u + 0], [u, 0.5 - 3 * u, u], [0.5 - 3 * u, u, u],
      [-u, -u, -u], [-u, -u, 3 * u - 0.5], [-u, 3 * u - 0.5, -u], [3 * u - 0.5, -u, -u],
    ],
  }); // prettier-ignore
  const report = structureReport(spinel, search([0, 0, 2, 2, 4, 4, ...Array<number>(8).fill(6)]));
  expect(report.sites.map(({ element, multiplicity }) => `${multiplicity} ${element}`)).toEqual([
    '2 Mg',
    '2 Al',
    '2 Mg',
  ]);
  expect(report.sites.map(({ environment }) => environment[0].cn)).toEqual([4, 6, 6]);
  expect(report.expectations.map(({ element, sites }) => [element, sites])).toEqual([
    ['Mg', 2],
    ['Al', 1],
  ]);
  const [mg] = report.expectations;
  expect(mg.environment.map(({ cn }) => cn).sort()).toEqual([4, 6]);
  expect(mg.cnWeights.get(4)).toBeCloseTo((report.sites[0].coordination.cnWeights.get(4) ?? 0) / 2);
  expect(report.cell.map((value) => value.toFixed(2))).toEqual([
    '5.71',
    '5.71',
    '5.71',
    '60.00',
    '60.00',
    '60.00',
  ]);
});

it('takes the carbon of a carbonate for a cation and that of a carbide for an anion', () => {
  const rocksalt = (a: number, species: string[]): ReturnType<typeof structureReport> =>
    structureReport(
      plainStructure({ cell: [a, a, a, 60, 60, 60], species, fractional: [[0, 0, 0], [0.5, 0.5, 0.5]] }),
      search([0, 1]),
    ); // prettier-ignore
  expect(rocksalt(3.06, ['Ti', 'C']).sites.map(({ element }) => element)).toEqual(['Ti']);
  expect(rocksalt(2.2, ['C', 'O']).sites.map(({ element }) => element)).toEqual(['C']);
  // A metal stays whatever surrounds it.
  expect(rocksalt(3.4, ['Ni', 'Al']).sites.map(({ element }) => element)).toEqual(['Ni', 'Al']);
});
