import { XanopyError } from '../domain/errors';
import { STOPPED, type Run } from './api';

/** Milliseconds of computation between two pauses, in which signs of life and of progress pass. */
const SLICE = 50;

const pause = (): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve);
  });

/**
 * Runs a computation that yields the part that is done, in slices.
 * @throws XanopyError `computing-stopped` when the signal says so, and what the computation throws
 */
export async function drive<T>(work: Generator<number, T>, { onProgress, signal }: Run = {}): Promise<T> {
  let last = performance.now();
  for (;;) {
    const step = work.next();
    if (step.done) return step.value;
    if (performance.now() - last < SLICE) continue;
    onProgress?.(step.value);
    await pause();
    if (signal?.aborted) throw new XanopyError(STOPPED, 'The computation was stopped.');
    last = performance.now();
  }
}
