import { readSource, type ReadOutcome, type Source } from '../src/readers';

/** One file, read in a thread that can be ended. */
export default (source: Source): Promise<readonly ReadOutcome[]> => readSource(source);
