import type { TreeArrays, TreesOfClasses } from '../../domain/forest/published';
import { XanopyError } from '../../domain/errors';
import { FOREST_CLASSES, TREE_CLASSES } from './classes';
import { damaged } from './cursor';
import { Instance, lengthOf, NdArray, numberAt, viewOf, type Value } from './values';

const notAForest = (what: string): XanopyError =>
  new XanopyError(
    'pickle-no-forest',
    `The pickle is read, but ${what}. Xanopy takes random forests of scikit-learn that choose among classes.`,
  );

const attribute = (value: Value | undefined, name: string): Value | undefined =>
  value instanceof Instance && value.state instanceof Map ? value.state.get(name) : undefined;

const isWhole = (value: Value | undefined): value is number =>
  typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;

/** Text of fixed width, four bytes a character, zeros behind it. */
function wideText(view: DataView, at: number, size: number, isLittleEndian: boolean): string {
  let text = '';
  for (let i = at; i + 4 <= at + size; i += 4) {
    const point = view.getUint32(i, isLittleEndian);
    if (point === 0) break;
    if (point > 0x10ffff) throw damaged('a label is no text');
    text += String.fromCodePoint(point);
  }
  return text;
}

/** Class labels as text. */
function labelsOf(classes: Value | undefined): string[] {
  const labels = classes instanceof NdArray ? classes : null;
  if (!labels || labels.shape.length !== 1) throw notAForest('it has no list of classes');
  const { dtype, bytes, objects } = labels;
  const count = lengthOf(labels);
  if (dtype.kind === 'O')
    return objects.map((label) => {
      if (typeof label !== 'string') throw notAForest('its classes are no names');
      return label;
    });
  const view = viewOf(bytes);
  return Array.from({ length: count }, (_, i) => {
    const at = i * dtype.size;
    if (dtype.kind === 'U') return wideText(view, at, dtype.size, dtype.isLittleEndian);
    const number = numberAt(view, at, dtype);
    if (number === null) throw notAForest('its classes are no names');
    return String(number);
  });
}

/** One column of the records of a tree. */
function column(nodes: NdArray, name: string): number[] {
  const { dtype, bytes } = nodes;
  const field = dtype.fields.find((one) => one.name === name);
  if (!field) throw damaged(`the nodes of a tree have no ${name}`);
  const view = viewOf(bytes);
  return Array.from({ length: lengthOf(nodes) }, (_, node) => {
    const value = numberAt(view, node * dtype.size + field.offset, field.type);
    if (value === null) throw damaged(`the ${name} of a node is no number`);
    return value;
  });
}

/** A tree's arrays, with the class of each leaf and the number of leaves that hold several. */
function treeOf(estimator: Value, classes: number): { tree: TreeArrays; mixed: number } {
  const inner = attribute(estimator, 'tree_');
  const nodes = attribute(inner, 'nodes');
  const values = attribute(inner, 'values');
  if (!(nodes instanceof NdArray) || !(values instanceof NdArray)) throw damaged('a tree has no nodes');
  const count = lengthOf(nodes);
  if (values.dtype.kind !== 'f' || values.dtype.size !== 8 || lengthOf(values) !== count * classes)
    throw damaged('a tree has other classes than its forest');
  const [left, right] = [column(nodes, 'left_child'), column(nodes, 'right_child')];
  const view = viewOf(values.bytes);
  let mixed = 0;
  const leaf = left.map((child, node) => {
    if (child !== -1) return -1;
    const shares = Array.from({ length: classes }, (_, i) =>
      view.getFloat64(8 * (node * classes + i), values.dtype.isLittleEndian),
    );
    if (shares.filter((share) => share > 0).length > 1) mixed += 1;
    return shares.indexOf(Math.max(...shares));
  });
  const tree = {
    feature: column(nodes, 'feature'),
    threshold: column(nodes, 'threshold'),
    left,
    right,
    leaf,
  };
  return { tree, mixed };
}

/** A forest from a pickle, and what its votes leave out. */
export interface UnpickledForest extends TreesOfClasses {
  /** Leaves with training spectra of several classes: they vote for the most frequent one. */
  readonly mixedLeaves: number;
  /** The version of scikit-learn that wrote it, where it says so. */
  readonly writtenBy: string | null;
}

/**
 * The random forest that a pickle holds.
 * @throws XanopyError `pickle-no-forest`, `pickle-damaged`
 */
export function forestIn(value: Value): UnpickledForest {
  if (!(value instanceof Instance) || !FOREST_CLASSES.has(value.type))
    throw notAForest('it holds no random forest');
  const classes = labelsOf(attribute(value, 'classes_'));
  const estimators = attribute(value, 'estimators_');
  // Renamed in scikit-learn 1.0.
  const features = attribute(value, 'n_features_in_') ?? attribute(value, 'n_features_');
  if (attribute(value, 'n_outputs_') !== 1) throw notAForest('its forest answers several questions at once');
  if (!Array.isArray(estimators) || estimators.length === 0 || classes.length === 0)
    throw notAForest('its forest was not fitted');
  if (!isWhole(features)) throw notAForest('its forest does not say how many numbers it looks at');
  let mixedLeaves = 0;
  const trees = estimators.map((estimator) => {
    if (!(estimator instanceof Instance) || !TREE_CLASSES.has(estimator.type))
      throw damaged('a tree is none');
    const { tree, mixed } = treeOf(estimator, classes.length);
    mixedLeaves += mixed;
    return tree;
  });
  const version = attribute(value, '_sklearn_version');
  return {
    classes,
    nFeatures: features,
    trees,
    mixedLeaves,
    writtenBy: typeof version === 'string' ? version : null,
  };
}
