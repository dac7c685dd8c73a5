import { Matrix } from 'ml-matrix';
import { XanopyError } from '../errors';
import { broaden, indexRange, resample } from '../spectrum/curve';
import type { PreparedSpectrum } from '../spectrum/prepare';
import type { Curve } from '../spectrum/types';
import { PRE_EDGE_ELEMENTS } from './elements';
import { fitModel, heightAt, heightGradient, type FittedModel, type Gaussian, type Points } from './model';

/** A number with its standard error. */
export interface Measured {
  readonly value: number;
  readonly error: number;
}

/** The pre-edge peak of a normalised spectrum above a fitted background. */
export interface PreEdgePeak {
  /** Number of Gaussians that the peak is made of. */
  readonly gaussians: number;
  /** First and last energy of the fit, eV. */
  readonly from: number;
  readonly to: number;
  /** Integral above the background, eV times edge steps. */
  readonly area: Measured;
  /** Mean energy weighted by the height above the background, eV. */
  readonly centroid: Measured;
  /** Largest height above the background, edge steps. */
  readonly height: Measured;
  /** Energy of the largest height, eV. */
  readonly position: number;
}

/** The peak with the curves that show it. */
export interface PreEdgeFit {
  readonly peak: PreEdgePeak;
  /** From the first to the last fitted energy: eV, normalised mu, background. */
  readonly energy: Float64Array;
  readonly mu: Float64Array;
  readonly base: Float64Array;
  /** Background and peak. */
  readonly fit: Float64Array;
}

/** eV from E0 in which a pre-edge peak is looked for. */
const SEARCH = { from: -25, to: 3 };
/** eV. Smoothing of the curve whose slope shows where the peak begins and ends. */
const SMOOTHING = 0.6;
const GRID_STEP = 0.1;
/** Share of the steepest slope of the edge below which the curve is flat between peak and edge. */
const FLAT = 0.4;
/** Normalised mu above which a flat place is a shoulder of the edge. */
const FOOT = 0.5;
/** eV between the ends of the parts of a split peak. */
const SPLIT = 4;
/** Share of the steepest slope of the edge that the rise of a peak has at least. */
const LEAST_RISE = 0.02;
/** Share of the peak's steepest rise below which it has not begun. */
const BEGINS = 0.08;
/** eV of background below the peak. */
const BEFORE = 12;
/** Rise of the curve behind the peak (edge steps) up to which it is the foot of the edge. */
const BEHIND = 0.15;
/** eV: of the foot of the edge that is fitted at least; over which its rise is compared. */
const LEAST_FOOT = 1.6;
const LOOK_AHEAD = 0.5;
/** Fewest points of the background on a side, and of the peak; and of all. */
const FEWEST = 3;
const FEWEST_IN_ALL = 14;
const MOST_GAUSSIANS = 3;
/** By how much the criterion of Bayes falls where another Gaussian is needed: strong evidence (Kass & Raftery 1995). */
const CLEARLY = 10;
/** eV below its steep rise in which a peak may have a weaker part. */
const REACH = 2.5;
/** eV */
const TOP_STEP = 0.02;
/** Standard errors of its own that the area of a peak has at least. */
const SIGNIFICANT = 3;

interface PeakRange {
  readonly from: number;
  readonly to: number;
  /** Last energy of the foot of the edge. */
  readonly behind: number;
}

const noPeak = (why: string): XanopyError =>
  new XanopyError(
    'pre-edge-none',
    `No pre-edge peak stands apart from the edge: ${why}. Look at the spectrum in the view Derivative, or measure the region below the edge in finer steps.`,
  );

/** Where the peak stands, in eV: between the energies where it begins to rise and where the curve is flattest before the edge. */
function rangeOf(curve: Curve, e0: number): PeakRange {
  const start = Math.max(curve.energy[0], e0 + SEARCH.from);
  const count = Math.round((e0 + SEARCH.to - start) / GRID_STEP) + 1;
  if (count < 50) throw noPeak('the scan begins too late');
  const { energy, mu } = resample(broaden(curve, SMOOTHING), start, e0 + SEARCH.to, count);
  const slope = mu.map((_, i) => mu[Math.min(i + 1, count - 1)] - mu[Math.max(i - 1, 0)]);
  const steepestOf = (first: number, end: number): number => {
    let best = first;
    for (let i = first; i < end; i++) if (slope[i] > slope[best]) best = i;
    return best;
  };
  const edge = slope[steepestOf(Math.round((count * 2) / 3), count)];
  const flats: { readonly to: number; readonly rise: number }[] = [];
  for (let i = 1, last = 1; i < count - 1; i++) {
    const isFlattest = slope[i] <= slope[i + 1] && slope[i] < slope[i - 1];
    if (!isFlattest || mu[i] > FOOT || slope[i] > FLAT * edge) continue;
    const rise = steepestOf(last, i);
    if (slope[rise] > LEAST_RISE * edge && slope[rise] > 1.5 * slope[i]) flats.push({ to: i, rise });
    last = i;
  }
  // The peak that rises most steeply, with those that follow at once: the parts of a split one.
  let place = flats.reduce((best, { rise }, i) => (slope[rise] > slope[flats[best].rise] ? i : best), 0);
  const steepest = flats.at(place);
  if (steepest) {
    while (place + 1 < flats.length && flats[place + 1].to - flats[place].to <= SPLIT / GRID_STEP) place += 1;
    const { to } = flats[place];
    let from = steepest.rise;
    while (from > 0 && slope[from] > BEGINS * slope[steepest.rise]) from -= 1;
    // The foot of the edge, until it rises no faster any more.
    const look = Math.round(LOOK_AHEAD / GRID_STEP);
    const shortest = Math.min(count - 1, to + Math.round(LEAST_FOOT / GRID_STEP));
    let behind = to;
    while (
      behind < count - 1 &&
      (behind < shortest ||
        (mu[behind] < mu[to] + BEHIND && slope[Math.min(behind + look, count - 1)] >= slope[behind]))
    )
      behind += 1;
    return { from: energy[from], to: energy[to], behind: energy[behind] };
  }
  throw noPeak('the curve rises without a flat place between a peak and the edge');
}

