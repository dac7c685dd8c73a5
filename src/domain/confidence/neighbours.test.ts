import { describe, expect, it } from 'vitest';
import type { Environment } from '../environment/labels';
import { cutWindow } from '../spectrum/window';
import type { Curve } from '../spectrum/types';
import { nearestNeighbours, onLibraryGrid } from './neighbours';
import { decodeLibrary, encodeLibrary, LIBRARY_POINTS, type SpectrumLibrary } from './library';

const E0 = 7120;
const SIX: Environment = [{ cn: 6, motifs: ['octahedral', 'pentagonal pyramidal'] }];

/** An edge at `e0` with a white line of height `peak`, from `from` eV below E0 on. */
function scan(peak: number, e0 = E0, from = -50): Curve {
  const energy = Float64Array.from({ length: 2 * (60 - from) }, (_, i) => E0 + from + 0.5 * i);
  const mu = energy.map(
    (e) => 0.5 + Math.atan((e - e0) / 1) / Math.PI + peak * Math.exp(-(((e - e0 - 4) / 2) ** 2)),
  );
  return { energy, mu };
}

const spectrum = (material: string, peak: number, e0 = E0, from = -50) => ({
  material,
  formula: 'FeO',
  environment: SIX,
  ...onLibraryGrid(scan(peak, e0, from), E0),
});
const set: SpectrumLibrary = {
  element: 'Fe',
  spectra: [spectrum('low', 0.2), spectrum('mid', 0.8), spectrum('high', 1.5), spectrum('mid', 0.75)],
};

describe('nearestNeighbours', () => {
  const window = cutWindow(scan(0.78), E0);

  it('finds the most similar first, one a material', () => {
    const found = nearestNeighbours(window, set, 5);
    expect(found.map(({ material }) => material)).toEqual(['mid', 'low', 'high']);
    expect(found[0].distance).toBeLessThan(0.01);
    expect(found[0].shift).toBe(0);
    expect(found[0].energy).toHaveLength(LIBRARY_POINTS);
  });

  it('finds the same few as when all are asked for', () => {
    const many: SpectrumLibrary = {
      element: 'Fe',
      spectra: Array.from({ length: 60 }, (_, i) =>
        spectrum(`m${i % 40}`, 0.3 + 0.02 * ((i * 37) % 60), E0 + ((i * 7) % 5) - 2),
      ),
    };
    const all = nearestNeighbours(window, many, 60);
    expect(all).toHaveLength(40);
    expect(nearestNeighbours(window, many, 5)).toEqual(all.slice(0, 5));
  });

  it('undoes an energy shift and says by how much', () => {
    const moved: SpectrumLibrary = { element: 'Fe', spectra: [spectrum('moved', 0.78, E0 - 2)] };
    const [{ shift, distance, energy, mu }] = nearestNeighbours(window, moved, 1);
    expect(shift).toBe(2);
    expect(distance).toBeLessThan(0.002);
    // The overlay has its maximum where the measured spectrum has it.
    expect(Math.abs(energy[mu.indexOf(Math.max(...mu))] - 4)).toBeLessThan(0.8);
  });

  it('compares only where both have data', () => {
    const late: SpectrumLibrary = { element: 'Fe', spectra: [spectrum('late', 0.78, E0, -5)] };
    expect(late.spectra[0].offset).toBe(26);
    expect(nearestNeighbours(window, late, 1)[0].distance).toBeLessThan(0.002);
    const short: SpectrumLibrary = { element: 'Fe', spectra: [spectrum('short', 0.78, E0, 12)] };
    expect(nearestNeighbours(window, short, 1)).toEqual([]);
  });

  it('leaves out one material when asked to', () => {
    expect(nearestNeighbours(window, set, 1, 'mid')[0].material).toBe('low');
  });
});

describe('libraries', () => {
  it('survive their JSON form within the quantum', () => {
    const decoded = decodeLibrary(JSON.parse(JSON.stringify(encodeLibrary(set))));
    expect(decoded.spectra.map(({ material, environment }) => ({ material, environment }))).toEqual(
      set.spectra.map(({ material, environment }) => ({ material, environment })),
    );
    decoded.spectra[0].mu.forEach((value, i) =>
      expect(Math.abs(value - set.spectra[0].mu[i])).toBeLessThanOrEqual(0.001),
    );
  });

  it('are refused when damaged', () => {
    const json = encodeLibrary(set);
    expect(() => decodeLibrary({ ...json, formatVersion: 2 })).toThrow(/formatVersion/);
    expect(() => decodeLibrary({ ...json, spectra: [{ ...json.spectra[0], offset: 50 }] })).toThrow(/longer/);
  });
});
