import { K_EDGES, L3_EDGES } from '../domain/elements';
import { extentOf } from './energy';
import { columnsOf, computeMu, edgeContrast, hasEdgeOfLine, riseOf, sampleOf } from './mu';
import { CLEAR, stepNear, stepOf } from './step';
import type { Channel, MuRule, Role } from './types';

/** Least step of an intensity (in its logarithm) that counts as an edge, by itself and beside the largest. */
const LEAST_STEP = 0.004;
const LEAST_SHARE = 0.01;
/** Contrast of quotients at whose rise the single channels are looked at, and how many places that may be. */
const PLAIN = 20;
const MOST_PLACES = 6;
/** Different counting times of one scan; a clock has as many as there are points. */
const MOST_EXPOSURES = 20;

/** How far (eV) below and above a tabulated edge a curve may rise. */
const BELOW = 15;
const ABOVE = 45;

/** How the logarithm of an intensity steps near one of the places; 0 where it does not clearly. */
function intensityStep(energy: Float64Array, values: Float64Array, places: readonly number[]): number {
  const logarithm = values.map((value) => Math.log(Math.abs(value)));
  if (!logarithm.every(Number.isFinite)) {
    // Zeros and gaps: what stands before them holds on.
    for (let i = 0; i < logarithm.length; i++)
      if (!Number.isFinite(logarithm[i])) logarithm[i] = i > 0 ? logarithm[i - 1] : 0;
  }
  const { size } = stepNear(energy, logarithm, places);
  return Math.abs(size) > LEAST_STEP ? size : 0;
}

/** Least step of a curve that is an edge, in parts of its range. */
export const LEAST_OF_RANGE = 0.15;

/** Largest less smallest finite value. */
export function rangeOf(values: Float64Array): number {
  const { least, greatest } = extentOf(values);
  return greatest - least;
}

/** Points of a scan that are looked at. */
const SAMPLE = 1000;

/**
 * Ways to mu, the physically likeliest first. An incident beam has no edge; the transmitted one is the first behind it
 * that falls at the edge, and what falls behind that has gone through the reference foil too; fluorescence rises in its
 * counts already, so that the quotient of two ion chambers, which is exp(mu), is none. What shows no edge is left out.
 * @param energy of the scan in eV, any order
 * @param named what the labels allow; it goes before the guesses of the same kind
 */
