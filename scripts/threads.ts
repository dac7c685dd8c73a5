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

/** `count` threads that answer with the default export of a script. */
export function threadsOf<Job, Answer>(name: ThreadName, count: number): Threads<Job, Answer> {
  const { filename, script } = threadEntry(name);
  const pool = new Tinypool({ filename, minThreads: count, maxThreads: count });
  return {
    run: async (job, signal) =>
      (await pool.run(script === null ? job : { script, job }, signal ? { signal } : {})) as Answer,
    renew: () => pool.recycleWorkers(),
    end: () => pool.destroy(),
  };
}
