import { describeError, XanopyError } from '../src/domain/errors';
import { HDF5_CRASHED } from '../src/readers/types';
import type { Source } from '../src/readers';
import type { FileOutcome } from '../src/worker/api';
import { threadsOf } from './threads';

/** Reads files in a thread of its own, which is ended and started anew when a file keeps it busy for too long. */
export interface GuardedReader {
  readonly read: (source: Source) => Promise<readonly FileOutcome[]>;
  readonly end: () => Promise<void>;
}

/** The page does the same with its worker: no check beforehand finds every damage that keeps the HDF5 library busy for ever. */
export function guardedReader(milliseconds: number): GuardedReader {
  const thread = threadsOf<Source | null, readonly FileOutcome[]>('reading-thread', 1);
  return {
    read: async (source) => {
      // Starting a thread takes its time, which says nothing about the file.
      await thread.run(null);
      const limit = new AbortController();
      const timer = setTimeout(() => {
        limit.abort();
      }, milliseconds);
      try {
        const outcomes = await thread.run(source, limit.signal);
        if (outcomes.some((outcome) => outcome.kind === 'failed' && outcome.error.code === HDF5_CRASHED)) {
          await thread.renew();
        }
        return outcomes;
      } catch (error) {
        if (!limit.signal.aborted) throw error;
        const { name, path } = source;
        const endless = new XanopyError(
          'endless-file',
          'Reading this file found no end and was given up: it is probably damaged. Copy or export it again.',
        );
        return [{ kind: 'failed', source: { name, path }, error: describeError(endless) }];
      } finally {
        clearTimeout(timer);
      }
    },
    end: () => thread.end(),
  };
}
