import { XanopyError } from '../errors';
import { broaden } from '../spectrum/curve';
import { assertCovered } from '../spectrum/window';
import { prepareSpectrum, type PreparedSpectrum } from '../spectrum/prepare';
import { computed, TAIL_LENGTH } from './samples';
import type { Spectrum } from '../spectrum/types';
import type { Random } from '../random';

/**
 * How far a computed spectrum may be from what a scan of the same compound shows. Every varied spectrum draws its
 * own values between nothing and these; zero switches a variation off.
 */
export interface Variation {
  /** Largest relative stretch of the energy axis about E0: lattice parameters of DFT are wrong by that much. */
  readonly stretch: number;
  /** Largest standard deviation (eV) of the Gaussian resolution. */
  readonly resolution: number;
  /** Largest slope (eV per eV) with which the broadening grows above E0: lifetime and losses of the photoelectron. */
  readonly loss: number;
  /**
   * Largest error of the calculation, as a share of the contrast above the edge; no calculation is better than half of
   * it. The copper oxides that both of our sources have computed (CuO, Cu2O, PrCuO2; FEFF 9 and FEFF 10, other cluster
   * radii and core holes) differ by 0.14 to 0.28 of their contrast after the best shift, stretch, broadening and level.
   */
  readonly error: number;
  /**
   * Most by which the structure above the edge is weaker in a scan: losses of the photoelectron (the amplitude
   * factor S0^2 of EXAFS is usually 0.7 to 1), thermal motion, thick samples.
   */
  readonly weakening: number;
  /**
   * Largest relative error of the edge step, to which comes what flattening takes of the level above the edge:
   * calculations keep the atomic background there, flattened scans lose some or all of it.
   */
  readonly step: number;
  /** Largest relative change of mu over 40 eV above E0, either way: scans that end near the edge cannot be flattened. */
  readonly slope: number;
  /** Largest part (eV) of the start of a calculation that is taken to be the tail that comes before it. */
  readonly start: number;
  /** Share of the scans that begin only 3 to 13 eV below E0; half of them call their first value zero. */
  readonly late: number;
  /**
   * Largest share of the edge in the whole absorption (see `overAbsorbed`); small ones are drawn more often. Concentrated samples in
   * fluorescence have 0.4 to 0.7, of which the page finds the stronger ones.
   */
  readonly damping: number;
  /** Largest standard deviation of noise, in edge steps. */
  readonly noise: number;
  /** Largest error of E0, eV. */
  readonly e0: number;
}

/** What separates scans of oxides at usual beamlines from calculations. */
export const SCAN: Variation = {
  stretch: 0.05,
  resolution: 1.5,
  loss: 0.03,
  error: 0.28,
  weakening: 0.35,
  step: 0.05,
  slope: 0.1,
  start: 1.5,
  late: 0.1,
  damping: 0.7,
  noise: 0.01,
  e0: 1.5,
};

/** A variation `factor` times as large; 0 gives none. */
export const times = (factor: number, v: Variation): Variation => ({
  stretch: factor * v.stretch,
  resolution: factor * v.resolution,
  loss: factor * v.loss,
  error: factor * v.error,
  weakening: factor * v.weakening,
  step: factor * v.step,
  slope: factor * v.slope,
  start: factor * v.start,
  late: factor * v.late,
  damping: factor * v.damping,
  noise: factor * v.noise,
  e0: factor * v.e0,
});

/** Variations of training spectra and how many of them. */
export interface Augmentation extends Variation {
  /** Copies of a sample aim at this many rows an element, within the limits of `copies`. */
  readonly rows: number;
  readonly copies: readonly [fewest: number, most: number];
}

/** The prepared spectrum, null where the pipeline itself refuses it or the window about its E0 is not covered. */
export function prepareOrRefuse(...given: Parameters<typeof prepareSpectrum>): PreparedSpectrum | null {
  try {
    const prepared = prepareSpectrum(...given);
    assertCovered(prepared.raw, prepared.e0);
    return prepared;
  } catch (error) {
    if (error instanceof XanopyError) return null;
    throw error;
  }
}

/** The spectrum with its energy axis stretched about `e0` and broadened; E0 keeps its place. */
export function distort(
  spectrum: Spectrum,
  e0: number,
  stretch: number,
  sigma: number,
  loss: number,
): Spectrum {
  const energy = spectrum.energy.map((at) => e0 + (at - e0) * (1 + stretch));
  const { mu } = broaden({ energy, mu: spectrum.mu }, (at) => sigma + loss * Math.max(0, at - e0));
  return { ...spectrum, energy, mu };
}

/**
 * Normalised mu as fluorescence of a thick sample shows it, the edge making up `share` of the whole absorption: what absorbs more is
 * seen less deep (Tröger et al., Phys. Rev. B 46, 3283, 1992, for a thick sample). Uneven transmission samples show much the same.
 */
export const overAbsorbed = (mu: Float64Array, share: number): Float64Array =>
  mu.map((value) => value / (1 - share + share * value));

/** Correlation length (eV) of the error of a calculation, and the Fourier components that make it. */
const CORRELATION_LENGTH = 4;
const COMPONENTS = 16;

