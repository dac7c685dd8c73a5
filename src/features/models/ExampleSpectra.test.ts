import { describe, expect, it } from 'vitest';
import { LIBRARY_POINTS, LIBRARY_START, LIBRARY_STEP } from '../../domain/confidence/library';
import { meanByCn } from './ExampleSpectra';

const spectrum = (cn: number, value: number, offset = 0) => ({
  material: `${cn}-${value}`,
  formula: 'MO',
  environment: [{ cn, motifs: [] }],
  offset,
  mu: new Float64Array(LIBRARY_POINTS - offset).fill(value),
});

describe('mean computed spectra by coordination number', () => {
  it('averages what has a value, the most frequent number first, and leaves out single spectra', () => {
    const spectra = [
      spectrum(4, 1),
      spectrum(6, 1),
      spectrum(6, 2),
      spectrum(6, 3),
      spectrum(4, 2),
      spectrum(5, 9),
    ];
    const means = meanByCn({ element: 'Fe', spectra });
    expect(means.map(({ cn, count }) => [cn, count])).toEqual([
      [6, 3],
      [4, 2],
    ]);
    expect(means.map(({ mu }) => [mu.length, mu[0]])).toEqual([
      [LIBRARY_POINTS, 2],
      [LIBRARY_POINTS, 1.5],
    ]);
  });

  it('starts where at least half of the spectra have begun', () => {
    const [mean] = meanByCn({
      element: 'Fe',
      spectra: [spectrum(6, 1, 10), spectrum(6, 3, 20), spectrum(6, 5, 30)],
    });
    expect(mean?.energy[0]).toBe(LIBRARY_START + 20 * LIBRARY_STEP);
    expect(mean?.mu[0]).toBe(2);
    expect(mean?.mu.at(-1)).toBe(3);
  });
});
