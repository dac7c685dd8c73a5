import type { Message } from '../../domain/errors';
import type { Structure } from '../../domain/structure/structure';

/** A structure of a file, or why one of them cannot be used. */
export type StructureOutcome =
  | {
      readonly kind: 'structure';
      /** What the file calls it: the data block, the comment line, the formula. */
      readonly name: string;
      readonly structure: Structure;
      readonly warnings: readonly Message[];
    }
  | {
      readonly kind: 'failed';
      readonly name: string;
      readonly error: Message & { line?: number; column?: number };
    };