/** A smooth random function of energy (eV) of standard deviation 1: a Gaussian process by random Fourier components. */
function smoothNoise(random: Random): (at: number) => number {
  const waves = Array.from({ length: COMPONENTS }, () => ({
    wave: random.normal() / CORRELATION_LENGTH,
    phase: random.between(0, 2 * Math.PI),
  }));
  return (at) =>
    Math.sqrt(2 / COMPONENTS) * waves.reduce((sum, { wave, phase }) => sum + Math.cos(wave * at + phase), 0);
}

/** Mean and standard deviation of mu from 5 to 30 eV above `e0`. */
function aboveEdge({ energy, mu }: Spectrum, e0: number): { level: number; contrast: number } {
  const above = mu.filter((_, i) => energy[i] >= e0 + 5 && energy[i] <= e0 + 30);
  const level = above.reduce((sum, value) => sum + value, 0) / above.length;
  const variance = above.reduce((sum, value) => sum + (value - level) ** 2, 0) / above.length;
  return { level, contrast: Math.sqrt(variance) };
}

/** Most that flattening changes the level above the edge. */
const LARGEST_FLATTENING = 0.15;

/** eV over which a slope of a scan is stated. */
const SLOPE_RANGE = 40;

/** The curve times a slope above `e0`: 1 + `change` after 40 eV. */
export const sloped = ({ energy, mu, ...rest }: Spectrum, e0: number, change: number): Spectrum => ({
  ...rest,
  energy,
  mu: mu.map((value, i) => value * (1 + (change * Math.max(0, energy[i] - e0)) / SLOPE_RANGE)),
});

/** Nearest and farthest begin of a late scan, eV from E0. */
const LATE_START = [-13, -3] as const;

/** The scan from `first` eV on, its first value taken for zero or not. */
function beginningAt({ energy, mu, ...rest }: Spectrum, first: number, isZeroed: boolean): Spectrum {
  const begin = energy.findIndex((at) => at >= first);
  const background = isZeroed ? mu[begin] : 0;
  return {
    ...rest,
    energy: energy.slice(begin),
    mu: mu.slice(begin).map((value) => (value - background) / (1 - background)),
  };
}

/** A computed spectrum whose first `length` eV make way for the tail that continues it below. */
function withLaterStart(spectrum: Spectrum, length: number): Spectrum {
  const { energy, mu, element } = spectrum;
  if (length === 0 || element === undefined) return spectrum;
  const first = energy.findIndex((at) => at >= energy[0] + TAIL_LENGTH + length);
  return computed(energy.slice(first), mu.slice(first), element);
}

/** One variation of a computed spectrum (E0 at `e0`, eV), which stays where it is. */
export function disturbed(spectrum: Spectrum, e0: number, variation: Variation, random: Random): Spectrum {
  const upTo = (most: number): number => random.between(0, most);
  const either = (most: number): number => random.between(-most, most);
  const { stretch, resolution, loss } = variation;
  const started = withLaterStart(spectrum, upTo(variation.start));
  const distorted = distort(started, e0, either(stretch), upTo(resolution), upTo(loss));
  const { level, contrast } = aboveEdge(spectrum, e0);
  const flattening = Math.max(-LARGEST_FLATTENING, Math.min(LARGEST_FLATTENING, 1 - 1 / level));
  const scale = variation.step > 0 ? (1 + either(variation.step)) * (1 - upTo(flattening)) : 1;
  const amplitude = contrast * random.between(variation.error / 2, variation.error);
  const error = smoothNoise(random);
  const weakening = upTo(variation.weakening);
  const sigma = upTo(variation.noise);
  const mu = distorted.mu.map((value, i) => {
    const d = distorted.energy[i] - e0;
    const weakened = d > 0 ? value + (level - value) * weakening * (1 - Math.exp(-d / 3)) : value;
    const erroneous = weakened + amplitude * Math.min(1, Math.max(0, value)) * error(d);
    return scale * erroneous;
  });
  const noisy = overAbsorbed(mu, variation.damping * random.next() ** 2).map(
    (value) => value + sigma * random.normal(),
  );
  const whole = sloped({ ...distorted, mu: noisy }, e0, either(variation.slope));
  return random.next() < variation.late
    ? beginningAt(whole, e0 + random.between(...LATE_START), random.next() < 0.5)
    : whole;
}

/**
 * One variation of a computed spectrum (E0 at `e0`, eV), prepared with the E0 that the page would find, but for its
 * error; null where it no longer covers the window.
 */
export function asMeasured(
  spectrum: Spectrum,
  e0: number,
  variation: Variation,
  random: Random,
): PreparedSpectrum | null {
  const varied = disturbed(spectrum, e0, variation, random);
  const found = prepareOrRefuse(varied);
  return found && prepareOrRefuse(varied, { e0: found.e0 + random.between(-variation.e0, variation.e0) });
}

/** Copies a sample gets when the element has `samples` of them. */
export function copiesFor({ rows, copies: [fewest, most] }: Augmentation, samples: number): number {
  return Math.min(most, Math.max(fewest, Math.round(rows / samples)));
}
