import { XanopyError } from '../errors';
import { Random } from '../random';
import { cutValues, modelWindow } from '../spectrum/align';
import type { PreparedSpectrum } from '../spectrum/prepare';
import type { Curve } from '../spectrum/types';
import { WINDOW_POINTS } from '../spectrum/window';
import { finished } from '../steps';
import { asMeasured, copiesFor, disturbed, prepareOrRefuse, type Augmentation } from './augment';
import type { Recipe, ViewRecipe } from './recipe';
import type { Sample } from './samples';

/** A window cut at a wrong E0, and what was wrong with it. */
export interface Misplaced {
  readonly mu: Float64Array;
  /** True E0 minus the one the window was cut at, eV. */
  readonly error: number;
}

/** A sample as the forests see it: its own window and its augmented copies. */
export interface PreparedSample extends Sample {
  /** Normalised, and its E0 (eV) as the page finds it: what a held-out sample is asked about with. */
  readonly curve: Curve;
  readonly e0: number;
  /** In the order of the recipe's views. */
  readonly views: readonly PreparedView[];
}

/** Windows of a sample to learn from, in the frame of one view; only training ever looks at `copies`. */
export interface PreparedView {
  readonly window: Float64Array;
  readonly copies: readonly Float64Array[];
  /** What an aligner learns from. */
  readonly misplaced: readonly Misplaced[];
}

type Preparation = Pick<Recipe, 'seed' | 'views'>;

export const curveOf = ({ raw, normalisation }: PreparedSpectrum): Curve => ({
  energy: raw.energy,
  mu: normalisation.mu,
});

/** The window about `e0` (eV), null where the curve does not give one. */
export function windowOrNull(curve: Curve, e0: number, isFlattened: boolean): Float64Array | null {
  try {
    return modelWindow(curve, e0, { isFlattened, aligner: null }).window.mu;
  } catch (error) {
    if (error instanceof XanopyError) return null;
    throw error;
  }
}

/** Windows of one sample where no aligner takes part: E0 as found, with an error. */
function asFound(
  sample: Sample,
  prepared: PreparedSpectrum,
  augmentation: Augmentation | null,
  count: number,
  isFlattened: boolean,
  random: Random,
): PreparedView {
  const window = (one: PreparedSpectrum): Float64Array =>
    modelWindow(curveOf(one), one.e0, { isFlattened, aligner: null }).window.mu;
  const copies = augmentation
    ? Array.from({ length: count }, () => asMeasured(sample.spectrum, prepared.e0, augmentation, random))
    : [];
  return {
    window: window(prepared),
    copies: copies.flatMap((copy) => (copy ? [window(copy)] : [])),
    misplaced: [],
  };
}

/** Windows of one sample about its true E0, with the small error that an aligner leaves, and far from it. */
function asAligned(
  { spectrum }: Sample,
  prepared: PreparedSpectrum,
  trueE0: number,
  { augmentation, frame }: ViewRecipe,
  count: number,
  random: Random,
): PreparedView | null {
  const window = windowOrNull(curveOf(prepared), trueE0, frame.isFlattened);
  if (!window) return null;
  const reach = frame.alignment?.reach ?? 0;
  const varied = augmentation
    ? Array.from({ length: count }, () => disturbed(spectrum, trueE0, augmentation, random))
    : [];
  const jitter = augmentation?.e0 ?? 0;
  return {
    window,
    copies: varied.flatMap(
      (copy) => windowOrNull(copy, trueE0 + random.between(-jitter, jitter), frame.isFlattened) ?? [],
    ),
    // As an aligner is asked: also where the window about the wrong E0 is not covered.
    misplaced: (reach > 0 ? [curveOf(prepared), ...varied] : []).map((curve) => {
      const error = random.between(-reach, reach);
      const mu = cutValues(curve, trueE0 - error, frame.isFlattened, new Float64Array(WINDOW_POINTS));
      return { mu, error };
    }),
  };
}

const median = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[values.length >> 1];

/**
 * Samples of an element with their windows. Spectra that the page would refuse (a calculation that went astray)
 * are left out. `most` thins the samples out evenly.
 */
export function prepareSamples(
  all: readonly Sample[],
  element: string,
  recipe: Preparation,
  most = Infinity,
): PreparedSample[] {
  return finished(preparing(all, element, recipe, most));
}

/** The same in steps; yields the part (0 to 1) that is done. */
export function* preparing(
  all: readonly Sample[],
  element: string,
  recipe: Preparation,
  most = Infinity,
): Generator<number, PreparedSample[]> {
  const chosen =
    all.length <= most
      ? all
      : all.filter(
          (_, i) => Math.floor((i * most) / all.length) !== Math.floor(((i + 1) * most) / all.length),
        );
  const samples = chosen.flatMap((sample) => {
    const prepared = prepareOrRefuse(sample.spectrum);
    return prepared ? [{ sample, prepared }] : [];
  });
  // A calculation knows its Fermi level; the usual distance of the half step from it makes the scale that of the page.
  const distances = new Map(
    [...new Set(samples.map(({ sample }) => sample.source))].map((source) => [
      source,
      median(
        samples
          .filter(({ sample }) => sample.source === source)
          .map(({ sample, prepared }) => prepared.e0 - sample.origin),
      ),
    ]),
  );
  const ready: PreparedSample[] = [];
  for (const [done, { sample, prepared }] of samples.entries()) {
    yield done / samples.length;
    const views = recipe.views.flatMap((view) => {
      const { augmentation, frame } = view;
      const count = augmentation ? copiesFor(augmentation, chosen.length) : 0;
      // Every view draws the same numbers, so that a sample is disturbed in much the same way in all of them.
      const random = new Random(
        `${recipe.seed}/${element}/${sample.source}/${sample.material}/${sample.site}`,
      );
      const trueE0 =
        frame.alignment?.target === 'calculation'
          ? sample.origin + (distances.get(sample.source) ?? 0)
          : prepared.e0;
      return frame.alignment
        ? (asAligned(sample, prepared, trueE0, view, count, random) ?? [])
        : asFound(sample, prepared, augmentation, count, frame.isFlattened, random);
    });
    // A sample that one view cannot see is left out of all: their forests share the classes.
    if (views.length === recipe.views.length)
      ready.push({ ...sample, curve: curveOf(prepared), e0: prepared.e0, views });
  }
  return ready;
}

/** Assigns every material to one of `folds` folds, at random but always the same; spectra of a material stay together. */
export function assignFolds(samples: readonly Sample[], folds: number, seed: string): Map<string, number> {
  const materials = [...new Set(samples.map(({ material }) => material))].sort();
  new Random(`${seed}/folds`).shuffle(materials);
  return new Map(materials.map((material, index) => [material, index % folds]));
}
