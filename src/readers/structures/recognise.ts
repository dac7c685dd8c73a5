import { headText } from '../text';
import type { Source } from '../types';

/*
 * What tells a structure from a scan. It is asked of every file, so it stands apart from the readers, which are loaded
 * with the first structure.
 */

/** The words of a line of a POSCAR. */
export const words = (line: string | undefined): string[] => (line ?? '').trim().split(/\s+/).filter(Boolean);
/** Whether words are the counts of atoms of a POSCAR. */
export const isCounts = (line: string[]): boolean =>
  line.length > 0 && line.every((word) => /^\d+$/.test(word));

/** Whether a text is a CIF with a crystal: a data block with a cell. */
const looksLikeCif = (text: string): boolean => /^\s*data_/im.test(text) && /^\s*_cell_length_a/im.test(text);

/** Whether a text is JSON with the keys of a structure. */
const looksLikeStructureJson = (text: string): boolean =>
  /^\s*[[{]/.test(text) &&
  /"(sites|lattice_vectors|fractional)"\s*:/.test(text) &&
  /"(lattice|lattice_vectors|cell)"\s*:/.test(text);

/** Whether a text has the lines of a POSCAR: a scale, three cell vectors, elements, counts, and in words how positions are given. */
function looksLikePoscar(text: string): boolean {
  const lines = text.split(/\r?\n/, 8).map(words);
  const numbers = (line: string[] | undefined, count: number): boolean =>
    line !== undefined &&
    line.length >= count &&
    line.slice(0, count).every((word) => word !== '' && Number.isFinite(Number(word)));
  const scaleLine = lines.at(1);
  if (lines.length < 7 || (scaleLine?.length !== 1 && scaleLine?.length !== 3) || !numbers(scaleLine, 1))
    return false;
  if (![2, 3, 4].every((i) => lines[i].length === 3 && numbers(lines[i], 3))) return false;
  const isWord = (line: string[] | undefined): boolean => /^[a-z]/i.test(line?.[0] ?? '');
  return isCounts(lines[5])
    ? isWord(lines[6])
    : isWord(lines[5]) && isCounts(lines[6]) && lines[5].length === lines[6].length && isWord(lines[7]);
}

const FORMATS = [
  { format: 'cif', names: /\.m?cif$/i, fits: looksLikeCif },
  { format: 'structure-json', names: /^$/, fits: looksLikeStructureJson },
  { format: 'poscar', names: /^(POSCAR|CONTCAR)([._-].*)?$|\.(vasp|poscar)$/i, fits: looksLikePoscar },
] as const;
export type StructureFormat = (typeof FORMATS)[number]['format'];

/** Bytes of a file that tell whether it is a structure. */
const HEAD = 65_536;

/** Longest file that is looked at, bytes. */
export const LARGEST_STRUCTURE = 20_000_000;

/** The format of a structure by its file's name, else by its text; null for anything else. */
export function structureFormat(name: string, text: string): StructureFormat | null {
  const found = FORMATS.find(({ names }) => names.test(name)) ?? FORMATS.find(({ fits }) => fits(text));
  return found?.format ?? null;
}

/** Whether a file holds a crystal structure rather than a scan. */
export function isStructureFile({ name, bytes }: Pick<Source, 'name' | 'bytes'>): boolean {
  return bytes.length <= LARGEST_STRUCTURE && structureFormat(name, headText(bytes, HEAD)) !== null;
}
