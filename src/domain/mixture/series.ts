import { XanopyError } from '../errors';
import { energiesIn, oneElement, sampledAt, type MixtureCurve } from './samples';

/** Where a series is looked at, eV, absolute. */
export interface SeriesRange {
  readonly from: number;
  readonly to: number;
}

/** The scans of a series on common energies. */
export interface SampledSeries {
  readonly element: string;
  /** eV, ascending. */
  readonly energy: Float64Array;
  /** Normalised mu there, a row a scan. */
  readonly rows: readonly Float64Array[];
}

/** Fewest scans that say anything about what changes among them. */
export const FEWEST_SCANS = 3;

/** Most pure spectra that are sought in a series. */
export const MOST_PURE = 8;

/** Energies of a finer grid are thinned to this many equidistant ones. */
export const MOST_ENERGIES = 500;

/** eV about E0 that are looked at where the scans reach so far. */
const [BEFORE, AFTER] = [20, 60];

/** The range about the median E0 (eV) that all scans cover, from 20 eV below to 60 eV above at most. */
export function commonRange(scans: readonly MixtureCurve[], e0s: readonly number[]): SeriesRange {
  const sorted = [...e0s].sort((a, b) => a - b);
  const e0 = sorted[sorted.length >> 1];
  return {
    from: Math.max(e0 - BEFORE, ...scans.map(({ curve }) => curve.energy[0])),
    to: Math.min(e0 + AFTER, ...scans.map(({ curve }) => curve.energy[curve.energy.length - 1])),
  };
}

/** Scans sampled between two signs of progress. */
const BETWEEN_SIGNS = 100;

/**
 * The scans on the energies of the first one in the range. Yields the part (0 to 1) that is done.
 * @throws XanopyError `mixture-scans`, `mixture-elements`, `mixture-range`, `mixture-coverage`
 */
export function* sampledSeries(
  scans: readonly MixtureCurve[],
  { from, to }: SeriesRange,
): Generator<number, SampledSeries> {
  if (scans.length < FEWEST_SCANS) {
    throw new XanopyError(
      'mixture-scans',
      `A series of ${scans.length} cannot be taken apart; at least ${FEWEST_SCANS} scans are needed. Add more scans.`,
    );
  }
  const element = oneElement(scans);
  const measured = energiesIn(scans[0], from, to);
  const count = Math.min(measured.length, MOST_ENERGIES);
  const [start, end] = [measured[0], measured[measured.length - 1]];
  const energy =
    measured.length > MOST_ENERGIES
      ? Float64Array.from({ length: count }, (_, i) => start + ((end - start) * i) / (count - 1))
      : measured;
  const rows: Float64Array[] = [];
  for (const scan of scans) {
    rows.push(sampledAt(scan, energy));
    if (rows.length % BETWEEN_SIGNS === 0) yield rows.length / scans.length;
  }
  return { element, energy, rows };
}
