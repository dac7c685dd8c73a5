import type { ElementModel } from '../../src/domain/forest/model';
import type { PreparedSample } from '../../src/domain/growing/prepared';
import type { Recipe } from '../../src/domain/growing/recipe';
import { chosenMaterials } from '../data/dataset';

/** Samples of the usual frequencies that an element starts with: few crystals do not say that a CN never occurs. */
const PSEUDO_COUNT = 5;

const chosen = new Map<string, ReadonlySet<string>>();

function isChosen({ element, material }: PreparedSample): boolean {
  let materials = chosen.get(element);
  if (!materials) {
    materials = chosenMaterials(element);
    chosen.set(element, materials);
  }
  return materials.has(material);
}

function countsOf(samples: readonly PreparedSample[]): Map<number, number> {
  const counts = new Map<number, number>();
  for (const { truth } of samples) {
    const leading = truth[0]?.cn;
    if (leading !== undefined) counts.set(leading, (counts.get(leading) ?? 0) + 1);
  }
  return counts;
}

const total = (counts: ReadonlyMap<number, number>): number =>
  [...counts.values()].reduce((sum, count) => sum + count, 0);

/**
 * The model with what its votes count by leading CN: the frequency among the samples of crystals that were not chosen for their
 * coordination numbers, divided by that among all it learnt from, to the power of the recipe.
 */
export function withPrevalence(
  model: ElementModel,
  samples: readonly PreparedSample[],
  { prevalence: power }: Recipe,
): ElementModel {
  const usual = countsOf(samples.filter((sample) => !isChosen(sample)));
  const all = countsOf(samples);
  const [usualTotal, allTotal] = [total(usual), total(all)];
  if (power === 0 || usualTotal === 0 || usualTotal === allTotal) return model;
  const prevalence = [...all].map(([cn, count]): [number, number] => {
    const share = count / allTotal;
    const frequency = ((usual.get(cn) ?? 0) + PSEUDO_COUNT * share) / (usualTotal + PSEUDO_COUNT);
    return [cn, Number(((frequency / share) ** power).toFixed(3))];
  });
  return { ...model, prevalence: new Map(prevalence.sort(([a], [b]) => a - b)) };
}
