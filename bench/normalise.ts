/** What the normalisation of one spectrum costs: the automatic one, MBACK, and the whole way to the window. */
import { normalise } from '../src/domain/spectrum/normalise';
import { prepareSpectrum } from '../src/domain/spectrum/prepare';
import { syntheticSpectrum } from '../src/domain/testing/synthetic';

const ROUNDS = 500;

function microseconds(work: () => unknown): number {
  for (let i = 0; i < ROUNDS / 10; i++) work();
  const start = performance.now();
  for (let i = 0; i < ROUNDS; i++) work();
  return (1000 * (performance.now() - start)) / ROUNDS;
}

/** Prints microseconds a spectrum of 500 points. */
export function benchNormalisation(): Promise<void> {
  const spectrum = syntheticSpectrum({ edge: 7112, from: 6962, to: 7461, step: 1, offset: 0.3, scale: 0.7 });
  console.log(`Normalisation of ${spectrum.energy.length} points (mean of ${ROUNDS})`);
  const rows = [
    ['line and polynomial', () => normalise(spectrum, 7112, false)],
    ['MBACK, order 3', () => normalise(spectrum, 7112, false, {}, { legendreDegree: 3 })],
    ['from the scan to the window', () => prepareSpectrum(spectrum)],
  ] as const;
  for (const [name, work] of rows) console.log(`  ${name.padEnd(30)} ${microseconds(work).toFixed(0)} µs`);
  return Promise.resolve();
}
