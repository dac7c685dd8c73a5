import { XanopyError } from '../errors';
import { interpolate } from './curve';
import type { Curve } from './types';

/** eV around E0 where spectra are compared to be aligned. */
const ALIGNED_FROM = -25;
const ALIGNED_TO = 40;
/** eV that a spectrum may be moved, each way. */
const FARTHEST = 10;
const COARSE = 0.25;
const FINE = 0.001;
/** Fewest points on which an alignment or a merge rests. */
const LEAST_POINTS = 10;

/** Sum of squares that is left when the curve, moved by `shift`, is scaled and lifted to fit the reference. */
function misfit(curve: Curve, reference: Curve, first: number, end: number, shift: number): number {
  let [n, sx, sy, sxx, sxy, syy] = [0, 0, 0, 0, 0, 0];
  for (let i = first; i < end; i++) {
    const x = interpolate(curve, reference.energy[i] - shift);
    const y = reference.mu[i];
    n += 1;
    sx += x;
    sy += y;
    sxx += x * x;
    sxy += x * y;
    syy += y * y;
  }
  const varX = sxx - (sx * sx) / n;
  const varY = syy - (sy * sy) / n;
  const covariance = sxy - (sx * sy) / n;
  return varX > 0 ? varY - (covariance * covariance) / varX : varY;
}

/**
 * eV to add to the energies of a curve so that its edge lies on that of a reference: least squares from 25 eV below to 40 eV
 * above `e0` of the reference, with scale and height free.
 * @throws XanopyError `repeats-apart` where they share too few points there, or lie farther than 10 eV apart
 */
export function shiftOnto(curve: Curve, reference: Curve, e0: number): number {
  const from = Math.max(e0 + ALIGNED_FROM, curve.energy[0] + FARTHEST);
  const to = Math.min(e0 + ALIGNED_TO, curve.energy[curve.energy.length - 1] - FARTHEST);
  const first = reference.energy.findIndex((energy) => energy >= from);
  const end = reference.energy.findLastIndex((energy) => energy <= to) + 1;
  if (first < 0 || end - first < LEAST_POINTS) {
    throw new XanopyError(
      'repeats-apart',
      `The scans share too few points near E0 = ${e0.toFixed(1)} eV to be aligned. Align scans of the same edge that reach ${-ALIGNED_FROM} eV below and ${ALIGNED_TO} eV above it.`,
    );
  }
  const at = (shift: number): number => misfit(curve, reference, first, end, shift);
  let best = 0;
  for (let shift = -FARTHEST; shift <= FARTHEST; shift += COARSE) if (at(shift) < at(best)) best = shift;
  if (Math.abs(best) > FARTHEST - COARSE) {
    throw new XanopyError(
      'repeats-apart',
      `The scans lie more than ${FARTHEST} eV apart, or are not of the same sample. Set the shift by hand first.`,
    );
  }
  for (let step = COARSE / 2; step >= FINE / 2; step /= 2) {
    best = [best - step, best, best + step].reduce((a, b) => (at(b) < at(a) ? b : a));
  }
  return Math.round(best / FINE) * FINE;
}

/** Repeats as one curve. */
export interface Merged extends Curve {
  /** Standard deviation of the repeats at each energy, same scale as mu. */
  readonly deviation: Float64Array;
}

/**
 * The mean of repeats on the energies of the first, where all of them have points, with their standard deviation
 * (n - 1); the others are interpolated linearly.
 * @throws XanopyError `repeats-apart` for fewer than two curves or too few energies in common
 */
export function merged(curves: readonly Curve[]): Merged {
  const [reference] = curves;
  const from = Math.max(...curves.map(({ energy }) => energy[0]));
  const to = Math.min(...curves.map(({ energy }) => energy[energy.length - 1]));
  const energy = reference?.energy.filter((value) => value >= from && value <= to) ?? new Float64Array();
  if (curves.length < 2 || energy.length < LEAST_POINTS) {
    throw new XanopyError(
      'repeats-apart',
      curves.length < 2
        ? 'A single scan cannot be merged. Tick the repeats.'
        : `The scans have ${energy.length} energies in common. Merge scans over the same range.`,
    );
  }
  const mu = new Float64Array(energy.length);
  const deviation = new Float64Array(energy.length);
  energy.forEach((at, i) => {
    const values = curves.map((curve) => interpolate(curve, at));
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
    mu[i] = mean;
    deviation[i] = Math.sqrt(squares / (values.length - 1));
  });
  return { energy, mu, deviation };
}
