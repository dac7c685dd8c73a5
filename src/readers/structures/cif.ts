import { describeError, XanopyError, type Code } from '../../domain/errors';
import { cartesian, latticeOfCell, MOST_ATOMS, type Structure } from '../../domain/structure/structure';
import { norm, type Vector } from '../../domain/vector';
import { parseCif, type CifBlock, type CifValue } from './cif-syntax';
import { elementAtStart, orderedStructure, type PartialAtom } from './occupancy';
import { operationsOfSpaceGroup, type Operation, type SpaceGroupTable } from './space-group';
import type { StructureOutcome } from './types';

const CELL = ['length_a', 'length_b', 'length_c', 'angle_alpha', 'angle_beta', 'angle_gamma'].map(
  (name) => `_cell_${name}`,
);
const OPERATIONS = [
  '_space_group_symop_operation_xyz',
  '_space_group_symop.operation_xyz',
  '_symmetry_equiv_pos_as_xyz',
];
const HALL_SYMBOLS = ['_space_group_name_hall', '_symmetry_space_group_name_hall'];
const SYMBOLS = ['_space_group_name_h-m_alt', '_symmetry_space_group_name_h-m'];
const NUMBERS = ['_space_group_it_number', '_symmetry_int_tables_number'];
/** Images of an atom nearer than this (angstrom) are the same atom at a special position that was rounded. */
const SAME_ATOM = 0.05;

const refuse = (code: Code, message: string, line?: number): never => {
  throw new XanopyError(code, message, { line });
};

/** A number, its standard uncertainty in brackets left out; null for none. */
function numberOf(value: CifValue | undefined, name: string): number | null {
  if (value === undefined || value.text === null) return null;
  const digits = value.text.replace(/\(\d*\)$/, '');
  const number = Number(digits);
  if (digits === '' || !Number.isFinite(number))
    return refuse(
      'structure-cif',
      `${name} in line ${value.line} is "${value.text}", which is no number; correct it.`,
      value.line,
    );
  return number;
}

/** A coordinate; thirds and sixths that were written with few digits are made exact, as symmetry needs them. */
function coordinateOf(value: CifValue | undefined, name: string, label: string): number {
  const number = numberOf(value, name);
  if (number === null)
    return refuse(
      'structure-cif',
      `Atom ${label} has no ${name}; give its fractional coordinates.`,
      value?.line,
    );
  const sixths = Math.round(number * 6);
  return Math.abs(number - sixths / 6) < 1e-4 && sixths % 6 !== 0 && sixths % 3 !== 0 ? sixths / 6 : number;
}

/** An operation such as `-y, x-y, z+1/3`. */
function operationOf({ text, line }: CifValue): Operation {
  const parts = (text ?? '').toLowerCase().replace(/\s/g, '').split(',');
  const bad = (): never =>
    refuse(
      'structure-cif',
      `The symmetry operation "${text ?? '?'}" in line ${line} cannot be read; correct it, or save the structure with all atoms of the cell as P 1.`,
      line,
    );
  if (parts.length !== 3) return bad();
  return parts.map((part) => {
    const row: [number, number, number, number] = [0, 0, 0, 0];
    const terms = part.match(/[+-]?[^+-]+/g) ?? [];
    for (const term of terms) {
      const sign = term.startsWith('-') ? -1 : 1;
      const body = term.replace(/^[+-]/, '');
      const axis = ['x', 'y', 'z'].indexOf(body);
      const fraction = /^(\d+(?:\.\d*)?|\.\d+)(?:\/(\d+))?$/.exec(body);
      if (axis >= 0) row[axis] += sign;
      else if (fraction) row[3] += (sign * Number(fraction[1])) / Number(fraction[2] ?? 1);
      else return bad();
    }
    return terms.length > 0 ? row : bad();
  });
}

/** Every image of a position under the operations, once. */
function images(lattice: Structure['lattice'], position: Vector, operations: readonly Operation[]): Vector[] {
  const found: Vector[] = [];
  for (const operation of operations) {
    const [x, y, z] = operation.map(
      (row) => row[0] * position[0] + row[1] * position[1] + row[2] * position[2] + row[3],
    );
    const isNew = found.every((other) => {
      const [u, w, t] = [x - other[0], y - other[1], z - other[2]].map((d) => d - Math.round(d));
      return norm(cartesian(lattice, [u, w, t])) >= SAME_ATOM;
    });
    if (isNew) found.push([x, y, z]);
  }
  return found;
}

