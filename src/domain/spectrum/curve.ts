import { XanopyError } from '../errors';
import { gaussiansOn, pairGaussians, REACH } from './gaussians';
import type { Curve } from './types';

/** Fewest distinct energies that can show an edge. */
export const FEWEST_POINTS = 10;

/** More points than this are averaged in equal energy bins: quick scans oversample, and smoothing is O(n m). */
export const MOST_POINTS = 20_000;

/** A curve and what became of the samples on the way. */
export interface SortedCurve extends Curve {
  /** Samples left out because they are not finite. */
  readonly dropped: number;
  /** Samples averaged with another of equal energy. */
  readonly merged: number;
  /** Whether more than `MOST_POINTS` were averaged in bins. */
  readonly binned: boolean;
}

/** The first and the last energy of an axis that has any. */
export const endsOf = (energy: ArrayLike<number>): readonly [first: number, last: number] => [
  energy[0],
  energy[energy.length - 1],
];

/**
 * Sorts by energy and averages samples of equal energy (or, beyond `MOST_POINTS`, of one bin); samples that
 * are not finite are left out.
 * @throws XanopyError `too-few-points`
 */
export function toCurve(energy: ArrayLike<number>, mu: ArrayLike<number>): SortedCurve {
  if (isInOrder(energy, mu)) return { ...copied(energy, mu), dropped: 0, merged: 0, binned: false };
  const order: number[] = [];
  for (let i = 0; i < energy.length; i++) {
    if (Number.isFinite(energy[i]) && Number.isFinite(mu[i])) order.push(i);
  }
  order.sort((a, b) => energy[a] - energy[b]);
  const distinct = averageRuns(order, energy, mu, (at) => at);
  const count = distinct.energy.length;
  if (count < FEWEST_POINTS) {
    throw new XanopyError(
      'too-few-points',
      `Only ${count} usable points; a XANES spectrum needs at least ${FEWEST_POINTS}. Check which columns hold energy and absorption.`,
    );
  }
  const binned = count > MOST_POINTS;
  const width = (distinct.energy[count - 1] - distinct.energy[0]) / MOST_POINTS;
  return {
    ...(binned
      ? averageRuns(order, energy, mu, (at) => Math.floor((at - distinct.energy[0]) / width))
      : distinct),
    dropped: energy.length - order.length,
    merged: order.length - count,
    binned,
  };
}

/** Whether nothing is to be sorted, left out or averaged, as in most scans. */
function isInOrder(energy: ArrayLike<number>, mu: ArrayLike<number>): boolean {
  const { length } = energy;
  if (length < FEWEST_POINTS || length > MOST_POINTS || !Number.isFinite(energy[length - 1])) return false;
  for (let i = 0; i < length; i++) {
    if (!Number.isFinite(mu[i]) || !(i === 0 ? Number.isFinite(energy[0]) : energy[i] > energy[i - 1]))
      return false;
  }
  return true;
}

function copied(energy: ArrayLike<number>, mu: ArrayLike<number>): Curve {
  const copy = { energy: new Float64Array(energy.length), mu: new Float64Array(energy.length) };
  for (let i = 0; i < energy.length; i++) {
    // A sum, as where samples are averaged: -0 becomes 0.
    copy.energy[i] = energy[i] + 0;
    copy.mu[i] = mu[i] + 0;
  }
  return copy;
}

/** One sample for each run of `order` with the same key: the mean energy and the mean value. */
export function averageRuns(
  order: readonly number[],
  energy: ArrayLike<number>,
  mu: ArrayLike<number>,
  keyOf: (energy: number) => number,
): Curve {
  const energies: number[] = [];
  const values: number[] = [];
  for (let i = 0; i < order.length;) {
    const first = energy[order[i]];
    const key = keyOf(first);
    // Differences to the first energy keep equal energies exactly equal.
    let offset = 0;
    let sum = 0;
    let count = 0;
    for (; i < order.length && keyOf(energy[order[i]]) === key; i++, count++) {
      offset += energy[order[i]] - first;
      sum += mu[order[i]];
    }
    energies.push(first + offset / count);
    values.push(sum / count);
  }
  return { energy: Float64Array.from(energies), mu: Float64Array.from(values) };
}

/** Linear interpolation at `at` (eV); outside the curve the end value is held. */
export function interpolate({ energy, mu }: Curve, at: number): number {
  const last = energy.length - 1;
  if (at <= energy[0]) return mu[0];
  if (at >= energy[last]) return mu[last];
  let low = 0;
  let high = last;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (energy[middle] <= at) low = middle;
    else high = middle;
  }
  const fraction = (at - energy[low]) / (energy[high] - energy[low]);
  return mu[low] + fraction * (mu[high] - mu[low]);
}

