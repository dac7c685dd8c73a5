import { asMeasured, copiesFor, prepareOrRefuse } from './augment';
import { readMaterials } from '../data/dataset';
import { Random } from '../../src/domain/random';
import type { Recipe } from '../growing/recipe';
import { samplesOf, type Sample } from './samples';

/** A sample as the forests see it: its own window and its augmented copies. */
export interface PreparedSample extends Sample {
  /** eV, as the page finds it. */
  readonly e0: number;
  readonly window: Float64Array;
  readonly copies: readonly Float64Array[];
}

/**
 * All samples of an element with their windows; only training ever looks at `copies`. Spectra that the page
 * would refuse (a calculation that went astray) are left out. `most` thins the samples out evenly.
 */
export function prepareElement(
  element: string,
  recipe: Pick<Recipe, 'seed' | 'augmentation'>,
  most = Infinity,
): PreparedSample[] {
  const all = readMaterials(element).flatMap(samplesOf);
  const samples =
    all.length <= most
      ? all
      : all.filter(
          (_, i) => Math.floor((i * most) / all.length) !== Math.floor(((i + 1) * most) / all.length),
        );
  const { augmentation } = recipe;
  return samples.flatMap((sample) => {
    const prepared = prepareOrRefuse(sample.spectrum);
    if (!prepared) return [];
    const { e0, window } = prepared;
    const random = new Random(`${recipe.seed}/${element}/${sample.source}/${sample.material}/${sample.site}`);
    const copies = augmentation
      ? Array.from({ length: copiesFor(augmentation, samples.length) }, () =>
          asMeasured(sample.spectrum, e0, augmentation, random),
        )
      : [];
    return [
      { ...sample, e0, window: window.mu, copies: copies.flatMap((copy) => (copy ? [copy.window.mu] : [])) },
    ];
  });
}

/** Assigns every material to one of `folds` folds, at random but always the same; spectra of a material stay together. */
export function assignFolds(samples: readonly Sample[], folds: number, seed: string): Map<string, number> {
  const materials = [...new Set(samples.map(({ material }) => material))].sort();
  new Random(`${seed}/folds`).shuffle(materials);
  return new Map(materials.map((material, index) => [material, index % folds]));
}
