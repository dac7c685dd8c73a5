import { XanopyError, type Message } from '../errors';
import { broaden, indexRange } from './curve';
import { fitPolynomial } from './fit';
import type { Curve } from './types';

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

/**
 * Subtracts a line through the pre-edge and divides by the edge step at `edge` (eV); above the edge the
 * slope of the post-edge curve is taken out ("flattened"). Data that are normalised already are left alone.
 * Short pre- and post-edges degrade (constant instead of line or polynomial) with a warning.
 * @param until where the next edge of the scan begins (eV), if it holds one
 * @param isTrusted false where only a label says that the data are normalised: then they have to look so
 * @throws XanopyError `no-edge` without a positive edge step, `window-not-covered` without a post-edge
 */
export function normalise(
  curve: Curve,
  edge: number,
  isNormalised: boolean,
  { until = Number.POSITIVE_INFINITY, isTrusted = true } = {},
): Normalisation {
  const { energy, mu } = curve;
  const n = energy.length;
  const misnamed = isNormalised && !isTrusted && isMisnamed(curve, edge);
  if (!misnamed && (isNormalised || looksNormalised(curve, edge))) {
    return {
      mu,
      edgeStep: 1,
      preEdge: new Float64Array(n),
      postEdge: new Float64Array(n).fill(1),
      wasNormalised: true,
      warnings: [],
    };
  }
  const warnings: Message[] = [];
  if (misnamed) {
    warnings.push({
      code: 'not-normalised',
      message:
        'The file calls these data normalised, but they do not run from 0 below to 1 above the edge: they were normalised again.',
    });
  }

  const preStart = Math.max(energy[0], edge - 200);
  let [preFirst, preLast] = indexRange(energy, preStart, edge - 30);
  let preDegree = 1;
  if (preLast - preFirst < 3 || energy[preLast - 1] - energy[preFirst] < 10) {
    // Pre-edge peaks lie within 30 eV of the edge and would tilt a line: only the very start is background.
    preDegree = 0;
    [preFirst, preLast] = indexRange(energy, energy[0], Math.min(energy[0] + 4, edge - 5));
    preLast = Math.min(Math.max(preLast, 3), n);
    warnings.push({
      code: 'short-pre-edge',
      message: `The scan starts only ${(edge - energy[0]).toFixed(0)} eV below the edge: the pre-edge is taken as constant.`,
    });
  }
  const pre = fitPolynomial(energy, mu, preFirst, preLast, preDegree);

  const last = Math.min(energy[n - 1], until);
  const available = last - edge;
  if (available < 15) {
    throw new XanopyError(
      'window-not-covered',
      `The scan ends ${available.toFixed(1)} eV above the edge at ${edge.toFixed(1)} eV; the models need at least 30 eV. Measure a longer range.`,
    );
  }
  // Long scans: from 50 eV on, where the fine structure averages out; short ones: whatever follows the white line.
  const postStart = available > 150 ? edge + 50 : edge + Math.min(25, available / 2);
  const postDegree = available > 300 ? 2 : available > 150 ? 1 : 0;
  const [postFirst, postLast] = indexRange(energy, postStart, Math.min(last, edge + 800));
  if (available < 60) {
    warnings.push({
      code: 'short-post-edge',
      message: `The scan ends ${available.toFixed(0)} eV above the edge: the edge step is less certain.`,
    });
  }
  const preEdge = energy.map(pre);
  const aboveLine = mu.map((value, i) => value - preEdge[i]);
  const post = fitPolynomial(energy, aboveLine, postFirst, postLast, postDegree);
  const edgeStep = post(edge);
  const spread = Math.max(...aboveLine.slice(postFirst, postLast).map(Math.abs));
  if (!(edgeStep > 0) || !(edgeStep > 1e-6 * spread)) {
    throw new XanopyError(
      'no-edge',
      `No absorption edge at ${edge.toFixed(1)} eV: the signal is not higher above than below it. Check which columns hold energy and absorption.`,
    );
  }
  const normalised = aboveLine.map((value, i) =>
    energy[i] < edge ? value / edgeStep : 1 + (value - post(energy[i])) / edgeStep,
  );
  return {
    mu: normalised,
    edgeStep,
    preEdge,
    postEdge: energy.map((at, i) => preEdge[i] + post(at)),
    wasNormalised: false,
    warnings,
  };
}
