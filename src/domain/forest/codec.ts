import { FETCH_AGAIN } from '../checked';
import { XanopyError } from '../errors';
import type { Forest } from './forest';

/**
 * A forest as JSON: every tree in preorder, concatenated. The structure follows from the order alone,
 * because each inner node has exactly two children.
 */
export interface ForestJson {
  readonly classCount: number;
  readonly featureCount: number;
  readonly treeCount: number;
  /** Per node: feature index, or `-1 - class` for a leaf. */
  readonly nodes: readonly number[];
  /** Per inner node, in the same order: the largest (quantised) value that goes left. */
  readonly thresholds: readonly number[];
}

/** The JSON form of a forest; thresholds are kept as they are. */
export function encodeForest(forest: Forest): ForestJson {
  const nodes: number[] = [];
  const thresholds: number[] = [];
  const pending: number[] = [];
  for (const root of forest.roots) {
    pending.push(root);
    while (pending.length > 0) {
      const node = pending.pop() as number;
      const feature = forest.feature[node];
      nodes.push(feature);
      if (feature < 0) continue;
      thresholds.push(forest.threshold[node]);
      pending.push(forest.right[node], forest.left[node]);
    }
  }
  const { classCount, featureCount } = forest;
  return { classCount, featureCount, treeCount: forest.roots.length, nodes, thresholds };
}

/** Says what is wrong with a model, in the words for the place it came from. */
export type Refuse = (what: string) => never;

/** For models of the site. */
export const refuseFile: Refuse = (what) => {
  throw new XanopyError('model-invalid', `The model file is damaged: ${what}. ${FETCH_AGAIN}`);
};

/** Features and classes that a node can name. */
const MOST_NAMES = 2 ** 15;

/**
 * Forest from its JSON form, checked: features and classes in range, every tree complete,
 * no node or threshold left over.
 * @throws what `refuse` throws, by default XanopyError `model-invalid`
 */
export function decodeForest(json: ForestJson, refuse: Refuse = refuseFile): Forest {
  const { classCount, featureCount, treeCount, nodes, thresholds } = json;
  if (classCount > MOST_NAMES || featureCount > MOST_NAMES || treeCount > nodes.length) {
    refuse(`${treeCount} trees, ${featureCount} features and ${classCount} classes are too many`);
  }
  const roots = new Int32Array(treeCount);
  const feature = Int16Array.from(nodes);
  const threshold = new Float32Array(nodes.length);
  const left = new Int32Array(nodes.length);
  const right = new Int32Array(nodes.length);
  // Inner nodes still waiting for their right child.
  const open: number[] = [];
  let node = 0;
  let inner = 0;
  for (let tree = 0; tree < treeCount; tree++) {
    roots[tree] = node;
    for (;;) {
      if (node >= nodes.length) refuse('a tree ends too early');
      const value = nodes[node];
      if (!Number.isInteger(value) || value >= featureCount || value < -classCount) {
        refuse(`node ${node} names feature or class ${value}`);
      }
      if (value >= 0) {
        if (inner >= thresholds.length || !Number.isFinite(thresholds[inner]))
          refuse('a threshold is missing');
        threshold[node] = thresholds[inner++];
        left[node] = node + 1;
        open.push(node++);
        continue;
      }
      node += 1;
      const parent = open.pop();
      if (parent === undefined) break;
      right[parent] = node;
    }
  }
  if (node !== nodes.length || inner !== thresholds.length) refuse('nodes are left over');
  return { classCount, featureCount, roots, feature, threshold, left, right };
}
