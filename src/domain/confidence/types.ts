import type { Message } from '../errors';
import type { Environment } from '../environment/labels';
import type { Region } from '../spectrum/window';

export const VERDICTS = ['in-domain', 'borderline', 'outside'] as const;
export const PROBE_KINDS = ['e0-shift', 'noise', 'broadening', 'edge-step'] as const;

/**
 * How much is computed beside the answer. `brief` leaves out what changes neither answer nor verdict: the disturbances that only
 * inform, the curves that resemble the spectrum and the evidence.
 */
export type Depth = 'whole' | 'brief';

/** Whether the models can judge a spectrum at all. `outside` shows no confident ranking. */
export interface Applicability {
  readonly verdict: (typeof VERDICTS)[number];
  /** Why, worst first; empty when in domain. */
  readonly reasons: readonly Message[];
}

/** CN rankings of which one is the truth with probability `coverage` (split conformal prediction). */
export interface ConformalSet {
  /** 0 to 1, e.g. 0.9. */
  readonly coverage: number;
  /** Most probable first. */
  readonly rankings: readonly (readonly number[])[];
}

/** The answer when the input is disturbed a little. */
export interface StabilityProbe {
  readonly kind: (typeof PROBE_KINDS)[number];
  /** eV for shifts and broadening (standard deviation), fraction of the edge step for noise and for its own error. */
  readonly amount: number;
  readonly environment: Environment;
  /** Jaccard index between this answer and the undisturbed one, 0 to 1. */
  readonly agreement: number;
}

/** A computed training spectrum that resembles the measured one. */
export interface Neighbour {
  readonly material: string;
  readonly formula: string;
  readonly environment: Environment;
  /** Root-mean-square difference from the window after the best energy shift and scale, edge steps. */
  readonly distance: number;
  /** eV by which the computed spectrum was moved. */
  readonly shift: number;
  /** Relative to the E0 of the measured spectrum, eV. */
  readonly energy: Float64Array;
  readonly mu: Float64Array;
  /** It is no computed spectrum but a reference of the user, and `formula` its name. */
  readonly isOwn?: boolean;
}

/** Share (0 to 1) of the questions asked on the trees' paths that concern a region. */
export interface RegionEvidence {
  readonly region: Region;
  readonly share: number;
}

/** How the model does on materials that it never saw, disturbed as scans. */
export interface HeldOutScore {
  /** Share (0 to 1) of them whose leading CN is right. */
  readonly leadingCn: number;
  readonly materials: number;
}

/** What is known about the trust an answer deserves. */
export interface Confidence {
  /** Expected Jaccard index of the answer, calibrated on held-out materials, 0 to 1. */
  readonly jaccard: number;
  /** Calibrated probability that the first entry (CN and its motif ranking) is right, 0 to 1. */
  readonly firstEntryProbability: number;
  /** Calibrated probability that the leading CN is right, 0 to 1. */
  readonly leadingCnProbability: number;
  /** Null where nothing was held out. */
  readonly heldOut: HeldOutScore | null;
  /** The spectrum was measured: what is stated was calibrated on computed spectra and is an upper bound. */
  readonly isUpperBound: boolean;
  readonly conformalSet: ConformalSet;
  readonly applicability: Applicability;
  readonly stability: readonly StabilityProbe[];
  readonly neighbours: readonly Neighbour[];
  readonly evidence: readonly RegionEvidence[];
}
