import { XanopyError, type Message } from '../errors';
import { broaden, indexRange } from './curve';
import { fitPolynomial } from './fit';
import { mback } from './mback';
import type { Curve } from './types';

/** eV from E0. */
export interface FitRange {
  readonly from: number;
  readonly to: number;
}

/** Orders of the polynomials that may be fitted below and above the edge. */
export const PRE_EDGE_DEGREES = [0, 1] as const;
export const POST_EDGE_DEGREES = [0, 1, 2, 3] as const;
/** Orders of the Legendre polynomials of MBACK. */
export const LEGENDRE_DEGREES = [1, 2, 3, 4, 5, 6] as const;

/** What may be fixed of a normalisation; everything absent is automatic. Anything fixed normalises normalised data again. */
export interface NormalisationOptions {
  readonly preEdge?: FitRange;
  readonly preEdgeDegree?: (typeof PRE_EDGE_DEGREES)[number];
  readonly postEdge?: FitRange;
  readonly postEdgeDegree?: (typeof POST_EDGE_DEGREES)[number];
  /** MBACK with Legendre polynomials up to this order, instead of line and polynomial. */
  readonly legendreDegree?: (typeof LEGENDRE_DEGREES)[number];
  /** In units of the raw signal. */
  readonly edgeStep?: number;
  /** False leaves the slope of the post-edge curve in. */
  readonly isFlattened?: boolean;
}

/** What was fitted: the samples used, as energies from E0, and the orders. */
export interface NormalisationFit {
  readonly preEdge: FitRange;
  readonly preEdgeDegree: number;
  readonly postEdge: FitRange;
  readonly postEdgeDegree: number;
  /** Of MBACK, to which the orders of the two sides are nothing; absent for line and polynomial. */
  readonly legendreDegree?: number;
  readonly isFlattened: boolean;
}

/** Pre-edge line and post-edge curve of a spectrum, and what they give. */
export interface Normalisation {
  /** Normalised and flattened mu on the energies of the curve. */
  readonly mu: Float64Array;
  /** Edge step in units of the raw signal; 1 where the data were normalised already. */
  readonly edgeStep: number;
  /** The background below and above the edge in raw units, on the energies of the curve. */
  readonly preEdge: Float64Array;
  readonly postEdge: Float64Array;
  readonly wasNormalised: boolean;
  /** Null where the data were normalised already. */
  readonly fit: NormalisationFit | null;
  readonly warnings: readonly Message[];
}

const mean = (values: Float64Array, first: number, end: number): number => {
  let sum = 0;
  for (let i = first; i < end; i++) sum += values[i];
  return sum / (end - first);
};

/** The curve on a scale of 3 eV, so that noise and pre-edge peaks lose against the main edge. */
export const edgeScale = (curve: Curve): Curve => broaden(curve, 3);

/**
 * Where a curve on the scale of edges rises most steeply (eV). Searched within `reach` of `near` when given, else
 * everywhere but at the very ends.
 * @throws XanopyError `no-edge` when nothing rises there
 */
export function steepestRise({ energy, mu }: Curve, near?: number, reach = 30): number {
  let best = Number.NEGATIVE_INFINITY;
  let at = Number.NaN;
  for (let i = 1; i < energy.length - 1; i++) {
    if (near !== undefined && Math.abs(energy[i] - near) > reach) continue;
    const slope = (mu[i + 1] - mu[i - 1]) / (energy[i + 1] - energy[i - 1]);
    if (slope > best) {
      best = slope;
      at = energy[i];
    }
  }
  if (!(best > 0)) {
    throw new XanopyError(
      'no-edge',
      near === undefined
        ? 'No absorption edge found: the signal never rises. Check which columns hold energy and absorption.'
        : `No absorption edge found within ${reach} eV of ${near.toFixed(1)} eV. Check the element or set E0 by hand.`,
    );
  }
  return at;
}

/** Whether the curve is flat near 0 well below and near 1 well above `edge` (eV). */
function looksNormalised({ energy, mu }: Curve, edge: number): boolean {
  const pre = indexRange(energy, edge - 200, edge - 20);
  const post = indexRange(energy, edge + 40, edge + 400);
  if (pre[1] - pre[0] < 3 || post[1] - post[0] < 3) return false;
  return Math.abs(mean(mu, ...pre)) < 0.02 && Math.abs(mean(mu, ...post) - 1) < 0.05;
}

