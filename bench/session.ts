/** The session store alone, over an engine that costs nothing: what an added spectrum costs as the session grows. */
import { createSession } from '../src/stores/session/session';
import { fakeEngine, file } from '../src/stores/session/testing';

const SIZES = [500, 2000, 8000] as const;
const ROUNDS = 3;

/** Milliseconds from the drop of `count` files to the last answer. */
function fill(count: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const start = performance.now();
    const store = createSession({
      engine: fakeEngine,
      layoutKey: (_scan, format) => format,
      recall: () => undefined,
      remember: () => undefined,
      onStructures: () => undefined,
      onSavedStructures: () => undefined,
      onStack: () => undefined,
      onSummary: ({ answered }) => {
        if (answered === count && store.getState().counts.done === count) resolve(performance.now() - start);
        else reject(new Error(`${answered} of ${count} spectra were answered`));
      },
    });
    // A list that draws itself anew looks at the state after every change of it.
    store.subscribe(({ order, counts }) => order.length + counts.done);
    store.getState().addFiles(Array.from({ length: count }, (_, i) => file(`scan-${i}.xdi`)));
  });
}

/** Prints the time of an added spectrum at three sizes of the session; the best of three runs each. */
export async function benchSession(): Promise<void> {
  await fill(SIZES[0]);
  console.log('Session store over an engine that costs nothing (best of 3)');
  const costs: number[] = [];
  for (const size of SIZES) {
    const times: number[] = [];
    for (let round = 0; round < ROUNDS; round++) times.push(await fill(size));
    const time = Math.min(...times);
    costs.push((time / size) * 1000);
    console.log(
      `  ${String(size).padStart(5)} spectra: ${(time / 1000).toFixed(3)} s, ${((time / size) * 1000).toFixed(0)} µs each`,
    );
  }
  const growth = Math.max(...costs) / Math.min(...costs);
  console.log(`  dearest against cheapest: ${growth.toFixed(2)}\n`);
}
