import * as v from 'valibot';
import { prepareSpectrum } from '../src/domain/spectrum/prepare';
import { distort } from './augment';
import { answerTo, baselineAnswer, overFolds } from './crossvalidate';
import { prepareElement, type PreparedSample } from './prepared';
import { Random } from './random';
import type { Recipe } from './recipe';

/** One cross-validation of one element. */
export interface EvaluationJob {
  readonly element: string;
  readonly recipe: Recipe;
  /** Share of the training materials that are learnt from. */
  readonly share: number;
  /** Samples of the element looked at, at most. */
  readonly most: number;
  /** Whether the held-out spectra are also judged with errors added. */
  readonly perturb: boolean;
}

const environment = v.array(v.object({ cn: v.number(), motifs: v.array(v.string()) }));
/** Answers to held-out spectra. */
export const evaluationResultSchema = v.object({
  element: v.string(),
  held: v.array(
    v.object({
      material: v.string(),
      kind: v.picklist(['site', 'average']),
      truth: environment,
      answer: environment,
      baseline: environment,
      /** Answers under each of `PERTURBATIONS`, in that order; empty where they were not asked for. */
      perturbed: v.array(environment),
    }),
  ),
});
export type EvaluationResult = v.InferOutput<typeof evaluationResultSchema>;

/** Samples of an element that are judged with errors added, about. */
const MOST_PERTURBED = 200;

/** What can be wrong with a scan: E0 (eV), noise (standard deviation in edge steps), resolution (standard deviation, eV). */
export const PERTURBATIONS: readonly {
  readonly kind: 'e0' | 'noise' | 'resolution';
  readonly value: number;
}[] = [
  ...[-5, -4, -3, -2, -1, 1, 2, 3, 4, 5].map((value) => ({ kind: 'e0', value }) as const),
  ...[0.005, 0.01, 0.02, 0.05, 0.1].map((value) => ({ kind: 'noise', value }) as const),
  ...[0.5, 1, 1.5, 2, 3].map((value) => ({ kind: 'resolution', value }) as const),
];

/** The window of a sample with one thing wrong. */
function perturbedWindow(
  sample: PreparedSample,
  { kind, value }: (typeof PERTURBATIONS)[number],
): Float64Array {
  const { spectrum, e0 } = sample;
  if (kind === 'e0') return prepareSpectrum(spectrum, { e0: e0 + value }).window.mu;
  // With E0 as it was: a search that fails on the broad curve would be a second thing wrong.
  if (kind === 'resolution') return prepareSpectrum(distort(spectrum, e0, 0, value, 0), { e0 }).window.mu;
  const random = new Random(`noise/${sample.material}/${sample.site}/${value}`);
  return sample.window.map((mu) => mu + value * random.normal());
}

/** The samples prepared last: jobs of one element come one after the other and mostly share them. */
let latest: { readonly key: string; readonly samples: PreparedSample[] } | null = null;

function preparedFor(element: string, recipe: Recipe, most: number): PreparedSample[] {
  const key = JSON.stringify([element, recipe.seed, recipe.augmentation, most]);
  if (latest?.key !== key) latest = { key, samples: prepareElement(element, recipe, most) };
  return latest.samples;
}

/** Cross-validates one element under one recipe. */
export function evaluateJob({ element, recipe, share, most, perturb }: EvaluationJob): EvaluationResult {
  const samples = preparedFor(element, recipe, most);
  const held = overFolds(samples, recipe, element, share, (model, heldOut) => {
    const baseline = baselineAnswer(model);
    const every = Math.ceil(samples.length / MOST_PERTURBED);
    return heldOut.map((sample, index) => ({
      material: sample.material,
      kind: sample.kind,
      truth: sample.truth,
      answer: answerTo(model, sample.window, recipe),
      baseline,
      perturbed:
        perturb && index % every === 0
          ? PERTURBATIONS.map((one) => answerTo(model, perturbedWindow(sample, one), recipe))
          : [],
    }));
  });
  // Plain copies: environments are shared with the samples and read-only there.
  return v.parse(evaluationResultSchema, JSON.parse(JSON.stringify({ element, held })));
}
