import type { Forest } from '../forest/forest';
import { Random } from '../random';
import { finished } from '../steps';

/** Training rows as quantised features, column after column. */
export interface Matrix {
  readonly rows: number;
  readonly features: number;
  /** Value of feature f in row r at `f * rows + r`: whole numbers. */
  readonly values: Int16Array;
}

export interface GrowOptions {
  /** Exact best splits, or the best of one random threshold a feature (Geurts, Ernst & Wehenkel 2006). */
  readonly splits: 'best' | 'random';
  readonly trees: number;
  /** Features tried a split. */
  readonly featuresPerSplit: number;
  /** Fewest rows in a leaf. */
  readonly leaf: number;
  /** Draw groups of rows with replacement for every tree, else every tree sees each group that `shares` lets in. */
  readonly bootstrap: boolean;
}

/** What any forest learns from; `weights[r]` is what row r counts. */
interface Rows {
  readonly matrix: Matrix;
  readonly weights: Float64Array;
  /** Rows of one group (a sample and its augmented copies) enter a tree together. */
  readonly groups: Int32Array;
  /** Per group: the share of the trees that see it, 0 to 1. */
  readonly shares: Float64Array;
}

/** Classification: `labels[r]` is the class of row r. */
export interface Task extends Rows {
  readonly labels: Uint16Array;
  readonly classCount: number;
}

/** Regression: `targets[r]` is the value of row r; a leaf gets the class that `classOf` names for its mean. */
export interface RegressionTask extends Rows {
  readonly targets: Float64Array;
  readonly classCount: number;
  readonly classOf: (mean: number) => number;
}

/** One tree under construction; -1 - class marks a leaf. */
interface Tree {
  readonly feature: number[];
  readonly threshold: number[];
  readonly left: number[];
  readonly right: number[];
}

interface Split {
  feature: number;
  threshold: number;
  score: number;
}

/** Rows whose values share a sort key may follow in any order, so 2^20 rows are told apart by exact doubles. */
const ROW_BITS = 2 ** 20;

/** A stretch [first, end) of the rows in `rows`, with what each counts in the tree that grows. */
interface Part {
  readonly rows: Int32Array;
  readonly first: number;
  readonly end: number;
  readonly weights: Float64Array;
}

/** Grows single trees; what a leaf says and what makes a good split is left to classification and regression. */
abstract class TreeGrower<T extends Rows> {
  private readonly order: Int32Array;

  constructor(
    protected readonly task: T,
    protected readonly options: GrowOptions,
  ) {
    this.order = Int32Array.from({ length: task.matrix.features }, (_, i) => i);
  }

  /** What a leaf of these rows would vote for, and whether they need no split. */
  protected abstract summarise(part: Part): { label: number; isPure: boolean };

  /** Puts the split of the rows just summarised at `threshold` into `best` if it is better. */
  protected abstract tryThreshold(part: Part, feature: number, threshold: number, best: Split): void;

  /** The same for every threshold between two values. */
  protected abstract tryAllThresholds(part: Part, feature: number, best: Split): void;

  grow(random: Random): Tree {
    const { matrix } = this.task;
    const drawn = this.drawGroups(random);
    const weights = this.task.weights.map((weight, row) => weight * drawn[this.task.groups[row]]);
    const rows = new Int32Array(matrix.rows);
    let count = 0;
    for (let row = 0; row < matrix.rows; row++) if (weights[row] > 0) rows[count++] = row;

    const tree: Tree = { feature: [], threshold: [], left: [], right: [] };
    const pending = [{ first: 0, end: count, parent: -1, isLeft: false }];
    for (let next = pending.pop(); next; next = pending.pop()) {
      const { first, end, parent, isLeft } = next;
      const node = tree.feature.length;
      if (parent >= 0) (isLeft ? tree.left : tree.right)[parent] = node;
      const part = { rows, first, end, weights };
      const { label, isPure } = this.summarise(part);
      const split = isPure ? null : this.findSplit(part, random);
      tree.feature.push(split ? split.feature : -1 - label);
      tree.threshold.push(split ? split.threshold : 0);
      tree.left.push(0);
      tree.right.push(0);
      if (!split) continue;
      const middle = this.partition(rows, first, end, split);
      pending.push({ first: middle, end, parent: node, isLeft: false });
      pending.push({ first, end: middle, parent: node, isLeft: true });
    }
    return tree;
  }

  /** How often each group counts in one tree. */
  private drawGroups(random: Random): Float64Array {
    const { shares } = this.task;
    const drawn = new Float64Array(shares.length);
    for (let i = 0; i < shares.length; i++) {
      const group = this.options.bootstrap ? random.below(shares.length) : i;
      if (shares[group] >= 1 || random.next() < shares[group]) drawn[group] += 1;
    }
    return drawn;
  }

