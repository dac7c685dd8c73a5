import { interpolate, valuesAt } from '../spectrum/curve';
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

/** Shifts that are tried (eV), small ones first. */
const SHIFTS = Array.from(
  { length: Math.round((2 * LARGEST_SHIFT) / SHIFT_STEP) + 1 },
  (_, i) => -LARGEST_SHIFT + i * SHIFT_STEP,
).sort((a, b) => Math.abs(a) - Math.abs(b));

/** The measured window on the library grid when the computed spectra are moved by a shift. */
interface ShiftedWindow {
  /** Grid range [first, end) where the window has data. */
  first: number;
  end: number;
  /** Normalised mu at every place of the grid. */
  readonly mu: Float64Array;
  readonly sums: Sums;
}

/** Sums over the first k values and their squares, for every k: those over a range are differences. */
interface Sums {
  readonly values: Float64Array;
  readonly squares: Float64Array;
}

const noSums = (length: number): Sums => ({
  values: new Float64Array(length + 1),
  squares: new Float64Array(length + 1),
});

/** Writes the sums over `n` values from `from` on. */
function sumUp(mu: Float64Array, from: number, n: number, { values, squares }: Sums): void {
  let value = 0;
  let square = 0;
  for (let k = 0; k < n; k++) {
    const at = mu[from + k];
    value += at;
    square += at * at;
    values[k + 1] = value;
    squares[k + 1] = square;
  }
}

/** The sums of computed spectra, which every measured one is compared with. */
const computedSums = new WeakMap<Float64Array, Sums>();

