import type { Curve } from '../spectrum/types';

/** Neighbours of the absorber at one distance. */
export interface Shell {
  /** angstrom */
  readonly distance: number;
  readonly atoms: number;
  /** One of `SCATTERER`. */
  readonly centre: number;
}

/** k (1/angstrom) at which atoms scatter most: light ones at low k, heavy ones higher. */
export const SCATTERER = { oxygen: 0, sulfur: 6, metal: 7.5 } as const;

/** Distance (angstrom) by which the made-up phase shifts move every peak of the Fourier transform down. */
export const PHASE_SHIFT = 0.45;

/**
 * A made-up normalised edge at `e0` (eV) with the single scattering of `shells`, from 50 eV below to `reach` eV above;
 * `ripple` stands for noise (edge steps).
 */
export function syntheticExafs(
  e0: number,
  shells: readonly Shell[],
  { reach = 800, ripple = 0 } = {},
): Curve {
  const energy = Float64Array.from({ length: 2 * (reach + 50) }, (_, i) => e0 - 50 + i / 2);
  const mu = energy.map((at, i) => {
    const d = at - e0;
    const k = Math.sqrt(Math.max(d, 0.1) * 0.2625);
    const chi = shells.reduce(
      (sum, { distance, atoms, centre }) =>
        sum +
        (atoms / (k * distance ** 2)) *
          Math.exp(-(((k - centre) / 5) ** 2) - 0.014 * k ** 2 - distance / 4) *
          Math.sin(2 * k * (distance - PHASE_SHIFT) + 3),
      0,
    );
    const edge = 0.5 + Math.atan(d / 1.2) / Math.PI + 0.5 * Math.exp(-(((d - 5) / 4) ** 2));
    return edge + (d > 8 ? chi * (1 - Math.exp((8 - d) / 10)) : 0) + ripple * Math.sin(i * i);
  });
  return { energy, mu };
}