/** Whether a curve that calls itself normalised stands neither near 0 below nor near 1 above `edge` (eV). */
function isMisnamed(curve: Curve, edge: number): boolean {
  const { energy, mu } = curve;
  const pre = indexRange(energy, edge - 200, edge - 20);
  const post = indexRange(energy, edge + 40, edge + 400);
  if (pre[1] - pre[0] < 3 || post[1] - post[0] < 3) return false;
  return Math.abs(mean(mu, ...pre)) > 0.08 || Math.abs(mean(mu, ...post) - 1) > 0.25;
}

/** Relative difference of edge steps beyond which one of the methods is far off. */
const MBACK_DOUBT = 0.2;

/** Samples of a fit: indices [first, end), and the order of the polynomial. */
interface Samples {
  readonly first: number;
  readonly end: number;
  readonly degree: number;
}

/**
 * Subtracts a line through the pre-edge and divides by the edge step at `edge` (eV); above the edge the
 * slope of the post-edge curve is taken out ("flattened"). Data that are normalised already are left alone.
 * Short pre- and post-edges degrade (constant instead of line or polynomial) with a warning.
 * @param until where the next edge of the scan begins (eV), if it holds one
 * @param isTrusted false where only a label says that the data are normalised: then they have to look so
 * @throws XanopyError `mback` where that method fails, `no-edge` without a positive edge step, `window-not-covered` without a post-edge, `fit-range`
 * where a range set by hand holds too few points or lies on the wrong side of the edge
 */
export function normalise(
  curve: Curve,
  edge: number,
  isNormalised: boolean,
  { until = Number.POSITIVE_INFINITY, isTrusted = true } = {},
  fixed: NormalisationOptions = {},
): Normalisation {
  const { energy, mu } = curve;
  const n = energy.length;
  const isAutomatic = Object.keys(fixed).length === 0;
  const misnamed = isNormalised && !isTrusted && isMisnamed(curve, edge);
  if (isAutomatic && !misnamed && (isNormalised || looksNormalised(curve, edge))) {
    return {
      mu,
      edgeStep: 1,
      preEdge: new Float64Array(n),
      postEdge: new Float64Array(n).fill(1),
      wasNormalised: true,
      fit: null,
      warnings: [],
    };
  }
  const warnings: Message[] = [];
  if (misnamed && isAutomatic) {
    warnings.push({
      code: 'not-normalised',
      message:
        'The file calls these data normalised, but they do not run from 0 below to 1 above the edge: they were normalised again.',
    });
  }

  const below = preEdgeSamples(energy, edge, fixed, warnings);
  const above = postEdgeSamples(energy, edge, until, fixed, warnings);
  const { legendreDegree } = fixed;
  const background = legendreDegree === undefined ? null : mback(curve, edge, below, above, legendreDegree);
  const pre = background?.pre ?? fitPolynomial(energy, mu, below.first, below.end, below.degree);
  const preEdge = energy.map(pre);
  const aboveLine = mu.map((value, i) => value - preEdge[i]);
  const post = background?.post ?? fitPolynomial(energy, aboveLine, above.first, above.end, above.degree);
  const height = post(edge);
  if (background) {
    const line = fitPolynomial(energy, mu, below.first, below.end, below.degree);
    const usual = fitPolynomial(energy, mu, above.first, above.end, above.degree)(edge) - line(edge);
    if (!(Math.abs(height / usual - 1) <= MBACK_DOUBT)) {
      warnings.push({
        code: 'mback',
        message: `MBACK gives an edge step of ${height.toPrecision(3)}, line and polynomial ${usual.toPrecision(3)}: the scan is too short for the order, or its background bends. Lower the order.`,
      });
    }
  }
  const edgeStep = fixed.edgeStep ?? height;
  const spread = Math.max(...aboveLine.slice(above.first, above.end).map(Math.abs));
  if (!(edgeStep > 0) || !(edgeStep > 1e-6 * spread) || Number.isNaN(height)) {
    throw new XanopyError(
      'no-edge',
      `No absorption edge at ${edge.toFixed(1)} eV: the signal is not higher above than below it. Check which columns hold energy and absorption.`,
    );
  }
  const isFlattened = fixed.isFlattened ?? true;
  // 1 unless the edge step was set by hand.
  const level = height / edgeStep;
  const normalised = aboveLine.map((value, i) =>
    !isFlattened || energy[i] < edge ? value / edgeStep : level + (value - post(energy[i])) / edgeStep,
  );
  const range = ({ first, end }: Samples): FitRange => ({
    from: energy[first] - edge,
    to: energy[end - 1] - edge,
  });
  return {
    mu: normalised,
    edgeStep,
    preEdge,
    postEdge: energy.map((at, i) => preEdge[i] + post(at)),
    wasNormalised: false,
    fit: {
      preEdge: range(below),
      preEdgeDegree: below.degree,
      postEdge: range(above),
      postEdgeDegree: above.degree,
      ...(legendreDegree === undefined ? {} : { legendreDegree }),
      isFlattened,
    },
    warnings,
  };
}

