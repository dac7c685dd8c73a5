import type { guardedReader as guarded } from '../scripts/reading';
import { createEngine } from '../src/worker/engine';
import type { FileOutcome } from '../src/worker/api';
import { nodeSymmetrySearch } from '../src/worker/moyo-node';

/** Reads files in this thread. The npm package has it in place of the guarded reader, whose thread needs the checkout. */
export const guardedReader: typeof guarded = () => {
  const engine = createEngine(() => Promise.reject(new Error('reading needs no model')), nodeSymmetrySearch);
  return {
    read: async (source) => {
      const outcomes: FileOutcome[] = [];
      await engine.read(source, (outcome) => void outcomes.push(outcome));
      return outcomes;
    },
    end: () => Promise.resolve(),
  };
};