function operationsOf(
  { items, line }: CifBlock,
  cell: readonly number[],
  table: SpaceGroupTable | null,
): readonly Operation[] {
  const listed = OPERATIONS.map((name) => items.get(name)).find(Boolean);
  if (listed) return listed.map(operationOf);
  const first = (names: readonly string[]): string | null =>
    names.map((name) => items.get(name)?.[0].text).find((text) => typeof text === 'string') ?? null;
  const [hall, symbol, number] = [HALL_SYMBOLS, SYMBOLS, NUMBERS].map(first);
  const named = symbol ?? number ?? hall;
  if (named === null || /^(p\s*1|1)$/i.test(named)) return [operationOf({ text: 'x,y,z', line })];
  const found =
    table &&
    operationsOfSpaceGroup({ hall, symbol, number: number === null ? null : Number(number), cell }, table);
  if (found && found !== 'ambiguous') return found;
  return refuse(
    'structure-no-operations',
    `The file names the space group ${named} but lists no symmetry operations (_space_group_symop_operation_xyz)${found === 'ambiguous' ? ', and the name leaves open which setting or origin is meant' : ''}; save it with them, or with all atoms of the cell as P 1.`,
    line,
  );
}

function atomsOf(
  { items }: CifBlock,
  lattice: Structure['lattice'],
  operations: readonly Operation[],
): PartialAtom[] {
  const column = (name: string): readonly CifValue[] | undefined => items.get(`_atom_site_${name}`);
  const labels = column('label') ?? column('type_symbol') ?? [];
  const [x, y, z] = ['x', 'y', 'z'].map((axis) => column(`fract_${axis}`));
  if (!x || !y || !z)
    return refuse(
      'structure-cif',
      'The file gives no fractional coordinates (_atom_site_fract_x, _y, _z); save it with them.',
    );
  const atoms: PartialAtom[] = [];
  labels.forEach(({ text, line }, i) => {
    const label = text ?? `in line ${line}`;
    if (column('calc_flag')?.[i].text === 'dum') return;
    const symbol = column('type_symbol')?.[i].text ?? label;
    const element = elementAtStart(symbol) ?? elementAtStart(label);
    if (element === undefined)
      return refuse(
        'structure-element',
        `Atom ${label} is of no known element ("${symbol}"); correct _atom_site_type_symbol.`,
        line,
      );
    const position: Vector = [
      coordinateOf(x[i], 'fract_x', label),
      coordinateOf(y[i], 'fract_y', label),
      coordinateOf(z[i], 'fract_z', label),
    ];
    const occupancy = numberOf(column('occupancy')?.[i], 'occupancy') ?? 1;
    if (occupancy <= 0) return;
    for (const image of images(lattice, position, operations))
      atoms.push({ label, element, occupancy, position: image });
    // Before the checks that compare all pairs.
    if (atoms.length > 20 * MOST_ATOMS)
      refuse(
        'structure-size',
        `The cell holds more than ${20 * MOST_ATOMS} atoms; only ${MOST_ATOMS} are computed here; save the primitive cell or a part of it.`,
      );
  });
  return atoms;
}

function structureOf(block: CifBlock, table: SpaceGroupTable | null): ReturnType<typeof orderedStructure> {
  const cell = CELL.map(
    (name) =>
      numberOf(block.items.get(name)?.[0], name) ??
      refuse('structure-cif', `The file gives no ${name}; all six cell parameters are needed.`, block.line),
  );
  const lattice = latticeOfCell(cell);
  return orderedStructure(lattice, atomsOf(block, lattice, operationsOf(block, cell, table)));
}

/**
 * The structures of a CIF, one for each data block that has atoms.
 * @param table gives the operations of space groups that are only named; without it such structures fail
 * @throws XanopyError `structure-cif` with the line when the syntax is wrong
 */
export function readCif(text: string, table: SpaceGroupTable | null): StructureOutcome[] {
  return parseCif(text)
    .filter(({ items }) =>
      [...items.keys()].some(
        (name) => name.startsWith('_atom_site_') && !name.startsWith('_atom_site_aniso'),
      ),
    )
    .map((block): StructureOutcome => {
      const name =
        block.items.get('_chemical_name_mineral')?.[0].text ??
        block.items.get('_chemical_name_common')?.[0].text ??
        block.name;
      try {
        return { kind: 'structure', name, ...structureOf(block, table) };
      } catch (error) {
        return { kind: 'failed', name, error: describeError(error) };
      }
    });
}
