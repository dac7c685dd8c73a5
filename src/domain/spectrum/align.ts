import { featureMemory, writeFeatures, type FeatureRecipe } from '../features';
import { reachOf, summedSteps, type Forest } from '../forest/forest';
import { indexRange } from './curve';
import { flattened, slopeAbove, SLOPE_END, withoutSlope } from './slope';
import type { Curve } from './types';
import {
  assertCovered,
  coveredE0,
  cutRange,
  cutWindow,
  WINDOW_LENGTH,
  WINDOW_POINTS,
  WINDOW_START,
  windowValues,
  type SpectralWindow,
} from './window';

/**
 * Finds E0 from the whole shape of the edge: a regression forest, learnt from computed spectra whose E0 is known and
 * was moved on purpose. One point of the curve, such as the half step, errs by more than the forests bear.
 */
export interface Aligner {
  readonly features: FeatureRecipe;
  /** Every leaf names a number of steps; see `alignerVote`. */
  readonly forest: Forest;
  /** eV a step. */
  readonly step: number;
}

/** How a spectrum is brought before the forests of an element. */
export interface Frame {
  /** Whether the slope above the edge is divided out. */
  readonly isFlattened: boolean;
  /** None leaves E0 as it was found. */
  readonly aligner: Aligner | null;
  /**
   * eV: a window of 200 points that stands where it does, whatever E0 is, and how much of its start may be missing; absent
   * for the window of E0.
   */
  readonly range?: { readonly from: number; readonly to: number; readonly missing: number };
}

/** The frame of models that say nothing about it. */
export const PLAIN_FRAME: Frame = { isFlattened: false, aligner: null };

/** What the forests look at and what was done to get there. */
export interface ModelWindow {
  /** eV: the E0 that was found or set, and the one that the window is cut at. */
  readonly givenE0: number;
  readonly e0: number;
  /** Relative change of mu per eV above E0 that was divided out. */
  readonly slope: number;
  /** The aligner asked for more than the scan covers, so E0 went as far as it could. */
  readonly isLimited: boolean;
  readonly window: SpectralWindow;
}

const memory = featureMemory();
/** Memory of windows that an aligner is asked about. */
const asked = new Float64Array(WINDOW_POINTS);

/** Correction of E0 (eV) that the aligner sees in a window (normalised mu, length 200): the mean over its trees. */
export function correctionOf({ features, forest, step }: Aligner, mu: Float64Array): number {
  return (step * summedSteps(forest, writeFeatures(mu, features, memory(features)))) / forest.roots.length;
}

function cut(curve: Curve, e0: number, isFlattened: boolean): { window: SpectralWindow; slope: number } {
  if (!isFlattened) return { window: cutWindow(curve, e0), slope: 0 };
  const { slope, ...flat } = withoutSlope(near(curve, e0), e0);
  return { window: cutWindow(flat, e0), slope };
}

/** The part of a curve that window and slope are made of, with a sample beyond on either side. */
function near({ energy, mu }: Curve, e0: number): Curve {
  const [first, end] = indexRange(energy, e0 + WINDOW_START, e0 + SLOPE_END);
  const part = [Math.max(0, first - 1), Math.min(energy.length, end + 1)] as const;
  return { energy: energy.subarray(...part), mu: mu.subarray(...part) };
}

/**
 * The window of a normalised curve as the forests of a `frame` see it. The same function serves training, page and
 * command line.
 * @throws XanopyError `window-not-covered`
 */
export function modelWindow(curve: Curve, e0: number, { isFlattened, aligner, range }: Frame): ModelWindow {
  if (range) {
    return { givenE0: e0, e0, isLimited: false, slope: 0, window: cutRange(curve, range) };
  }
  const aligned = aligner ? alignedE0(curve, e0, aligner, isFlattened) : { at: e0, isLimited: false };
  return {
    givenE0: e0,
    e0: aligned.at,
    isLimited: aligned.isLimited,
    ...cut(curve, aligned.at, isFlattened),
  };
}

