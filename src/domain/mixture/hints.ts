import { indexRange, interpolate, resample } from '../spectrum/curve';
import { WINDOW_LENGTH, WINDOW_START } from '../spectrum/window';
import { isBetter, type Part } from './combination';
import { chanceOfRatio } from './f-test';
import { purestScans } from './purest';
import { FEWEST_ENERGIES, independentValues, isCovering, type MixtureCurve } from './samples';

/** An answered spectrum that may be a mixture of others. */
export interface Suspect {
  readonly curve: MixtureCurve;
  /** eV */
  readonly e0: number;
  /** Root-mean-square difference (edge steps) from the nearest computed spectrum; null where none is known. */
  readonly nearest: number | null;
}

/** Two spectra that explain a third better than any single computed spectrum does. */
export interface MixtureHint {
  /** Larger share first; `reference` is the index among the suspects; the shares add up to 1. */
  readonly parts: readonly [Part, Part];
  /** Root-mean-square difference of their combination, edge steps. */
  readonly rms: number;
  /** That of the nearest single computed spectrum. */
  readonly nearest: number;
}

/** Spectra that are tried as parts: those that differ most among each other. */
const MOST_PARTS_TRIED = 12;
/** Points of the grid on which they are compared. */
const GRID = 91;
/** A smaller share may be an error of normalisation or calibration. */
const LEAST_SHARE = 0.1;
/** Repeats of a sample average each other's noise: what tells nothing of the shares is no mixture. */
const LARGEST_ERROR = 0.05;
/** Chance below which one pair explains more than another. */
const SIGNIFICANT = 0.05;
/** Suspects between two signs of progress. */
const BETWEEN_SIGNS = 20;

/** The suspects that differ most from each other. */
function extremes(suspects: readonly Suspect[]): number[] {
  if (suspects.length <= MOST_PARTS_TRIED + 1) return [...suspects.keys()];
  const e0s = suspects.map(({ e0 }) => e0).sort((a, b) => a - b);
  const start = e0s[e0s.length >> 1] + WINDOW_START;
  const rows = suspects.map(({ curve }) => resample(curve.curve, start, start + WINDOW_LENGTH, GRID).mu);
  // One more: a suspect is no part of itself.
  return [...new Set(purestScans(rows, MOST_PARTS_TRIED + 1))];
}

/** Two spectra in the best shares that add up to 1. */
interface Pair {
  readonly members: readonly [number, number];
  /** Of the first member. */
  readonly share: number;
  /** One standard deviation. */
  readonly error: number;
  readonly squares: number;
  /** Sum of squared differences of the members. */
  readonly apart: number;
}

/** Sum of the products of the differences a - b and c - b. */
function across(a: Float64Array, b: Float64Array, c: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += (a[i] - b[i]) * (c[i] - b[i]);
  return sum;
}

function hintOf(
  suspects: readonly Suspect[],
  self: number,
  candidates: readonly number[],
): MixtureHint | null {
  const { curve, e0, nearest } = suspects[self];
  if (nearest === null) return null;
  const [first, end] = indexRange(curve.curve.energy, e0 + WINDOW_START, e0 + WINDOW_START + WINDOW_LENGTH);
  if (end - first < FEWEST_ENERGIES) return null;
  const energy = curve.curve.energy.subarray(first, end);
  const measured = curve.curve.mu.subarray(first, end);
  const known = candidates.filter((index) => index !== self && isCovering(suspects[index].curve, energy));
  const sampled = known.map((index) => energy.map((at) => interpolate(suspects[index].curve.curve, at)));
  const left = independentValues(curve.element, energy) - 1;
  const alone = sampled.map((mu) => across(measured, mu, measured));
  const pairs: Pair[] = [];
  for (let i = 0; i < known.length; i++) {
    for (let j = 0; j < i; j++) {
      const apart = across(sampled[i], sampled[j], sampled[i]);
      const along = across(sampled[i], sampled[j], measured);
      const share = along / apart;
      if (!(share >= LEAST_SHARE && share <= 1 - LEAST_SHARE)) continue;
      const squares = Math.max(0, alone[j] - along * share);
      if (Math.sqrt(squares / energy.length) >= nearest) continue;
      const error = Math.sqrt(squares / (left * apart));
      if (!(error <= LARGEST_ERROR)) continue;
      // Better than either member by itself, or two scans of one sample would be a mixture of each other.
      const [pair, single] = [squares, Math.min(alone[i], alone[j])].map((rFactor) => ({
        best: { rFactor },
      }));
      if (!isBetter({ ...pair, size: 2 }, { ...single, size: 1 }, left)) continue;
      pairs.push({ members: [i, j], share, error, squares, apart });
    }
  }
  if (pairs.length === 0) return null;
  const best = Math.min(...pairs.map(({ squares }) => squares));
  const rounding = 1e-12 * energy.length;
  // Of pairs that explain as much (F test) the one whose members differ most says most: neighbours in a series explain all.
  const chosen = pairs
    .filter(
      ({ squares }) => !(chanceOfRatio((squares + rounding) / (best + rounding), left, left) < SIGNIFICANT),
    )
    .reduce((one, other) => (other.apart > one.apart ? other : one));
  const [i, j] = chosen.members;
  const parts = [
    { reference: known[i], share: chosen.share, error: chosen.error },
    { reference: known[j], share: 1 - chosen.share, error: chosen.error },
  ].sort((a, b) => b.share - a.share);
  return {
    parts: [parts[0], parts[1]],
    rms: Math.sqrt(chosen.squares / energy.length),
    nearest,
  };
}

/**
 * Which spectra two others explain better than any single computed spectrum does, and better than either of the two. All
 * are of one element. Yields the part (0 to 1) that is done.
 */
export function* mixtureHints(
  suspects: readonly Suspect[],
): Generator<number, readonly (MixtureHint | null)[]> {
  const candidates = suspects.length < 3 ? [] : extremes(suspects);
  const hints: (MixtureHint | null)[] = [];
  for (const self of suspects.keys()) {
    hints.push(hintOf(suspects, self, candidates));
    if (hints.length % BETWEEN_SIGNS === 0) yield hints.length / suspects.length;
  }
  return hints;
}
