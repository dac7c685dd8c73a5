import { describeError, XanopyError } from '../../domain/errors';
import { asByteText, decodeText } from '../text';
import type { Source } from '../types';
import { readCif } from './cif';
import { readStructureJson } from './json';
import { readPoscar } from './poscar';
import { LARGEST_STRUCTURE, structureFormat, type StructureFormat } from './recognise';
import type { StructureOutcome } from './types';

export type { StructureOutcome } from './types';

/** Every format of structures; another one is a file, a line here and one in `recognise.ts`. */
const READERS: Readonly<Record<StructureFormat, (text: string) => StructureOutcome[]>> = {
  cif: readCif,
  'structure-json': readStructureJson,
  poscar: readPoscar,
};

/**
 * The structures of a file, or why they cannot be used; one bad structure does not stop the others.
 */
export function readStructures({ name, bytes }: Pick<Source, 'name' | 'bytes'>): readonly StructureOutcome[] {
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
    const outcomes = READERS[format](text);
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
