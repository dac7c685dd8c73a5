/** Decompositions: each runs in a worker of its own, so what counts for the page is only what crosses the border. */
import { combinations } from '../src/domain/mixture/combination';
import { madeUp, mixed, resultOf } from '../src/domain/mixture/testing';
import { medianMicroseconds } from './timing';

const FE = { from: 7105, to: 7150 } as const;

/** References that differ in their edges. */
const references = (count: number) =>
  Array.from({ length: count }, (_, i) => madeUp(`R${i}`, { edge: 7114 + (12 * i) / count }));

function benchCombinations(): void {
  console.log('Linear combination of one spectrum, all sets of up to 4 references, milliseconds (median)');
  for (const count of [4, 10, 20]) {
    const known = references(count);
    const target = mixed(
      [
        [0.4, known[0]],
        [0.6, known[count - 1]],
      ],
      0.005,
    );
    const work = () => resultOf(combinations(target, known, { ...FE, sum: 'free', most: 4 }));
    const { tried } = work();
    const time = medianMicroseconds(work, 5) / 1000;
    console.log(
      `${String(count).padStart(3)} references, ${String(tried).padStart(5)} sets: ${time.toFixed(1)}`,
    );
  }
  console.log('');
}

export function benchMixture(): Promise<void> {
  benchCombinations();
  return Promise.resolve();
}
