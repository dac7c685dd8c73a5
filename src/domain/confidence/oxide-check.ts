import * as v from 'valibot';
import { checked, FETCH_AGAIN } from '../checked';
import { ELEMENTS } from '../elements';
import { decodeForest, encodeForest, type ForestJson } from '../forest/codec';
import { forestVotes, type Forest } from '../forest/forest';
import { WINDOW_LENGTH, WINDOW_POINTS } from '../spectrum/window';
import type { Limits } from './calibration';

/*
 * Oxide or not, from the window alone: a forest over all elements, learnt from computed oxides and from computed metals,
 * intermetallics, sulfides, selenides, nitrides, carbides, halides and so on.
 */

/** Neighbouring samples of the window that are averaged: 0.9 eV, about the core-hole width. */
const BINNED = 4;
/** Points that the check looks at. */
export const CHECK_POINTS = WINDOW_POINTS / BINNED;
const STEP = (BINNED * WINDOW_LENGTH) / (WINDOW_POINTS - 1);

/** How the computed oxides of an element look on the check's points: area-scaled means and standard deviations. */
export interface OxideStandard {
  readonly mean: readonly number[];
  readonly deviation: readonly number[];
}

/** The window (mu, length 200) on the check's points, its mean set to 0.6: no edge step is needed. */
export function checkCurve(mu: ArrayLike<number>): Float64Array {
  const curve = new Float64Array(CHECK_POINTS);
  for (let i = 0; i < CHECK_POINTS * BINNED; i++) curve[Math.floor(i / BINNED)] += mu[i] / BINNED;
  const mean = curve.reduce((sum, value) => sum + value, 0) / CHECK_POINTS;
  const scale = 0.6 / Math.max(mean, 1e-3);
  return curve.map((value) => value * scale);
}

/** Smallest step of intensities, of derivatives (1/eV) and of standard deviations. */
const QUANTA = { intensity: 0.005, derivative: 0.002, deviation: 0.05 };
/** Beyond this many standard deviations a point says nothing more. */
const LARGEST_Z = 12;

/** Number of features: intensities, derivatives, distances from the standard, their mean size, atomic number. */
export const CHECK_FEATURES = 3 * CHECK_POINTS + 2;

const atomicNumber = new Map(ELEMENTS.map(({ symbol, z }) => [symbol, z]));

/** What the check's forest is asked about: whole numbers, length `CHECK_FEATURES`. */
export function checkFeatures(mu: ArrayLike<number>, element: string, standard: OxideStandard): Float32Array {
  const curve = checkCurve(mu);
  const features = new Float32Array(CHECK_FEATURES);
  let strangeness = 0;
  for (let i = 0; i < CHECK_POINTS; i++) {
    const before = Math.max(i - 1, 0);
    const after = Math.min(i + 1, CHECK_POINTS - 1);
    const slope = (curve[after] - curve[before]) / ((after - before) * STEP);
    const z = Math.max(
      -LARGEST_Z,
      Math.min(LARGEST_Z, (curve[i] - standard.mean[i]) / standard.deviation[i]),
    );
    strangeness += Math.abs(z) / CHECK_POINTS;
    features[i] = Math.round(curve[i] / QUANTA.intensity);
    features[CHECK_POINTS + i] = Math.round(slope / QUANTA.derivative);
    features[2 * CHECK_POINTS + i] = Math.round(z / QUANTA.deviation);
  }
  features[3 * CHECK_POINTS] = Math.round(strangeness / QUANTA.deviation);
  features[3 * CHECK_POINTS + 1] = atomicNumber.get(element) ?? 0;
  return features;
}

/** The check of all elements. */
export interface OxideCheck {
  /** Votes for class 0, oxide, or 1, something else. */
  readonly forest: Forest;
  readonly standards: ReadonlyMap<string, OxideStandard>;
  /** Shares of the votes for "something else" that few held-out oxides reach. */
  readonly limits: Limits;
}

/**
 * Share (0 to 1) of the trees that take the window (mu, length 200) for something else than an oxide of `element`; null for an
 * element whose oxides are not known.
 */
export function foreignShare(
  { forest, standards }: Pick<OxideCheck, 'forest' | 'standards'>,
  mu: ArrayLike<number>,
  element: string,
): number | null {
  const standard = standards.get(element);
  return standard ? forestVotes(forest, checkFeatures(mu, element, standard))[1] / forest.roots.length : null;
}

/** Intensities of the standards are kept in thousandths. */
const STANDARD_QUANTUM = 0.001;

const whole = v.pipe(v.number(), v.integer());
const curve = v.pipe(v.array(whole), v.length(CHECK_POINTS));

/** The JSON form, `public/models/oxide-check.json`. */
export const oxideCheckSchema = v.object({
  format: v.literal('xanopy-oxide-check'),
  formatVersion: v.literal(1),
  forest: v.object({
    classCount: v.literal(2),
    featureCount: v.literal(CHECK_FEATURES),
    treeCount: v.pipe(whole, v.minValue(1)),
    nodes: v.array(v.number()),
    thresholds: v.array(v.number()),
  }),
  standards: v.array(
    v.object({
      element: v.string(),
      mean: curve,
      deviation: v.pipe(
        curve,
        v.check((values) => values.every((value) => value > 0), 'a deviation is not positive'),
      ),
    }),
  ),
  limits: v.object({ borderline: v.number(), outside: v.number() }),
});
export type OxideCheckJson = v.InferOutput<typeof oxideCheckSchema>;

/** The JSON form of a check; standards are rounded to thousandths. */
export function encodeOxideCheck({ forest, standards, limits }: OxideCheck): OxideCheckJson {
  const { treeCount, nodes, thresholds }: ForestJson = encodeForest(forest);
  const quanta = (values: readonly number[]): number[] =>
    values.map((value) => Math.round(value / STANDARD_QUANTUM));
  return {
    format: 'xanopy-oxide-check',
    formatVersion: 1,
    forest: {
      classCount: 2,
      featureCount: CHECK_FEATURES,
      treeCount,
      nodes: [...nodes],
      thresholds: [...thresholds],
    },
    standards: [...standards].map(([element, { mean, deviation }]) => ({
      element,
      mean: quanta(mean),
      deviation: quanta(deviation).map((value) => Math.max(1, value)),
    })),
    limits: { ...limits },
  };
}

/**
 * Check from parsed JSON of unknown origin.
 * @throws XanopyError `oxide-check-invalid`, `model-invalid`
 */
export function decodeOxideCheck(json: unknown): OxideCheck {
  const { forest, standards, limits } = checked(
    oxideCheckSchema,
    json,
    'oxide-check-invalid',
    'The check for oxides',
    FETCH_AGAIN,
  );
  const values = (quanta: readonly number[]): number[] => quanta.map((n) => n * STANDARD_QUANTUM);
  return {
    forest: decodeForest(forest),
    standards: new Map(
      standards.map(({ element, mean, deviation }) => [
        element,
        { mean: values(mean), deviation: values(deviation) },
      ]),
    ),
    limits,
  };
}
