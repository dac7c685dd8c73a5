/** How mu was measured or computed. */
export const SIGNALS = ['transmission', 'fluorescence', 'reference', 'absorption', 'computed'] as const;
export type Signal = (typeof SIGNALS)[number];

/** One absorption spectrum as read from a file, before any processing. */
export interface Spectrum {
  /** eV; any order, duplicates allowed. */
  readonly energy: Float64Array;
  /** Same length as `energy`, arbitrary scale unless `isNormalised`. */
  readonly mu: Float64Array;
  readonly signal: Signal;
  /** The source says that the edge step is one already. */
  readonly isNormalised: boolean;
  /** Absorber as the file names it. */
  readonly element?: string;
  /** The edge that the file names where that is no K edge, such as `La L3`; no word on the element then. */
  readonly otherEdge?: string;
}

/** Samples in ascending, distinct energies. */
export interface Curve {
  /** eV, strictly ascending. */
  readonly energy: Float64Array;
  readonly mu: Float64Array;
}
