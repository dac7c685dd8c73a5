import { K_EDGES } from '../elements';
import { MOTIFS } from '../environment/motifs';
import { XanopyError } from '../errors';
import type { FeatureRecipe } from '../features';
import type { Frame } from '../spectrum/align';
import type { Forest } from './forest';
import type { Classifier, ElementModel } from './model';

/*
 * The forests that the authors of the method published with it (Zheng et al., Patterns 1 (2020) 100013; BSD-3): trees
 * of scikit-learn over 200 intensities of a window of their own.
 */

/** Nodes of one tree, as scikit-learn stores them: go left where the input is at most the threshold; leaves have a class. */
export interface TreeArrays {
  readonly feature: readonly number[];
  readonly threshold: readonly number[];
  readonly left: readonly number[];
  readonly right: readonly number[];
  /** Class of a leaf, -1 in other nodes. */
  readonly leaf: readonly number[];
}

/** A forest with the names of its classes. */
export interface TreesOfClasses {
  readonly classes: readonly string[];
  readonly nFeatures: number;
  readonly trees: readonly TreeArrays[];
}

/** eV: where the authors' window begins from the tabulated edge, and how long it is, as in the spectra they published. */
const AUTHORS_START = -5;
const AUTHORS_LENGTH = 59;
/** eV below the edge where a first value may stand in: there the authors' own calculations had not begun either. */
const AUTHORS_MISSING = 5;
const AUTHORS_POINTS = 200;

/** 200 intensities divided by their maximum, in single precision as scikit-learn takes them. */
export const AUTHORS_FEATURES: FeatureRecipe = {
  scale: 'maximum',
  blocks: ['intensity'],
  isExact: true,
};

/** The window that the authors' forests look at: it stands on the tabulated edge, whatever E0 is. */
export function authorsFrame(element: string): Frame {
  const edge = K_EDGES[element];
  if (edge === undefined) throw invalid(`there is no K edge of ${element}`);
  const from = edge + AUTHORS_START;
  return {
    isFlattened: false,
    aligner: null,
    range: { from, to: from + AUTHORS_LENGTH, missing: AUTHORS_MISSING },
  };
}

const invalid = (what: string): XanopyError =>
  new XanopyError('published-invalid', `The published forest cannot be used: ${what}.`);

/** The largest single-precision number that is not above `value`. */
function roundDown(value: number): number {
  const single = Math.fround(value);
  if (single <= value) return single;
  const bits = new Int32Array(1);
  const float = new Float32Array(bits.buffer);
  float[0] = single;
  // Ordered like the numbers for positive floats, against them for negative ones; zero steps to the smallest negative.
  if (single === 0) bits[0] = -0x7fffffff;
  else bits[0] += single > 0 ? -1 : 1;
  return float[0];
}

/**
 * A published forest as domain forest: the same questions in single precision. Inputs are single precision
 * too, so `x <= threshold` holds for the threshold rounded down exactly where it holds for the double.
 * @throws XanopyError `published-invalid` where a tree is not one
 */
export function forestOf({ classes, nFeatures, trees }: TreesOfClasses): Forest {
  const size = trees.reduce((sum, { feature }) => sum + feature.length, 0);
  const roots = new Int32Array(trees.length);
  const feature = new Int16Array(size);
  const threshold = new Float32Array(size);
  const left = new Int32Array(size);
  const right = new Int32Array(size);
  let offset = 0;
  trees.forEach((tree, index) => {
    assertTree(tree, index, nFeatures, classes.length);
    roots[index] = offset;
    tree.feature.forEach((column, node) => {
      const isLeaf = tree.leaf[node] >= 0;
      feature[offset + node] = isLeaf ? -1 - tree.leaf[node] : column;
      threshold[offset + node] = isLeaf ? 0 : roundDown(tree.threshold[node]);
      left[offset + node] = isLeaf ? 0 : offset + tree.left[node];
      right[offset + node] = isLeaf ? 0 : offset + tree.right[node];
    });
    offset += tree.feature.length;
  });
  return { classCount: classes.length, featureCount: nFeatures, roots, feature, threshold, left, right };
}

