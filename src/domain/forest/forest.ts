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

/**
 * A forest as it is walked most quickly: every tree in preorder, so that the left child follows its parent, with what a step needs
 * side by side. An inner node has three words (feature, threshold, place of the right child), a leaf one (`-1 - class`).
 */
interface Walk {
  readonly roots: Int32Array;
  readonly words: Int32Array;
  /** The same memory: the threshold of the node at `place` is `thresholds[place + 1]`. */
  readonly thresholds: Float32Array;
}

const walks = new WeakMap<Forest, Walk>();

function walkOf(forest: Forest): Walk {
  const known = walks.get(forest);
  if (known) return known;
  const { feature, threshold, left, right } = forest;
  const inner = feature.reduce((count, value) => count + (value >= 0 ? 1 : 0), 0);
  const words = new Int32Array(3 * inner + (feature.length - inner));
  const thresholds = new Float32Array(words.buffer);
  let free = 0;
  const roots = forest.roots.map((root) => {
    const start = free;
    // A node and where the word lies that has to point to it; a left child needs none.
    const pending: [node: number, pointer: number][] = [[root, -1]];
    for (let next = pending.pop(); next; next = pending.pop()) {
      const [node, pointer] = next;
      const place = free;
      if (pointer >= 0) words[pointer] = place;
      words[place] = feature[node];
      free += feature[node] < 0 ? 1 : 3;
      if (feature[node] < 0) continue;
      thresholds[place + 1] = threshold[node];
      pending.push([right[node], place + 2], [left[node], -1]);
    }
    return start;
  });
  const walk = { roots, words, thresholds };
  walks.set(forest, walk);
  return walk;
}

/** Number of trees that vote for each class; length `classCount`. */
export function forestVotes(forest: Forest, x: ArrayLike<number>): Uint32Array {
  const { roots, words, thresholds } = walkOf(forest);
  const votes = new Uint32Array(forest.classCount);
  for (let tree = 0; tree < roots.length; tree++) {
    let place = roots[tree];
    let word = words[place];
    while (word >= 0) {
      place = x[word] <= thresholds[place + 1] ? place + 3 : words[place + 2];
      word = words[place];
    }
    votes[-1 - word] += 1;
  }
  return votes;
}

/** Steps that a leaf can name either way, where classes 0 to `classCount - 1` stand for -reach to reach steps. */
export const reachOf = ({ classCount }: Pick<Forest, 'classCount'>): number => (classCount - 1) / 2;

/** Class that stands for a number of steps. */
export const classOfSteps = (steps: number, reach: number): number =>
  Math.max(0, Math.min(2 * reach, Math.round(steps) + reach));

/** Steps that the leaves of all trees name together. */
export function summedSteps(forest: Forest, x: ArrayLike<number>): number {
  const reach = reachOf(forest);
  return forestVotes(forest, x).reduce((sum, votes, label) => sum + votes * (label - reach), 0);
}

/**
 * How often each feature is asked on the paths that `x` takes through the trees.
 * Length `featureCount`; the evidence of an answer.
 */
export function pathFeatureCounts(forest: Forest, x: ArrayLike<number>): Uint32Array {
  const { roots, words, thresholds } = walkOf(forest);
  const counts = new Uint32Array(forest.featureCount);
  for (let tree = 0; tree < roots.length; tree++) {
    let place = roots[tree];
    for (let word = words[place]; word >= 0; word = words[place]) {
      counts[word] += 1;
      place = x[word] <= thresholds[place + 1] ? place + 3 : words[place + 2];
    }
  }
  return counts;
}
