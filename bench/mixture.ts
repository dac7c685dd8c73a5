/** Decompositions: each runs in a worker of its own, so what counts for the page is only what crosses the border. */
import { combinations } from '../src/domain/mixture/combination';
import { components } from '../src/domain/mixture/components';
import { mixtureHints } from '../src/domain/mixture/hints';
import { resolution } from '../src/domain/mixture/resolution';
import type { MixtureCurve } from '../src/domain/mixture/samples';
import { madeUp, mixed, resultOf } from '../src/domain/mixture/testing';
import { benchSeriesInPage } from './mixture-page';
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

/** A series from one edge to another through a third, on 500 energies. */
const series = (scans: number) => {
  const [a, b, c] = [7114, 7122, 7118].map((edge) =>
    madeUp(`${edge}`, { edge, from: 7100, to: 7149.95, step: 0.1 }),
  );
  return Array.from({ length: scans }, (_, i) => {
    const along = i / (scans - 1);
    const between = 2 * along * (1 - along);
    return mixed(
      [
        [(1 - between) * (1 - along), a],
        [(1 - between) * along, b],
        [between, c],
      ],
      0.005,
      `scan ${i}`,
    );
  });
};

function benchSeries(): void {
  console.log('A series of scans of 500 points, seconds');
  for (const count of [200, 1000]) {
    const scans = series(count);
    const timed = <T>(work: () => T): readonly [T, string] => {
      const start = performance.now();
      const value = work();
      return [value, ((performance.now() - start) / 1000).toFixed(2)];
    };
    const range = { from: 7100, to: 7150 };
    const [found, componentsTime] = timed(() => resultOf(components(scans, range)));
    const [resolved, resolutionTime] = timed(() =>
      resultOf(resolution(scans, { ...range, pure: 3, isClosed: true })),
    );
    console.log(
      `${String(count).padStart(4)} scans, ${found.energies} energies: principal components ${componentsTime} (${found.suggested} suggested), three pure spectra ${resolutionTime} (${resolved.rounds} rounds)`,
    );
  }
  console.log('');
}

function benchHints(): void {
  const suspects = series(1000).map((curve) => ({ curve, e0: 7118, nearest: 1 }));
  const start = performance.now();
  resultOf(mixtureHints(suspects));
  const seconds = ((performance.now() - start) / 1000).toFixed(2);
  console.log(`Which of 1000 scans may be mixtures of two others, seconds: ${seconds}\n`);
}

/** Iron in the built page: the edge must be found, so scans begin earlier there. */
const scansForPage = (): MixtureCurve[] => {
  const [a, b] = [7116, 7124].map((edge) => madeUp(`${edge}`, { edge, from: 7060, to: 7184.8, step: 0.25 }));
  return Array.from({ length: 1000 }, (_, i) =>
    mixed(
      [
        [1 - i / 999, a],
        [i / 999, b],
      ],
      0.005,
      `scan ${i}`,
    ),
  );
};

export async function benchMixture(): Promise<void> {
  benchCombinations();
  benchSeries();
  benchHints();
  await benchSeriesInPage(scansForPage());
}
