import { broaden } from '../spectrum/curve';
import { WINDOW_LENGTH, WINDOW_POINTS, WINDOW_START } from '../spectrum/window';

/** eV; what makes windows of different resolution comparable. */
const SMOOTHING = 1;

const STEP = WINDOW_LENGTH / (WINDOW_POINTS - 1);
const ENERGY = Float64Array.from({ length: WINDOW_POINTS }, (_, i) => WINDOW_START + i * STEP);
const indexAt = (energy: number): number => Math.round((energy - WINDOW_START) / STEP);

/**
 * Height of the main peak (E0 to E0 + 18 eV) of a window (mu, length 200), relative to the mean level from 10 eV above E0 on:
 * how high the edge step is taken to be differs between calculations, flattened and short scans.
 */
export function peakHeight(window: Float64Array): number {
  const { mu } = broaden({ energy: ENERGY, mu: window }, SMOOTHING);
  const level = mu.subarray(indexAt(10));
  const mean = level.reduce((sum, value) => sum + value, 0) / level.length;
  const highest = mu.subarray(indexAt(0), indexAt(18) + 1).reduce((most, value) => Math.max(most, value), 0);
  return Math.max(highest, 1e-3) / Math.max(mean, 1e-3);
}
