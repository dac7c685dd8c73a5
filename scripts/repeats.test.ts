import { expect, it } from 'vitest';
import type { Analysis } from '../src/domain/analysis';
import { interpret } from '../src/readers';
import { meanOf, shiftsOnto, type Repeat } from './repeats';
import { prepareSpectrum } from '../src/domain/spectrum/prepare';
import { syntheticSpectrum } from '../src/domain/testing/synthetic';

/** A scan of an edge at `edge` eV, with only what repeats look at. */
function repeat(name: string, edge: number, scale: number, element = 'Fe'): Repeat {
  const spectrum = syntheticSpectrum({ edge, from: 6962, to: 7461, step: 1, offset: 0.3, scale });
  return { name, analysis: { element, prepared: prepareSpectrum(spectrum) } as Analysis };
}

it('scans are shifted onto the first and averaged as measured, with their deviation', () => {
  const repeats = [repeat('a.dat', 7112, 0.7), repeat('b.dat', 7113.5, 0.9)];
  const [shift] = shiftsOnto(repeats[0], repeats.slice(1));
  expect(shift).toBeCloseTo(-1.5, 1);
  const scan = meanOf([repeat('a.dat', 7112, 0.7), repeat('b.dat', 7112, 0.9)]);
  expect(scan.metadata[0][1]).toContain('a.dat; b.dat');
  expect(scan.channels[2].values.at(-1)).toBeGreaterThan(0.05);
  const reading = interpret(scan, 'merged');
  if (reading.kind !== 'spectrum') throw new Error('asked');
  expect(prepareSpectrum(reading.spectrum).normalisation.edgeStep).toBeCloseTo(0.8, 1);
});

it('scans of two elements, and a single one, are refused with a sentence', () => {
  const iron = repeat('a.dat', 7112, 1);
  expect(() => meanOf([iron, repeat('b.dat', 7112, 1, 'Co')])).toThrow('of different elements (Fe, Co)');
  expect(() => meanOf([iron])).toThrow('A single scan cannot be merged');
});
