import { valuesAt } from './curve';
import type { Curve } from './types';

/** Range above E0 (eV) that the slope is fitted to: past the white line, a little past the window. */
const FIT_FROM = 6;
export const SLOPE_END = 37;
/** Shortest range (eV) that tells a slope from a single oscillation. */
const SHORTEST = 15;
const STEP = 0.5;
/** Least mu whose logarithm is taken; above an edge mu is near 1. */
const LEAST_MU = 0.05;

/** A curve whose level above the edge no longer rises or falls on the whole. */
export interface FlattenedCurve extends Curve {
  /** Relative change of mu per eV above E0 that was divided out. */
  readonly slope: number;
}

/** Most points that a slope is fitted to, with room for rounding. */
const MOST = Math.round((SLOPE_END - FIT_FROM) / STEP) + 2;
const places = new Float64Array(MOST);
const heights = new Float64Array(MOST);

/** Relative change of mu per eV above E0; 0 where the scan is too short to tell. See `withoutSlope`. */
export function slopeAbove(curve: Curve, e0: number): number {
  const { energy } = curve;
  const from = e0 + FIT_FROM;
  const to = Math.min(e0 + SLOPE_END, energy[energy.length - 1]);
  if (to - from < SHORTEST) return 0;
  const count = Math.round((to - from) / STEP) + 1;
  const at = places.subarray(0, count);
  for (let i = 0; i < count; i++) at[i] = from + ((to - from) * i) / (count - 1);
  const mu = valuesAt(curve, at, heights);
  const centre = (from + to) / 2;
  let products = 0;
  let squares = 0;
  for (let i = 0; i < count; i++) {
    const d = at[i] - centre;
    products += d * Math.log(Math.max(mu[i], LEAST_MU));
    squares += d * d;
  }
  return products / squares;
}

/** mu at `at` eV with a slope above E0 divided out. */
export const flattened = (mu: number, at: number, e0: number, slope: number): number =>
  at > e0 ? mu / Math.exp(slope * (at - e0)) : mu;

/**
 * Divides the slope above the edge out of a normalised curve. Scans that end near the edge cannot be flattened by
 * their post-edge: what is left of the background would decide what the forests see. The logarithm of mu is fitted by
 * a line from E0 + 6 to E0 + 37 eV, or as far as the scan goes, on equidistant energies; above E0 mu is divided by
 * exp(slope (E - E0)). Scans that are too short for a fit stay as they are.
 */
export function withoutSlope(curve: Curve, e0: number): FlattenedCurve {
  const { energy, mu } = curve;
  const slope = slopeAbove(curve, e0);
  return { energy, mu: mu.map((value, i) => flattened(value, energy[i], e0, slope)), slope };
}
