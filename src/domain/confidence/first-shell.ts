import { broaden, interpolate } from '../spectrum/curve';
import type { Curve } from '../spectrum/types';

/*
 * Where the nearest neighbours are, from the EXAFS of a scan that reaches far enough: sulfur and metals stand
 * farther from a cation than oxygen does, whatever the shape of the edge. Textbook EXAFS (Bunker, Introduction to
 * XAFS, 2010), as coarse as the question allows.
 */

/** k^2 (1/angstrom^2) of a photoelectron, per eV above E0: 2 m / hbar^2. */
const K_SQUARED_PER_EV = 0.262468;
const K_STEP = 0.05;
/** k (1/angstrom) where the fine structure starts, and the end of the window's rise. */
const K_START = 1.5;
const WINDOW = { from: 2.5, rise: 1 };
/** Range (1/angstrom) that separates shells 0.3 angstrom apart, and beyond which noise and other edges come in. */
const LEAST_K = 8;
const MOST_K = 12;
/** Standard deviation (1/angstrom) of the smoothing that leaves the atomic background: passes R below 0.7 angstrom. */
const BACKGROUND = 0.9;
/** Distances (angstrom, not corrected for phase shifts) among which the first shell is looked for. */
const SHELL = { from: 1.1, to: 3.2 };
/** Distances at which no shell stands out: what is there is noise. */
const BEYOND = { from: 5, to: 6.5 };
const R_STEP = 0.02;
/** Share of the largest peak that makes a peak, and times the noise that it must exceed. */
const LEAST_SHARE = 0.3;
const LEAST_SIGNAL = 3;

/**
 * Least by which phase shifts move the peak of oxygen below its true distance (angstrom): about 0.4 to 0.5 in the
 * usual oxides (NiO 1.65 for 2.09, Fe2O3 1.5 for 1.95, GeO2 1.35 for 1.74).
 */
export const LEAST_PHASE_SHIFT = 0.35;

/** Magnitude at distance `r` (angstrom) of the Fourier transform of the windowed, k-weighted fine structure. */
function magnitude(k: Float64Array, weighted: Float64Array, r: number): number {
  let [re, im] = [0, 0];
  for (let i = 0; i < k.length; i++) {
    re += weighted[i] * Math.cos(2 * k[i] * r);
    im += weighted[i] * Math.sin(2 * k[i] * r);
  }
  return Math.hypot(re, im);
}

/**
 * Position (angstrom) of the first peak in the Fourier transform of the EXAFS of a normalised curve; the true
 * distance is longer by `LEAST_PHASE_SHIFT` or more. Null where the scan ends below
 * k = 8/angstrom (E0 + 244 eV) or nothing stands out of the noise.
 */
export function firstShellPeak(normalised: Curve, e0: number): number | null {
  const last = normalised.energy[normalised.energy.length - 1] - e0;
  const end = Math.min(MOST_K, Math.sqrt(Math.max(0, last) * K_SQUARED_PER_EV));
  if (end < LEAST_K) return null;
  const k = Float64Array.from(
    { length: Math.floor((end - K_START) / K_STEP) + 1 },
    (_, i) => K_START + i * K_STEP,
  );
  const mu = k.map((at) => interpolate(normalised, e0 + at ** 2 / K_SQUARED_PER_EV));
  const background = broaden({ energy: k, mu }, BACKGROUND).mu;
  const weighted = k.map((at, i) => {
    const inside = Math.min(1, Math.max(0, Math.min(at - WINDOW.from, end - at) / WINDOW.rise));
    return (mu[i] - background[i]) * at * Math.sin((Math.PI / 2) * inside) ** 2;
  });
  const scan = ({ from, to }: typeof SHELL): number[] =>
    Array.from({ length: Math.round((to - from) / R_STEP) + 1 }, (_, i) =>
      magnitude(k, weighted, from + i * R_STEP),
    );
  const shells = scan(SHELL);
  const highest = Math.max(...shells);
  const noise = scan(BEYOND).toSorted((a, b) => a - b);
  if (highest < LEAST_SIGNAL * noise[noise.length >> 1]) return null;
  const peak = shells.findIndex(
    (value, i) =>
      i > 0 &&
      value >= LEAST_SHARE * highest &&
      value >= shells[i - 1] &&
      value > (shells[i + 1] ?? Infinity),
  );
  return peak < 0 ? null : SHELL.from + peak * R_STEP;
}