/** Every node but the root is the child of one node before it: no circles, no shared branches, nothing left over. */
function assertTree(tree: TreeArrays, index: number, features: number, classes: number): void {
  const { feature, threshold, left, right, leaf } = tree;
  const count = feature.length;
  const fault = (what: string): XanopyError => invalid(`tree ${index + 1} ${what}`);
  if (count === 0 || [threshold, left, right, leaf].some(({ length }) => length !== count))
    throw fault('has no nodes, or not all of their numbers');
  const isChild = new Uint8Array(count);
  for (let node = 0; node < count; node++) {
    if (leaf[node] >= 0) {
      if (!Number.isInteger(leaf[node]) || leaf[node] >= classes) throw fault('has a leaf of no class');
      continue;
    }
    if (!Number.isInteger(feature[node]) || feature[node] < 0 || feature[node] >= features)
      throw fault('asks for a number that there is not');
    if (!Number.isFinite(threshold[node])) throw fault('has a threshold that is no number');
    for (const child of [left[node], right[node]]) {
      if (!Number.isInteger(child) || child <= node || child >= count || isChild[child] === 1)
        throw fault('is no tree: a node is missing, or reached twice');
      isChild[child] = 1;
    }
  }
  if (isChild.indexOf(0, 1) >= 0) throw fault('has a node that nothing leads to');
}

/** Motif names of one CN joined by hyphens, taken apart although names contain hyphens themselves. */
export function splitMotifs(joined: string, cn: number): string[] {
  const names = MOTIFS[cn] ?? [];
  const solve = (rest: string): string[] | null => {
    if (rest === '') return [];
    for (const name of names) {
      if (rest !== name && !rest.startsWith(`${name}-`)) continue;
      const tail = solve(rest.slice(name.length + 1));
      if (tail) return [name, ...tail];
    }
    return null;
  };
  const motifs = solve(joined);
  if (!motifs) throw invalid(`"${joined.slice(0, 80)}" is no ranking of motifs of CN ${cn}`);
  return motifs;
}

/** The CN whose motifs a published forest ranks, by its labels; null where it ranks coordination numbers. */
export function motifNumberOf({ classes }: Pick<TreesOfClasses, 'classes'>): number | null {
  const [first = ''] = classes;
  if (first.startsWith('CN_')) return null;
  for (const cn of Object.keys(MOTIFS).map(Number)) {
    try {
      splitMotifs(first, cn);
      return cn;
    } catch (error) {
      if (!(error instanceof XanopyError)) throw error;
    }
  }
  throw invalid(`"${first.slice(0, 80)}" is neither a ranking of coordination numbers nor one of motifs`);
}

/** Coordination numbers of a label such as `CN_4-CN_6`. */
function splitNumbers(label: string): number[] {
  if (!/^CN_\d{1,2}(-CN_\d{1,2})*$/.test(label))
    throw invalid(`"${label.slice(0, 80)}" is no ranking of coordination numbers`);
  return label.split('-').map((part) => Number(part.slice('CN_'.length)));
}

function classifierOf<Label>(trees: TreesOfClasses, labelOf: (name: string) => Label): Classifier<Label> {
  if (trees.nFeatures !== AUTHORS_POINTS)
    throw invalid(`it looks at ${trees.nFeatures} numbers, the authors' window has ${AUTHORS_POINTS}`);
  return {
    classes: trees.classes.map(labelOf),
    // What the classes were in training is not in the file.
    prior: trees.classes.map(() => 1 / trees.classes.length),
    forests: [forestOf(trees)],
  };
}

/** The forest of motif rankings of one CN. */
export const motifClassifierOf = (trees: TreesOfClasses, cn: number): Classifier<readonly string[]> =>
  classifierOf(trees, (label) => splitMotifs(label, cn));

/**
 * The published forests of one element as a model: one for the coordination numbers, and one for the motifs of each number
 * that has several.
 * @throws XanopyError `published-invalid`
 */
export function publishedModelOf(
  element: string,
  cn: TreesOfClasses,
  motifs: ReadonlyMap<number, TreesOfClasses>,
): ElementModel {
  return {
    element,
    kind: 'forest',
    version: 'published-2020',
    views: [{ features: AUTHORS_FEATURES, frame: authorsFrame(element) }],
    cn: classifierOf(cn, splitNumbers),
    motifs: new Map([...motifs].map(([number, trees]) => [number, motifClassifierOf(trees, number)])),
  };
}