/*
 * An aligner's trees answer in steps, so one place alone says little, and places counted from the given E0 would carry that
 * into the answer. So it is asked at whole eV of the energy axis, and what it says near the E0 that it has come to counts, the
 * nearer the more. Taught with errors up to its reach, it sees the rest of a large one from there.
 */

/** eV about E0 within which answers count. */
export const ANSWERS_WITHIN = 3;
/** Times that the mean is taken again about what it gave: E0 has settled long before. */
export const PASSES = 20;

/** Most (eV) that a window whose own E0 the scan does not cover may stand beside the aligned E0. */
const LARGEST_MISPLACEMENT = 1;

const clamp = (value: number, lowest: number, highest: number): number =>
  Math.max(lowest, Math.min(highest, value));

/** E0 (eV) in the middle of what an aligner says about it, no farther from `e0` than it was taught. */
function settledE0(curve: Curve, e0: number, aligner: Aligner, isFlattened: boolean): number {
  const reach = aligner.step * reachOf(aligner.forest);
  /** What it says, by place. */
  const named: Record<number, number | undefined> = {};
  let centre = e0;
  for (let pass = 0; pass < PASSES; pass++) {
    let sum = 0;
    let weights = 0;
    for (let place = Math.ceil(centre - ANSWERS_WITHIN); place < centre + ANSWERS_WITHIN; place++) {
      const weight = ANSWERS_WITHIN - Math.abs(place - centre);
      sum +=
        weight *
        (named[place] ??= place + correctionOf(aligner, cutValues(curve, place, isFlattened, asked)));
      weights += weight;
    }
    centre = clamp(sum / weights, e0 - reach, e0 + reach);
  }
  return centre;
}

/**
 * E0 (eV) where an aligner places it, as far as the scan covers the window.
 * @throws XanopyError `window-not-covered`
 */
function alignedE0(
  curve: Curve,
  e0: number,
  aligner: Aligner,
  isFlattened: boolean,
): { readonly at: number; readonly isLimited: boolean } {
  const wanted = settledE0(curve, e0, aligner, isFlattened);
  const { lowest, highest } = coveredE0(curve);
  const at = clamp(wanted, lowest, highest);
  const isGivenCovered = e0 >= lowest && e0 <= highest;
  if (!isGivenCovered && Math.abs(at - wanted) > LARGEST_MISPLACEMENT) assertCovered(curve, wanted);
  return { at, isLimited: at !== wanted };
}

/** Memory of flattened curves, which are looked at once. */
let flat = new Float64Array(0);

/** As `cut`, the values alone, and the curve's end values where it has no data. */
export function cutValues(
  curve: Curve,
  e0: number,
  isFlattened: boolean,
  result: Float64Array,
): Float64Array {
  if (!isFlattened) return windowValues(curve, e0, result);
  const { energy, mu } = near(curve, e0);
  const slope = slopeAbove({ energy, mu }, e0);
  if (flat.length < energy.length) flat = new Float64Array(2 * energy.length);
  const last = e0 + WINDOW_START + WINDOW_LENGTH;
  // Beyond the first sample behind the window nothing is looked at.
  let count = 0;
  while (count < energy.length && (count === 0 || energy[count - 1] <= last)) {
    flat[count] = flattened(mu[count], energy[count], e0, slope);
    count += 1;
  }
  return windowValues({ energy: energy.subarray(0, count), mu: flat }, e0, result);
}

/**
 * The values in the window of `modelWindow`, written into `result`.
 * @throws XanopyError `window-not-covered`, `range-not-covered`
 */
export function modelValues(
  curve: Curve,
  e0: number,
  { isFlattened, aligner, range }: Frame,
  result: Float64Array,
): Float64Array {
  if (range) return cutRange(curve, range).mu;
  const at = aligner ? alignedE0(curve, e0, aligner, isFlattened).at : e0;
  assertCovered(curve, at);
  return cutValues(curve, at, isFlattened, result);
}
