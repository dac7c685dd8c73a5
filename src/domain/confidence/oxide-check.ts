import * as v from 'valibot';
import { checked, FETCH_AGAIN } from '../checked';
import { ELEMENTS } from '../elements';
import { decodeForest, encodeForest, type ForestJson } from '../forest/codec';
import { summedSteps, type Forest } from '../forest/forest';
import type { Signal } from '../spectrum/types';
import { WINDOW_LENGTH, WINDOW_POINTS } from '../spectrum/window';
import type { Limits } from './calibration';

/*
 * Oxide or not, from the window alone: boosted trees over all elements, learnt from computed oxides and from computed metals,
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

/** What the check's trees are asked about: whole numbers, length `CHECK_FEATURES`. */
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
  /** Every leaf names steps of `LOG_ODDS_STEP`; all trees together the log-odds of something else against an oxide. */
  readonly forest: Forest;
  readonly standards: ReadonlyMap<string, OxideStandard>;
  /** Probabilities of "something else" that few held-out oxides reach. */
  readonly limits: Limits;
}

/** Log-odds a step of the leaves. */
export const LOG_ODDS_STEP = 0.02;

/**
 * Probability (0 to 1), were there as many oxides as others, that the window (mu, length 200) shows something else than an oxide of
 * `element`; null for an element whose oxides are not known.
 */
export function foreignProbability(
  { forest, standards }: Pick<OxideCheck, 'forest' | 'standards'>,
  mu: ArrayLike<number>,
  element: string,
): number | null {
  const standard = standards.get(element);
  if (!standard) return null;
  return 1 / (1 + Math.exp(-LOG_ODDS_STEP * summedSteps(forest, checkFeatures(mu, element, standard))));
}

/**
 * What damps the fine structure makes an oxide look like something else. Fluorescence of a concentrated sample damps it much,
 * transmission little: there a check that expects less tells more.
 */
export interface OxideChecks {
  readonly transmission: OxideCheck;
  /** For fluorescence, and where a file does not say how it was measured. */
  readonly any: OxideCheck;
}

/** The check for a spectrum that was measured in this way. */
export const checkFor = ({ transmission, any }: OxideChecks, signal: Signal): OxideCheck =>
  signal === 'fluorescence' || signal === 'absorption' ? any : transmission;

/** Intensities of the standards are kept in thousandths. */
const STANDARD_QUANTUM = 0.001;

const whole = v.pipe(v.number(), v.integer());
const positive = v.pipe(whole, v.minValue(1));
const curveOf = <T extends v.GenericSchema<unknown, number>>(value: T) =>
  v.pipe(v.array(value), v.length(CHECK_POINTS));

const checkSchema = v.object({
  forest: v.object({
    classCount: positive,
    featureCount: v.literal(CHECK_FEATURES),
    treeCount: positive,
    nodes: v.array(v.number()),
    thresholds: v.array(v.number()),
  }),
  standards: v.array(
    v.object({
      element: v.string(),
      mean: curveOf(whole),
      deviation: curveOf(positive),
    }),
  ),
  limits: v.object({ borderline: v.number(), outside: v.number() }),
});
export type OxideCheckJson = v.InferOutput<typeof checkSchema>;

/** The JSON form, `public/models/oxide-check.json`. */
const oxideChecksSchema = v.object({
  format: v.literal('xanopy-oxide-check'),
  formatVersion: v.literal(3),
  transmission: checkSchema,
  any: checkSchema,
});
export type OxideChecksJson = v.InferOutput<typeof oxideChecksSchema>;

/** The JSON form of one check; standards are rounded to thousandths. */
export function encodeOxideCheck({ forest, standards, limits }: OxideCheck): OxideCheckJson {
  const { classCount, treeCount, nodes, thresholds }: ForestJson = encodeForest(forest);
  const quanta = (values: readonly number[]): number[] =>
    values.map((value) => Math.round(value / STANDARD_QUANTUM));
  return {
    forest: {
      classCount,
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

/** The JSON form of the checks. */
export const encodeOxideChecks = ({ transmission, any }: OxideChecks): OxideChecksJson => ({
  format: 'xanopy-oxide-check',
  formatVersion: 3,
  transmission: encodeOxideCheck(transmission),
  any: encodeOxideCheck(any),
});

function fromJson({ forest, standards, limits }: OxideCheckJson): OxideCheck {
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

const checkedAs = <Json>(schema: v.GenericSchema<unknown, Json>, json: unknown): Json =>
  checked(schema, json, 'oxide-check-invalid', 'The check for oxides', FETCH_AGAIN);

/**
 * One check from parsed JSON of unknown origin.
 * @throws XanopyError `oxide-check-invalid`, `model-invalid`
 */
export const decodeOxideCheck = (json: unknown): OxideCheck => fromJson(checkedAs(checkSchema, json));

/**
 * Both checks from parsed JSON of unknown origin.
 * @throws XanopyError `oxide-check-invalid`, `model-invalid`
 */
export function decodeOxideChecks(json: unknown): OxideChecks {
  const { transmission, any } = checkedAs(oxideChecksSchema, json);
  return { transmission: fromJson(transmission), any: fromJson(any) };
}
