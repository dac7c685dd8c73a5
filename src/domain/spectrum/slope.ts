import { resample } from './curve';
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

/**
 * Divides the slope above the edge out of a normalised curve. Scans that end near the edge cannot be flattened by
 * their post-edge: what is left of the background would decide what the forests see. The logarithm of mu is fitted by
 * a line from E0 + 6 to E0 + 37 eV, or as far as the scan goes, on equidistant energies; above E0 mu is divided by
 * exp(slope (E - E0)). Scans that are too short for a fit stay as they are.
 */
export function withoutSlope(curve: Curve, e0: number): FlattenedCurve {
  const { energy, mu } = curve;
  const from = e0 + FIT_FROM;
  const to = Math.min(e0 + SLOPE_END, energy[energy.length - 1]);
  if (to - from < SHORTEST) return { energy, mu, slope: 0 };
  const count = Math.round((to - from) / STEP) + 1;
  const even = resample(curve, from, to, count);
  const centre = (from + to) / 2;
  let products = 0;
  let squares = 0;
  for (let i = 0; i < count; i++) {
    const d = even.energy[i] - centre;
    products += d * Math.log(Math.max(even.mu[i], LEAST_MU));
    squares += d * d;
  }
  const slope = products / squares;
  return {
    energy,
    mu: mu.map((value, i) => (energy[i] > e0 ? value / Math.exp(slope * (energy[i] - e0)) : value)),
    slope,
  };
}
