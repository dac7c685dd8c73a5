import * as v from 'valibot';
import { E0_SEARCHES } from './e0';
import { LEGENDRE_DEGREES, POST_EDGE_DEGREES, PRE_EDGE_DEGREES } from './normalise';

/** Checks of what was fixed of an analysis, for sessions that come back and for exports. */

const fitRangeSchema = v.object({ from: v.number(), to: v.number() });

export const normalisationSchema = v.object({
  preEdge: v.exactOptional(fitRangeSchema),
  preEdgeDegree: v.exactOptional(v.picklist(PRE_EDGE_DEGREES)),
  postEdge: v.exactOptional(fitRangeSchema),
  postEdgeDegree: v.exactOptional(v.picklist(POST_EDGE_DEGREES)),
  legendreDegree: v.exactOptional(v.picklist(LEGENDRE_DEGREES)),
  edgeStep: v.exactOptional(v.number()),
  isFlattened: v.exactOptional(v.boolean()),
});

export const foilSchema = v.object({ element: v.string(), e0: v.number(), tabulated: v.number() });

export const calibrationSchema = v.object({
  shift: v.number(),
  foil: v.exactOptional(foilSchema),
  alignedTo: v.exactOptional(v.string()),
});

export const pointsSchema = v.object({
  removed: v.exactOptional(v.array(v.number())),
  from: v.exactOptional(v.number()),
  to: v.exactOptional(v.number()),
  rebin: v.exactOptional(v.object({ preEdge: v.number(), edge: v.number(), exafs: v.number() })),
});

/** `PrepareOptions` as data from elsewhere. */
export const prepareOptionsSchema = v.object({
  element: v.exactOptional(v.string()),
  e0: v.exactOptional(v.number()),
  e0Method: v.exactOptional(v.picklist(E0_SEARCHES)),
  normalisation: v.exactOptional(normalisationSchema),
  calibration: v.exactOptional(calibrationSchema),
  points: v.exactOptional(pointsSchema),
});
