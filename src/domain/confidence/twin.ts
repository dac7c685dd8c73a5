import type { Confidence, Neighbour } from './types';

/**
 * Difference (edge steps, root mean square) below which a spectrum is one of those that the forests were trained on:
 * rounding of the stored curves gives up to 0.002, scans and other calculations of the same crystal differ by tens of
 * times more.
 */
const SAME = 0.004;

/** The training spectrum that a spectrum is; null when it is one that the forests have not seen. */
export function trainingTwin({ neighbours: [nearest] }: Pick<Confidence, 'neighbours'>): Neighbour | null {
  return nearest && nearest.distance < SAME ? nearest : null;
}
