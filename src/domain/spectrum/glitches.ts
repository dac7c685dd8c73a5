import { indexRange } from './curve';
import type { Curve } from './types';

/** Longest run of bad points that is told from structure: one reading, or two as while the ring is topped up. */
const LONGEST = 2;
/** Least deviation, relative to the range of the curve without its outermost twentieths. */
const LEAST = 0.5;
/** Least deviation of what is only proposed. */
export const PROPOSED_LEAST = 0.03;
/** Share of the deviation that the points beside a glitch may show themselves; a peak has flanks. */
const FLANK = 0.15;

const quantileRange = (mu: Float64Array): number => {
  const sorted = mu.toSorted();
  return sorted[Math.floor(0.95 * (sorted.length - 1))] - sorted[Math.floor(0.05 * (sorted.length - 1))];
};

/** Whether the points `first` to `end - 1` stand apart from both sides by far more than those sides differ. */
function standsApart({ energy, mu }: Curve, first: number, end: number, leastAway: number): boolean {
  const n = mu.length;
  const left = first - 1;
  const right = end;
  if (left < 0 || right >= n) {
    // At an end of the scan the next five points have to agree.
    const [from, to] = left < 0 ? [right, Math.min(n, right + 5)] : [Math.max(0, left - 4), left + 1];
    const inner = mu.subarray(from, to).toSorted();
    if (inner.length < 5) return false;
    const away = Math.min(...mu.subarray(first, end).map((value) => Math.abs(value - inner[2])));
    return away > leastAway && inner[4] - inner[0] < FLANK * away;
  }
  const between = (at: number): number =>
    mu[left] + ((mu[right] - mu[left]) * (energy[at] - energy[left])) / (energy[right] - energy[left]);
  let least = Number.POSITIVE_INFINITY;
  let sign = 0;
  for (let i = first; i < end; i++) {
    const away = mu[i] - between(i);
    sign += Math.sign(away);
    least = Math.min(least, Math.abs(away));
  }
  if (Math.abs(sign) !== end - first || least <= leastAway) return false;
  const before = mu[Math.max(0, left - 1)];
  const after = mu[Math.min(n - 1, right + 1)];
  const unrest = Math.max(
    Math.abs(mu[left] - before),
    Math.abs(mu[right] - after),
    Math.abs(mu[right] - mu[left]),
  );
  return unrest < FLANK * least;
}

/**
 * Indices of points that are no absorption: glitches of the monochromator, dropouts, top-ups. Single readings
 * (or two) that leave the curve by more than half of its range and are back at once; anything with flanks stays.
 * @param least deviation, relative to the range of the curve
 */
export function glitchesOf(curve: Curve, least = LEAST): number[] {
  const { mu } = curve;
  const n = mu.length;
  if (n < 20) return [];
  const range = quantileRange(mu);
  if (!(range > 0)) return [];
  const found: number[] = [];
  const leastAway = least * range;
  const leastJump = (1 - FLANK) * leastAway;
  for (let first = 0; first < n; first++) {
    // Every glitch begins with a jump, but for one at the very beginning.
    if (first > 0 && !(Math.abs(mu[first] - mu[first - 1]) > leastJump)) continue;
    for (let length = 1; length <= LONGEST && first + length <= n; length++) {
      if (!standsApart(curve, first, first + length, leastAway)) continue;
      for (let i = first; i < first + length; i++) found.push(i);
      first += length - 1;
      break;
    }
  }
  return found.length > Math.max(3, 0.02 * n) ? [] : found;
}

/** The curve without the points at `indices`. */
export function without(curve: Curve, indices: readonly number[]): Curve {
  const gone = new Set(indices);
  const keep = (_: number, index: number): boolean => !gone.has(index);
  return { energy: curve.energy.filter(keep), mu: curve.mu.filter(keep) };
}

/** Mean of mu between two energies (eV); NaN without a point there. */
export function meanBetween({ energy, mu }: Curve, from: number, to: number): number {
  const [first, end] = indexRange(energy, from, to);
  let sum = 0;
  for (let i = first; i < end; i++) sum += mu[i];
  return sum / (end - first);
}
