import { answerOf, votesOf, windowsFor, type ModelVotes } from '../../src/domain/environment/answer';
import type { Environment } from '../../src/domain/environment/labels';
import type { ElementModel } from '../../src/domain/forest/model';
import type { Curve } from '../../src/domain/spectrum/types';
import { asMeasured, SCAN } from '../../src/domain/growing/augment';
import { borrowedFor } from '../samples/borrow';
import { withPrevalence } from '../samples/prevalence';
import { baselineOf, fitElement, recipeFeatures } from '../../src/domain/growing/fit';
import { assignFolds, curveOf, type PreparedSample } from '../../src/domain/growing/prepared';
import { Random } from '../../src/domain/random';
import type { Recipe } from '../../src/domain/growing/recipe';

/** What a model that never saw a sample's material says about it. */
export interface HeldOut {
  readonly sample: PreparedSample;
  readonly fold: number;
  readonly votes: ModelVotes;
  /** Votes for the same spectrum disturbed as scans disturb it. */
  readonly scanned: readonly ModelVotes[];
  readonly answer: Environment;
  /** The answer of the most frequent labels of the same training folds. */
  readonly baseline: Environment;
}

export const FOLDS = 5;

/** Disturbed copies of a held-out spectrum that are voted on, for calibration. */
const SCANNED_COPIES = 2;

/** A share of the materials, always the same ones first; never none. */
function thinOut(samples: readonly PreparedSample[], share: number, seed: string): readonly PreparedSample[] {
  if (share >= 1) return samples;
  const materials = new Random(seed).shuffle([...new Set(samples.map(({ material }) => material))].sort());
  const kept = new Set(materials.slice(0, Math.max(2, Math.round(share * materials.length))));
  return samples.filter(({ material }) => kept.has(material));
}

/**
 * Calls `judge` with a model of each fold and the samples that it never saw, nor their materials, be it through
 * another element. `share` of the training materials are learnt from (learning curves).
 */
export function overFolds<T>(
  samples: readonly PreparedSample[],
  recipe: Recipe,
  element: string,
  share: number,
  judge: (model: ElementModel, held: readonly PreparedSample[], fold: number) => readonly T[],
): T[] {
  // The folds do not depend on the recipe, so that recipes are compared on the same splits.
  const foldOf = assignFolds(samples, FOLDS, element);
  const borrowed = borrowedFor(element, samples.length * share, recipe);
  return Array.from({ length: FOLDS }, (_, fold) => fold).flatMap((fold) => {
    const training = samples.filter(({ material }) => foldOf.get(material) !== fold);
    const held = samples.filter(({ material }) => foldOf.get(material) === fold);
    if (training.length === 0 || held.length === 0) return [];
    const learnt = thinOut(training, share, `${element}/${fold}`);
    const fitted = fitElement(
      learnt,
      { ...recipe, seed: `${recipe.seed}/fold-${fold}` },
      element,
      borrowed.filter(({ sample }) => foldOf.get(sample.material) !== fold),
    );
    return judge(withPrevalence(fitted, learnt, recipe), held, fold);
  });
}

/** How a model votes on a normalised curve with E0 at `e0`. */
function votesOn(model: ElementModel, curve: Curve, e0: number, recipe: Recipe): ModelVotes {
  const windows = windowsFor(model, curve, e0);
  return votesOf(
    model,
    windows.map(({ window }, view) => recipeFeatures(window.mu, recipe, view)),
  );
}

/** What a model answers to a normalised curve with E0 at `e0`. */
export function answerTo(model: ElementModel, curve: Curve, e0: number, recipe: Recipe): Environment {
  return answerOf(votesOn(model, curve, e0, recipe)).environment;
}

/** The answer that needs no spectrum: the most frequent labels. */
export function baselineAnswer(model: ElementModel): Environment {
  return answerOf(votesOf(baselineOf(model), [])).environment;
}

/** Out-of-fold votes and answers for every sample of an element, five folds by material; `scanned` alone is disturbed. */
export function crossValidate(
  samples: readonly PreparedSample[],
  recipe: Recipe,
  element: string,
): HeldOut[] {
  return overFolds(samples, recipe, element, 1, (model, held, fold) => {
    const baseline = baselineAnswer(model);
    return held.map((sample) => {
      const votes = votesOn(model, sample.curve, sample.e0, recipe);
      const random = new Random(`scanned/${element}/${sample.material}/${sample.site}`);
      const scanned = Array.from({ length: SCANNED_COPIES }, () =>
        asMeasured(sample.spectrum, sample.e0, SCAN, random),
      ).flatMap((scan) => (scan ? [votesOn(model, curveOf(scan), scan.e0, recipe)] : []));
      return { sample, fold, votes, scanned, answer: answerOf(votes).environment, baseline };
    });
  });
}
