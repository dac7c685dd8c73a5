import { elementOf } from '../../domain/elements';
import { XanopyError } from '../../domain/errors';
import { cellVolume, checkedStructure, type Structure } from '../../domain/structure/structure';
import { cross, dot, type Vector } from '../../domain/vector';
import { isCounts, words } from './recognise';
import type { StructureOutcome } from './types';

const fault = (message: string, line: number): XanopyError =>
  new XanopyError('structure-poscar', message, { line });

/** Three numbers at the start of a line. */
function vectorOf(lines: readonly string[], index: number, what: string): Vector {
  const [x, y, z] = words(lines[index]).map(Number);
  if (![x, y, z].every((value) => Number.isFinite(value)))
    throw fault(`Line ${index + 1} should hold ${what}: three numbers.`, index + 1);
  return [x, y, z];
}

/** Fractional coordinates of a Cartesian position, angstrom. */
export function fractionalOf([a, b, c]: Structure['lattice'], position: Vector): Vector {
  const volume = dot(a, cross(b, c));
  return [
    dot(position, cross(b, c)) / volume,
    dot(position, cross(c, a)) / volume,
    dot(position, cross(a, b)) / volume,
  ];
}

/**
 * The structure of a POSCAR or CONTCAR of VASP 5 (elements named in line 6), or of VASP 4 with the elements in the
 * comment line.
 * @throws XanopyError `structure-poscar` with the line
 */
export function readPoscar(text: string): StructureOutcome[] {
  const lines = text.split(/\r?\n/);
  const name = (lines[0] ?? '').trim() || 'POSCAR';
  const scales = words(lines[1]).map(Number);
  if (
    (scales.length !== 1 && scales.length !== 3) ||
    !scales.every((value) => Number.isFinite(value) && value !== 0)
  ) {
    throw fault('Line 2 should hold the scale of the cell: one number, or three.', 2);
  }
  const raw = [2, 3, 4].map((index) => vectorOf(lines, index, 'a cell vector'));
  // A negative scale is the volume of the cell.
  const factor = scales[0] < 0 ? Math.cbrt(-scales[0] / cellVolume([raw[0], raw[1], raw[2]])) : scales[0];
  const factors = scales.length === 3 ? scales : [factor, factor, factor];
  const scaled = ([x, y, z]: Vector): Vector => [x * factors[0], y * factors[1], z * factors[2]];
  const lattice: Structure['lattice'] = [scaled(raw[0]), scaled(raw[1]), scaled(raw[2])];

  const hasNames = !isCounts(words(lines[5]));
  let at = hasNames ? 7 : 6;
  const counts = words(lines[at - 1]).map(Number);
  const names = (hasNames ? words(lines[5]) : words(lines[0])).map((word) => word.replace(/[_/].*$/, ''));
  if (!isCounts(words(lines[at - 1])))
    throw fault(`Line ${at} should hold the number of atoms of each element.`, at);
  const wrong = names.find((symbol) => !elementOf(symbol));
  if (names.length !== counts.length || wrong !== undefined) {
    throw fault(
      hasNames
        ? `Line 6 should name one element for each number in line 7${wrong === undefined ? '' : `; "${wrong}" is none`}.`
        : 'The file does not name its elements; add a line with them before the numbers of atoms (VASP 5).',
      6,
    );
  }
  if (/^\s*s/i.test(lines[at] ?? '')) at += 1;
  const isCartesian = /^\s*[ck]/i.test(lines[at] ?? '');
  if (!isCartesian && !/^\s*d/i.test(lines[at] ?? ''))
    throw fault(`Line ${at + 1} should say Direct or Cartesian.`, at + 1);
  at += 1;
  const species = counts.flatMap((count, i) =>
    Array.from({ length: count }, () => elementOf(names[i])?.symbol ?? ''),
  );
  const fractional = species.map((symbol, i) => {
    const position = vectorOf(
      lines,
      at + i,
      `the position of atom ${i + 1} of ${species.length} (${symbol})`,
    );
    return isCartesian ? fractionalOf(lattice, scaled(position)) : position;
  });
  return [
    { kind: 'structure', name, structure: checkedStructure({ lattice, species, fractional }), warnings: [] },
  ];
}
