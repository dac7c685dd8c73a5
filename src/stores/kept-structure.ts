import * as v from 'valibot';
import { checkedStructure, type Structure } from '../domain/structure/structure';

/** A crystal structure of the session. */
export interface KeptStructure {
  readonly id: string;
  readonly file: string;
  /** What the file calls it. */
  readonly name: string;
  /** Null where the file's own could not be used. */
  readonly structure: Structure | null;
  readonly warnings: readonly { readonly code: string; readonly message: string }[];
  readonly error: { readonly code: string; readonly message: string; readonly line?: number } | null;
}

const vector = v.pipe(v.strictTuple([v.number(), v.number(), v.number()]), v.readonly());
const messageSchema = v.object({ code: v.string(), message: v.string() });

/** Whether a stored structure can still be computed. */
function isUsable(structure: Structure | null): boolean {
  try {
    return structure === null || checkedStructure(structure) !== null;
  } catch {
    return false;
  }
}

/** One structure as the database and session files hold it. */
export const keptStructureSchema = v.object({
  id: v.string(),
  file: v.string(),
  name: v.string(),
  structure: v.pipe(
    v.nullable(
      v.object({
        lattice: v.pipe(v.strictTuple([vector, vector, vector]), v.readonly()),
        species: v.pipe(v.array(v.string()), v.readonly()),
        fractional: v.pipe(v.array(vector), v.readonly()),
      }),
    ),
    v.check(isUsable, 'is no crystal that can be computed'),
  ),
  warnings: v.array(messageSchema),
  error: v.nullable(v.object({ ...messageSchema.entries, line: v.exactOptional(v.number()) })),
});
