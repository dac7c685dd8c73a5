import { describeError, XanopyError } from '../../domain/errors';
import { asByteText, decodeText, headText } from '../text';
import type { Source } from '../types';
import { looksLikeCif, readCif } from './cif';
import { looksLikeStructureJson, readStructureJson } from './json';
import { looksLikePoscar, readPoscar } from './poscar';
import type { StructureOutcome } from './types';

export type { StructureOutcome } from './types';

interface StructureFormat {
  readonly format: string;
  /** Names of files that are of this format whatever they hold. */
  readonly names: RegExp;
  readonly fits: (text: string) => boolean;
  readonly read: (text: string) => StructureOutcome[];
}

/** Every format of structures; another one is a file and a line here. */
const FORMATS: readonly StructureFormat[] = [
  { format: 'cif', names: /\.m?cif$/i, fits: looksLikeCif, read: readCif },
  { format: 'structure-json', names: /^$/, fits: looksLikeStructureJson, read: readStructureJson },
  {
    format: 'poscar',
    names: /^(POSCAR|CONTCAR)([._-].*)?$|\.(vasp|poscar)$/i,
    fits: looksLikePoscar,
    read: readPoscar,
  },
];

/** Bytes of a file that tell whether it is a structure. */
const HEAD = 65_536;

/** Longest file that is looked at, bytes. */
const LARGEST = 20_000_000;

function formatOf(name: string, text: string): StructureFormat | undefined {
  return FORMATS.find(({ names }) => names.test(name)) ?? FORMATS.find(({ fits }) => fits(text));
}

const textOf = (bytes: Uint8Array): string => decodeText(asByteText(bytes));

/** Whether a file holds a crystal structure rather than a scan. */
export function isStructureFile({ name, bytes }: Pick<Source, 'name' | 'bytes'>): boolean {
  return bytes.length <= LARGEST && formatOf(name, headText(bytes, HEAD)) !== undefined;
}

/**
 * The structures of a file, or why they cannot be used; one bad structure does not stop the others.
 */
export function readStructures({ name, bytes }: Pick<Source, 'name' | 'bytes'>): readonly StructureOutcome[] {
  try {
    if (bytes.length > LARGEST)
      throw new XanopyError(
        'structure-size',
        `The file is larger than ${LARGEST / 1e6} MB, more than a structure of a crystal takes.`,
      );
    const text = textOf(bytes);
    const format = formatOf(name, text);
    if (!format)
      throw new XanopyError(
        'structure-none',
        'The file is no crystal structure that is known here; save it as CIF or POSCAR.',
      );
    const outcomes = format.read(text);
    if (outcomes.length === 0)
      throw new XanopyError(
        'structure-none',
        'The file holds no atoms of a crystal; save it as CIF with cell and coordinates.',
      );
    return outcomes;
  } catch (error) {
    return [{ kind: 'failed', name, error: describeError(error) }];
  }
}
