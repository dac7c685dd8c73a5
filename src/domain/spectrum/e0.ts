import { XanopyError } from '../errors';
import { broaden } from './curve';
import type { Curve } from './types';

/** How E0 is searched for. */
export const E0_SEARCHES = ['half-step', 'derivative'] as const;
export type E0Search = (typeof E0_SEARCHES)[number];

/** How E0 was found. */
export const E0_METHODS = [...E0_SEARCHES, 'manual'] as const;
export type E0Method = (typeof E0_METHODS)[number];

/** Gaussian smoothing before the search, eV. */
const SMOOTHING = 0.5;
/** How far from the steepest rise the half step is looked for, eV. */
const REACH = 15;

/**
 * Energy (eV) where the normalised curve last crosses half of the edge step upwards, near the steepest
 * rise. The last crossing, because strong pre-edge peaks (chromates, vanadates) cross it before the edge does.
 * @throws XanopyError `no-edge`
 */
export function halfStepE0(normalised: Curve, rise: number): number {
  const { energy, mu } = broaden(normalised, SMOOTHING);
  let found = Number.NaN;
  for (let i = 1; i < energy.length && energy[i] <= rise + REACH; i++) {
    if (energy[i - 1] < rise - REACH) continue;
    if (mu[i - 1] < 0.5 && mu[i] >= 0.5) {
      found = energy[i - 1] + ((0.5 - mu[i - 1]) / (mu[i] - mu[i - 1])) * (energy[i] - energy[i - 1]);
    }
  }
  if (Number.isNaN(found)) {
    throw new XanopyError(
      'no-edge',
      `The signal never passes half of the edge step near ${rise.toFixed(1)} eV. Set E0 by hand or check the columns.`,
    );
  }
  return found;
}

/** Energy (eV) at the top of the parabola through three points in ascending x; the middle one where it has none. */
function parabolaTop(x: readonly [number, number, number], y: readonly [number, number, number]): number {
  const left = (y[1] - y[0]) / (x[1] - x[0]);
  const right = (y[2] - y[1]) / (x[2] - x[1]);
  const bend = (right - left) / (x[2] - x[0]);
  if (!(bend < 0)) return x[1];
  return Math.min(x[2], Math.max(x[0], (x[0] + x[1]) / 2 - left / (2 * bend)));
}

/** Where a curve rises more steeply than beside it. */
export interface SlopeMaximum {
  /** eV, between the points by a parabola. */
  readonly energy: number;
  readonly slope: number;
}

/** The maxima of the derivative between two energies (eV), in their order; the curve is smoothed by `sigma` (eV) first. */
export function slopeMaxima(curve: Curve, from: number, to: number, sigma: number): SlopeMaximum[] {
  const { energy, mu } = broaden(curve, sigma);
  const slope = (i: number): number => (mu[i + 1] - mu[i - 1]) / (energy[i + 1] - energy[i - 1]);
  const found: SlopeMaximum[] = [];
  for (let i = 2; i < energy.length - 2; i++) {
    if (energy[i] < from || energy[i] > to || !(slope(i) > slope(i - 1) && slope(i) >= slope(i + 1)))
      continue;
    found.push({
      energy: parabolaTop([energy[i - 1], energy[i], energy[i + 1]], [slope(i - 1), slope(i), slope(i + 1)]),
      slope: slope(i),
    });
  }
  return found;
}

/** Energy (eV) of the largest derivative of the smoothed curve near the steepest rise. */
export function derivativeE0(normalised: Curve, rise: number): number {
  const maxima = slopeMaxima(normalised, rise - REACH, rise + REACH, SMOOTHING);
  const first: SlopeMaximum = { energy: rise, slope: Number.NEGATIVE_INFINITY };
  return maxima.reduce((best, maximum) => (maximum.slope > best.slope ? maximum : best), first).energy;
}
