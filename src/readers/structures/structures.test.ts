import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cellVolume, reducedFormula } from '../../domain/structure/structure';
import { neighboursWithin } from '../../domain/structure/neighbours';
import { elementAtStart } from './occupancy';
import { readStructures, type StructureOutcome } from '.';
import { isStructureFile } from './recognise';

const read = (name: string, text: string): readonly StructureOutcome[] =>
  readStructures({ name, bytes: new TextEncoder().encode(text) });

function only(outcomes: readonly StructureOutcome[]): Extract<StructureOutcome, { kind: 'structure' }> {
  expect(outcomes).toHaveLength(1);
  const [outcome] = outcomes;
  if (outcome.kind === 'failed') throw new Error(outcome.error.message);
  return outcome;
}

function fault(outcomes: readonly StructureOutcome[]): { code: string; message: string; line?: number } {
  const [outcome] = outcomes;
  if (outcome.kind !== 'failed') throw new Error('it was read');
  return outcome.error;
}

const PEROVSKITE = `# a cubic perovskite
data_SrTiO3
_chemical_name_mineral   'Tausonite, so called'
_cell_length_a   3.905(1)
_cell_length_b   3.905(1)
_cell_length_c   3.905(1)
_cell_angle_alpha 90
_cell_angle_beta  90.
_cell_angle_gamma 90
_publ_section_comment
;
loop_ _data_ in a text is no syntax
;
loop_
_symmetry_equiv_pos_as_xyz
'x, y, z' 'y, z, x' 'z, x, y'
loop_
_atom_site_label
_atom_site_type_symbol
_atom_site_fract_x
_atom_site_fract_y
_atom_site_fract_z
_atom_site_occupancy
Sr1 Sr2+ 0 0 0 1
Ti1 Ti4+ 0.5 0.5 1/2 1
O1  O2-  0.5 0.5 0 1.0
`.replace('1/2', '0.5000');

/** Corundum in hexagonal axes with coordinates of few digits. */
const HEXAGONAL = `data_test
_cell_length_a 4.76
_cell_length_b 4.76
_cell_length_c 12.99
_cell_angle_alpha 90
_cell_angle_beta 90
_cell_angle_gamma 120
loop_
_space_group_symop_id
_space_group_symop_operation_xyz
1 x,y,z
2 -y,x-y,z
3 -x+y,-x,z
4 'x+2/3, y+1/3, 1/3+z'
5 -y+2/3,x-y+1/3,z+1/3
6 -x+y+2/3,-x+1/3,z+1/3
7 x+1/3,y+2/3,z+0.66666667
8 -y+1/3,x-y+2/3,z+2/3
9 -x+y+1/3,-x+2/3,z+2/3
loop_
_atom_site_label
_atom_site_fract_x
_atom_site_fract_y
_atom_site_fract_z
AL1 0 0 0.352
AL2 0.3333 0.6667 0.1667
`;

