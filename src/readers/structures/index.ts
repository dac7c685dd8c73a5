import { describeError, XanopyError } from '../../domain/errors';
import { asByteText, decodeText } from '../text';
import type { Source } from '../types';
import { readCif } from './cif';
import { readStructureJson } from './json';
import { readPoscar } from './poscar';
import { LARGEST_STRUCTURE, structureFormat, type StructureFormat } from './recognise';
import type { SpaceGroupTable } from './space-group';
import type { StructureOutcome } from './types';

export type { SpaceGroupTable } from './space-group';
export type { StructureOutcome } from './types';

/** Every format of structures; another one is a file, a line here and one in `recognise.ts`. */
const READERS: Readonly<
  Record<StructureFormat, (text: string, table: SpaceGroupTable | null) => StructureOutcome[]>
> = {
  cif: readCif,
  'structure-json': readStructureJson,
  poscar: readPoscar,
};

/**
 * The structures of a file, or why they cannot be used; one bad structure does not stop the others.
 * @param table gives the operations of space groups that are only named; without it such structures fail
 */
export function readStructures(
  { name, bytes }: Pick<Source, 'name' | 'bytes'>,
  table: SpaceGroupTable | null = null,
): readonly StructureOutcome[] {
  try {
    if (bytes.length > LARGEST_STRUCTURE)
      throw new XanopyError(
        'structure-size',
        `The file is larger than ${LARGEST_STRUCTURE / 1e6} MB, more than a structure of a crystal takes; save the structure alone.`,
      );
    const text = decodeText(asByteText(bytes));
    const format = structureFormat(name, text);
    if (!format)
      throw new XanopyError(
        'structure-none',
        'The file is no crystal structure that is known here; save it as CIF or POSCAR.',
      );
    const outcomes = READERS[format](text, table);
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

/** Whether a structure failed only because it names its space group without the operations. */
export const namesOnlySpaceGroup = (outcome: StructureOutcome): boolean =>
  outcome.kind === 'failed' && outcome.error.code === 'structure-no-operations';
