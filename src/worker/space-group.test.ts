import { describe, expect, it } from 'vitest';
import { plainStructure } from '../domain/structure/structure';
import { symmetryOf } from '../domain/structure/symmetry';
import { nodeSymmetry } from './moyo-node';
import { operationsOfSpaceGroup, type NamedSpaceGroup } from '../readers/structures/space-group';
import { namesOnlySpaceGroup, readStructures, type StructureOutcome } from '../readers/structures';

const moyo = nodeSymmetry();

const CUBIC = [4, 4, 4, 90, 90, 90];
const MONOCLINIC = [5, 6, 7, 90, 104, 90];
const HEXAGONAL = [4.76, 4.76, 12.99, 90, 90, 120];
const operations = (named: Partial<NamedSpaceGroup>) =>
  operationsOfSpaceGroup({ hall: null, symbol: null, number: null, cell: CUBIC, ...named }, moyo);
const count = (named: Partial<NamedSpaceGroup>): number | string | null => {
  const found = operations(named);
  return found === null || found === 'ambiguous' ? found : found.length;
};

describe('operationsOfSpaceGroup', () => {
  it.each([
    ['a symbol with and without blanks', { symbol: 'F m -3 m' }, 192],
    ['one without blanks', { symbol: 'Fm-3m' }, 192],
    ['the old name', { symbol: 'F m 3 m' }, 192],
    ['the name of before 1992', { symbol: 'C m c a' }, 16],
    ['the name of now', { symbol: 'C m c e' }, 16],
    ['underscores', { symbol: 'P 4_2/m n m' }, 16],
    ['none', { symbol: 'P 42/mnm' }, 16],
    ['the full symbol', { symbol: 'P 4_2/m 2_1/n 2/m' }, 16],
    ['a number', { number: 221 }, 48],
    ['a Hall symbol', { hall: '-P 4 2 3', symbol: 'x' }, 48],
    ['hexagonal axes by the cell', { symbol: 'R -3 c', cell: HEXAGONAL }, 36],
    ['hexagonal axes by name', { symbol: 'R -3 c :H', cell: HEXAGONAL }, 36],
    ['rhombohedral axes by the cell', { symbol: 'R -3 c', cell: [5.1, 5.1, 5.1, 55.3, 55.3, 55.3] }, 12],
    ['an origin', { symbol: 'F d -3 m :2' }, 192],
    ['an origin by its letter', { symbol: 'F d -3 m Z' }, 192],
    ['a short monoclinic symbol', { symbol: 'P 21/n', cell: MONOCLINIC }, 4],
    ['a full monoclinic symbol', { symbol: 'P 1 21/c 1', cell: MONOCLINIC }, 4],
    ['a monoclinic number', { number: 15, cell: MONOCLINIC }, 8],
    ['an origin left open', { symbol: 'F d -3 m' }, 'ambiguous'],
    ['a symbol of none', { symbol: 'P 7 m m' }, null],
    ['axes that the cell does not have', { symbol: 'R -3 c :H' }, null],
  ] as const)('knows %s', (_, named, expected) => {
    expect(count(named)).toBe(expected);
  });

  it('tells Hall symbols apart by their blanks', () => {
    const cell = HEXAGONAL;
    expect([count({ hall: 'P 32', cell }), count({ hall: 'P_3_2', cell })]).toEqual([3, 6]);
    expect([count({ hall: 'P 62', cell }), count({ hall: 'P 6 2', cell })]).toEqual([6, 12]);
  });

  it('tells the settings of one group apart', () => {
    const shifts = ['P 21/c', 'P 21/n', 'P 21/a'].map((symbol) => {
      const found = operations({ symbol, cell: MONOCLINIC });
      if (found === null || found === 'ambiguous') throw new Error(symbol);
      // The glide: y goes to -y, x and z stay.
      const glide = found.find(([x, y, z]) => x[0] === 1 && y[1] === -1 && z[2] === 1);
      return glide?.map((row) => row[3]);
    });
    expect(shifts).toEqual([[0, 0.5, 0.5], [0.5, 0.5, 0.5], [0.5, 0.5, 0]]); // prettier-ignore
  });
});

const cif = (
  group: string,
  [a, b, c, alpha, beta, gamma]: readonly number[],
  atoms: string,
): string => `data_x
_cell_length_a ${a}
_cell_length_b ${b}
_cell_length_c ${c}
_cell_angle_alpha ${alpha}
_cell_angle_beta ${beta}
_cell_angle_gamma ${gamma}
${group}
loop_
_atom_site_label
_atom_site_fract_x
_atom_site_fract_y
_atom_site_fract_z
${atoms}
`;
const read = (text: string, table: typeof moyo | null = moyo): StructureOutcome =>
  readStructures({ name: 'a.cif', bytes: new TextEncoder().encode(text) }, table)[0];

describe('a CIF that only names its space group', () => {
  it.each([
    [167, 30, "_symmetry_space_group_name_H-M 'R -3 c'", HEXAGONAL, 'Al1 0 0 0.35228\nO1 0.3064 0 0.25'],
    [136, 6, '_space_group_IT_number 136', [4.594, 4.594, 2.959, 90, 90, 90], 'Ti1 0 0 0\nO1 0.3053 0.3053 0'],
    [227, 56, "_space_group_name_H-M_alt 'F d -3 m :2'", [8.08, 8.08, 8.08, 90, 90, 90], 'Mg1 0.125 0.125 0.125\nAl1 0.5 0.5 0.5\nO1 0.2624 0.2624 0.2624'],
    [14, 12, "_symmetry_space_group_name_H-M 'P 21/c'", [5.1505, 5.2116, 5.3173, 90, 99.23, 90], 'Zr1 0.2754 0.0395 0.2083\nO1 0.07 0.3317 0.3447\nO2 0.4496 0.7569 0.4792'],
  ])('gives a crystal of space group %i with %i atoms', (number, atoms, group, cell, sites) => {
    const outcome = read(cif(group, cell, sites));
    if (outcome.kind === 'failed') throw new Error(outcome.error.message);
    const { structure } = outcome;
    expect(structure.species).toHaveLength(atoms);
    expect(symmetryOf(plainStructure(structure), moyo.analyze_cell).spaceGroup).toBe(number);
  }); // prettier-ignore

  it('is refused in a sentence where the origin is open, or no table is at hand', () => {
    const spinel = cif("_symmetry_space_group_name_H-M 'F d -3 m'", [8, 8, 8, 90, 90, 90], 'Mg1 0 0 0');
    const [open, without] = [read(spinel), read(spinel, null)];
    for (const outcome of [open, without]) expect(namesOnlySpaceGroup(outcome)).toBe(true);
    expect(open.kind === 'failed' && open.error.message).toMatch(/F d -3 m .*which setting or origin/);
    expect(without.kind === 'failed' && without.error.message).not.toMatch(/origin/);
  });
});
