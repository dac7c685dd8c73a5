import { describeError, XanopyError } from '../domain/errors';
import { columnsReader } from './columns';
import { feffReader } from './feff';
import { materialsProjectReader } from './materials-project';
import { refuse } from './refuse';
import type { Evidence, ReadContext, Reader, ReadOutcome, Source } from './types';
import { xdiReader } from './xdi';

export { interpret, layoutKey } from './interpret';
export type * from './types';

/** Every format, in no particular order: the evidence decides. */
export const READERS: readonly Reader[] = [xdiReader, feffReader, materialsProjectReader, columnsReader];

/** The reader that is surest of a file, with its evidence. */
export function identify(source: Source): { reader: Reader; evidence: Evidence } {
  let best: { reader: Reader; evidence: Evidence } | null = null;
  for (const reader of READERS) {
    const evidence = reader.identify(source);
    if (evidence && (!best || evidence.confidence > best.evidence.confidence)) best = { reader, evidence };
  }
  if (!best)
    throw new XanopyError(
      'unknown-format',
      'This is no file format that Xanopy reads. See the list of formats.',
    );
  return best;
}

/**
 * The scans of a file, or why it cannot be read. Expected and unexpected failures alike become outcomes, so that
 * one bad file never stops the others.
 * @throws the reason of `context.signal` when that is aborted, and nothing else
 */
export async function readSource(source: Source, context: ReadContext = {}): Promise<readonly ReadOutcome[]> {
  context.signal?.throwIfAborted();
  try {
    refuse(source);
    const { reader, evidence } = identify(source);
    const scans = await reader.read(source, context);
    return [{ kind: 'scans', source, format: reader.format, evidence: evidence.reason, scans }];
  } catch (error) {
    context.signal?.throwIfAborted();
    const { name, path } = source;
    return [{ kind: 'failed', source: { name, path }, error: describeError(error) }];
  }
}
