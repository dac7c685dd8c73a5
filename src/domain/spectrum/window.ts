import { XanopyError, type Message } from '../errors';
import { resample, valuesAt } from './curve';
import type { Curve } from './types';

/** Start of the window relative to E0, eV. */
export const WINDOW_START = -15;
/** Length of the window, eV. */
export const WINDOW_LENGTH = 45;
/** Samples in the window. */
export const WINDOW_POINTS = 200;

export const REGION_NAMES = ['pre-edge', 'main-peak', 'post-peak'] as const;
export type Region = (typeof REGION_NAMES)[number];

/** The paper's regions, in eV from the start of the window. */
export const REGIONS: readonly { readonly name: Region; readonly from: number; readonly to: number }[] = [
  { name: 'pre-edge', from: 0, to: 15 },
  { name: 'main-peak', from: 15, to: 30 },
  { name: 'post-peak', from: 30, to: 45 },
];

/** The region that a sample of the window (index 0 to 199) falls in. */
export function regionOfPoint(index: number): Region {
  const offset = (index * WINDOW_LENGTH) / (WINDOW_POINTS - 1);
  return offset < REGIONS[1].from ? 'pre-edge' : offset < REGIONS[2].from ? 'main-peak' : 'post-peak';
}

/**
 * Missing eV up to which the end values may stand in: below the pre-edge peaks there is only background, and held-out answers lose
 * less without the last eV than without what lies before E0 - 5 eV, where published data often begin (docs/evaluation.md).
 */
export const LONGEST_MISSING = { before: 13, after: 5 };

/** The same at the end of a window that stands still: nobody has measured what its models, which are not ours, bear. */
const LONGEST_MISSING_OF_RANGE = 1;

/** Most (eV) that the models may still move E0, either way. */
export const LARGEST_CORRECTION = 6;

/** What the forests look at: 200 equidistant samples from E0 - 15 to E0 + 30 eV. */
export interface SpectralWindow {
  /** eV, length 200. */
  readonly energy: Float64Array;
  /** Normalised mu, length 200. */
  readonly mu: Float64Array;
  /** eV at the start and at the end of the window where the scan has no data and its end value is held. */
  readonly missingBefore: number;
  readonly missingAfter: number;
  readonly warnings: readonly Message[];
}

/** 200 points of a normalised curve between two energies (eV), its end values held where it has no data. */
function held(normalised: Curve, from: number, to: number): SpectralWindow {
  const { energy } = normalised;
  const missingBefore = Math.max(0, energy[0] - from);
  const missingAfter = Math.max(0, to - energy[energy.length - 1]);
  const warnings: Message[] = [];
  if (missingBefore > 0.5) {
    warnings.push({
      code: 'pre-edge-not-covered',
      message: `The scan starts ${missingBefore.toFixed(1)} eV after the window does: its first value stands in for the missing pre-edge.`,
    });
  }
  return { ...resample(normalised, from, to, WINDOW_POINTS), missingBefore, missingAfter, warnings };
}

const coveredText = ({ energy }: Curve): string =>
  `The scan covers ${energy[0].toFixed(1)} to ${energy[energy.length - 1].toFixed(1)} eV`;

/**
 * Cuts 200 points between two energies (eV) out of a normalised curve, which must reach so far but for as much as
 * `missing` says.
 * @throws XanopyError `range-not-covered`
 */
export function cutRange(
  normalised: Curve,
  { from, to, missing }: { readonly from: number; readonly to: number; readonly missing: number },
): SpectralWindow {
  const window = held(normalised, from, to);
  if (window.missingBefore > missing || window.missingAfter > LONGEST_MISSING_OF_RANGE) {
    throw new XanopyError(
      'range-not-covered',
      `${coveredText(normalised)}; the models of the pack need ${from.toFixed(1)} to ${to.toFixed(1)} eV, whatever E0 is. Measure a longer range, or calibrate the energies.`,
    );
  }
  return window;
}

/**
 * Cuts the window out of a normalised curve. Where E0 may still be moved, as much (`movable`, eV) may be missing in addition.
 * @throws XanopyError `window-not-covered`
 */
export function cutWindow(normalised: Curve, e0: number, movable = 0): SpectralWindow {
  assertCovered(normalised, e0, movable);
  const start = e0 + WINDOW_START;
  return held(normalised, start, start + WINDOW_LENGTH);
}

/** Lowest and highest E0 (eV) whose window a curve covers. */
export function coveredE0({ energy }: Curve): { readonly lowest: number; readonly highest: number } {
  return {
    lowest: energy[0] - WINDOW_START - LONGEST_MISSING.before,
    highest: energy[energy.length - 1] - WINDOW_START - WINDOW_LENGTH + LONGEST_MISSING.after,
  };
}

/** @throws XanopyError `window-not-covered` */
export function assertCovered(normalised: Curve, e0: number, movable = 0): void {
  const { lowest, highest } = coveredE0(normalised);
  if (e0 < lowest - movable || e0 > highest + movable) {
    const start = e0 + WINDOW_START;
    const end = start + WINDOW_LENGTH;
    throw new XanopyError(
      'window-not-covered',
      `${coveredText(normalised)}; the models need ${start.toFixed(1)} to ${end.toFixed(1)} eV ` +
        `(E0 ${WINDOW_START} to +${WINDOW_START + WINDOW_LENGTH} eV), of which the last ${LONGEST_MISSING.after} may be missing. Measure a longer range, or correct E0 if it is wrong.`,
    );
  }
}

const places = new Float64Array(WINDOW_POINTS);

/**
 * The values of the window about `e0`, written into `result`, the curve's end values wherever it has no data: disturbances ask for
 * dozens of windows and look at nothing else of them.
 */
export function windowValues(normalised: Curve, e0: number, result: Float64Array): Float64Array {
  const start = e0 + WINDOW_START;
  const end = start + WINDOW_LENGTH;
  for (let i = 0; i < WINDOW_POINTS; i++) places[i] = start + ((end - start) * i) / (WINDOW_POINTS - 1);
  return valuesAt(normalised, places, result);
}
