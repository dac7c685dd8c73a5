import { coreHoleWidth, K_EDGES } from '../../src/domain/elements';
import { broaden } from '../../src/domain/spectrum/curve';
import type { Spectrum } from '../../src/domain/spectrum/types';
import { damped } from '../samples/augment';
import type { Random } from '../../src/domain/random';

/*
 * Made-up spectra of what is no oxide, for choosing limits of applicability. No measured spectrum is among them.
 */

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