describe('CIF', () => {
  it('gives the whole cell, whatever the text around it', () => {
    const { name, structure, warnings } = only(read('a.cif', PEROVSKITE));
    expect(name).toBe('Tausonite, so called');
    expect(reducedFormula(structure.species)).toBe('SrTiO3');
    expect(structure.species).toHaveLength(5);
    expect(warnings).toEqual([]);
    expect(neighboursWithin(structure, 1, 2).map(({ element }) => element)).toEqual([
      'O',
      'O',
      'O',
      'O',
      'O',
      'O',
    ]);
  });

  it('finds special positions that were written with few digits', () => {
    const { structure } = only(read('a.cif', HEXAGONAL));
    // AL1 on the threefold axis gives three atoms; AL2, on it but for rounding, three as well.
    expect(structure.species.filter((symbol) => symbol === 'Al')).toHaveLength(6);
  });

  it('reads windows line ends and any letter case of names', () => {
    const text = PEROVSKITE.replaceAll('\n', '\r\n').replace('_cell_length_a', '_Cell_Length_A');
    expect(only(read('a.cif', text)).structure.species).toHaveLength(5);
  });

  it('takes the most frequent element of a mixed site and says so', () => {
    const mixed = PEROVSKITE.replace('0 0 0 1\n', '0 0 0 0.7\nBa1 Ba2+ 0 0 0 0.3\n');
    const { structure, warnings } = only(read('a.cif', mixed));
    expect(structure.species).toContain('Sr');
    expect(structure.species).not.toContain('Ba');
    expect(warnings[0].message).toContain('Sr1 (Sr 0.7, Ba 0.3; taken as Sr)');
  });

  it('takes images that rounding keeps apart for one atom, and others not', () => {
    // 0.028 angstrom from each other, then 0.11.
    const nearly = only(read('a.cif', PEROVSKITE.replace('Sr1 Sr2+ 0 0 0', 'Sr1 Sr2+ 0.005 0 0')));
    expect(nearly.structure.species.filter((symbol) => symbol === 'Sr')).toHaveLength(1);
    const apart = fault(read('a.cif', PEROVSKITE.replace('Sr1 Sr2+ 0 0 0', 'Sr1 Sr2+ 0.02 0 0')));
    expect(apart.code).toBe('structure-clash');
  });

  it('takes atoms for one site that lie within a tenth of an angstrom', () => {
    const beside = (x: number) =>
      PEROVSKITE.replace("'x, y, z' 'y, z, x' 'z, x, y'", "'x, y, z'").replace(
        '0 0 0 1\n',
        `0 0 0 0.7\nBa1 Ba2+ ${x} 0 0 0.3\n`,
      );
    expect(only(read('a.cif', beside(0.0128))).structure.species).toEqual(['Ti', 'O', 'Sr']);
    expect(fault(read('a.cif', beside(0.077))).message).toContain('Site Sr1 is not full (Sr 0.7)');
  });

  it.each([
    ['structure-disorder', PEROVSKITE.replace('0 0 0 1\n', '0 0 0 0.5\n'), /Site Sr1 is not full \(Sr 0.5\)/],
    ['structure-disorder', PEROVSKITE.replace('0 0 0 1\n', '0 0 0 0.7\nBa1 Ba 0 0 0 0.7\n'), /more than one atom/],
    ['structure-clash', PEROVSKITE.replace('0 0 0 1\n', '0 0 0 1\nBa1 Ba 0.1 0 0 1\n'), /nearer than any bond/],
    ['structure-duplicate', PEROVSKITE.replace('0 0 0 1\n', '0 0 0 1\nBa1 Ba 0 0 0 1\n'), /same site/],
    ['structure-element', PEROVSKITE.replace('Ti1 Ti4+', 'Q1 Qq'), /Atom Q1 is of no known element/],
    ['structure-cif', PEROVSKITE.replace('O1  O2-', 'O1'), /6 columns but 17 values/],
    ['structure-cif', PEROVSKITE.replace('3.905(1)', 'large'), /_cell_length_a in line 4 is "large"/],
    ['structure-cif', PEROVSKITE.replace("'x, y, z'", "'x, y, q'"), /The symmetry operation "x, y, q" in line 16/],
    ['structure-cif', PEROVSKITE.replace(/\n;\nloop_\n/, '\nloop_\n'), /never closed/],
    ['structure-cif', PEROVSKITE.replace("_name_mineral   'Tausonite, so called'", '_name_mineral a b'), /"b" in line 3/],
    ['structure-cif', PEROVSKITE.replaceAll('fract_', 'Cartn_'), /no fractional coordinates/],
    ['structure-no-operations', PEROVSKITE.replace(/loop_\n_symmetry[\s\S]*?loop_/, "_symmetry_space_group_name_H-M 'P m -3 m'\nloop_"), /space group P m -3 m/],
    ['structure-none', 'data_x\n_cell_length_a 4\n', /holds no atoms/],
  ])('names the fault: %s', (code, text, message) => {
    const error = fault(read('a.cif', text));
    expect(error.code).toBe(code);
    expect(error.message).toMatch(message);
  }); // prettier-ignore

  it('goes on after a bad block', () => {
    const outcomes = read('a.cif', PEROVSKITE.replace('0 0 0 1\n', '0 0 0 0.5\n') + PEROVSKITE);
    expect(outcomes.map(({ kind }) => kind)).toEqual(['failed', 'structure']);
  });

  it('answers any text without throwing', () => {
    const piece = fc.constantFrom('data_a', 'loop_', '_x', "'", '"', ';', '\n', ' ', '1', '_cell_length_a', '?', '#', '_atom_site_label'); // prettier-ignore
    fc.assert(fc.property(fc.array(piece), (pieces) => void read('a.cif', pieces.join(''))));
  });
});

const POSCAR = `MgO
4.2
0 0.5 0.5
0.5 0 0.5
0.5 0.5 0
Mg_pv O
1 1
Selective dynamics
Direct
0 0 0 T T F
0.5 0.5 0.5 F F F
`;

