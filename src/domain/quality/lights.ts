import { coreHoleWidth } from '../elements';
import { noiseOf } from './noise';
import { WINDOW_LENGTH } from '../spectrum/window';
import type { PreparedSpectrum } from '../spectrum/prepare';
import type { Spectrum } from '../spectrum/types';

export type Level = 'good' | 'fair' | 'poor';

/** One property of a measurement, with its number and what the number means. */
export interface QualityLight {
  readonly name:
    | 'Edge step'
    | 'Noise'
    | 'Energy step'
    | 'Glitches'
    | 'Window'
    | 'Pre-edge'
    | 'Post-edge'
    | 'Normalised'
    | 'Over-absorption';
  readonly level: Level;
  readonly value: number;
  /** Empty for a pure number. */
  readonly unit: string;
  /** A sentence for people. */
  readonly explanation: string;
  /** Energies (eV) that the light is about, where it is about points. */
  readonly at?: readonly number[];
}

/** Relative to E0 (eV): where the curve is too steep for neighbours to tell noise from structure, pre-edge peaks included. */
const STEEP = { from: -20, to: 40 };
/** Intrinsic resolution of Si(111), dE / E (Authier, Dynamical Theory of X-ray Diffraction, 2001). */
const SI111_RESOLUTION = 1.33e-4;
/** An outlier is this many times the noise and this share of the edge step off its neighbours. */
const OUTLIER_NOISE = 8;
const OUTLIER_STEP = 0.02;
/**
 * White lines of 3d oxides: of 607 computed oxide spectra of Ca to Ge (training/data/feff, the first 60 of an element)
 * none has its maximum below 1.106, and the lowest fifth percentile of an element is 1.165. Fluorescence below
 * that is likely damped.
 */
const WHITE_LINE = { fromEnergy: 4000, toEnergy: 11_500, poor: 1.1, fair: 1.17 };

const levelOf = (isGood: boolean, isFair: boolean): Level => (isGood ? 'good' : isFair ? 'fair' : 'poor');

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted.length === 0 ? Number.NaN : sorted[sorted.length >> 1];
}

/**
 * Distance of every inner point from the straight line between its neighbours, scaled so that its standard
 * deviation is that of the noise: for weights a and b of the neighbours the variance is 1 + a^2 + b^2.
 */
function residuals(energy: Float64Array, mu: Float64Array): Float64Array {
  const result = new Float64Array(mu.length);
  for (let i = 1; i < mu.length - 1; i++) {
    const b = (energy[i] - energy[i - 1]) / (energy[i + 1] - energy[i - 1]);
    const a = 1 - b;
    result[i] = (mu[i] - a * mu[i - 1] - b * mu[i + 1]) / Math.sqrt(1 + a * a + b * b);
  }
  return result;
}

/** Indices of inner points away from the edge. */
function quietPoints({ raw: { energy }, e0 }: PreparedSpectrum): number[] {
  const quiet: number[] = [];
  for (let i = 1; i < energy.length - 1; i++) {
    if (energy[i] < e0 + STEEP.from || energy[i] > e0 + STEEP.to) quiet.push(i);
  }
  return quiet;
}

const noiseIn = ({ raw: { energy }, normalisation: { mu }, e0 }: PreparedSpectrum): number =>
  noiseOf({ energy, mu }, e0);

/** Energies (eV) of points away from the edge that jump out of the curve. */
export function glitchesOf(prepared: PreparedSpectrum): number[] {
  const { energy } = prepared.raw;
  const { mu } = prepared.normalisation;
  const all = residuals(energy, mu);
  const noise = noiseIn(prepared);
  const limit = Math.max(Number.isNaN(noise) ? 0 : OUTLIER_NOISE * noise, OUTLIER_STEP);
  // A single spike lifts its neighbours' residuals to half of its own: only the largest of three counts.
  return quietPoints(prepared)
    .filter((i) => {
      const size = Math.abs(all[i]);
      return size > limit && size >= Math.abs(all[i - 1]) && size > Math.abs(all[i + 1]);
    })
    .map((i) => energy[i]);
}

function edgeStepLight(
  spectrum: Spectrum,
  { normalisation: { edgeStep } }: PreparedSpectrum,
): QualityLight[] {
  // Only in transmission is the step an absorption length; other signals have an arbitrary scale.
  if (spectrum.signal !== 'transmission' && spectrum.signal !== 'reference') return [];
  return [
    {
      name: 'Edge step',
      level: levelOf(edgeStep >= 0.2 && edgeStep <= 1.5, edgeStep >= 0.05 && edgeStep <= 2.5),
      value: edgeStep,
      unit: '',
      explanation:
        edgeStep > 1.5
          ? 'Thick sample: pinholes and harmonics flatten the white line. A step near 1 is best.'
          : edgeStep < 0.2
            ? 'Thin sample: the edge is small beside the noise of the detectors. A step near 1 is best.'
            : 'The step is large enough to measure and the sample thin enough not to flatten the white line.',
    },
  ];
}

function noiseLight(prepared: PreparedSpectrum): QualityLight[] {
  const noise = noiseIn(prepared);
  if (Number.isNaN(noise)) return [];
  return [
    {
      name: 'Noise',
      level: levelOf(noise < 0.005, noise < 0.02),
      value: 100 * noise,
      unit: '% of the edge step',
      explanation:
        noise < 0.005
          ? 'Pre-edge peaks of a few per cent of the edge step stand out clearly.'
          : 'Weak pre-edge peaks, a few per cent of the edge step, are lost in the noise; average more scans.',
    },
  ];
}

