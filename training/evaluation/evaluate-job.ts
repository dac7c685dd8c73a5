import * as v from 'valibot';
import type { Environment } from '../../src/domain/environment/labels';
import type { ElementModel } from '../../src/domain/forest/model';
import { prepareSpectrum } from '../../src/domain/spectrum/prepare';
import { asMeasured, distort, SCAN, times } from '../samples/augment';
import { answerTo, baselineAnswer, overFolds } from '../growing/crossvalidate';
import { prepareElement, type PreparedSample } from '../samples/prepared';
import { Random } from '../../src/domain/random';
import type { Recipe } from '../growing/recipe';

/** One cross-validation of one element. */
export interface EvaluationJob {
  readonly element: string;
  readonly recipe: Recipe;
  /** Share of the training materials that are learnt from. */
  readonly share: number;
  /** Samples of the element looked at, at most. */
  readonly most: number;
  /** Which of `PERTURBATIONS` the held-out spectra are also judged with. */
  readonly perturb: 'none' | 'scan' | 'all';
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
      /** Answers under each of `PERTURBATIONS`, in that order; null where it was not asked for or the page refuses. */
      perturbed: v.array(v.nullable(environment)),
    }),
  ),
});
export type EvaluationResult = v.InferOutput<typeof evaluationResultSchema>;

/** Samples of an element that are judged with errors added, about. */
const MOST_PERTURBED = 200;

/**
 * What can be wrong with a scan: E0 (eV), noise (standard deviation in edge steps), resolution (standard deviation, eV),
 * and everything at once (`SCAN`, times a factor).
 */
export const PERTURBATIONS: readonly {
  readonly kind: 'scan' | 'e0' | 'noise' | 'resolution';
  readonly value: number;
}[] = [
  ...[0.5, 1, 1.5].map((value) => ({ kind: 'scan', value }) as const),
  ...[-5, -4, -3, -2, -1, 1, 2, 3, 4, 5].map((value) => ({ kind: 'e0', value }) as const),
  ...[0.005, 0.01, 0.02, 0.05, 0.1].map((value) => ({ kind: 'noise', value }) as const),
  ...[0.5, 1, 1.5, 2, 3].map((value) => ({ kind: 'resolution', value }) as const),
];

/** The window of a sample as something went wrong; null where the page would refuse it. */
function perturbedWindow(
  sample: PreparedSample,
  { kind, value }: (typeof PERTURBATIONS)[number],
): Float64Array | null {
  const { spectrum, e0, material, site } = sample;
  const random = new Random(`${kind}/${material}/${site}/${value}`);
  switch (kind) {
    case 'scan':
      return asMeasured(spectrum, e0, times(value, SCAN), random)?.window.mu ?? null;
    case 'e0':
      return prepareSpectrum(spectrum, { e0: e0 + value }).window.mu;
    case 'resolution':
      // With E0 as it was: a search that fails on the broad curve would be a second thing wrong.
      return prepareSpectrum(distort(spectrum, e0, 0, value, 0), { e0 }).window.mu;
    case 'noise':
      return sample.window.map((mu) => mu + value * random.normal());
  }
}

/** Answers under every perturbation that the job asks for. */
function perturbedAnswers(
  model: ElementModel,
  sample: PreparedSample,
  { recipe, perturb }: EvaluationJob,
): (Environment | null)[] {
  return PERTURBATIONS.map((one) => {
    if (perturb === 'none' || (perturb === 'scan' && one.kind !== 'scan')) return null;
    const mu = perturbedWindow(sample, one);
    return mu && answerTo(model, mu, recipe);
  });
}

/** The samples prepared last: jobs of one element come one after the other and mostly share them. */
let latest: { readonly key: string; readonly samples: PreparedSample[] } | null = null;

function preparedFor(element: string, recipe: Recipe, most: number): PreparedSample[] {
  const key = JSON.stringify([element, recipe.seed, recipe.augmentation, most]);
  if (latest?.key !== key) latest = { key, samples: prepareElement(element, recipe, most) };
  return latest.samples;
}

/** Cross-validates one element under one recipe. */
export function evaluateJob(job: EvaluationJob): EvaluationResult {
  const { element, recipe, share, most } = job;
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
      perturbed: index % every === 0 ? perturbedAnswers(model, sample, job) : [],
    }));
  });
  // Plain copies: environments are shared with the samples and read-only there.
  return v.parse(evaluationResultSchema, JSON.parse(JSON.stringify({ element, held })));
}