describe('POSCAR', () => {
  it('is read in every layout', () => {
    const direct = only(read('POSCAR', POSCAR));
    expect(direct.name).toBe('MgO');
    expect(cellVolume(direct.structure.lattice)).toBeCloseTo(4.2 ** 3 / 4);
    const cartesian = POSCAR.replace(/Selective.*\nDirect/, 'Cartesian').replace(
      '0.5 0.5 0.5 F',
      '0.5 0.5 0.5 F',
    );
    expect(only(read('x.vasp', cartesian)).structure.fractional[1].map((x) => x.toFixed(6))).toEqual([
      '0.500000',
      '0.500000',
      '0.500000',
    ]);
    const volume = only(read('CONTCAR', POSCAR.replace('\n4.2\n', '\n-18.522\n')));
    expect(cellVolume(volume.structure.lattice)).toBeCloseTo(18.522);
    const old = only(read('any.txt', POSCAR.replace('Mg_pv O\n', '').replace('MgO', 'Mg O')));
    expect(old.structure).toEqual(direct.structure);
  });

  it.each([
    [POSCAR.replace('\n4.2\n', '\nwide\n'), /Line 2/],
    [POSCAR.replace('0.5 0 0.5\n', 'a b c\n'), /Line 4 should hold a cell vector/],
    [POSCAR.replace('Mg_pv O', 'Mg'), /Line 6 should name one element/],
    [POSCAR.replace('Mg_pv O', 'Mg Zz'), /"Zz" is none/],
    [POSCAR.replace('Mg_pv O\n', ''), /does not name its elements/],
    [POSCAR.replace('Direct\n', ''), /Line 9 should say/],
    [POSCAR.replace('0.5 0.5 0.5 F F F\n', ''), /Line 11 should hold the position of atom 2 of 2 \(O\)/],
  ])('names the fault and its line', (text, message) => {
    const error = fault(read('POSCAR', text));
    expect(error).toMatchObject({ code: 'structure-poscar' });
    expect(error.message).toMatch(message);
  });
});

describe('JSON', () => {
  const matrix = [[0, 2.1, 2.1], [2.1, 0, 2.1], [2.1, 2.1, 0]]; // prettier-ignore
  const site = (element: string, occu: number, abc: number[]): object => ({ species: [{ element, occu }], abc, label: element });
  const pymatgen = { '@module': 'pymatgen.core.structure', lattice: { matrix }, sites: [site('Mg2+', 1, [0, 0, 0]), site('O', 1, [0.5, 0.5, 0.5])] };
  const optimade = {
    data: [{ id: 'x-1', type: 'structures', attributes: {
      lattice_vectors: matrix, cartesian_site_positions: [[0, 0, 0], [2.1, 2.1, 2.1]], species_at_sites: ['m', 'O'],
      species: [{ name: 'm', chemical_symbols: ['Mg'], concentration: [1] }, { name: 'O', chemical_symbols: ['O'], concentration: [1] }],
    } }],
  };
  const plain = { material: 'own', lattice: matrix, species: ['Mg', 'O'], fractional: [[0, 0, 0], [0.5, 0.5, 0.5]] };

  it.each([['pymatgen', pymatgen, 'MgO'], ['nested', { material_id: 'mp-1', structure: pymatgen }, 'mp-1'], ['OPTIMADE', optimade, 'x-1'], ['plain', [plain], 'own']])('of %s', (_, json, name) => {
    const outcome = only(read('a.json', JSON.stringify(json)));
    expect(outcome.name).toBe(name);
    expect(outcome.structure.species).toEqual(['Mg', 'O']);
    expect(outcome.structure.fractional[1].map((x) => x.toFixed(9))).toEqual(['0.500000000', '0.500000000', '0.500000000']);
  });

  it('names what is wrong', () => {
    const json = (value: unknown) => fault(read('a.json', JSON.stringify(value)));
    expect(json({ ...pymatgen, sites: [{ abc: [0, 0, 0] }] }).message).toContain('sites.0.species');
    expect(json({ ...pymatgen, sites: [site('Mg', 0.4, [0, 0, 0])] }).code).toBe('structure-disorder');
    expect(json({ ...plain, species: ['Mg'] }).code).toBe('structure-sites');
    expect(fault(read('a.json', '{"sites": [], "lattice": ')).message).toContain('no valid JSON');
  });
}); // prettier-ignore

it('elements come from symbols and labels', () => {
  const labels = ['Fe3+', 'FE1', 'O2-', 'OW1', 'Ho2', 'HO2', 'D', 'Dy1', 'Si', 'x1', 'cu', '1'];
  expect(labels.map(elementAtStart)).toEqual(['Fe', 'Fe', 'O', 'O', 'Ho', 'H', 'H', 'Dy', 'Si', undefined, 'Cu', undefined]); // prettier-ignore
});

it('tells structures from scans', () => {
  const is = (name: string, text: string): boolean =>
    isStructureFile({ name, bytes: new TextEncoder().encode(text) });
  expect(is('a.txt', PEROVSKITE)).toBe(true);
  expect(is('a.txt', POSCAR)).toBe(true);
  // Whole numbers in three columns are a scan, not cell vectors and counts.
  const counts = Array.from({ length: 40 }, (_, i) => `${7100 + i} ${1000 + i} ${500 - i}`);
  expect(is('a.dat', ['# energy i0 it', ...counts].join('\n'))).toBe(false);
  expect(
    is('scan.dat', '# energy mu\n7100 0.1\n7101 0.2\n7102 0.3\n7103 0.3\n7104 0.3\n7105 0.3\n7106 0.3\n'),
  ).toBe(false);
  expect(is('spectrum.json', '{"x": [1, 2], "y": [1, 2]}')).toBe(false);
});
