import { Tinypool } from 'tinypool';
import { threadEntry, type ThreadName } from './thread-entry';

/** Threads that answer jobs; a job and its answer are copied. */
export interface Threads<Job, Answer> {
  /** Rejects where the thread fails, and where `signal` ends it. */
  readonly run: (job: Job, signal?: AbortSignal) => Promise<Answer>;
  /** Replaces all threads by fresh ones. */
  readonly renew: () => Promise<void>;
  readonly end: () => Promise<void>;
}

/**
 * MB for what a thread has just made. By itself this grows to 48 MB a thread in the course of a long run, to no use: what is made
 * for a spectrum is gone with the next.
 */
const MOST_YOUNG = 6;

/** `count` threads that answer with the default export of a script. */
export function threadsOf<Job, Answer>(name: ThreadName, count: number): Threads<Job, Answer> {
  const { filename, script } = threadEntry(name);
  const pool = new Tinypool({
    filename,
    minThreads: count,
    maxThreads: count,
    resourceLimits: { maxYoungGenerationSizeMb: MOST_YOUNG },
  });
  return {
    run: async (job, signal) =>
      (await pool.run(script === null ? job : { script, job }, signal ? { signal } : {})) as Answer,
    renew: () => pool.recycleWorkers(),
    end: () => pool.destroy(),
  };
}
