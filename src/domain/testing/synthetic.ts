import type { Spectrum } from '../spectrum/types';

/** A made-up edge for tests: an arctangent step at `edge` with a white line, on a sloping background. */
export interface SyntheticOptions {
  readonly edge: number;
  readonly from?: number;
  readonly to?: number;
  readonly step?: number;
  /** Height of a Gaussian pre-edge peak 12 eV below the edge, in edge steps. */
  readonly preEdgePeak?: number;
  /** Raw signal = offset + slope * (E - edge) + scale * normalised. */
  readonly offset?: number;
  readonly slope?: number;
  readonly scale?: number;
}

const gaussian = (x: number, centre: number, sigma: number): number =>
  Math.exp(-0.5 * ((x - centre) / sigma) ** 2);

/** The spectrum on an equidistant grid (eV). */
export function syntheticSpectrum({
  edge,
  from = edge - 150,
  to = edge + 400,
  step = 0.5,
  preEdgePeak = 0,
  offset = 0,
  slope = 0,
  scale = 1,
}: SyntheticOptions): Spectrum {
  const count = Math.floor((to - from) / step) + 1;
  const energy = Float64Array.from({ length: count }, (_, i) => from + i * step);
  const mu = energy.map((e) => {
    const d = e - edge;
    const normalised =
      0.5 + Math.atan(d / 0.7) / Math.PI + 0.6 * gaussian(d, 5, 2) + preEdgePeak * gaussian(d, -12, 0.8);
    return offset + slope * d + scale * normalised;
  });
  return { energy, mu, signal: 'absorption', isNormalised: false };
}