  /** The best split among features drawn without replacement; constant features do not count. */
  private findSplit(part: Part, random: Random): Split | null {
    const { rows, first, end } = part;
    const { matrix } = this.task;
    const { leaf, featuresPerSplit, splits } = this.options;
    if (end - first < 2 * leaf) return null;
    const best: Split = { feature: -1, threshold: 0, score: Number.NEGATIVE_INFINITY };
    let tried = 0;
    for (let drawn = 0; drawn < matrix.features && (tried < featuresPerSplit || best.feature < 0); drawn++) {
      const other = drawn + random.below(matrix.features - drawn);
      const feature = this.order[other];
      this.order[other] = this.order[drawn];
      this.order[drawn] = feature;
      const offset = feature * matrix.rows;
      let low = 32767;
      let high = -32768;
      for (let i = first; i < end; i++) {
        const value = matrix.values[offset + rows[i]];
        if (value < low) low = value;
        if (value > high) high = value;
      }
      if (low === high) continue;
      tried += 1;
      if (splits === 'random') {
        this.tryThreshold(part, feature, low + random.below(high - low), best);
      } else {
        this.tryAllThresholds(part, feature, best);
      }
    }
    return best.feature < 0 ? null : best;
  }

  /** Moves the rows that go left to the front; returns where the others begin. */
  private partition(rows: Int32Array, first: number, end: number, { feature, threshold }: Split): number {
    const { matrix } = this.task;
    const offset = feature * matrix.rows;
    let middle = first;
    for (let i = first; i < end; i++) {
      const row = rows[i];
      if (matrix.values[offset + row] > threshold) continue;
      rows[i] = rows[middle];
      rows[middle++] = row;
    }
    return middle;
  }
}

/** Classification by Gini impurity. */
class ClassGrower extends TreeGrower<Task> {
  private readonly keys: Float64Array;
  private readonly total: Float64Array;
  private readonly leftWeight: Float64Array;
  /** Classes of the rows just summarised, ascending: small nodes have few of many. */
  private readonly present: Int32Array;
  private presentCount = 0;

  constructor(task: Task, options: GrowOptions) {
    super(task, options);
    this.keys = new Float64Array(task.matrix.rows);
    this.total = new Float64Array(task.classCount);
    this.leftWeight = new Float64Array(task.classCount);
    this.present = new Int32Array(task.classCount);
  }

  protected summarise({ rows, first, end, weights }: Part): { label: number; isPure: boolean } {
    const { labels } = this.task;
    this.total.fill(0);
    for (let i = first; i < end; i++) this.total[labels[rows[i]]] += weights[rows[i]];
    let label = 0;
    let count = 0;
    for (let c = 0; c < this.total.length; c++) {
      if (this.total[c] > 0) this.present[count++] = c;
      if (this.total[c] > this.total[label]) label = c;
    }
    this.presentCount = count;
    return { label, isPure: count <= 1 };
  }

  protected tryThreshold(
    { rows, first, end, weights }: Part,
    feature: number,
    threshold: number,
    best: Split,
  ): void {
    const { matrix, labels } = this.task;
    const { present, presentCount, total, leftWeight: left } = this;
    const offset = feature * matrix.rows;
    for (let k = 0; k < presentCount; k++) left[present[k]] = 0;
    let count = 0;
    for (let i = first; i < end; i++) {
      const row = rows[i];
      if (matrix.values[offset + row] > threshold) continue;
      left[labels[row]] += weights[row];
      count += 1;
    }
    if (count < this.options.leaf || end - first - count < this.options.leaf) return;
    let leftSum = 0;
    let rightSum = 0;
    let leftSquares = 0;
    let rightSquares = 0;
    for (let k = 0; k < presentCount; k++) {
      const c = present[k];
      const right = total[c] - left[c];
      leftSum += left[c];
      rightSum += right;
      leftSquares += left[c] * left[c];
      rightSquares += right * right;
    }
    const score = leftSquares / leftSum + rightSquares / rightSum;
    if (score > best.score) {
      best.feature = feature;
      best.threshold = threshold;
      best.score = score;
    }
  }

  protected tryAllThresholds({ rows, first, end, weights }: Part, feature: number, best: Split): void {
    const { matrix, labels } = this.task;
    const { leaf } = this.options;
    const offset = feature * matrix.rows;
    const n = end - first;
    const keys = this.keys.subarray(0, n);
    for (let i = 0; i < n; i++)
      keys[i] = (matrix.values[offset + rows[first + i]] + 32768) * ROW_BITS + rows[first + i];
    keys.sort();
    const left = this.leftWeight.fill(0);
    let leftSum = 0;
    let leftSquares = 0;
    let rightSum = 0;
    let rightSquares = 0;
    for (const weight of this.total) {
      rightSum += weight;
      rightSquares += weight * weight;
    }
    for (let i = 0; i + 1 < n; i++) {
      const value = Math.floor(keys[i] / ROW_BITS);
      const row = keys[i] - value * ROW_BITS;
      const label = labels[row];
      const weight = weights[row];
      const right = this.total[label] - left[label];
      leftSquares += weight * (2 * left[label] + weight);
      rightSquares -= weight * (2 * right - weight);
      left[label] += weight;
      leftSum += weight;
      rightSum -= weight;
      const next = Math.floor(keys[i + 1] / ROW_BITS);
      if (next === value || i + 1 < leaf || n - i - 1 < leaf) continue;
      const score = leftSquares / leftSum + rightSquares / rightSum;
      if (score > best.score) {
        best.feature = feature;
        best.threshold = Math.floor((value + next - 65536) / 2);
        best.score = score;
      }
    }
  }
}

