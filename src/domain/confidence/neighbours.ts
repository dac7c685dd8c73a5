import { interpolate } from '../spectrum/curve';
import type { Curve } from '../spectrum/types';
import { WINDOW_LENGTH, WINDOW_START, type SpectralWindow } from '../spectrum/window';
import {
  LIBRARY_POINTS,
  LIBRARY_START,
  LIBRARY_STEP,
  type SpectrumLibrary,
  type LibrarySpectrum,
} from './library';
import type { Neighbour } from './types';

/** How far (eV) a computed spectrum may be moved, and in which steps. */
const LARGEST_SHIFT = 3;
const SHIFT_STEP = 0.25;
/** Fewest common grid points that make two spectra comparable: 25 eV. */
const FEWEST_COMMON = 50;

/** Normalised mu of the measured window on the library grid when the computed spectra are moved by `shift`. */
interface ShiftedWindow {
  readonly shift: number;
  /** Grid range [first, end) where the window has data. */
  readonly first: number;
  readonly end: number;
  /** Values on that range. */
  readonly mu: Float64Array;
}

const gridEnergy = (index: number): number => LIBRARY_START + index * LIBRARY_STEP;

function shiftedWindows(window: SpectralWindow): ShiftedWindow[] {
  const e0 = window.energy[0] - WINDOW_START;
  const from = WINDOW_START + window.missingBefore;
  const to = WINDOW_START + WINDOW_LENGTH - window.missingAfter;
  const shifts = Array.from(
    { length: Math.round((2 * LARGEST_SHIFT) / SHIFT_STEP) + 1 },
    (_, i) => -LARGEST_SHIFT + i * SHIFT_STEP,
  );
  return shifts.map((shift) => {
    // A computed spectrum moved by `shift` shows at `e` what it has at `e - shift`.
    const first = Math.max(0, Math.ceil((from - shift - LIBRARY_START) / LIBRARY_STEP - 1e-9));
    const last = Math.min(LIBRARY_POINTS - 1, Math.floor((to - shift - LIBRARY_START) / LIBRARY_STEP + 1e-9));
    const mu = new Float64Array(Math.max(0, last - first + 1));
    for (let i = 0; i < mu.length; i++) mu[i] = interpolate(window, e0 + gridEnergy(first + i) + shift);
    return { shift, first, end: first + mu.length, mu };
  });
}

/** The best shift (eV) of one computed spectrum and the root-mean-square difference it leaves. */
function bestShift(
  windows: readonly ShiftedWindow[],
  entry: LibrarySpectrum,
): { shift: number; distance: number } {
  let best = { shift: 0, distance: Number.POSITIVE_INFINITY };
  for (const { shift, first, end, mu } of windows) {
    const from = Math.max(first, entry.offset);
    const to = Math.min(end, entry.offset + entry.mu.length);
    if (to - from < FEWEST_COMMON) continue;
    let sum = 0;
    for (let i = from; i < to; i++) {
      const difference = mu[i - first] - entry.mu[i - entry.offset];
      sum += difference * difference;
    }
    const distance = Math.sqrt(sum / (to - from));
    if (distance < best.distance) best = { shift, distance };
  }
  return best;
}

/**
 * The computed spectra nearest to a measured window, nearest first, at most one a material, `count` in all.
 * The distance is the root-mean-square difference of normalised mu on a grid of 0.5 eV, where both have data,
 * after the best shift of up to 3 eV. `except` leaves a material out (for training: itself).
 */
export function nearestNeighbours(
  window: SpectralWindow,
  library: SpectrumLibrary,
  count: number,
  except?: string,
): Neighbour[] {
  const windows = shiftedWindows(window);
  const best = new Map<string, { spectrum: LibrarySpectrum; shift: number; distance: number }>();
  for (const spectrum of library.spectra) {
    if (spectrum.material === except) continue;
    const match = { spectrum, ...bestShift(windows, spectrum) };
    if (match.distance < (best.get(spectrum.material)?.distance ?? Number.POSITIVE_INFINITY)) {
      best.set(spectrum.material, match);
    }
  }
  return [...best.values()]
    .sort((a, b) => a.distance - b.distance)
    .slice(0, count)
    .map(({ spectrum, shift, distance }) => ({
      material: spectrum.material,
      formula: spectrum.formula,
      environment: spectrum.environment,
      distance,
      shift,
      energy: spectrum.mu.map((_, i) => gridEnergy(spectrum.offset + i) + shift),
      mu: spectrum.mu,
    }));
}

/** A normalised spectrum on the library grid, without the grid points that it does not cover. */
export function onLibraryGrid(normalised: Curve, e0: number): { offset: number; mu: Float64Array } {
  const { energy } = normalised;
  const inside = Array.from({ length: LIBRARY_POINTS }, (_, i) => i).filter(
    (i) => e0 + gridEnergy(i) >= energy[0] && e0 + gridEnergy(i) <= energy[energy.length - 1],
  );
  return {
    offset: inside[0] ?? 0,
    mu: Float64Array.from(inside, (i) => interpolate(normalised, e0 + gridEnergy(i))),
  };
}
