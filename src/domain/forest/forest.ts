/**
 * A forest of binary decision trees on flat typed arrays. A tree goes left where
 * `x[feature] <= threshold`; a leaf votes for one class.
 */
export interface Forest {
  readonly classCount: number;
  readonly featureCount: number;
  /** Node index of the root of every tree. */
  readonly roots: Int32Array;
  /** Per node: feature index, or `-1 - class` for a leaf. */
  readonly feature: Int16Array;
  /** Per node: threshold (ignored in leaves). */
  readonly threshold: Float32Array;
  /** Per node: index of the left and right child (ignored in leaves). */
  readonly left: Int32Array;
  readonly right: Int32Array;
}

/** Node index of the leaf that `x` (length `featureCount`) reaches in one tree. */
export function leafOf(forest: Forest, tree: number, x: ArrayLike<number>): number {
  const { feature, threshold, left, right } = forest;
  let node = forest.roots[tree];
  while (feature[node] >= 0) node = x[feature[node]] <= threshold[node] ? left[node] : right[node];
  return node;
}

/** The class one tree votes for. */
export function treeVote(forest: Forest, tree: number, x: ArrayLike<number>): number {
  return -1 - forest.feature[leafOf(forest, tree, x)];
}

/** Number of trees that vote for each class; length `classCount`. */
export function forestVotes(forest: Forest, x: ArrayLike<number>): Uint32Array {
  const votes = new Uint32Array(forest.classCount);
  for (let tree = 0; tree < forest.roots.length; tree++) votes[treeVote(forest, tree, x)] += 1;
  return votes;
}

/**
 * How often each feature is asked on the paths that `x` takes through the trees.
 * Length `featureCount`; the evidence of an answer.
 */
export function pathFeatureCounts(forest: Forest, x: ArrayLike<number>): Uint32Array {
  const counts = new Uint32Array(forest.featureCount);
  const { feature, threshold, left, right } = forest;
  for (const root of forest.roots) {
    let node = root;
    while (feature[node] >= 0) {
      counts[feature[node]] += 1;
      node = x[feature[node]] <= threshold[node] ? left[node] : right[node];
    }
  }
  return counts;
}
