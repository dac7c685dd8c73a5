import { featureCount, QUANTUM, type FeatureBlock, type FeatureRecipe } from '../../src/domain/features';
import { reachOf, type Forest } from '../../src/domain/forest/forest';
import type { Classifier, ElementModel } from '../../src/domain/forest/model';
import { ANSWERS_WITHIN, PASSES } from '../../src/domain/spectrum/align';
import { regionOfPoint, WINDOW_LENGTH, WINDOW_POINTS, WINDOW_START } from '../../src/domain/spectrum/window';
import { DOUBLE, FLOAT, type OnnxModel, type OnnxNode, type OnnxTensor } from './proto';

/** What a graph is made of while it is built. */
interface Graph {
  readonly nodes: OnnxNode[];
  readonly constants: OnnxTensor[];
}

const STEP = WINDOW_LENGTH / (WINDOW_POINTS - 1);
const points = Array.from({ length: WINDOW_POINTS }, (_, i) => i);

function add(graph: Graph, node: OnnxNode): string {
  graph.nodes.push(node);
  return node.output;
}

function constant(graph: Graph, name: string, dims: readonly number[], values: readonly number[]): string {
  graph.constants.push({ name, dims, values: Float64Array.from(values) });
  return name;
}

/** Weight of sample `i` of the scaled window in feature `k` of a block, in quanta. */
function weightIn(block: FeatureBlock, k: number, i: number): number {
  const after = Math.min(k + 1, WINDOW_POINTS - 1);
  const before = Math.max(k - 1, 0);
  const weight = {
    intensity: i === k ? 1 : 0,
    derivative: (Number(i === after) - Number(i === before)) / ((after - before) * STEP),
    area: i <= k ? STEP : 0,
  }[block];
  return weight / QUANTUM[block];
}

/** The window divided by its own scale; see `scaleOf` of the features. */
function scaled(graph: Graph, window: string, { scale }: FeatureRecipe): string {
  if (scale === 'post-edge') return window;
  const name = `${window}_scale`;
  const mean = (weights: readonly number[]): string =>
    add(graph, {
      op: 'MatMul',
      inputs: [window, constant(graph, `${name}_weights`, [WINDOW_POINTS, 1], weights)],
      output: name,
    });
  const postPeak = points.filter((i) => regionOfPoint(i) === 'post-peak').length;
  const found = {
    maximum: () =>
      add(graph, {
        op: 'ReduceMax',
        inputs: [window],
        output: name,
        attributes: { axes: { kind: 'ints', values: [1] } },
      }),
    'post-peak': () => mean(points.map((i) => (regionOfPoint(i) === 'post-peak' ? 1 / postPeak : 0))),
    area: () => mean(points.map(() => 1 / (0.6 * WINDOW_POINTS))),
  }[scale]();
  const isUsable = add(graph, {
    op: 'Greater',
    inputs: [found, constant(graph, `${name}_least`, [1], [1e-6])],
    output: `${name}_usable`,
  });
  const divisor = add(graph, {
    op: 'Where',
    inputs: [isUsable, found, constant(graph, `${name}_one`, [1], [1])],
    output: `${name}_divisor`,
  });
  return add(graph, { op: 'Div', inputs: [window, divisor], output: `${window}_scaled` });
}

/** The features of a window, whole numbers as 32-bit floats. */
function features(graph: Graph, window: string, recipe: FeatureRecipe): string {
  const curve = scaled(graph, window, recipe);
  const weights = points.flatMap((i) =>
    recipe.blocks.flatMap((block) => points.map((k) => weightIn(block, k, i))),
  );
  const matrix = constant(graph, `${window}_weights`, [WINDOW_POINTS, featureCount(recipe)], weights);
  const raw = add(graph, { op: 'MatMul', inputs: [curve, matrix], output: `${window}_quanta` });
  // Halves go up, as in JavaScript; the operator Round would take them to the even number.
  const half = constant(graph, `${window}_half`, [1], [0.5]);
  const above = add(graph, { op: 'Add', inputs: [raw, half], output: `${window}_above` });
  const rounded = add(graph, { op: 'Floor', inputs: [above], output: `${window}_rounded` });
  return add(graph, {
    op: 'Cast',
    inputs: [rounded],
    output: `${window}_features`,
    attributes: { to: { kind: 'int', value: FLOAT } },
  });
}

