import * as v from 'valibot';
import type { MonotoneMap } from './isotonic';
import type { HeldOutScore } from './types';

/**
 * How votes become one answer: the most voted CN ranking with the most voted motif ranking of each CN, or the
 * list of which the votes expect the highest Jaccard index. Which one ships is measured on held-out materials.
 */
export const DECISION_RULES = ['most-voted', 'highest-expected-jaccard'] as const;
export type DecisionRule = (typeof DECISION_RULES)[number];

/** Two limits of a quantity that grows with strangeness. */
export interface Limits {
  readonly borderline: number;
  readonly outside: number;
}

/** What the held-out computed spectra teach about how far an element's model can be trusted. */
export interface Calibration {
  readonly decision: DecisionRule;
  /** Expected Jaccard index under the votes to mean Jaccard index on held-out materials. */
  readonly jaccard: MonotoneMap;
  /** Share of votes for the first entry to the frequency with which it is right. */
  readonly firstEntry: MonotoneMap;
  /** Share of votes for the leading CN to the frequency with which it is right. */
  readonly leadingCn: MonotoneMap;
  readonly heldOut: HeldOutScore;
  readonly conformal: { readonly coverage: number; readonly limit: number };
  /** Mean and standard deviation of the logarithm of the main peak's height (`peakHeight`) among computed oxides. */
  readonly peak: { readonly mean: number; readonly deviation: number };
  /** Distance to the nearest library spectrum; null without library spectra. */
  readonly distance: Limits | null;
  /** Longest mean distance (angstrom) to the oxygens of the first shell in known oxides; null when unknown. */
  readonly oxygenDistance: number | null;
}

const numbers = v.pipe(v.array(v.number()), v.minLength(1));
const map = v.pipe(
  v.object({ x: numbers, y: numbers }),
  v.check(({ x, y }) => x.length === y.length, 'x and y differ in length'),
  v.check(
    ({ x, y }) => x.every((value, i) => i === 0 || (value > x[i - 1] && y[i] >= y[i - 1])),
    'the map is not monotone',
  ),
);
const limits = { borderline: v.number(), outside: v.number() };

/** The JSON form, part of `public/models/<element>.json`. */
export const calibrationSchema = v.object({
  decision: v.picklist(DECISION_RULES),
  jaccard: map,
  firstEntry: map,
  leadingCn: map,
  heldOut: v.object({ leadingCn: v.number(), materials: v.number() }),
  conformal: v.object({ coverage: v.number(), limit: v.number() }),
  peak: v.object({ mean: v.number(), deviation: v.pipe(v.number(), v.gtValue(0)) }),
  distance: v.nullable(v.object(limits)),
  oxygenDistance: v.nullable(v.pipe(v.number(), v.minValue(0))),
});

export type CalibrationJson = v.InferOutput<typeof calibrationSchema>;

/** The JSON form of a calibration. */
export function calibrationJson(calibration: Calibration): CalibrationJson {
  const { jaccard, firstEntry, leadingCn, heldOut, conformal, peak, distance } = calibration;
  const mapJson = ({ x, y }: MonotoneMap): CalibrationJson['jaccard'] => ({ x: [...x], y: [...y] });
  return {
    ...calibration,
    jaccard: mapJson(jaccard),
    firstEntry: mapJson(firstEntry),
    leadingCn: mapJson(leadingCn),
    heldOut: { ...heldOut },
    conformal: { ...conformal },
    peak: { ...peak },
    distance: distance && { ...distance },
  };
}
