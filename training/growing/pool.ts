import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';

/** Node 20 does not hand the TypeScript loader of the main thread on to its workers. */
const LOADER = `
  const { workerData } = require('node:worker_threads');
  import('tsx/esm/api').then(({ register }) => { register(); return import(workerData); });
`;

/**
 * Runs `jobs` through worker threads, each of which answers a posted job with one message. `onDone` sees
 * every result as it comes. Rejects on the first failure.
 */
export async function runParallel<Job, Result>(
  script: URL,
  jobs: readonly Job[],
  onDone: (result: Result, finished: number) => void,
): Promise<void> {
  const waiting = [...jobs];
  let finished = 0;
  const runOne = (): Promise<void> =>
    new Promise((resolve, reject) => {
      const worker = new Worker(LOADER, { eval: true, workerData: script.href });
      const next = (): void => {
        const job = waiting.shift();
        if (job === undefined) void worker.terminate().then(() => resolve());
        else worker.postMessage(job);
      };
      worker.on('message', (result: Result) => {
        onDone(result, ++finished);
        next();
      });
      worker.on('error', reject);
      next();
    });
  await Promise.all(Array.from({ length: Math.min(availableParallelism(), 4, jobs.length) }, runOne));
}
