import type { PreparedSpectrum } from '../../src/domain/spectrum/prepare';
import type { Spectrum } from '../../src/domain/spectrum/types';
import type { Random } from '../../src/domain/random';
import { prepareOrRefuse } from '../../src/domain/growing/augment';

/** Where a scan begins and ends relative to E0 (eV), and what its post-edge does. */
export interface Form {
  readonly from: number;
  readonly to: number;
  /** Edge steps by which mu grows or falls over 40 eV above E0: what a short scan does not let one flatten. */
  readonly slope: number;
}

/** The form of published data: 5 eV below the edge to 40 or 50 eV above it, divided by its maximum. */
export const PUBLISHED: Form = { from: -5, to: 44, slope: 0 };
/** The edge alone. */
export const SHORT: Form = { from: -20, to: 31, slope: 0 };

/** Largest slope of an edge that could not be flattened. */
const LARGEST_SLOPE = 0.2;

/** A form as laboratories pass scans on: anything from the edge alone to 50 eV, from well below the edge or from just before it. */
export function randomForm(random: Random): Form {
  return {
    from: random.next() < 0.5 ? random.between(-8, -4) : random.between(-20, -8),
    to: random.between(30.5, 48),
    slope: random.between(-LARGEST_SLOPE, LARGEST_SLOPE),
  };
}

/**
 * A prepared spectrum cut to a form and prepared again as a file of unknown normalisation, with E0 as the page finds it but for
 * `error` (eV); null where it is refused.
 */
export function passedOn(
  { raw, normalisation, signal, e0 }: PreparedSpectrum,
  element: string,
  { from, to, slope }: Form,
  error = 0,
): PreparedSpectrum | null {
  const inside = [...raw.energy.keys()].filter((i) => raw.energy[i] >= e0 + from && raw.energy[i] <= e0 + to);
  const energy = Float64Array.from(inside, (i) => raw.energy[i]);
  const mu = Float64Array.from(
    inside,
    (i) => normalisation.mu[i] * (1 + (slope / 40) * Math.max(0, raw.energy[i] - e0)),
  );
  const highest = mu.reduce((most, value) => Math.max(most, value), 0);
  const spectrum: Spectrum = {
    energy,
    mu: mu.map((value) => value / highest),
    signal,
    isNormalised: false,
    element,
  };
  const found = prepareOrRefuse(spectrum);
  return found && (error === 0 ? found : prepareOrRefuse(spectrum, { e0: found.e0 + error }));
}
