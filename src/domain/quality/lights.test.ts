import { describe, expect, it } from 'vitest';
import { Random } from '../random';
import { prepareSpectrum } from '../spectrum/prepare';
import type { Spectrum } from '../spectrum/types';
import { glitchesOf, qualityLights } from './lights';
import { noiseOf } from './noise';

const E0 = 7112;
const WHITE_LINE = 0.35;

interface Options {
  from?: number;
  to?: number;
  step?: number;
  noise?: number;
  edgeStep?: number;
  whiteLine?: number;
  signal?: Spectrum['signal'];
}

function spectrumOf(options: Options = {}): Spectrum {
  const {
    from = -150,
    to = 300,
    step = 0.5,
    noise = 0,
    edgeStep = 1,
    whiteLine = WHITE_LINE,
    signal = 'transmission',
  } = options;
  const count = Math.floor((to - from) / step) + 1;
  const energy = Float64Array.from({ length: count }, (_, i) => E0 + from + i * step);
  const random = new Random('scan');
  const mu = energy.map((e) => {
    const x = e - E0;
    const shape = 0.5 + Math.atan(x / 0.6) / Math.PI + whiteLine * Math.exp(-(((x - 5) / 3) ** 2));
    return edgeStep * (shape + noise * random.normal());
  });
  return { energy, mu, signal, isNormalised: false, element: 'Fe' };
}

const lightsOf = (spectrum: Spectrum) => qualityLights(spectrum, prepareSpectrum(spectrum), 'Fe');
const light = (spectrum: Spectrum, name: string) => lightsOf(spectrum).find((entry) => entry.name === name);

describe('qualityLights', () => {
  it('are all good for a good scan, each with a sentence', () => {
    const lights = lightsOf(spectrumOf({ noise: 0.001, edgeStep: 0.8 }));
    expect(lights.map(({ name, level }) => [name, level])).toEqual([
      ['Edge step', 'good'],
      ['Noise', 'good'],
      ['Energy step', 'good'],
      ['Glitches', 'good'],
      ['Window', 'good'],
      ['Pre-edge', 'good'],
      ['Post-edge', 'good'],
    ]);
    expect(lights.every(({ explanation }) => /^[A-Z].*\.$/.test(explanation))).toBe(true);
  });

  it.each([0.002, 0.01, 0.05])(
    'measure noise of %f of the edge step within a fifth, in spite of a glitch',
    (noise) => {
      const spectrum = spectrumOf({ noise, edgeStep: 3, to: 500 });
      spectrum.mu[700] *= 3;
      const { raw, normalisation, e0 } = prepareSpectrum(spectrum);
      const measured = noiseOf({ energy: raw.energy, mu: normalisation.mu }, e0);
      expect(measured).toBeGreaterThan(0.8 * noise);
      expect(measured).toBeLessThan(1.2 * noise);
    },
  );

  it('grade the noise', () => {
    expect(light(spectrumOf({ noise: 0.01 }), 'Noise')?.level).toBe('fair');
    expect(light(spectrumOf({ noise: 0.04 }), 'Noise')?.level).toBe('poor');
  });

  it('find glitches where they are and keep them', () => {
    const spectrum = spectrumOf({ noise: 0.002 });
    const bad = [60, 700];
    for (const index of bad) spectrum.mu[index] += 0.15;
    const prepared = prepareSpectrum(spectrum);
    expect(glitchesOf(prepared)).toEqual(bad.map((index) => spectrum.energy[index]));
    expect(prepared.raw.energy).toHaveLength(spectrum.energy.length);
    expect(light(spectrum, 'Glitches')).toMatchObject({ level: 'fair', value: 2 });
  });

  it('call no noise a glitch', () => {
    expect(glitchesOf(prepareSpectrum(spectrumOf({ noise: 0.01 })))).toEqual([]);
  });

  it.each([
    [0.5, 'good'],
    [1.4, 'fair'],
    [3, 'poor'],
  ])('compare a step of %f eV with the width of the Fe core hole: %s', (step, level) => {
    expect(light(spectrumOf({ step }), 'Energy step')).toMatchObject({ level });
  });

  it.each([
    [0.02, 'poor'],
    [0.1, 'fair'],
    [2, 'fair'],
    [3, 'poor'],
  ])('grade an edge step of %f: %s', (edgeStep, level) => {
    expect(light(spectrumOf({ edgeStep }), 'Edge step')?.level).toBe(level);
  });

  it('grade short pre- and post-edges and missing parts of the window', () => {
    const short = spectrumOf({ from: -12, to: 50 });
    expect(light(short, 'Pre-edge')?.level).toBe('poor');
    expect(light(short, 'Post-edge')?.level).toBe('poor');
    expect(light(short, 'Window')?.level).toBe('fair');
    expect(light(short, 'Window')?.value).toBeLessThan(95);
  });

  it('say that data are normalised instead of grading step and lengths', () => {
    const names = lightsOf({ ...spectrumOf(), isNormalised: true }).map(({ name }) => name);
    expect(names).toContain('Normalised');
    expect(names).not.toContain('Edge step');
    expect(names).not.toContain('Pre-edge');
  });

  it.each([
    [-25, 1],
    [-15, 0],
    [35, 0],
    [45, 1],
  ])('look for glitches outside E0 - 20 to + 40 eV: at %f eV they find %f', (offset, count) => {
    const spectrum = spectrumOf({ noise: 0.0005 });
    spectrum.mu[spectrum.energy.findIndex((at) => at >= E0 + offset)] += 0.1;
    expect(glitchesOf(prepareSpectrum(spectrum))).toHaveLength(count);
  });

  it.each([
    [0.015, 0],
    [0.04, 1],
  ])('take a point that is off by %f steps for %f glitches in a quiet scan', (size, count) => {
    const spectrum = spectrumOf({ noise: 0.0005 });
    spectrum.mu[60] += size;
    expect(glitchesOf(prepareSpectrum(spectrum))).toHaveLength(count);
  });

  it.each([
    [3900, false],
    [4100, true],
    [11_400, true],
    [11_600, false],
  ])('know white lines of fluorescence between 4 and 11.5 keV: at %f eV %s', (edge, isKnown) => {
    const scan = spectrumOf({ signal: 'fluorescence' });
    const moved = { ...scan, energy: scan.energy.map((at) => at - E0 + edge), element: 'X' };
    const names = qualityLights(moved, prepareSpectrum(moved), 'Fe').map(({ name }) => name);
    expect(names.includes('Over-absorption')).toBe(isKnown);
  });

  it('call a low white line fair', () => {
    const levels = [0.06, 0.14, 0.3].map(
      (whiteLine) => light(spectrumOf({ whiteLine, signal: 'fluorescence' }), 'Over-absorption')?.level,
    );
    expect(levels).toEqual(['poor', 'fair', 'good']);
  });

  it('suspect fluorescence without white line, and what may be fluorescence', () => {
    const damped = spectrumOf({ whiteLine: 0.02, signal: 'fluorescence' });
    expect(light(damped, 'Over-absorption')?.level).toBe('poor');
    expect(light(spectrumOf({ signal: 'fluorescence' }), 'Over-absorption')?.level).toBe('good');
    const unsaid = light({ ...damped, signal: 'absorption' }, 'Over-absorption');
    expect(unsaid?.level).toBe('poor');
    expect(unsaid?.explanation).toContain('if this is fluorescence');
    for (const signal of ['transmission', 'reference', 'computed'] as const)
      expect(light({ ...damped, signal }, 'Over-absorption')).toBeUndefined();
  });
});
