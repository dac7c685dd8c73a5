import { XanopyError } from '../errors';
import { averageRuns } from './curve';
import type { Curve, Spectrum } from './types';

/** Widths of the bins of a rebinned scan, as EXAFS programs cut them: from 30 eV below to 50 eV above E0 it stays fine. */
export interface Rebin {
  /** eV, farther below the edge. */
  readonly preEdge: number;
  /** eV, around the edge. */
  readonly edge: number;
  /** 1/angstrom of the photoelectron, above. */
  readonly exafs: number;
}

/** What is left out of a scan or averaged, by hand; energies in eV as the file has them, before any calibration. */
export interface PointEdits {
  /** The points nearest to these energies are left out. */
  readonly removed?: readonly number[];
  /** Points before and after are left out. */
  readonly from?: number;
  readonly to?: number;
  readonly rebin?: Rebin;
}

export const USUAL_REBIN: Rebin = { preEdge: 10, edge: 0.5, exafs: 0.05 };

/** eV within which an energy names a point. */
const NEAR = 1;
const BEFORE_EDGE = -30;
const AFTER_EDGE = 50;
/** k^2 = 0.2625 (E - E0), k in 1/angstrom, E in eV. */
const K2_PER_EV = 0.2624682917;

/** The energies of the points nearest to `wanted`. */
function named(energies: Float64Array, wanted: readonly number[]): Set<number> {
  const nearest = wanted.map((at) => {
    let best = Number.NaN;
    for (const energy of energies) if (!(Math.abs(energy - at) >= Math.abs(best - at))) best = energy;
    if (!(Math.abs(best - at) <= NEAR)) {
      throw new XanopyError(
        'points-left-out',
        `No point of the scan lies within ${NEAR} eV of ${at.toFixed(1)} eV. Name the energy of a point.`,
      );
    }
    return best;
  });
  return new Set(nearest);
}

/**
 * The spectrum without the points that were left out by hand.
 * @throws XanopyError `points-left-out` where nothing, or no range, is left, or an energy names no point
 */
export function withoutPoints(spectrum: Spectrum, { removed = [], from, to }: PointEdits): Spectrum {
  if (from !== undefined && to !== undefined && !(from < to)) {
    throw new XanopyError(
      'points-left-out',
      `The range from ${from.toFixed(1)} to ${to.toFixed(1)} eV holds no points. Let it begin below its end.`,
    );
  }
  const gone = named(spectrum.energy, removed);
  const isKept = (energy: number): boolean =>
    !(from !== undefined && energy < from) && !(to !== undefined && energy > to) && !gone.has(energy);
  const keep = (_: number, index: number): boolean => isKept(spectrum.energy[index]);
  const energy = spectrum.energy.filter(keep);
  if (energy.length === 0) {
    throw new XanopyError('points-left-out', 'No point of the scan is left. Take a wider range.');
  }
  return { ...spectrum, energy, mu: spectrum.mu.filter(keep) };
}

/**
 * The curve averaged in bins around `e0` (eV): mean energy and mean mu of the points of each bin. Bins without points
 * give none, so that a scan coarser than the bins stays as it is.
 * @throws XanopyError `points-left-out` for widths that are no widths
 */
export function rebinned(curve: Curve, e0: number, { preEdge, edge, exafs }: Rebin): Curve {
  if (!(preEdge > 0 && edge > 0 && exafs > 0)) {
    throw new XanopyError('points-left-out', 'The widths of the bins must be numbers above 0.');
  }
  const binOf = (energy: number): number => {
    const d = energy - e0;
    // The regions are kept apart by their hundreds of thousands.
    if (d < BEFORE_EDGE) return -1e5 + Math.floor((d - BEFORE_EDGE) / preEdge);
    if (d < AFTER_EDGE) return Math.floor((d - BEFORE_EDGE) / edge);
    return 1e5 + Math.floor(Math.sqrt(K2_PER_EV * d) / exafs);
  };
  return averageRuns(Array.from(curve.energy.keys()), curve.energy, curve.mu, binOf);
}
