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

/** Energy (eV) of the largest derivative of the smoothed curve near the steepest rise. */
export function derivativeE0(normalised: Curve, rise: number): number {
  const { energy, mu } = broaden(normalised, SMOOTHING);
  let best = Number.NEGATIVE_INFINITY;
  let found = rise;
  for (let i = 1; i < energy.length - 1; i++) {
    if (Math.abs(energy[i] - rise) > REACH) continue;
    const slope = (mu[i + 1] - mu[i - 1]) / (energy[i + 1] - energy[i - 1]);
    if (slope > best) {
      best = slope;
      found = energy[i];
    }
  }
  return found;
}
