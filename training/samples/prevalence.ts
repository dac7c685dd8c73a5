import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';
import type { ElementModel } from '../../src/domain/forest/model';
import type { PreparedSample } from '../../src/domain/growing/prepared';
import type { Recipe } from '../../src/domain/growing/recipe';

/*
 * How often an element has which leading CN in crystals that were not picked for it. The training set is no measure of that:
 * crystals with rare coordination numbers were computed first.
 */

/** Crystals by element and leading CN, written by `npm run prevalence`. */
export const PREVALENCE_FILE = join(import.meta.dirname, '..', 'data', 'prevalence.json');

const prevalenceFileSchema = v.object({
  format: v.literal('xanopy-prevalence'),
  formatVersion: v.literal(1),
  counts: v.record(v.string(), v.record(v.pipe(v.string(), v.regex(/^\d+$/)), v.number())),
});
export type PrevalenceFile = v.InferOutput<typeof prevalenceFileSchema>;

let stored: PrevalenceFile['counts'] | null = null;

/** Crystals of `element` by leading CN. */
function usualCounts(element: string): ReadonlyMap<number, number> {
  stored ??= v.parse(prevalenceFileSchema, JSON.parse(readFileSync(PREVALENCE_FILE, 'utf8'))).counts;
  return new Map(Object.entries(stored[element] ?? {}).map(([cn, count]) => [Number(cn), count]));
}

/** Crystals with the frequencies of the samples that an element starts with: few do not say that a CN never occurs. */
const PSEUDO_COUNT = 5;

/**
 * By how much more frequent each leading CN is in crystals that were not picked for it than in `weights` (weight of the samples by
 * leading CN). Over the samples these factors average to about 1.
 */
export function usualFactors(
  element: string,
  weights: ReadonlyMap<number, number>,
): ReadonlyMap<number, number> {
  const usual = usualCounts(element);
  const sum = [...weights.values()].reduce((total, weight) => total + weight, 0);
  const known = [...weights.keys()].reduce((total, cn) => total + (usual.get(cn) ?? 0), 0);
  return new Map(
    [...weights].map(([cn, weight]) => {
      const share = weight / sum;
      const frequency = ((usual.get(cn) ?? 0) + PSEUDO_COUNT * share) / (known + PSEUDO_COUNT);
      return [cn, frequency / share];
    }),
  );
}

/**
 * The model with what its votes count by leading CN: its frequency in crystals that were not picked for it, divided by that among
 * the samples, to the power of the recipe.
 */
export function withPrevalence(
  model: ElementModel,
  samples: readonly PreparedSample[],
  { prevalence: power }: Recipe,
): ElementModel {
  if (power === 0) return model;
  const counts = new Map<number, number>();
  for (const { truth } of samples) {
    const leading = truth[0]?.cn;
    if (leading !== undefined) counts.set(leading, (counts.get(leading) ?? 0) + 1);
  }
  const factors = [...usualFactors(model.element, counts)].map(([cn, factor]): [number, number] => [
    cn,
    Number((factor ** power).toFixed(3)),
  ]);
  return { ...model, prevalence: new Map(factors.sort(([a], [b]) => a - b)) };
}
