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
  readonly sums: Sums;
}

/** Sums over the first k values and their squares, for every k: those over a range are differences. */
interface Sums {
  readonly values: Float64Array;
  readonly squares: Float64Array;
}

function sumsOf(mu: Float64Array): Sums {
  const values = new Float64Array(mu.length + 1);
  const squares = new Float64Array(mu.length + 1);
  for (let i = 0; i < mu.length; i++) {
    values[i + 1] = values[i] + mu[i];
    squares[i + 1] = squares[i] + mu[i] * mu[i];
  }
  return { values, squares };
}

/** The sums of computed spectra, which every measured one is compared with. */
const computedSums = new WeakMap<Float64Array, Sums>();

function sumsOfComputed({ mu }: LibrarySpectrum): Sums {
  let sums = computedSums.get(mu);
  if (!sums) computedSums.set(mu, (sums = sumsOf(mu)));
  return sums;
}

/** Sum of the products of `n` values of each; four sums at once, as one would wait for itself at every step. */
function productSum(a: Float64Array, fromA: number, b: Float64Array, fromB: number, n: number): number {
  let s0 = 0;
  let s1 = 0;
  let s2 = 0;
  let s3 = 0;
  let i = 0;
  for (; i + 3 < n; i += 4) {
    s0 += a[fromA + i] * b[fromB + i];
    s1 += a[fromA + i + 1] * b[fromB + i + 1];
    s2 += a[fromA + i + 2] * b[fromB + i + 2];
    s3 += a[fromA + i + 3] * b[fromB + i + 3];
  }
  for (; i < n; i++) s0 += a[fromA + i] * b[fromB + i];
  return s0 + s1 + s2 + s3;
}

const gridEnergy = (index: number): number => LIBRARY_START + index * LIBRARY_STEP;

function shiftedWindows(window: SpectralWindow): ShiftedWindow[] {
  const e0 = window.energy[0] - WINDOW_START;
  const from = WINDOW_START + window.missingBefore;
  const to = WINDOW_START + WINDOW_LENGTH - window.missingAfter;
  const shifts = Array.from(
    { length: Math.round((2 * LARGEST_SHIFT) / SHIFT_STEP) + 1 },
    (_, i) => -LARGEST_SHIFT + i * SHIFT_STEP,
  ).sort((a, b) => Math.abs(a) - Math.abs(b));
  return shifts.map((shift) => {
    // A computed spectrum moved by `shift` shows at `e` what it has at `e - shift`.
    const first = Math.max(0, Math.ceil((from - shift - LIBRARY_START) / LIBRARY_STEP - 1e-9));
    const last = Math.min(LIBRARY_POINTS - 1, Math.floor((to - shift - LIBRARY_START) / LIBRARY_STEP + 1e-9));
    const mu = new Float64Array(Math.max(0, last - first + 1));
    for (let i = 0; i < mu.length; i++) mu[i] = interpolate(window, e0 + gridEnergy(first + i) + shift);
    return { shift, first, end: first + mu.length, mu, sums: sumsOf(mu) };
  });
}

/** Missing pre-edge (eV) from which on the background below the edge is a guess. */
const GUESSED_BACKGROUND = 5;

/** How a computed spectrum fits a window: its mu is `scale` times the measured mu plus `offset`. */
interface Match {
  readonly shift: number;
  readonly scale: number;
  readonly offset: number;
  /** Root-mean-square difference that is left, in edge steps of the calculation. */
  readonly distance: number;
}

/** Grid range about white line and edge, where spectra differ most. */
const EDGE_FROM = Math.round((-5 - LIBRARY_START) / LIBRARY_STEP);
const EDGE_TO = Math.round((12 - LIBRARY_START) / LIBRARY_STEP);

