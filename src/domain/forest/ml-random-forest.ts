import { RandomForestClassifier } from 'ml-random-forest';
import type { Forest } from './forest';

/** A node in the JSON of ml-cart: a leaf has the distribution of its classes, an inner node goes left below `splitValue`. */
export type MlForestNode =
  | { readonly distribution: number[][] }
  | {
      readonly splitColumn: number;
      readonly splitValue: number;
      readonly gain: number;
      readonly left: MlForestNode;
      readonly right: MlForestNode;
    };

/**
 * ml-cart goes left where `x < splitValue`, our trees where `x <= threshold`. Features are whole numbers,
 * so half a quantum above the threshold asks the same question.
 */
const halfAbove = (threshold: number): number => threshold + 0.5;

/**
 * The forest in the JSON form of ml-random-forest 2.1 (what its `toJSON` gives and its `load` takes).
 * `splitValueOf` turns a threshold into the smallest value that goes right.
 */
export function toMlForest(
  forest: Forest,
  splitValueOf = halfAbove,
): Parameters<typeof RandomForestClassifier.load>[0] {
  const everyFeature = Array.from({ length: forest.featureCount }, (_, i) => i);
  const nodeAt = (node: number): MlForestNode => {
    const feature = forest.feature[node];
    if (feature < 0) {
      const vote = -1 - feature;
      return { distribution: [Array.from({ length: forest.classCount }, (_, c) => Number(c === vote))] };
    }
    return {
      splitColumn: feature,
      splitValue: splitValueOf(forest.threshold[node]),
      gain: 1,
      left: nodeAt(forest.left[node]),
      right: nodeAt(forest.right[node]),
    };
  };
  const treeOptions = {
    kind: 'classifier',
    gainFunction: 'gini',
    splitFunction: 'mean',
    minNumSamples: 1,
    maxDepth: Number.MAX_SAFE_INTEGER,
    gainThreshold: 0,
  };
  return {
    name: 'RFClassifier',
    baseModel: {
      indexes: Array.from(forest.roots, () => everyFeature),
      n: forest.featureCount,
      replacement: false,
      maxFeatures: forest.featureCount,
      nEstimators: forest.roots.length,
      treeOptions,
      isClassifier: true,
      seed: 0,
      useSampleBagging: false,
      noOOB: true,
      estimators: Array.from(forest.roots, (root) => ({
        name: 'DTClassifier',
        options: treeOptions,
        root: nodeAt(root),
      })),
    },
  };
}

/**
 * The class that each tree votes for according to ml-random-forest, an independent implementation;
 * one row a spectrum in `inputs`, one column a tree.
 */
export function mlForestVotesOf(
  forest: Forest,
  inputs: readonly ArrayLike<number>[],
  splitValueOf = halfAbove,
): number[][] {
  const reference = RandomForestClassifier.load(toMlForest(forest, splitValueOf));
  return reference.predictionValues(inputs.map((x) => Array.from(x))).to2DArray();
}

/** The class that each tree votes for according to ml-random-forest, for features `x`. */
export function mlForestVotes(forest: Forest, x: ArrayLike<number>): number[] {
  return mlForestVotesOf(forest, [x])[0];
}
