import { describe, expect, it } from 'vitest';
import { foilEdge, settled } from './foil';
import { calibrationBy } from './spectrum/calibration';
import { prepareSpectrum } from './spectrum/prepare';
import { syntheticSpectrum } from './testing/synthetic';

describe('the edge of a reference foil', () => {
  it.each([7110.33, 7113.1, 7130])('is at its inflection (%s eV)', (edge) => {
    const foil = foilEdge(syntheticSpectrum({ edge, offset: 0.4, scale: 1.3, slope: -0.0005 }), 'Fe');
    expect(foil).toMatchObject({ element: 'Fe', tabulated: 7112 });
    expect(foil?.e0).toBeCloseTo(edge, 0);
    expect(Math.abs((foil?.e0 ?? 0) - edge)).toBeLessThan(0.15);
  });

  it('is the first large derivative where a later one is larger, as in nickel', () => {
    const spectrum = syntheticSpectrum({ edge: 8344 });
    const mu = spectrum.mu.map(
      (value, i) => value + 0.9 * (0.5 + Math.atan((spectrum.energy[i] - 8333) / 0.7) / Math.PI),
    );
    expect(foilEdge({ ...spectrum, mu }, 'Ni')?.e0).toBeCloseTo(8333, 0);
  });

  it('belongs to the nearest element where it is no foil of the sample', () => {
    expect(foilEdge(syntheticSpectrum({ edge: 7110.5 }), 'Mn')?.element).toBe('Fe');
    expect(foilEdge(syntheticSpectrum({ edge: 7110.5 }))?.element).toBe('Fe');
  });

  it('is not found in noise, flat lines and scans that end at it', () => {
    const { energy, ...rest } = syntheticSpectrum({ edge: 7112 });
    let seed = 1;
    const noise = energy.map(() => (seed = (seed * 16807) % 2147483647) / 2147483647);
    expect(foilEdge({ ...rest, energy, mu: noise }, 'Fe')).toBeNull();
    expect(foilEdge({ ...rest, energy, mu: energy.map(() => 1) }, 'Fe')).toBeNull();
    expect(foilEdge(syntheticSpectrum({ edge: 7112, to: 7115 }), 'Fe')).toBeNull();
  });

  it('gives the shift that moves it to its tabulated energy', () => {
    const spectrum = syntheticSpectrum({ edge: 7109.2 });
    const foil = foilEdge(spectrum, 'Fe');
    if (!foil) throw new Error('no foil');
    const calibration = calibrationBy(foil);
    const { e0 } = prepareSpectrum(spectrum, { e0Method: 'derivative', calibration });
    expect(e0).toBeCloseTo(7112, 2);
    expect(settled({ element: 'Fe', isByFoil: true }, foil)).toEqual({ element: 'Fe', calibration });
    expect(settled({ element: 'Fe' }, foil)).toEqual({ element: 'Fe' });
    expect(() => settled({ isByFoil: true }, null)).toThrow('No reference foil');
  });
});
