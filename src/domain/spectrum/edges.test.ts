import { describe, expect, it } from 'vitest';
import { identifyElement } from '../analysis';
import { syntheticSpectrum } from '../testing/synthetic';
import { chooseEdge } from './edges';
import { glitchesOf } from './glitches';
import { edgeScale } from './normalise';
import { prepareSpectrum } from './prepare';
import type { Spectrum } from './types';

const codes = (spectrum: Spectrum, element?: string) =>
  prepareSpectrum(spectrum, element === undefined ? {} : { element }).warnings.map(({ code }) => code);

const plain = (edge: number, from = edge - 140, to = edge + 300): Spectrum =>
  syntheticSpectrum({ edge, from, to, scale: 1 });

/** Two edges in one scan, the second of the given height. */
function two(first: number, second: number, height: number): Spectrum {
  const spectrum = plain(first, first - 140, second + 250);
  return {
    ...spectrum,
    mu: spectrum.mu.map(
      (mu, i) => mu + height * (0.5 + Math.atan((spectrum.energy[i] - second) / 1.5) / Math.PI),
    ),
  };
}

function spoilt(at: number, value: number, count = 1): Spectrum {
  const spectrum = plain(5989);
  const index =
    at >= 0 ? spectrum.energy.findIndex((energy) => energy >= 5989 - 140 + at) : spectrum.energy.length + at;
  const mu = spectrum.mu.slice();
  for (let i = 0; i < count; i++) mu[index + i] = value;
  return { ...spectrum, mu };
}

describe('one bad point', () => {
  const clean = prepareSpectrum(plain(5989)).e0;

  it.each([
    ['before the edge', spoilt(60, 4)],
    ['a dropout before the edge', spoilt(60, -3)],
    ['far above the edge', spoilt(350, 4)],
    ['twice, as at a top-up', spoilt(350, 4, 2)],
    ['at the end', spoilt(-1, 5)],
    ['at the beginning', spoilt(0, 5)],
  ])('%s does not move the edge and is said', (_, spectrum) => {
    expect(Math.abs(prepareSpectrum(spectrum).e0 - clean)).toBeLessThan(0.05);
    expect(codes(spectrum)).toContain('glitches');
  });

  it('is not seen in clean scans, however sharp their peaks', () => {
    for (const preEdgePeak of [0, 0.7, 1.2]) {
      const { energy, mu } = syntheticSpectrum({ edge: 5989, preEdgePeak });
      expect(glitchesOf({ energy, mu })).toEqual([]);
    }
    // A peak of three samples has flanks.
    const flat = Float64Array.from({ length: 60 }, (_, i) => [0.4, 1, 0.4][i - 30] ?? (i < 30 ? 0 : 0.3));
    expect(glitchesOf({ energy: flat.map((_, i) => i), mu: flat })).toEqual([]);
  });
});

describe('computed spectra', () => {
  it('keep every point and every rise', () => {
    const measured = spoilt(350, 4);
    const computed: Spectrum = { ...measured, signal: 'computed' };
    expect(codes(computed)).not.toContain('glitches');
    expect(codes({ ...two(5989, 6539, 1.6), signal: 'computed' }, 'Mn')).not.toContain('several-edges');
  });
});

describe('several edges in one scan', () => {
  it.each([
    ['Cr before a stronger Mn', two(5989, 6539, 1.6), undefined, 5989],
    ['Mn where it is named', two(5989, 6539, 1.6), 'Mn', 6539],
    ['Ti before the L3 edge of Ba', two(4966, 5247, 2), undefined, 4966],
    ['Cr above the L3 edge of Ce', two(5723, 5989, 0.7), undefined, 5989],
  ])('%s', (_, spectrum, element, expected) => {
    const options = element === undefined ? {} : { element };
    const prepared = prepareSpectrum(spectrum, options);
    expect(Math.abs(prepared.e0 - expected)).toBeLessThan(3);
    expect(prepared.warnings.map(({ code }) => code)).toContain('several-edges');
  });

  it('the step is that of the edge in view alone', () => {
    const { normalisation } = prepareSpectrum(two(4966, 5247, 2));
    expect(Math.abs(normalisation.edgeStep - 1)).toBeLessThan(0.15);
  });

  it('E0 set by hand decides between them', () => {
    const { e0, warnings } = prepareSpectrum(two(5989, 6539, 1.6), { e0: 6540 });
    expect(e0).toBe(6540);
    expect(warnings.map(({ message }) => message).join()).toContain('read at Mn K');
  });

  it('fine structure is no edge', () => {
    const { energy, mu } = plain(7112, 6950, 8000);
    const wiggled = mu.map((value, i) =>
      energy[i] < 7150
        ? value
        : value + 0.1 * Math.exp((7150 - energy[i]) / 300) * Math.sin((energy[i] - 7150) / 6),
    );
    const curve = { energy, mu: wiggled };
    expect(chooseEdge(curve, edgeScale(curve), undefined)).toMatchObject({ edge: null, next: null });
  });
});

describe('the element', () => {
  const spectrum = plain(5989);
  it.each([
    [5479.4, 'V', 'edge-ambiguous'],
    [6029.7, 'Cr', 'energy-offset'],
    [6002.7, 'Cr', undefined],
  ])('at %f eV is %s', (e0, element, code) => {
    const verdict = identifyElement(e0, spectrum);
    expect(verdict.element).toBe(element);
    expect(verdict.warnings.map((warning) => warning.code)).toEqual(code === undefined ? [] : [code]);
  });

  it('of an L3 edge is named, and that only K edges are read', () => {
    expect(() => identifyElement(11564, spectrum)).toThrow(/Pt L3 \(11564 eV\); Xanopy reads K edges/);
  });

  it('far from every edge gives the nearest', () => {
    expect(() => identifyElement(6110, spectrum)).toThrow(/nearest, Cr K \(5989 eV\), is 121 eV away/);
  });
});

describe('calibration and normalisation', () => {
  it('a scan 40 eV off is read where the element is named', () => {
    const shifted = plain(5989 + 45);
    const { e0 } = prepareSpectrum(shifted, { element: 'Cr' });
    expect(Math.abs(e0 - 6034)).toBeLessThan(3);
    expect(identifyElement(e0, shifted, 'Cr').warnings[0].code).toBe('energy-offset');
  });

  it.each([
    ['percent', (value: number) => 100 * value],
    ['an offset', (value: number) => 0.2 + 0.8 * value],
  ])('a column called normalised in or with %s is normalised again', (_, change) => {
    const source = plain(7112);
    const spectrum: Spectrum = { ...source, mu: source.mu.map(change), isNormalised: true };
    expect(codes(spectrum)).toContain('not-normalised');
    expect(prepareSpectrum(spectrum).normalisation.wasNormalised).toBe(false);
  });
});