/** Sums what the leaves name: `targetOf` gives the column and the number of a leaf's class. */
function trees(
  graph: Graph,
  forest: Forest,
  input: string,
  output: string,
  targets: number,
  targetOf: (label: number) => { readonly column: number; readonly value: number },
): string {
  const count = forest.feature.length;
  const treeIds = new Array<number>(count).fill(0);
  const rootIds = new Array<number>(count).fill(0);
  forest.roots.forEach((root, tree) => {
    const end = tree + 1 < forest.roots.length ? forest.roots[tree + 1] : count;
    treeIds.fill(tree, root, end);
    rootIds.fill(root, root, end);
  });
  const nodes = Array.from({ length: count }, (_, i) => i);
  const leaves = nodes.filter((i) => forest.feature[i] < 0);
  const isLeaf = (i: number): boolean => forest.feature[i] < 0;
  const ints = (values: readonly number[]) => ({ kind: 'ints', values }) as const;
  const leafTargets = leaves.map((i) => targetOf(-1 - forest.feature[i]));
  add(graph, {
    op: 'TreeEnsembleRegressor',
    domain: 'ai.onnx.ml',
    inputs: [input],
    output: `${output}_sum`,
    attributes: {
      n_targets: { kind: 'int', value: targets },
      aggregate_function: { kind: 'string', value: 'SUM' },
      post_transform: { kind: 'string', value: 'NONE' },
      nodes_treeids: ints(treeIds),
      nodes_nodeids: ints(nodes.map((i) => i - rootIds[i])),
      nodes_featureids: ints(nodes.map((i) => Math.max(0, forest.feature[i]))),
      nodes_values: { kind: 'floats', values: nodes.map((i) => (isLeaf(i) ? 0 : forest.threshold[i])) },
      nodes_modes: { kind: 'strings', values: nodes.map((i) => (isLeaf(i) ? 'LEAF' : 'BRANCH_LEQ')) },
      nodes_truenodeids: ints(nodes.map((i) => (isLeaf(i) ? 0 : forest.left[i] - rootIds[i]))),
      nodes_falsenodeids: ints(nodes.map((i) => (isLeaf(i) ? 0 : forest.right[i] - rootIds[i]))),
      target_treeids: ints(leaves.map((i) => treeIds[i])),
      target_nodeids: ints(leaves.map((i) => i - rootIds[i])),
      target_ids: ints(leafTargets.map(({ column }) => column)),
      target_weights: { kind: 'floats', values: leafTargets.map(({ value }) => value) },
    },
  });
  return add(graph, {
    op: 'Cast',
    inputs: [`${output}_sum`],
    output: `${output}_votes`,
    attributes: { to: { kind: 'int', value: DOUBLE } },
  });
}

/** Shares of the votes of a classifier's forests, `classShares` of the models. */
function shares(
  graph: Graph,
  { classes, forests }: Classifier<unknown>,
  inputs: readonly string[],
  output: string,
): void {
  const parts = forests.map((forest, view) => {
    const name = forests.length === 1 ? output : `${output}_${view}`;
    const votes = trees(graph, forest, inputs[view], `${output}_view_${view}`, classes.length, (label) => ({
      column: label,
      value: 1,
    }));
    const count = constant(graph, `${name}_trees`, [1], [forests.length * forest.roots.length]);
    return add(graph, { op: 'Div', inputs: [votes, count], output: name });
  });
  parts.slice(1).reduce((sum, part, i) => {
    const isLast = i === parts.length - 2;
    return add(graph, { op: 'Add', inputs: [sum, part], output: isLast ? output : `${output}_until_${i}` });
  }, parts[0]);
}

const GRID = { start: WINDOW_START, length: WINDOW_LENGTH, points: WINDOW_POINTS };

/** Names of the inputs: one window for each view. */
const windowsOf = ({ views }: ElementModel): string[] => views.map((_, view) => `window_${view}`);

