import { Random } from '../random';
import { interpolate } from '../spectrum/curve';
import { syntheticSpectrum, type SyntheticOptions } from '../testing/synthetic';
import type { MixtureCurve } from './samples';

/** Normalised made-up edges of one element for tests. */
export function madeUp(name: string, options: Partial<SyntheticOptions> = {}, element = 'Fe'): MixtureCurve {
  const { energy, mu } = syntheticSpectrum({ edge: 7120, from: 7080, to: 7180, ...options });
  return { name, element, curve: { energy, mu } };
}

/** A mixture on the energies of its first part, with Gaussian noise (edge steps). */
export function mixed(
  parts: readonly (readonly [share: number, part: MixtureCurve])[],
  noise = 0,
  seed = 'mixture',
): MixtureCurve {
  const random = new Random(seed);
  const [[, first]] = parts;
  return {
    name: 'mixture',
    element: first.element,
    curve: {
      energy: first.curve.energy,
      mu: first.curve.energy.map(
        (at) =>
          parts.reduce((sum, [share, { curve }]) => sum + share * interpolate(curve, at), 0) +
          noise * random.normal(),
      ),
    },
  };
}

/** The result of a computation that tells how far it is. */
export function resultOf<T>(work: Generator<number, T>): T {
  for (;;) {
    const step = work.next();
    if (step.done) return step.value;
  }
}
