import { coreHoleWidth, K_EDGES } from '../../src/domain/elements';
import { XanopyError } from '../../src/domain/errors';
import { broaden } from '../../src/domain/spectrum/curve';
import {
  prepareSpectrum,
  type PreparedSpectrum,
  type PrepareOptions,
} from '../../src/domain/spectrum/prepare';
import type { Spectrum } from '../../src/domain/spectrum/types';
import { distort } from '../augment';
import type { Random } from '../random';

/*
 * Spectra for choosing limits of applicability: oxides as an experiment may show them, and made-up
 * spectra of what is no oxide. No measured spectrum is among them.
 */

/** The prepared spectrum, null where the pipeline itself refuses it. */
export function prepareOrRefuse(spectrum: Spectrum, options: PrepareOptions = {}): PreparedSpectrum | null {
  try {
    return prepareSpectrum(spectrum, options);
  } catch (error) {
    if (error instanceof XanopyError) return null;
    throw error;
  }
}

/** Pulls what exceeds the edge step towards it. */
const damped = (mu: Float64Array, share: number): Float64Array =>
  mu.map((value) => (value > 1 ? 1 + (value - 1) * (1 - share) : value));

/**
 * Error of the calculation itself, as a share of the contrast above the edge, and its correlation length (eV). The
 * copper oxides that both of our sources have computed (CuO, Cu2O, PrCuO2; FEFF 9 and FEFF 10, other cluster
 * radii and core holes) differ by 0.14 to 0.28 of their contrast after the best shift, stretch, broadening and level.
 */
const CALCULATION_ERROR = 0.2;
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

/**
 * Most by which the structure above the edge is weaker in a scan than in the calculation: losses of the
 * photoelectron (the amplitude factor S0^2 of EXAFS is usually 0.7 to 1), thermal motion and thick samples.
 */
const LARGEST_WEAKENING = 0.35;

/** Most that flattening a scan changes the level above the edge. */
const LARGEST_FLATTENING = 0.15;

/**
 * A computed oxide as an experiment may show it: errors of the calculation, lattice error, resolution, lifetime,
 * noise, flattening, an edge step that is wrong by up to 5 %, weakened structure, E0 wrong by up to 1.5 eV.
 */
export function asMeasured(spectrum: Spectrum, e0: number, random: Random): PreparedSpectrum | null {
  const stretched = distort(
    spectrum,
    e0,
    random.between(-0.05, 0.05),
    random.between(0, 1.5),
    random.between(0, 0.03),
  );
  const { level, contrast } = aboveEdge(spectrum, e0);
  // Calculations keep the atomic background above the edge, flattened scans lose some or all of it.
  const flattening = Math.max(-LARGEST_FLATTENING, Math.min(LARGEST_FLATTENING, 1 - 1 / level));
  const scale = random.between(0.95, 1.05) * (1 - flattening * random.next());
  const noise = random.between(0, 0.01);
  const error = smoothNoise(random);
  const amplitude = CALCULATION_ERROR * contrast;
  const weakening = random.between(0, LARGEST_WEAKENING);
  const mu = stretched.mu.map((value, i) => {
    const d = stretched.energy[i] - e0;
    const weakened = d > 0 ? value + (level - value) * weakening * (1 - Math.exp(-d / 3)) : value;
    return (
      scale * (weakened + amplitude * Math.min(1, Math.max(0, value)) * error(d)) + noise * random.normal()
    );
  });
  const found = prepareOrRefuse({ ...stretched, mu });
  return found && prepareOrRefuse({ ...stretched, mu }, { e0: found.e0 + random.between(-1.5, 1.5) });
}

/** Energies (eV above E0) to which a contracted spectrum is continued at its last value. */
const CONTINUED_TO = 60;

/**
 * An oxide turned into something like a sulfide: bonds longer by 12 to 25 % contract the energy scale above the
 * edge (Natoli's rule, E R^2 = const), and covalence weakens the white line.
 */
export function sulfideLike(spectrum: Spectrum, e0: number, random: Random): Spectrum {
  const contraction = random.between(0.64, 0.8);
  const energy = spectrum.energy.map((at) => (at > e0 ? e0 + (at - e0) * contraction : at));
  const last = spectrum.mu[spectrum.mu.length - 1];
  const end = energy[energy.length - 1];
  const tail: number[] = [];
  for (let at = end + 1; at <= e0 + CONTINUED_TO; at++) tail.push(at);
  const curve = {
    energy: Float64Array.from([...energy, ...tail]),
    mu: Float64Array.from([...spectrum.mu, ...tail.map(() => last)]),
  };
  const { mu } = broaden(curve, random.between(0.5, 2));
  return { ...spectrum, energy: curve.energy, mu: damped(mu, random.between(0.2, 0.7)) };
}

const arctanStep = (x: number, width: number): number => 0.5 + Math.atan(x / width) / Math.PI;

/**
 * Something like a metal foil: the edge rises in two steps (p states mixed into the d band, then the continuum),
 * without a white line; above it oscillates the scattering from the shells of a close-packed metal.
 */
export function metalLike(element: string, random: Random): Spectrum {
  const edge = K_EDGES[element];
  const width = coreHoleWidth(element) / 2;
  const energy = Float64Array.from({ length: 361 }, (_, i) => edge - 60 + 0.5 * i);
  const shoulder = random.between(0.2, 0.5);
  const second = random.between(5, 12);
  const [w1, w2] = [random.between(1, 2.5) + width, random.between(1.5, 3.5) + width];
  const amplitude = random.between(0.04, 0.15);
  const shells = [
    { radius: random.between(2.45, 2.9), weight: 1 },
    { radius: random.between(3.4, 4.1), weight: 0.4 },
    { radius: random.between(4.2, 5), weight: 0.5 },
  ].map((shell) => ({ ...shell, phase: random.between(0, 2 * Math.PI), bottom: random.between(0, 6) }));
  const mu = energy.map((at) => {
    const d = at - edge;
    const step = shoulder * arctanStep(d, w1) + (1 - shoulder) * arctanStep(d - second, w2);
    const onset = 1 - Math.exp(-Math.max(d - second / 2, 0) / 4);
    // k in 1/angstrom: k^2 = 0.2625 (E - V0) in eV.
    const fine = shells.reduce(
      (sum, { radius, weight, phase, bottom }) =>
        sum + weight * Math.sin(2 * radius * Math.sqrt(Math.max(d - bottom, 0) * 0.2625) + phase),
      0,
    );
    return step + amplitude * onset * fine;
  });
  const smoothed = broaden({ energy, mu }, Math.max(0.3, (2 * width) / 3));
  return { energy, mu: smoothed.mu, signal: 'computed', isNormalised: true, element };
}