/** Samples of a range that was set by hand, with an order that they bear. */
function samplesIn(
  energy: Float64Array,
  edge: number,
  { from, to }: FitRange,
  degree: number,
  side: 'pre-edge' | 'post-edge',
): Samples {
  const isBelow = side === 'pre-edge';
  const where = `The ${side} range from ${from.toFixed(1)} to ${to.toFixed(1)} eV of E0`;
  if (!(from < to) || (isBelow ? to > 0 : from < 0)) {
    throw new XanopyError(
      'fit-range',
      `${where} does not lie ${isBelow ? 'below' : 'above'} the edge from a smaller to a larger energy. Enter another range.`,
    );
  }
  const [first, end] = indexRange(energy, edge + from, edge + to);
  if (end - first < Math.max(2, degree + 1)) {
    throw new XanopyError(
      'fit-range',
      `${where} holds ${end - first} ${end - first === 1 ? 'point' : 'points'} of the scan, which spans ${(energy[0] - edge).toFixed(1)} to ${(energy[energy.length - 1] - edge).toFixed(1)} eV; a polynomial of order ${degree} needs at least ${Math.max(2, degree + 1)}. Widen the range or lower the order.`,
    );
  }
  return { first, end, degree };
}

function preEdgeSamples(
  energy: Float64Array,
  edge: number,
  { preEdge, preEdgeDegree }: NormalisationOptions,
  warnings: Message[],
): Samples {
  if (preEdge) return samplesIn(energy, edge, preEdge, preEdgeDegree ?? 1, 'pre-edge');
  const [first, end] = indexRange(energy, Math.max(energy[0], edge - 200), edge - 30);
  if (end - first >= 3 && energy[end - 1] - energy[first] >= 10) {
    return { first, end, degree: preEdgeDegree ?? 1 };
  }
  // Pre-edge peaks lie within 30 eV of the edge and would tilt a line: only the very start is background.
  const [start, stop] = indexRange(energy, energy[0], Math.min(energy[0] + 4, edge - 5));
  warnings.push({
    code: 'short-pre-edge',
    message: `The scan starts only ${(edge - energy[0]).toFixed(0)} eV below the edge: the pre-edge is taken as constant.`,
  });
  return { first: start, end: Math.min(Math.max(stop, 3), energy.length), degree: preEdgeDegree ?? 0 };
}

function postEdgeSamples(
  energy: Float64Array,
  edge: number,
  until: number,
  { postEdge, postEdgeDegree }: NormalisationOptions,
  warnings: Message[],
): Samples {
  const last = Math.min(energy[energy.length - 1], until);
  const available = last - edge;
  if (available < 15) {
    throw new XanopyError(
      'window-not-covered',
      `The scan ends ${available.toFixed(1)} eV above the edge at ${edge.toFixed(1)} eV; the models need at least 25 eV, better 30. Measure a longer range.`,
    );
  }
  const degree = postEdgeDegree ?? (available > 300 ? 2 : available > 150 ? 1 : 0);
  if (postEdge) return samplesIn(energy, edge, postEdge, degree, 'post-edge');
  // Long scans: from 50 eV on, where the fine structure averages out; short ones: whatever follows the white line.
  const start = available > 150 ? edge + 50 : edge + Math.min(25, available / 2);
  const [first, end] = indexRange(energy, start, Math.min(last, edge + 800));
  if (available < 60) {
    warnings.push({
      code: 'short-post-edge',
      message: `The scan ends ${available.toFixed(0)} eV above the edge: the edge step is less certain.`,
    });
  }
  return { first, end, degree: Math.min(degree, Math.max(0, end - first - 1)) };
}