/** Regression by the sum of squared residuals, with random thresholds only. */
class ValueGrower extends TreeGrower<RegressionTask> {
  private total = 0;
  private totalWeight = 0;

  protected summarise({ rows, first, end, weights }: Part): { label: number; isPure: boolean } {
    const { targets, classOf } = this.task;
    this.total = 0;
    this.totalWeight = 0;
    for (let i = first; i < end; i++) {
      this.total += weights[rows[i]] * targets[rows[i]];
      this.totalWeight += weights[rows[i]];
    }
    return { label: classOf(this.total / this.totalWeight), isPure: false };
  }

  protected tryThreshold(
    { rows, first, end, weights }: Part,
    feature: number,
    threshold: number,
    best: Split,
  ): void {
    const { matrix, targets } = this.task;
    const offset = feature * matrix.rows;
    let sum = 0;
    let weight = 0;
    let count = 0;
    for (let i = first; i < end; i++) {
      const row = rows[i];
      if (matrix.values[offset + row] > threshold) continue;
      sum += weights[row] * targets[row];
      weight += weights[row];
      count += 1;
    }
    if (count < this.options.leaf || end - first - count < this.options.leaf) return;
    const score = sum ** 2 / weight + (this.total - sum) ** 2 / (this.totalWeight - weight);
    if (score > best.score) Object.assign(best, { feature, threshold, score });
  }

  protected tryAllThresholds(): void {
    throw new Error('Regression grows with random thresholds.');
  }
}

/** Joins leaves of one class under their parent: the votes stay, the nodes go. Children follow their parents. */
function mergeEqualLeaves({ feature, left, right }: Tree): void {
  for (let node = feature.length - 1; node >= 0; node--) {
    if (feature[node] < 0) continue;
    const vote = feature[left[node]];
    if (vote < 0 && vote === feature[right[node]]) feature[node] = vote;
  }
}

/** Trees as one forest, each in preorder, without nodes that no path reaches. */
function assemble(trees: readonly Tree[], classCount: number, featureCount: number): Forest {
  const roots: number[] = [];
  const feature: number[] = [];
  const threshold: number[] = [];
  const left: number[] = [];
  const right: number[] = [];
  for (const tree of trees) {
    roots.push(feature.length);
    const pending = [{ from: 0, parent: -1 }];
    for (let next = pending.pop(); next; next = pending.pop()) {
      const { from, parent } = next;
      const node = feature.length;
      // In preorder the left child follows its parent at once; whatever comes later is the right one.
      if (parent >= 0) (parent === node - 1 ? left : right)[parent] = node;
      feature.push(tree.feature[from]);
      threshold.push(tree.feature[from] < 0 ? 0 : tree.threshold[from]);
      left.push(0);
      right.push(0);
      if (tree.feature[from] < 0) continue;
      pending.push({ from: tree.right[from], parent: node }, { from: tree.left[from], parent: node });
    }
  }
  return {
    classCount,
    featureCount,
    roots: Int32Array.from(roots),
    feature: Int16Array.from(feature),
    threshold: Float32Array.from(threshold),
    left: Int32Array.from(left),
    right: Int32Array.from(right),
  };
}

/**
 * A forest that votes for classes 0 to `classCount - 1`. Every tree has its own stream of random numbers,
 * so that a forest with more trees begins with the same ones. At most 2^20 rows.
 */
export const growForest = (...request: Parameters<typeof growingForest>): Forest =>
  finished(growingForest(...request));

/** The same in steps; yields the part (0 to 1) of the trees that stand. */
export const growingForest = (task: Task, options: GrowOptions, seed: string): Generator<number, Forest> =>
  planting(new ClassGrower(task, options), task, options, seed);

/** The same for values: leaves vote for the class that stands for their mean. */
export function growRegression(
  task: RegressionTask,
  options: Omit<GrowOptions, 'splits'>,
  seed: string,
): Forest {
  return finished(planting(new ValueGrower(task, { ...options, splits: 'random' }), task, options, seed));
}

function* planting(
  grower: ClassGrower | ValueGrower,
  task: Task | RegressionTask,
  { trees: count }: Pick<GrowOptions, 'trees'>,
  seed: string,
): Generator<number, Forest> {
  const trees: Tree[] = [];
  for (let index = 0; index < count; index++) {
    const tree = grower.grow(new Random(`${seed}/${index}`));
    mergeEqualLeaves(tree);
    trees.push(tree);
    yield trees.length / count;
  }
  return assemble(trees, task.classCount, task.matrix.features);
}
