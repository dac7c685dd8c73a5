import { coreHoleWidth } from '../elements';
import { XanopyError } from '../errors';
import { endsOf, indexRange, interpolate } from '../spectrum/curve';
import type { Curve } from '../spectrum/types';

/** A normalised spectrum that takes part in a decomposition. */
export interface MixtureCurve {
  /** As the user knows it. */
  readonly name: string;
  /** Absorber, chemical symbol. */
  readonly element: string;
  /** eV, absolute; mu with an edge step of 1. */
  readonly curve: Curve;
}

/** Fewest energies that a decomposition is computed from. */
export const FEWEST_ENERGIES = 10;

/** @throws XanopyError `mixture-elements` when the spectra are not all of one element */
export function oneElement(curves: readonly MixtureCurve[]): string {
  const [first] = curves;
  const other = curves.find(({ element }) => element !== first.element);
  if (other) {
    throw new XanopyError(
      'mixture-elements',
      `${first.name} shows ${first.element}, ${other.name} shows ${other.element}: only spectra of one element add up. Leave the others out.`,
    );
  }
  return first.element;
}

/**
 * The measured energies of `curve` from `from` to `to` (eV).
 * @throws XanopyError `mixture-range` when they are fewer than 10, or when the range has no length
 */
export function energiesIn({ name, curve }: MixtureCurve, from: number, to: number): Float64Array {
  if (!(from < to)) {
    throw new XanopyError('mixture-range', 'The range must run from a lower to a higher energy in eV.');
  }
  const [first, end] = indexRange(curve.energy, from, to);
  if (!(end - first >= FEWEST_ENERGIES)) {
    throw new XanopyError(
      'mixture-range',
      `${name} has ${Math.max(0, end - first)} points from ${from.toFixed(1)} to ${to.toFixed(1)} eV; at least ${FEWEST_ENERGIES} are needed. Choose a longer range.`,
    );
  }
  return curve.energy.slice(first, end);
}

/**
 * Normalised mu of `member` at `energies` (ascending, eV).
 * @throws XanopyError `mixture-coverage` when the spectrum does not reach over all of them: nothing is made up
 */
export function sampledAt(member: MixtureCurve, energies: Float64Array): Float64Array {
  const { name, curve } = member;
  if (!isCovering(member, energies)) {
    const [[from, to], [first, last]] = [endsOf(energies), endsOf(curve.energy)];
    throw new XanopyError(
      'mixture-coverage',
      `${name} covers ${first.toFixed(1)} to ${last.toFixed(1)} eV, the range is ${from.toFixed(1)} to ${to.toFixed(1)} eV. Choose a shorter range or leave this spectrum out.`,
    );
  }
  return energies.map((at) => interpolate(curve, at));
}

/** Whether a spectrum reaches over `energies` (ascending, eV). */
export function isCovering({ curve }: MixtureCurve, energies: Float64Array): boolean {
  const [[from, to], [first, last]] = [endsOf(energies), endsOf(curve.energy)];
  return first <= from + LEAST_STEP && last >= to - LEAST_STEP;
}

/** eV by which a spectrum may end before the range: less than any step between points. */
const LEAST_STEP = 0.05;

/**
 * Independent values in a range (eV): one for each core-hole width, never more than points. What lies closer together
 * is not resolved and says nothing new.
 */
export const independentValues = (element: string, energies: Float64Array): number =>
  Math.min(energies.length, 1 + (energies[energies.length - 1] - energies[0]) / coreHoleWidth(element));
