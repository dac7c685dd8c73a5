import { availableParallelism } from 'node:os';
import { Tinypool } from 'tinypool';

/**
 * Answers `jobs` with the default export of the module `script` in up to four threads; a job and its answer are copied.
 * `onDone` sees every answer as it comes. Rejects on the first failure.
 */
export async function runParallel<Job, Result>(
  script: URL,
  jobs: readonly Job[],
  onDone: (result: Result, finished: number) => void,
): Promise<void> {
  const pool = new Tinypool({
    filename: new URL('../../scripts/thread.js', import.meta.url).href,
    maxThreads: Math.min(availableParallelism(), 4),
  });
  let finished = 0;
  try {
    await Promise.all(
      jobs.map(async (job) => {
        onDone((await pool.run({ script: script.href, job })) as Result, ++finished);
      }),
    );
  } finally {
    await pool.destroy();
  }
}
