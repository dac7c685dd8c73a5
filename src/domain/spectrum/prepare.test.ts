import { describe, expect, it } from 'vitest';
import { syntheticSpectrum } from '../testing/synthetic';
import { prepareSpectrum } from './prepare';
import type { Spectrum } from './types';
import {
  LONGEST_MISSING,
  REGIONS,
  regionOfPoint,
  WINDOW_LENGTH,
  WINDOW_POINTS,
  WINDOW_START,
} from './window';

const codeOf = (work: () => unknown): string => {
  try {
    work();
  } catch (error) {
    return (error as { code: string }).code;
  }
  return 'none';
};

const map = (spectrum: Spectrum, keep: (energy: number) => boolean): Spectrum => {
  const indices = [...spectrum.energy.keys()].filter((i) => keep(spectrum.energy[i]));
  return {
    ...spectrum,
    energy: Float64Array.from(indices, (i) => spectrum.energy[i]),
    mu: Float64Array.from(indices, (i) => spectrum.mu[i]),
  };
};

describe('E0', () => {
  it.each([0, 0.7, 1.2])('finds the main edge although a pre-edge peak is %f steps high', (preEdgePeak) => {
    const { e0, e0Method } = prepareSpectrum(syntheticSpectrum({ edge: 5989, preEdgePeak }));
    expect(e0Method).toBe('half-step');
    expect(Math.abs(e0 - 5989)).toBeLessThan(1);
  });

  it('does not depend on scale, offset and background of the signal', () => {
    const plain = prepareSpectrum(syntheticSpectrum({ edge: 7112 }));
    const raw = prepareSpectrum(syntheticSpectrum({ edge: 7112, scale: 0.03, offset: -2, slope: -2e-4 }));
    expect(raw.e0).toBeCloseTo(plain.e0, 1);
    expect(raw.normalisation.edgeStep).toBeCloseTo(0.03, 2);
    for (let i = 0; i < WINDOW_POINTS; i++) expect(raw.window.mu[i]).toBeCloseTo(plain.window.mu[i], 1);
  });

  it('is not moved by a glitch far above the edge', () => {
    const spectrum = syntheticSpectrum({ edge: 8333 });
    const at = spectrum.energy.findIndex((e) => e > 8393);
    spectrum.mu[at] = -3;
    expect(Math.abs(prepareSpectrum(spectrum).e0 - 8333)).toBeLessThan(1);
  });

  it('takes the value set by hand and still says what the search gives', () => {
    const prepared = prepareSpectrum(syntheticSpectrum({ edge: 8333 }), { e0: 8336 });
    expect(prepared).toMatchObject({ e0: 8336, e0Method: 'manual' });
    expect(Math.abs((prepared.automaticE0 ?? 0) - 8333)).toBeLessThan(1);
  });

  it('offers the derivative, and still says where the half step is', () => {
    const spectrum = syntheticSpectrum({ edge: 8333 });
    const prepared = prepareSpectrum(spectrum, { e0Method: 'derivative' });
    expect(prepared.automaticE0).toBe(prepareSpectrum(spectrum).e0);
    expect(prepared.e0).not.toBe(prepared.automaticE0);
    expect(prepared.e0Method).toBe('derivative');
    expect(Math.abs(prepared.e0 - 8333)).toBeLessThan(2);
  });

  it('uses the tabulated edge to choose between two edges of one scan', () => {
    const iron = syntheticSpectrum({ edge: 7112, from: 6400, to: 7400, scale: 1 });
    const manganese = syntheticSpectrum({ edge: 6539, from: 6400, to: 7400, scale: 2 });
    const both = { ...iron, mu: iron.mu.map((value, i) => value + manganese.mu[i]) };
    expect(Math.abs(prepareSpectrum(both, { element: 'Fe' }).e0 - 7112)).toBeLessThan(1.5);
    expect(Math.abs(prepareSpectrum(both, { element: 'Mn' }).e0 - 6539)).toBeLessThan(1.5);
  });
});

describe('normalisation', () => {
  /** Mean of the normalised curve from `from` to `to` eV above the edge of a scan that ends `end` eV above it. */
  const levels = (
    end: number,
    above: (d: number) => number,
    ranges: readonly (readonly [number, number])[],
  ) => {
    const edge = 7112;
    const clean = syntheticSpectrum({ edge, to: edge + end });
    const mu = clean.mu.map((value, i) => value + above(Math.max(0, clean.energy[i] - edge)));
    const { raw, normalisation } = prepareSpectrum({ ...clean, mu });
    return ranges.map(([from, to]) => {
      const inside = normalisation.mu.filter(
        (_, i) => raw.energy[i] > edge + from && raw.energy[i] < edge + to,
      );
      return inside.reduce((sum, value) => sum + value, 0) / inside.length;
    });
  };

  it('takes the slope above the edge out of scans of 150 to 300 eV', () => {
    const [start, end] = levels(200, (d) => 2e-3 * d, [[60, 80], [180, 200]]); // prettier-ignore
    expect(start).toBeCloseTo(1, 1);
    expect(end).toBeCloseTo(1, 1);
    expect(Math.abs(start - end)).toBeLessThan(0.01);
  });

  it('takes the curvature above the edge out of longer scans', () => {
    const [start, middle, end] = levels(400, (d) => 5e-6 * d * d, [[60, 80], [200, 220], [380, 400]]); // prettier-ignore
    expect(Math.abs(start - middle)).toBeLessThan(0.01);
    expect(Math.abs(end - middle)).toBeLessThan(0.01);
  });

  it('takes what follows the white line of a short scan as constant', () => {
    const [end] = levels(100, () => 0, [[60, 100]]);
    expect(end).toBeCloseTo(1, 2);
    const [first, last] = levels(100, (d) => 2e-3 * d, [[30, 35], [95, 100]]); // prettier-ignore
    expect(last - first).toBeGreaterThan(0.08);
  });
});