/** The curve on `count` equidistant energies from `start` to `end` (eV, both included, ascending). */
export function resample(curve: Curve, start: number, end: number, count: number): Curve {
  const energy = new Float64Array(count);
  for (let i = 0; i < count; i++) energy[i] = start + ((end - start) * i) / (count - 1);
  return { energy, mu: valuesAt(curve, energy, new Float64Array(count)) };
}

/** Linear interpolation at the ascending energies `from` to `to - 1` of `at` (eV), written into `result`; outside the curve the end values are held. */
export function valuesAt(
  { energy, mu }: Curve,
  at: Float64Array,
  result: Float64Array,
  from = 0,
  to = at.length,
): Float64Array {
  const last = energy.length - 1;
  const [first, end] = [energy[0], energy[last]];
  // The interval of one is where the search for the next begins.
  let low = 0;
  for (let i = from; i < to; i++) {
    const e = at[i];
    if (e <= first) result[i] = mu[0];
    else if (e >= end) result[i] = mu[last];
    else {
      while (energy[low + 1] <= e) low += 1;
      const value = mu[low];
      result[i] = value + ((e - energy[low]) / (energy[low + 1] - energy[low])) * (mu[low + 1] - value);
    }
  }
  return result;
}

/**
 * Convolution with a Gaussian of standard deviation `sigma` (eV) on the curve's own energies, every sample
 * weighted by the width of its energy interval; a `sigma` of zero returns the values unchanged.
 */
export function broaden(curve: Curve, sigma: number | ((energy: number) => number)): Curve {
  return typeof sigma === 'number' ? broadenEvenly(curve, sigma) : broadenUnevenly(curve, sigma);
}

function widthsOf(energy: Float64Array): Float64Array {
  const last = energy.length - 1;
  const widths = new Float64Array(energy.length);
  for (let i = 0; i <= last; i++)
    widths[i] = (energy[i < last ? i + 1 : last] - energy[i > 0 ? i - 1 : 0]) / 2;
  return widths;
}

/** One sigma for all: the Gaussian between two samples is the same from either side, and on an even grid everywhere. */
function broadenEvenly({ energy, mu }: Curve, sigma: number): Curve {
  if (!(sigma > 0)) return { energy, mu: mu.slice() };
  const n = energy.length;
  const width = widthsOf(energy);
  const sums = new Float64Array(n);
  const weights = new Float64Array(n);
  const even = gaussiansOn(energy, sigma);
  const pairs = even ? null : pairGaussians(energy, sigma);
  const gaussians = pairs?.values ?? even ?? sums;
  let begin = 0;
  for (let i = 0; i < n; i++) {
    const own = width[i];
    const weighted = own * mu[i];
    let sum = sums[i] + weighted;
    let weight = weights[i] + own;
    // Where in the Gaussians the one between this energy and the next lies, and the last energy that counts.
    const first = pairs ? begin : 1;
    const last = pairs ? i + pairs.ends[i] - begin : Math.min(n - 1, i + gaussians.length - 1);
    if (pairs) begin = pairs.ends[i];
    for (let j = i + 1; j <= last; j++) {
      const gaussian = gaussians[first + j - i - 1];
      const part = gaussian * width[j];
      sum += part * mu[j];
      weight += part;
      sums[j] += gaussian * weighted;
      weights[j] += gaussian * own;
    }
    sums[i] = weight > 0 ? sum / weight : mu[i];
  }
  return { energy, mu: sums };
}

function broadenUnevenly({ energy, mu }: Curve, sigma: (energy: number) => number): Curve {
  const n = energy.length;
  const result = new Float64Array(n);
  const width = widthsOf(energy);
  let first = 0;
  for (let i = 0; i < n; i++) {
    const s = sigma(energy[i]);
    if (!(s > 0)) {
      result[i] = mu[i];
      continue;
    }
    const reach = REACH * s;
    first = Math.min(first, i);
    while (first > 0 && energy[first - 1] >= energy[i] - reach) first -= 1;
    while (energy[first] < energy[i] - reach) first += 1;
    let sum = 0;
    let weights = 0;
    for (let j = first; j < n && energy[j] <= energy[i] + reach; j++) {
      const d = (energy[j] - energy[i]) / s;
      const weight = Math.exp(-0.5 * d * d) * width[j];
      sum += weight * mu[j];
      weights += weight;
    }
    result[i] = weights > 0 ? sum / weights : mu[i];
  }
  return { energy, mu: result };
}

/** Index range [first, end) of the samples with `from <= energy <= to`. */
export function indexRange(energy: Float64Array, from: number, to: number): [number, number] {
  let first = 0;
  while (first < energy.length && energy[first] < from) first += 1;
  let end = first;
  while (end < energy.length && energy[end] <= to) end += 1;
  return [first, end];
}