function energyStepLight({ raw: { energy }, e0 }: PreparedSpectrum, element: string): QualityLight[] {
  const steps: number[] = [];
  for (let i = 1; i < energy.length; i++) {
    if (Math.abs(energy[i] - e0) <= 15) steps.push(energy[i] - energy[i - 1]);
  }
  if (steps.length === 0) return [];
  const step = median(steps);
  const width = Math.hypot(coreHoleWidth(element), SI111_RESOLUTION * e0);
  return [
    {
      name: 'Energy step',
      level: levelOf(step <= width / 2, step <= width),
      value: step,
      unit: 'eV',
      explanation: `Median step within 15 eV of E0; core hole and Si(111) together are ${width.toFixed(2)} eV wide, and half of that resolves everything there is.`,
    },
  ];
}

function glitchLight(prepared: PreparedSpectrum): QualityLight {
  const at = glitchesOf(prepared);
  return {
    name: 'Glitches',
    level: levelOf(at.length === 0, at.length <= 3),
    value: at.length,
    unit: at.length === 1 ? 'point' : 'points',
    explanation:
      at.length === 0
        ? 'No point away from the edge jumps out of the curve.'
        : `Points that jump out of the curve, at ${at
            .slice(0, 3)
            .map((energy) => energy.toFixed(1))
            .join(
              ', ',
            )}${at.length > 3 ? ' and more' : ''} eV. They are kept; remove them if they are not real.`,
    ...(at.length === 0 ? {} : { at }),
  };
}

function windowLight({ window: { missingBefore, missingAfter } }: PreparedSpectrum): QualityLight {
  const missing = missingBefore + missingAfter;
  return {
    name: 'Window',
    level: levelOf(missing < 0.5, missing < 5),
    value: 100 * (1 - missing / WINDOW_LENGTH),
    unit: '%',
    explanation:
      missing < 0.5
        ? 'The scan covers the whole window that the models look at.'
        : `${missing.toFixed(1)} eV of the window were not measured; the nearest value stands in.`,
  };
}

function lengthLights({ raw: { energy }, e0, normalisation }: PreparedSpectrum): QualityLight[] {
  if (normalisation.wasNormalised) {
    return [
      {
        name: 'Normalised',
        level: 'good',
        value: normalisation.edgeStep,
        unit: '',
        explanation: 'The edge step is 1 already; the data are not normalised again.',
      },
    ];
  }
  const before = e0 - energy[0];
  const after = energy[energy.length - 1] - e0;
  return [
    {
      name: 'Pre-edge',
      level: levelOf(before >= 50, before >= 20),
      value: before,
      unit: 'eV',
      explanation:
        before >= 50
          ? 'Long enough for a straight line below the edge.'
          : 'Short: the slope below the edge is uncertain.',
    },
    {
      name: 'Post-edge',
      level: levelOf(after >= 150, after >= 60),
      value: after,
      unit: 'eV',
      explanation:
        after >= 150
          ? 'Long enough for the fine structure to average out of the edge step.'
          : 'Short: the edge step, and with it every intensity, is less certain.',
    },
  ];
}

/** Fluorescence, and what may be: a column that is only called absorption. */
function overAbsorptionLight(
  { signal }: Spectrum,
  { raw: { energy }, e0, normalisation }: PreparedSpectrum,
): QualityLight[] {
  const isFluorescence = signal === 'fluorescence';
  if (!isFluorescence && signal !== 'absorption') return [];
  if (e0 < WHITE_LINE.fromEnergy || e0 > WHITE_LINE.toEnergy) return [];
  let height = 0;
  for (let i = 0; i < energy.length; i++) {
    if (energy[i] >= e0 && energy[i] <= e0 + 30) height = Math.max(height, normalisation.mu[i]);
  }
  const level = levelOf(height >= WHITE_LINE.fair, height >= WHITE_LINE.poor);
  return [
    {
      name: 'Over-absorption',
      level,
      value: height,
      unit: 'edge steps',
      explanation:
        level === 'good'
          ? 'The white line is as high as oxides of this kind have it.'
          : `The white line is lower than that of nearly every oxide of this kind: ${
              isFluorescence
                ? 'fluorescence of a concentrated sample may be over-absorbed.'
                : 'if this is fluorescence of a concentrated sample, it may be over-absorbed.'
            } Dilute the sample or measure in transmission.`,
    },
  ];
}

/**
 * What the numbers say about a measurement, in a fixed order; lights that do not apply are left out. Nothing is
 * corrected or removed. Limits of the edge step: Newville, Rev. Mineral. Geochem. 78 (2014) 33, who advises
 * a step near 1 and less than 2.5 absorption lengths above the edge.
 * @param element whose core-hole width the energy step is compared with
 */
export function qualityLights(
  spectrum: Spectrum,
  prepared: PreparedSpectrum,
  element: string,
): QualityLight[] {
  return [
    ...(prepared.normalisation.wasNormalised ? [] : edgeStepLight(spectrum, prepared)),
    ...noiseLight(prepared),
    ...energyStepLight(prepared, element),
    glitchLight(prepared),
    windowLight(prepared),
    ...lengthLights(prepared),
    ...overAbsorptionLight(spectrum, prepared),
  ];
}
