import { broaden } from '../spectrum/curve';
import { WINDOW_LENGTH, WINDOW_POINTS, WINDOW_START } from '../spectrum/window';

/**
 * What a spectroscopist would name about the shape of an edge, few enough to be learnt from some tens of
 * spectra. In oxides short, ionic bonds give a strong and early main peak and strong oscillations; sulfides
 * have longer and more covalent bonds (weaker peak, structure nearer to the edge), metals rise in two steps
 * without a white line.
 */
export const DESCRIPTORS = [
  'log main-peak height',
  'main-peak position',
  'log contrast',
  'log variation',
  'mean mu, -10 to -3 eV',
  'mean mu, -2 to 3 eV',
  'mean mu, 3 to 8 eV',
  'mean mu, 8 to 13 eV',
  'mean mu, 13 to 18 eV',
  'mean mu, 18 to 24 eV',
  'dip after the main peak',
  'distance of the dip',
  'rebound after the dip',
  'width of the rise',
  'log distance to the nearest computed oxide',
] as const;

/** eV; what makes windows of different resolution comparable. */
const SMOOTHING = 1;

const STEP = WINDOW_LENGTH / (WINDOW_POINTS - 1);
const ENERGY = Float64Array.from({ length: WINDOW_POINTS }, (_, i) => WINDOW_START + i * STEP);
const indexAt = (energy: number): number => Math.round((energy - WINDOW_START) / STEP);

function mean(mu: Float64Array, from: number, to: number): number {
  const part = mu.subarray(indexAt(from), indexAt(to) + 1);
  return part.reduce((sum, value) => sum + value, 0) / part.length;
}

function firstAbove(mu: Float64Array, level: number): number {
  const index = mu.findIndex((value) => value >= level);
  return ENERGY[index < 0 ? WINDOW_POINTS - 1 : index];
}

/**
 * The descriptors of one window (normalised mu, length 200), in the order of `DESCRIPTORS`; `nearest` is the
 * distance to the nearest library spectrum, null (NaN in the result) when none is at hand. Intensities are
 * relative to the mean level from 10 eV above E0 on: how high the edge step is taken to be differs by several
 * per cent between calculations, where the atomic background stands at 1.0 to 1.2 there, and flattened scans.
 */
export function describeShape(window: Float64Array, nearest: number | null): number[] {
  const smooth = broaden({ energy: ENERGY, mu: window }, SMOOTHING).mu;
  const scale = Math.max(mean(smooth, 10, 30), 1e-3);
  const mu = smooth.map((value) => value / scale);
  let peak = indexAt(0);
  for (let i = peak; i <= indexAt(18); i++) if (mu[i] > mu[peak]) peak = i;
  const tail = mu.subarray(indexAt(5));
  const level = tail.reduce((sum, value) => sum + value, 0) / tail.length;
  const contrast = Math.sqrt(tail.reduce((sum, value) => sum + (value - level) ** 2, 0) / tail.length);
  let variation = 0;
  for (let i = indexAt(3) + 1; i < WINDOW_POINTS; i++) variation += Math.abs(mu[i] - mu[i - 1]);
  let dip = peak;
  for (let i = peak; i < WINDOW_POINTS; i++) if (mu[i] < mu[dip]) dip = i;
  const log = (value: number): number => Math.log(Math.max(value, 1e-3));
  return [
    log(mu[peak]),
    ENERGY[peak],
    log(contrast),
    log(variation),
    mean(mu, -10, -3),
    mean(mu, -2, 3),
    mean(mu, 3, 8),
    mean(mu, 8, 13),
    mean(mu, 13, 18),
    mean(mu, 18, 24),
    mu[peak] - mu[dip],
    ENERGY[dip] - ENERGY[peak],
    Math.max(...mu.subarray(dip)) - mu[dip],
    firstAbove(mu, 0.8) - firstAbove(mu, 0.2),
    nearest === null ? Number.NaN : log(nearest),
  ];
}

/** How the oxides of an element look and what tells other compounds from them. */
export interface ShapeModel {
  /** Mean and standard deviation of each descriptor over the element's computed oxides. */
  readonly mean: readonly number[];
  readonly deviation: readonly number[];
  /**
   * Log-odds of "not an oxide" = bias + sum of weight times term, the terms being the standardised descriptors
   * and their products in pairs.
   */
  readonly weights: readonly number[];
  readonly bias: number;
}

/** Beyond this many standard deviations a descriptor says nothing more. */
const LARGEST_Z = 6;

/** Descriptors in standard deviations from the element's mean, limited to +-6; 0 for what is not known. */
export function standardise(
  descriptors: readonly number[],
  shape: Pick<ShapeModel, 'mean' | 'deviation'>,
): number[] {
  return descriptors.map((value, k) =>
    Number.isNaN(value)
      ? 0
      : Math.max(-LARGEST_Z, Math.min(LARGEST_Z, (value - shape.mean[k]) / shape.deviation[k])),
  );
}

/** Number of terms of the log-odds. */
export const TERMS = DESCRIPTORS.length + (DESCRIPTORS.length * (DESCRIPTORS.length + 1)) / 2;

/** The terms of the log-odds: the standardised descriptors, then the products of all pairs, squares included. */
export function shapeTerms(z: readonly number[]): number[] {
  return [...z, ...z.flatMap((a, k) => z.slice(k).map((b) => a * b))];
}

/** Log-odds that a window with these descriptors does not show an oxide of the element. */
export function foreignness(descriptors: readonly number[], shape: ShapeModel): number {
  const terms = shapeTerms(standardise(descriptors, shape));
  return terms.reduce((sum, term, k) => sum + shape.weights[k] * term, shape.bias);
}
