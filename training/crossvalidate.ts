import { answerOf, votesOf, type ModelVotes } from '../src/domain/environment/answer';
import type { Environment } from '../src/domain/environment/labels';
import { featuresOf } from '../src/domain/features';
import type { ElementModel } from '../src/domain/forest/model';
import { assignFolds, type PreparedSample } from './prepared';
import { baselineOf, fitElement } from './fit';
import type { Recipe } from './recipe';

/** What a model that never saw a sample's material says about it. */
export interface HeldOut {
  readonly sample: PreparedSample;
  readonly fold: number;
  readonly votes: ModelVotes;
  readonly answer: Environment;
  /** The answer of the most frequent labels of the same training folds. */
  readonly baseline: Environment;
}

export const FOLDS = 5;

function judge(model: ElementModel, baseline: Environment, sample: PreparedSample, fold: number): HeldOut {
  const votes = votesOf(model, featuresOf(sample.window, model.features));
  return { sample, fold, votes, answer: answerOf(votes).environment, baseline };
}

/**
 * Out-of-fold answers for every sample of an element, five folds by material. `restrict` may thin out the
 * training samples of a fold (learning curves); the held-out ones are never augmented.
 */
export function crossValidate(
  samples: readonly PreparedSample[],
  recipe: Recipe,
  element: string,
  restrict: (training: readonly PreparedSample[], fold: number) => readonly PreparedSample[] = (training) =>
    training,
): HeldOut[] {
  // The folds do not depend on the recipe, so that recipes are compared on the same splits.
  const foldOf = assignFolds(samples, FOLDS, element);
  return Array.from({ length: FOLDS }, (_, fold) => fold).flatMap((fold) => {
    const training = restrict(
      samples.filter(({ material }) => foldOf.get(material) !== fold),
      fold,
    );
    const held = samples.filter(({ material }) => foldOf.get(material) === fold);
    if (training.length === 0 || held.length === 0) return [];
    const model = fitElement(training, { ...recipe, seed: `${recipe.seed}/fold-${fold}` }, element);
    const baseline = answerOf(votesOf(baselineOf(model), [])).environment;
    return held.map((sample) => judge(model, baseline, sample, fold));
  });
}
