import { readSource, type ReadOutcome, type Source } from '../src/readers';

/** One file, read in a thread that can be ended; null asks only whether the thread runs. */
export default async (source: Source | null): Promise<readonly ReadOutcome[]> =>
  source === null ? [] : readSource(source);
