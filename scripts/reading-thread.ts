import type { Source } from '../src/readers/types';
import type { FileOutcome } from '../src/worker/api';
import { createEngine } from '../src/worker/engine';
import { nodeSymmetry } from '../src/worker/moyo-node';

const engine = createEngine(() => Promise.reject(new Error('reading needs no model')), nodeSymmetry);

/** One file, read in a thread that can be ended; null asks only whether the thread runs. */
export default async (source: Source | null): Promise<readonly FileOutcome[]> => {
  const outcomes: FileOutcome[] = [];
  if (source !== null) await engine.read(source, (outcome) => void outcomes.push(outcome));
  return outcomes;
};
