/** Runs a computation in steps to its end at once. */
export function finished<T>(work: Generator<unknown, T>): T {
  for (;;) {
    const step = work.next();
    if (step.done) return step.value;
  }
}

/** A computation in steps as a part of a longer one, which begins at `from` and takes `part` of it (0 to 1). */
export function* scaled<T>(work: Generator<number, T>, from: number, part: number): Generator<number, T> {
  for (;;) {
    const step = work.next();
    if (step.done) return step.value;
    yield from + part * step.value;
  }
}
