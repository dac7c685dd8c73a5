import { XanopyError } from '../src/domain/errors';
import { broaden } from '../src/domain/spectrum/curve';
import { prepareSpectrum } from '../src/domain/spectrum/prepare';
import type { Spectrum } from '../src/domain/spectrum/types';
import type { Random } from './random';

/** How training spectra are varied; every copy draws its own values. Zero switches a variation off. */
export interface Augmentation {
  /** Copies of a sample aim at this many rows an element, within the limits of `copies`. */
  readonly rows: number;
  readonly copies: readonly [fewest: number, most: number];
  /** Largest relative stretch of the energy axis about E0: lattice parameters of DFT are wrong by that much. */
  readonly stretch: number;
  /** Largest standard deviation (eV) of the Gaussian resolution. */
  readonly resolution: number;
  /** Largest slope (eV per eV) with which the broadening grows above E0: lifetime and losses of the photoelectron. */
  readonly loss: number;
  /** Largest error of E0, eV. */
  readonly e0: number;
  /** Largest standard deviation of noise, in edge steps. */
  readonly noise: number;
  /** Largest share by which over-absorption pulls mu towards 1 where it exceeds 1. */
  readonly damping: number;
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

/** One varied copy of `spectrum` (E0 at `e0`, eV) as a window of 200 numbers; null where it no longer covers the window. */
export function augmentedWindow(
  spectrum: Spectrum,
  e0: number,
  augmentation: Augmentation,
  random: Random,
): Float64Array | null {
  const { stretch, resolution, loss, noise, damping } = augmentation;
  const varied = distort(
    spectrum,
    e0,
    random.between(-stretch, stretch),
    random.between(0, resolution),
    random.between(0, loss),
  );
  const jitter = random.between(-augmentation.e0, augmentation.e0);
  try {
    // Broadening moves the half step; the copy gets the E0 that the page would find, plus the jitter.
    const found = prepareSpectrum(varied).e0;
    const { mu } = prepareSpectrum(varied, { e0: found + jitter }).window;
    const pull = random.between(0, damping);
    const sigma = random.between(0, noise);
    return mu.map((value) => (value > 1 ? 1 + (value - 1) * (1 - pull) : value) + sigma * random.normal());
  } catch (error) {
    if (error instanceof XanopyError) return null;
    throw error;
  }
}

/** Copies a sample gets when the element has `samples` of them. */
export function copiesFor({ rows, copies: [fewest, most] }: Augmentation, samples: number): number {
  return Math.min(most, Math.max(fewest, Math.round(rows / samples)));
}