/** The least-squares line y = scale x + offset through `n` points, from their sums; offset 0 where it has none. */
function lineThrough(
  n: number,
  x: number,
  xx: number,
  y: number,
  yy: number,
  xy: number,
  hasOffset: boolean,
): { readonly scale: number; readonly offset: number; readonly squares: number } {
  const mx = hasOffset ? x / n : 0;
  const my = hasOffset ? y / n : 0;
  const variance = xx / n - mx * mx;
  const scale = variance > 1e-9 ? (xy / n - mx * my) / variance : 0;
  const left = yy / n - my * my - scale * (xy / n - mx * my);
  return { scale, offset: my - scale * mx, squares: n * Math.max(0, left) };
}

const between = (sums: Float64Array, from: number, to: number): number => sums[to] - sums[from];

/**
 * The best shift, scale and (where the background is a guess) offset of one computed spectrum; infinitely far where that is
 * not nearer than `limit`. The edge step that a short scan is normalised with, or the maximum that published data are
 * divided by, must not decide what resembles it.
 */
function bestMatch(
  windows: readonly ShiftedWindow[],
  entry: LibrarySpectrum,
  hasOffset: boolean,
  limit: number,
): Match {
  let best: Match = { shift: 0, scale: 1, offset: 0, distance: Number.POSITIVE_INFINITY };
  const { mu: computed, offset } = entry;
  const own = sumsOfComputed(entry);
  for (const { shift, first, end, mu, sums } of windows) {
    const from = Math.max(first, offset);
    const to = Math.min(end, offset + computed.length);
    const n = to - from;
    if (n < FEWEST_COMMON) continue;
    const products = (a: number, b: number): number => productSum(mu, a - first, computed, a - offset, b - a);
    const line = (a: number, b: number, xy: number): ReturnType<typeof lineThrough> =>
      lineThrough(
        b - a,
        between(sums.values, a - first, b - first),
        between(sums.squares, a - first, b - first),
        between(own.values, a - offset, b - offset),
        between(own.squares, a - offset, b - offset),
        xy,
        hasOffset,
      );
    // No line through all points comes nearer to those at the edge than their own: most spectra need no more.
    const [a, b] = [Math.max(from, EDGE_FROM), Math.min(to, EDGE_TO)];
    const atEdge = products(a, b);
    if (line(a, b, atEdge).squares > n * Math.min(limit, best.distance) ** 2) continue;
    const whole = line(from, to, products(from, a) + atEdge + products(b, to));
    const distance = Math.sqrt(whole.squares / n);
    if (whole.scale > 0 && distance < best.distance)
      best = { shift, scale: whole.scale, offset: whole.offset, distance };
  }
  return best;
}

/**
 * The computed spectra nearest to a measured window, nearest first, at most one a material, `count` in all.
 * The distance is the root-mean-square difference of normalised mu on a grid of 0.5 eV, where both have data,
 * after the best shift of up to 3 eV and the best scale (and offset, where the scan starts too late for a background).
 * `except` leaves a material out (for training: itself). The curves come on the scale of the window.
 */
export function nearestNeighbours(
  window: SpectralWindow,
  library: SpectrumLibrary,
  count: number,
  except?: string,
): Neighbour[] {
  const windows = shiftedWindows(window);
  const hasOffset = window.missingBefore > GUESSED_BACKGROUND;
  let nearest: (Match & { readonly spectrum: LibrarySpectrum })[] = [];
  for (const spectrum of library.spectra) {
    if (spectrum.material === except) continue;
    const limit = nearest[count - 1]?.distance ?? Number.POSITIVE_INFINITY;
    const match = { spectrum, ...bestMatch(windows, spectrum, hasOffset, limit) };
    const known = nearest.find((one) => one.spectrum.material === spectrum.material);
    if (!(match.distance < Math.min(limit, known?.distance ?? Number.POSITIVE_INFINITY))) continue;
    nearest = [...nearest.filter((one) => one !== known), match]
      .sort((one, other) => one.distance - other.distance)
      .slice(0, count);
  }
  return nearest.map(({ spectrum, shift, scale, offset, distance }) => ({
    material: spectrum.material,
    formula: spectrum.formula,
    environment: spectrum.environment,
    distance,
    shift,
    energy: spectrum.mu.map((_, i) => gridEnergy(spectrum.offset + i) + shift),
    mu: spectrum.mu.map((value) => (value - offset) / scale),
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