function sumsOfComputed({ mu }: LibrarySpectrum): Sums {
  let sums = computedSums.get(mu);
  if (!sums) {
    sums = noSums(mu.length);
    sumUp(mu, 0, mu.length, sums);
    computedSums.set(mu, sums);
  }
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

/** Memory of the windows of the spectrum that is looked at. */
const windows: readonly ShiftedWindow[] = SHIFTS.map(() => ({
  first: 0,
  end: 0,
  mu: new Float64Array(LIBRARY_POINTS),
  sums: noSums(LIBRARY_POINTS),
}));
const places = new Float64Array(LIBRARY_POINTS);

function shiftedWindows(window: SpectralWindow): readonly ShiftedWindow[] {
  const e0 = window.energy[0] - WINDOW_START;
  const from = WINDOW_START + window.missingBefore;
  const to = WINDOW_START + WINDOW_LENGTH - window.missingAfter;
  SHIFTS.forEach((shift, place) => {
    const shifted = windows[place];
    // A computed spectrum moved by `shift` shows at `e` what it has at `e - shift`.
    const first = Math.max(0, Math.ceil((from - shift - LIBRARY_START) / LIBRARY_STEP - 1e-9));
    const last = Math.min(LIBRARY_POINTS - 1, Math.floor((to - shift - LIBRARY_START) / LIBRARY_STEP + 1e-9));
    const end = Math.max(first, last + 1);
    for (let i = first; i < end; i++) places[i] = e0 + gridEnergy(i) + shift;
    valuesAt(window, places, shifted.mu, first, end);
    sumUp(shifted.mu, first, end - first, shifted.sums);
    shifted.first = first;
    shifted.end = end;
  });
  return windows;
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

/** What the rounding of sums over it stays below. */
const ROUNDING = 1e-9;

/** Squares that the least-squares line y = scale x + offset through `n` points leaves, from their sums; offset 0 where it has none. */
function squaresLeft(
  n: number,
  x: number,
  xx: number,
  y: number,
  yy: number,
  xy: number,
  hasOffset: boolean,
): number {
  const mx = hasOffset ? x / n : 0;
  const my = hasOffset ? y / n : 0;
  const variance = xx / n - mx * mx;
  const scale = variance > 1e-9 ? (xy / n - mx * my) / variance : 0;
  return n * Math.max(0, yy / n - my * my - scale * (xy / n - mx * my));
}

/** That line. */
function lineThrough(
  n: number,
  x: number,
  xx: number,
  y: number,
  xy: number,
  hasOffset: boolean,
): { readonly scale: number; readonly offset: number } {
  const mx = hasOffset ? x / n : 0;
  const my = hasOffset ? y / n : 0;
  const variance = xx / n - mx * mx;
  const scale = variance > 1e-9 ? (xy / n - mx * my) / variance : 0;
  return { scale, offset: my - scale * mx };
}

/**
 * The best shift, scale and (where the background is a guess) offset of one computed spectrum; infinitely far where that is
 * not nearer than `limit`. The edge step that a short scan is normalised with, or the maximum that published data are
 * divided by, must not decide what resembles it.
 */
function bestMatch(
  shifted: readonly ShiftedWindow[],
  entry: LibrarySpectrum,
  hasOffset: boolean,
  limit: number,
): Match {
  let best: Match = { shift: 0, scale: 1, offset: 0, distance: Number.POSITIVE_INFINITY };
  let square = limit * limit;
  const { mu: computed, offset } = entry;
  const own = sumsOfComputed(entry);
  for (let place = 0; place < shifted.length; place++) {
    const { first, end, mu, sums } = shifted[place];
    const from = Math.max(first, offset);
    const to = Math.min(end, offset + computed.length);
    const n = to - from;
    if (n < FEWEST_COMMON) continue;
    // No line through all points comes nearer to those at the edge than their own: most spectra need no more.
    const a = Math.max(from, EDGE_FROM);
    const b = Math.min(to, EDGE_TO);
    const atEdge = productSum(mu, a, computed, a - offset, b - a);
    const ex = sums.values[b - first] - sums.values[a - first];
    const exx = sums.squares[b - first] - sums.squares[a - first];
    const ey = own.values[b - offset] - own.values[a - offset];
    const eyy = own.squares[b - offset] - own.squares[a - offset];
    // The same without a division, which takes longer than all the rest.
    if (!hasOffset && (eyy - n * square - ROUNDING) * exx > atEdge * atEdge + ROUNDING) continue;
    if (squaresLeft(b - a, ex, exx, ey, eyy, atEdge, hasOffset) > n * square) continue;
    const x = sums.values[to - first] - sums.values[from - first];
    const xx = sums.squares[to - first] - sums.squares[from - first];
    const y = own.values[to - offset] - own.values[from - offset];
    const yy = own.squares[to - offset] - own.squares[from - offset];
    const xy =
      productSum(mu, from, computed, from - offset, a - from) +
      atEdge +
      productSum(mu, b, computed, b - offset, to - b);
    const distance = Math.sqrt(squaresLeft(n, x, xx, y, yy, xy, hasOffset) / n);
    if (!(distance < best.distance)) continue;
    const line = lineThrough(n, x, xx, y, xy, hasOffset);
    if (!(line.scale > 0)) continue;
    best = { shift: SHIFTS[place], scale: line.scale, offset: line.offset, distance };
    square = Math.min(limit, distance) ** 2;
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
  const shifted = shiftedWindows(window);
  const hasOffset = window.missingBefore > GUESSED_BACKGROUND;
  let nearest: (Match & { readonly spectrum: LibrarySpectrum })[] = [];
  for (const spectrum of library.spectra) {
    if (spectrum.material === except) continue;
    const limit = nearest[count - 1]?.distance ?? Number.POSITIVE_INFINITY;
    const match = bestMatch(shifted, spectrum, hasOffset, limit);
    if (!(match.distance < limit)) continue;
    const known = nearest.find((one) => one.spectrum.material === spectrum.material);
    if (known && !(match.distance < known.distance)) continue;
    nearest = [...nearest.filter((one) => one !== known), { ...match, spectrum }]
      .sort((one, other) => one.distance - other.distance)
      .slice(0, count);
  }
  return nearest.map(({ spectrum, shift, scale, offset, distance }) => ({
    material: spectrum.material,
    formula: spectrum.formula,
    environment: spectrum.environment,
    distance,
    shift,
    ...curveOf(spectrum, shift, scale, offset),
  }));
}

/** A computed spectrum on the scale of the window that it was compared with. */
function curveOf(
  { mu, offset: first }: LibrarySpectrum,
  shift: number,
  scale: number,
  offset: number,
): Curve {
  const curve = { energy: new Float64Array(mu.length), mu: new Float64Array(mu.length) };
  for (let i = 0; i < mu.length; i++) {
    curve.energy[i] = gridEnergy(first + i) + shift;
    curve.mu[i] = (mu[i] - offset) / scale;
  }
  return curve;
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