/** Standard error of a quantity by its derivatives. */
function errorOf({ covariance, offset }: FittedModel, gradient: readonly number[]): number {
  const row = Matrix.rowVector([...Array<number>(offset).fill(0), ...gradient]);
  return Math.sqrt(Math.max(0, row.mmul(covariance).mmul(row.transpose()).get(0, 0)));
}

/** Where the Gaussians together are highest, eV from E0. */
function topOf(gaussians: readonly Gaussian[], from: number, to: number): number {
  let best = from;
  for (let at = from; at <= to; at += TOP_STEP) {
    if (heightAt(gaussians, at) > heightAt(gaussians, best)) best = at;
  }
  return best;
}

/** Background and as many Gaussians as the criterion of Bayes (Schwarz 1978) lets pass. */
function bestModel(points: Points, from: number, to: number): FittedModel {
  const { x, y } = points;
  let best: FittedModel | null = null;
  let begin: Gaussian[] = [];
  while (begin.length < MOST_GAUSSIANS) {
    const residual = (i: number): number =>
      y[i] - (best ? best.background(x[i]) + heightAt(best.gaussians, x[i]) : y[0]);
    const inside = Array.from(x.keys()).filter((i) => x[i] >= from - (best ? REACH : 0) && x[i] <= to);
    // The first where the curve stands highest above a straight line between the ends of the peak.
    const chord = (i: number): number =>
      best ? 0 : ((y[inside.at(-1) ?? i] - y[inside[0]]) * (x[i] - from)) / (to - from);
    const at = inside.reduce(
      (top, i) => (residual(i) - chord(i) > residual(top) - chord(top) ? i : top),
      inside[0],
    );
    begin = [
      ...(best?.gaussians ?? []),
      { area: 1.5 * Math.max(residual(at) - chord(at), 0.01), centre: x[at], sigma: 0.8 },
    ];
    const next = fitModel(points, begin, [from - REACH, to + 1]);
    if (best && next.bic > best.bic - CLEARLY) break;
    best = next;
  }
  if (!best) throw noPeak('nothing can be fitted');
  return best;
}

/**
 * Area, centroid and height of the pre-edge peak of a normalised curve: an arctangent on a line and up to three Gaussians, fitted together
 * by least squares (Levenberg-Marquardt). Standard errors from the covariance of the parameters and the scatter about the fit;
 * what another shape of the background would change is not in them.
 * @param e0 eV
 * @throws XanopyError `pre-edge-none`
 */
export function preEdgeFit(curve: Curve, e0: number): PreEdgeFit {
  const { from, to, behind } = rangeOf(curve, e0);
  const [first, end] = indexRange(curve.energy, from - BEFORE, behind);
  const energy = curve.energy.slice(first, end);
  const mu = curve.mu.slice(first, end);
  const x = energy.map((e) => e - e0);
  const count = (low: number, high: number): number =>
    energy.reduce((sum, e) => sum + (e > low && e <= high ? 1 : 0), 0);
  if (
    count(from - BEFORE, from) < FEWEST ||
    count(to, behind) < FEWEST ||
    count(from, to) < FEWEST ||
    energy.length < FEWEST_IN_ALL
  )
    throw noPeak('the scan has too few points in it and beside it');
  const fitted = bestModel({ x, y: mu }, from - e0, to - e0);
  const { gaussians } = fitted;
  const area = gaussians.reduce((sum, one) => sum + one.area, 0);
  const areaError = errorOf(
    fitted,
    gaussians.flatMap(() => [1, 0, 0]),
  );
  if (!(area > SIGNIFICANT * areaError))
    throw noPeak('what stands above the background is no more than its error');
  const centroid = gaussians.reduce((sum, one) => sum + one.area * one.centre, 0) / area;
  const top = topOf(gaussians, from - e0 - REACH, to - e0 + 1);
  return {
    peak: {
      gaussians: gaussians.length,
      from: energy[0],
      to: energy[energy.length - 1],
      area: { value: area, error: areaError },
      centroid: {
        value: e0 + centroid,
        error: errorOf(
          fitted,
          gaussians.flatMap((one) => [(one.centre - centroid) / area, one.area / area, 0]),
        ),
      },
      height: { value: heightAt(gaussians, top), error: errorOf(fitted, heightGradient(gaussians, top)) },
      position: e0 + top,
    },
    energy,
    mu,
    base: x.map(fitted.background),
    fit: x.map((at) => fitted.background(at) + heightAt(gaussians, at)),
  };
}

/**
 * The pre-edge peak of an analysed spectrum; null for an element that is not known to have one.
 * @throws XanopyError `pre-edge-none`
 */
export function preEdgeOf({
  element,
  prepared: { raw, normalisation, e0 },
}: {
  readonly element: string;
  readonly prepared: PreparedSpectrum;
}): PreEdgeFit | null {
  if (!PRE_EDGE_ELEMENTS.includes(element)) return null;
  return preEdgeFit({ energy: raw.energy, mu: normalisation.mu }, e0);
}
