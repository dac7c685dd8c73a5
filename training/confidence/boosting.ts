import { decodeForest, encodeForest } from '../../src/domain/forest/codec';
import { classOfSteps, treeVote, type Forest } from '../../src/domain/forest/forest';
import { growRegression, type Matrix } from '../../src/domain/growing/grow';

/** Rows of two classes. */
export interface TwoClasses {
  /** Quantised features, row by row, and the same as a matrix. */
  readonly rows: readonly ArrayLike<number>[];
  readonly matrix: Matrix;
  /** 0 or 1 a row. */
  readonly labels: readonly number[];
  /** What a row counts. */
  readonly weights: readonly number[];
  /** Group of every row, 0 to `groupCount - 1`: rows of one compound enter a tree together. */
  readonly groups: Int32Array;
  readonly groupCount: number;
  /** Log-odds a step of the leaves. */
  readonly step: number;
}

export interface Boosting {
  readonly trees: number;
  /** Part (0 to 1) of what a tree finds that is added. */
  readonly rate: number;
  /** Part (0 to 1) of the groups that a tree sees. */
  readonly share: number;
  readonly featuresPerSplit: number;
  /** Fewest rows in a leaf. */
  readonly leaf: number;
}

/** Largest step (log-odds) that Newton's method may ask of one row: Friedman, Hastie & Tibshirani 2000. */
const LARGEST_STEP = 4;
/** Least variance of a row that it is divided by. */
const LEAST_VARIANCE = 1e-3;

/** Trees of one forest after those of another; all name the same classes. */
function joined(forests: readonly Forest[]): Forest {
  const parts = forests.map(encodeForest);
  return decodeForest({
    ...parts[0],
    treeCount: parts.length,
    nodes: parts.flatMap(({ nodes }) => nodes),
    thresholds: parts.flatMap(({ thresholds }) => thresholds),
  });
}

/**
 * Boosted trees (LogitBoost: Friedman, Hastie & Tibshirani, Ann. Stat. 28, 337, 2000): each corrects the log-odds of class 1 that
 * those before it give. The sum of the steps that their leaves name are the log-odds.
 */
export function boostedTrees(
  { rows, matrix, labels, weights, groups, groupCount, step }: TwoClasses,
  { trees: count, rate, share, featuresPerSplit, leaf }: Boosting,
  seed: string,
): Forest {
  const reach = Math.ceil((rate * LARGEST_STEP) / step);
  const logOdds = new Float64Array(rows.length);
  const shares = new Float64Array(groupCount).fill(share);
  const targets = new Float64Array(rows.length);
  const rowWeights = new Float64Array(rows.length);
  const trees = Array.from({ length: count }, (_, round) => {
    labels.forEach((label, row) => {
      const probability = 1 / (1 + Math.exp(-logOdds[row]));
      const variance = Math.max(LEAST_VARIANCE, probability * (1 - probability));
      const wanted = (label - probability) / variance;
      targets[row] = Math.max(-LARGEST_STEP, Math.min(LARGEST_STEP, wanted));
      rowWeights[row] = weights[row] * variance;
    });
    const tree = growRegression(
      {
        matrix,
        targets,
        weights: rowWeights,
        groups,
        shares,
        classCount: 2 * reach + 1,
        classOf: (mean) => classOfSteps((rate * mean) / step, reach),
      },
      { trees: 1, bootstrap: false, featuresPerSplit, leaf },
      `${seed}/${round}`,
    );
    rows.forEach((row, i) => {
      logOdds[i] += step * (treeVote(tree, 0, row) - reach);
    });
    return tree;
  });
  return joined(trees);
}
