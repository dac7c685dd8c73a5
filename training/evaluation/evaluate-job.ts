import * as v from 'valibot';
import type { Environment } from '../../src/domain/environment/labels';
import type { ElementModel } from '../../src/domain/forest/model';
import { XanopyError } from '../../src/domain/errors';
import { resample } from '../../src/domain/spectrum/curve';
import { prepareSpectrum, type PreparedSpectrum } from '../../src/domain/spectrum/prepare';
import type { Curve } from '../../src/domain/spectrum/types';
import { WINDOW_LENGTH, WINDOW_POINTS } from '../../src/domain/spectrum/window';
import { asMeasured, distort, overAbsorbed, SCAN, sloped, times } from '../../src/domain/growing/augment';
import { answerTo, baselineAnswer, overFolds } from '../growing/crossvalidate';
import { curveOf, type PreparedSample } from '../../src/domain/growing/prepared';
import { prepareElement } from '../samples/prepared';
import { Random } from '../../src/domain/random';
import type { Recipe } from '../../src/domain/growing/recipe';

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
 * a slope above the edge (relative, over 40 eV), a late start or an early end (eV from E0), over-absorption (share of the edge
 * in the whole absorption), and everything at once (`SCAN`, times a factor).
 */
export const PERTURBATIONS: readonly {
  readonly kind: 'scan' | 'e0' | 'noise' | 'resolution' | 'slope' | 'start' | 'end' | 'damping';
  readonly value: number;
}[] = [
  ...[0.5, 1, 1.5].map((value) => ({ kind: 'scan', value }) as const),
  ...[-5, -4, -3, -2, -1, 1, 2, 3, 4, 5].map((value) => ({ kind: 'e0', value }) as const),
  ...[0.005, 0.01, 0.02, 0.05, 0.1].map((value) => ({ kind: 'noise', value }) as const),
  ...[0.5, 1, 1.5, 2, 3].map((value) => ({ kind: 'resolution', value }) as const),
  ...[-0.4, -0.2, -0.1, 0.1, 0.2, 0.4].map((value) => ({ kind: 'slope', value }) as const),
  ...[-10, -5, -3].map((value) => ({ kind: 'start', value }) as const),
  ...[28, 26].map((value) => ({ kind: 'end', value }) as const),
  ...[0.2, 0.4, 0.55, 0.7].map((value) => ({ kind: 'damping', value }) as const),
];

/** A normalised curve and the E0 that is claimed for it. */
interface Asked {
  readonly curve: Curve;
  readonly e0: number;
}

const asked = (prepared: PreparedSpectrum): Asked => ({ curve: curveOf(prepared), e0: prepared.e0 });

/** A sample as something went wrong; null where the page would refuse it. */
function perturbed(
  { spectrum, curve, e0, material, site }: PreparedSample,
  { kind, value }: (typeof PERTURBATIONS)[number],
): Asked | null {
  const random = new Random(`${kind}/${material}/${site}/${value}`);
  switch (kind) {
    case 'scan': {
      const scan = asMeasured(spectrum, e0, times(value, SCAN), random);
      return scan && asked(scan);
    }
    case 'e0':
      return asked(prepareSpectrum(spectrum, { e0: e0 + value }));
    case 'resolution':
      // With E0 as it was: a search that fails on the broad curve would be a second thing wrong.
      return asked(prepareSpectrum(distort(spectrum, e0, 0, value, 0), { e0 }));
    case 'slope':
      return asked(prepareSpectrum(sloped(spectrum, e0, value), { e0 }));
    case 'damping':
      return asked(prepareSpectrum({ ...spectrum, mu: overAbsorbed(spectrum.mu, value) }, { e0 }));
    case 'noise': {
      const { energy } = curve;
      const [first, last] = [energy[0], energy[energy.length - 1]];
      const points = Math.round(((last - first) / WINDOW_LENGTH) * (WINDOW_POINTS - 1)) + 1;
      const even = resample(curve, first, last, points);
      return { curve: { ...even, mu: even.mu.map((mu) => mu + value * random.normal()) }, e0 };
    }
    case 'end': {
      const end = curve.energy.findIndex((at) => at > e0 + value);
      return { curve: { energy: curve.energy.slice(0, end), mu: curve.mu.slice(0, end) }, e0 };
    }
    case 'start': {
      const first = curve.energy.findIndex((at) => at >= e0 + value);
      return { curve: { energy: curve.energy.slice(first), mu: curve.mu.slice(first) }, e0 };
    }
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
    const question = perturbed(sample, one);
    if (!question) return null;
    try {
      return answerTo(model, question.curve, question.e0, recipe);
    } catch (error) {
      if (error instanceof XanopyError) return null;
      throw error;
    }
  });
}

/** The samples prepared last: jobs of one element come one after the other and mostly share them. */
let latest: { readonly key: string; readonly samples: PreparedSample[] } | null = null;

function preparedFor(element: string, recipe: Recipe, most: number): PreparedSample[] {
  const key = JSON.stringify([element, recipe.seed, recipe.views, most]);
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
      answer: answerTo(model, sample.curve, sample.e0, recipe),
      baseline,
      perturbed: index % every === 0 ? perturbedAnswers(model, sample, job) : [],
    }));
  });
  // Plain copies: environments are shared with the samples and read-only there.
  return v.parse(evaluationResultSchema, JSON.parse(JSON.stringify({ element, held })));
}