describe('window', () => {
  it('has 200 equidistant points from E0 - 15 to E0 + 30 eV', () => {
    const { window, e0 } = prepareSpectrum(syntheticSpectrum({ edge: 7112 }));
    expect(window.energy).toHaveLength(WINDOW_POINTS);
    expect(window.energy[0]).toBeCloseTo(e0 + WINDOW_START, 6);
    expect(window.energy[WINDOW_POINTS - 1]).toBeCloseTo(e0 + WINDOW_START + WINDOW_LENGTH, 6);
    expect([window.missingBefore, window.missingAfter]).toEqual([0, 0]);
  });

  it('is cut into three regions of 15 eV', () => {
    expect(REGIONS.map(({ from, to }) => [from, to])).toEqual([[0, 15], [15, 30], [30, 45]]); // prettier-ignore
    const counts = new Map<string, number>();
    for (let i = 0; i < WINDOW_POINTS; i++)
      counts.set(regionOfPoint(i), (counts.get(regionOfPoint(i)) ?? 0) + 1);
    expect([...counts]).toEqual([['pre-edge', 67], ['main-peak', 66], ['post-peak', 67]]); // prettier-ignore
  });

  it('says which part a computed spectrum lacks and holds the first value there', () => {
    const { window, warnings } = prepareSpectrum({
      ...syntheticSpectrum({ edge: 7112, from: 7104, to: 7160 }),
      isNormalised: true,
    });
    expect(window.missingBefore).toBeGreaterThan(6);
    expect(window.mu[0]).toBe(window.mu[5]);
    expect(warnings.map(({ code }) => code)).toContain('pre-edge-not-covered');
  });
});

describe('bad input', () => {
  const good = syntheticSpectrum({ edge: 7112 });

  it('sorts unsorted energies and averages duplicates, and says so', () => {
    const reversed = { ...good, energy: good.energy.slice().reverse(), mu: good.mu.slice().reverse() };
    const doubled = {
      ...good,
      energy: Float64Array.from([...good.energy, ...good.energy]),
      mu: Float64Array.from([...good.mu, ...good.mu]),
    };
    const expected = prepareSpectrum(good);
    expect(prepareSpectrum(reversed).window.mu).toEqual(expected.window.mu);
    const prepared = prepareSpectrum(doubled);
    expect(prepared.window.mu).toEqual(expected.window.mu);
    expect(prepared.warnings.map(({ code }) => code)).toContain('duplicate-energies');
  });

  it('leaves out points that are not numbers, with a warning', () => {
    const holes = { ...good, mu: good.mu.map((value, i) => (i % 50 === 7 ? Number.NaN : value)) };
    const prepared = prepareSpectrum(holes);
    expect(prepared.warnings.map(({ code }) => code)).toContain('not-finite');
    expect(prepared.window.mu.every(Number.isFinite)).toBe(true);
  });

  it.each([
    ['a scan that ends 5 eV above the edge', 'window-not-covered', map(good, (e) => e < 7117)],
    ['a scan that ends 17 eV above the edge', 'window-not-covered', map(good, (e) => e < 7129)],
    ['a falling line', 'no-edge', { ...good, mu: good.energy.map((e) => 5 - e * 1e-4) }],
    ['a constant', 'no-edge', { ...good, mu: good.mu.map(() => 1) }],
    ['all zero', 'no-edge', { ...good, mu: good.mu.map(() => 0) }],
    ['three points', 'too-few-points', map(good, (e) => e > 7110 && e < 7111.4)],
    ['no number at all', 'too-few-points', { ...good, mu: good.mu.map(() => Number.NaN) }],
  ])('refuses %s with the code %s', (_, code, spectrum) => {
    expect(codeOf(() => prepareSpectrum(spectrum))).toBe(code);
  });

  it('leaves a scan that starts at the edge to the models, which may move E0', () => {
    const { window } = prepareSpectrum(map(good, (e) => e > 7111));
    expect(window.missingBefore).toBeGreaterThan(LONGEST_MISSING.before);
    expect(window.warnings.map(({ code }) => code)).toEqual(['pre-edge-not-covered']);
  });

  it('refuses an E0 outside the scan', () => {
    expect(codeOf(() => prepareSpectrum(good, { e0: 9000 }))).toBe('e0-outside-scan');
  });
});