/**
 * The forests of an element with their feature step, all views voting together. Inputs: the normalised mu of the window of each
 * view (spectra x 200, double). Outputs: the share of the votes for each class of `cn` and of `motifs_N`. The key `xanopy` of the
 * metadata holds the classes, what each view's window is, and the motifs that need no forest.
 */
export function onnxOf(model: ElementModel): OnnxModel {
  const graph: Graph = { nodes: [], constants: [] };
  const windows = windowsOf(model);
  const inputs = windows.map((window, view) => features(graph, window, model.views[view].features));
  const all: [string, Classifier<unknown>][] = [
    ['cn', model.cn],
    ...[...model.motifs].map(([cn, classifier]): [string, Classifier<unknown>] => [
      `motifs_${cn}`,
      classifier,
    ]),
  ];
  const voted = all.filter(([, { forests }]) => forests.length > 0);
  for (const [name, classifier] of voted) shares(graph, classifier, inputs, name);
  return {
    name: `xanopy_${model.element}`,
    version: model.version,
    description: `Coordination environments of ${model.element} from its K-edge XANES: shares of the votes of the trees. See docs/onnx.md of Xanopy.`,
    metadata: {
      xanopy: JSON.stringify({
        element: model.element,
        version: model.version,
        window: GRID,
        views: model.views.map(({ frame }) => ({
          isFlattened: frame.isFlattened,
          isAligned: frame.aligner !== null,
          ...(frame.aligner && {
            reach: reachOf(frame.aligner.forest) * frame.aligner.step,
            within: ANSWERS_WITHIN,
            passes: PASSES,
          }),
        })),
        prevalence: Object.fromEntries(model.prevalence ?? []),
        classes: Object.fromEntries(all.map(([name, { classes }]) => [name, classes])),
        withoutForest: Object.fromEntries(
          all.filter(([, { forests }]) => forests.length === 0).map(([name, { prior }]) => [name, prior]),
        ),
      }),
    },
    ...graph,
    inputs: windows.map((name) => ({ name, columns: WINDOW_POINTS })),
    outputs: voted.map(([name, { classes }]) => ({ name, columns: classes.length })),
  };
}

/** Views that correct E0, by index. */
const alignedViews = ({ views }: ElementModel) =>
  views.flatMap(({ frame: { aligner } }, view) => (aligner ? [{ view, aligner }] : []));

/**
 * The forests that correct E0, null where no view does. Inputs: the window of each such view at E0 as it is so far (spectra x 200,
 * double). Outputs: `correction_N` (spectra x 1, eV).
 */
export function onnxOfAligners(model: ElementModel): OnnxModel | null {
  const aligned = alignedViews(model);
  if (aligned.length === 0) return null;
  const graph: Graph = { nodes: [], constants: [] };
  for (const { view, aligner } of aligned) {
    const { features: recipe, forest, step } = aligner;
    const reach = reachOf(forest);
    const input = features(graph, `window_${view}`, recipe);
    const votes = trees(graph, forest, input, `steps_${view}`, 1, (label) => ({
      column: 0,
      value: label - reach,
    }));
    const product = add(graph, {
      op: 'Mul',
      inputs: [votes, constant(graph, `step_${view}`, [1], [step])],
      output: `electronvolts_${view}`,
    });
    add(graph, {
      op: 'Div',
      inputs: [product, constant(graph, `trees_${view}`, [1], [forest.roots.length])],
      output: `correction_${view}`,
    });
  }
  return {
    name: `xanopy_${model.element}_aligner`,
    version: model.version,
    description: `Corrections of E0 in eV for ${model.element}, from windows at E0 as it is so far. See docs/onnx.md of Xanopy.`,
    metadata: {
      xanopy: JSON.stringify({ element: model.element, version: model.version, window: GRID }),
    },
    ...graph,
    inputs: aligned.map(({ view }) => ({ name: `window_${view}`, columns: WINDOW_POINTS })),
    outputs: aligned.map(({ view }) => ({ name: `correction_${view}`, columns: 1 })),
  };
}