export function rankRules(
  channels: readonly Channel[],
  energy: Float64Array,
  named: readonly MuRule[],
  guesses: readonly MuRule[],
): MuRule[] {
  const counted = sampleOf(channels, energy, SAMPLE);
  const exposure = exposureOf(counted);
  const sample = counted.map((channel) => ({
    ...channel,
    values: exposure === null ? channel.values : channel.values.map((value, row) => value / exposure[row]),
  }));
  const axis = sampleOf([{ label: '', values: energy }], energy, SAMPLE)[0].values;
  const curves = [...named, ...guesses]
    .map((rule) => ({ rule, mu: computeMu(sample, rule) }))
    .map((curve) => ({ ...curve, contrast: edgeContrast(curve.mu) }))
    .filter(({ contrast }) => contrast > 0);
  const used = new Set(curves.flatMap(({ rule }) => columnsOf(rule)));
  const places = placesOf(curves, axis.length);
  const stepIn = (values: Float64Array): number => intensityStep(axis, values, places);
  const steps = sample.map(({ values }, index) => (used.has(index) ? stepIn(values) : 0));
  const greatest = steps.reduce((most, step) => Math.max(most, Math.abs(step)), 0);
  const rises = (index: number): boolean => steps[index] > LEAST_SHARE * greatest;
  const falls = (index: number): boolean => steps[index] < -LEAST_SHARE * greatest;
  const role = (index: number): Role | undefined => channels[index].role;
  const isIncident = (index: number): boolean =>
    role(index) === 'i0' || (!rises(index) && !falls(index) && role(index) === undefined);
  const atEdge = (mu: Float64Array): boolean => {
    const at = axis[riseOf(mu)];
    return [K_EDGES, L3_EDGES].some((table) =>
      Object.values(table).some((tabulated) => at > tabulated - BELOW && at < tabulated + ABOVE),
    );
  };
  /** Whether another chamber that the beam has passed stands between two columns. */
  const hasBetween = (i0: number, it: number): boolean =>
    curves.some(
      ({ rule }) =>
        rule.kind === 'transmission' && rule.i0 === i0 && rule.it > i0 && rule.it < it && falls(rule.it),
    );
  const ofTransmission = (i0: number, it: number): number | null => {
    if (!falls(it) || !CAN_BE_TRANSMITTED.has(role(it))) return null;
    if (role(it) === 'reference-intensity') return role(i0) === 'i0' ? TIERS.both : TIERS.reference;
    if (!isIncident(i0)) return falls(i0) ? TIERS.foil : null;
    if (hasBetween(i0, it)) return TIERS.both;
    return it > i0 ? TIERS.transmission : TIERS.column;
  };
  const ofColumn = (column: number, mu: Float64Array): number | null => {
    const { size, significance } = stepOf(axis, mu);
    if (!(size > LEAST_OF_RANGE * rangeOf(mu)) || significance < CLEAR) return null;
    if (role(column) === 'mu-reference' || role(column) === 'reference-intensity') return TIERS.reference;
    return /ln|log|mu|abs/i.test(channels[column].label) ? TIERS.column : TIERS.counts;
  };
  const tierOf = ({ rule, mu }: (typeof curves)[number]): number | null => {
    switch (rule.kind) {
      case 'transmission':
        return ofTransmission(rule.i0, rule.it);
      case 'fluorescence': {
        if (rule.i0 !== null && !isIncident(rule.i0)) return null;
        if (rule.channels.some((index) => role(index) === 'mu-reference')) return null;
        const isOne = rule.channels.length === 1;
        const step = isOne ? steps[rule.channels[0]] : stepIn(computeMu(sample, { ...rule, i0: null }));
        return step > LEAST_SHARE * greatest ? TIERS.fluorescence : null;
      }
      case 'column':
        return ofColumn(rule.column, mu);
    }
  };
  const likely = new Set(named);
  const range = extentOf(energy);
  // The line of the absorber says more than all counts together.
  const isLine = (rule: MuRule): boolean =>
    rule.kind === 'fluorescence' &&
    rule.channels.every((index) => hasEdgeOfLine(channels[index].label, range) === true);
  const ranked = curves.flatMap((curve) => {
    const tier = tierOf(curve);
    if (tier === null) return [];
    return [
      {
        ...curve,
        tier:
          tier +
          (likely.has(curve.rule) ? -0.5 : 0) +
          (isLine(curve.rule) ? -0.1 : 0) +
          (atEdge(curve.mu) ? 0 : TIERS.elsewhere),
      },
    ];
  });
  // Where noise hides what each channel does, the clearest curves are all there is to offer.
  const offered = ranked.length > 0 ? ranked : curves.map((curve) => ({ ...curve, tier: 0 }));
  return offered.sort((a, b) => a.tier - b.tier || b.contrast - a.contrast).map(({ rule }) => rule);
}

const CAN_BE_TRANSMITTED: ReadonlySet<Role | undefined> = new Set<Role | undefined>([
  undefined,
  'transmitted',
  'reference-intensity',
]);

/** The counting time of every point, where the scan has several; null where they are equal or not told. */
function exposureOf(sample: readonly Channel[]): Float64Array | null {
  const found = sample.find(({ label, values }) => {
    if (!/time|sec|dwell|expos|preset/i.test(label) || !values.every((value) => value > 0)) return false;
    const { size } = new Set(values);
    return size > 1 && size <= MOST_EXPOSURES;
  });
  return found?.values ?? null;
}

/** Where the clearest quotients rise: there, and not where counting times change, intensities show what they are. */
function placesOf(
  curves: readonly { readonly rule: MuRule; readonly mu: Float64Array; readonly contrast: number }[],
  length: number,
): number[] {
  const quotients = curves.filter(({ rule }) => rule.kind !== 'column');
  const clear = (quotients.length > 0 ? quotients : curves).toSorted((a, b) => b.contrast - a.contrast);
  const places: number[] = [];
  for (const { mu, contrast } of clear) {
    if (places.length === MOST_PLACES || (places.length > 0 && contrast < PLAIN)) break;
    const at = riseOf(mu);
    if (places.every((place) => Math.abs(place - at) > 0.03 * length)) places.push(at);
  }
  return places;
}

/** What an offer is, likeliest first; `elsewhere` is added where no tabulated edge lies at its rise. */
const TIERS = {
  transmission: 0,
  column: 1,
  fluorescence: 2,
  counts: 3,
  reference: 4,
  foil: 5,
  both: 6,
  elsewhere: 10,
};
