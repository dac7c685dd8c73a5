import { averageOrderParameters, environmentOf } from '../environment/labels';
import { featureCount, featuresOf } from '../features';
import { regionOfPoint } from '../spectrum/window';
import type { Aligner } from '../spectrum/align';
import { classOfSteps, type Forest } from '../forest/forest';
import type { Classifier, ElementModel, View } from '../forest/model';
import { finished, scaled } from '../steps';
import { formClasses, supportOf, type Observed } from './classes';
import { growingForest, growRegression, type Matrix } from './grow';
import type { PreparedSample } from './prepared';
import { Random } from '../random';
import type { ForestRecipe, Recipe } from './recipe';

/** A sample of another element and the share of the trees that learn from it. */
export interface Borrowed {
  readonly sample: PreparedSample;
  readonly share: number;
}

/** A measured spectrum of the element and what it counts beside a computed one. */
export interface Added {
  readonly sample: PreparedSample;
  readonly weight: number;
}

/** A sample that a forest learns from; `own` if it is one of the element's, unmixed. */
interface Learnt extends Borrowed, Added {
  readonly own: boolean;
}

interface Row {
  readonly sample: number;
  readonly features: Float32Array;
}

/** Rows of quantised features as one column-wise matrix. */
export function toMatrix(rows: readonly ArrayLike<number>[], features: number): Matrix {
  const values = new Int16Array(rows.length * features);
  rows.forEach((row, r) => {
    for (let f = 0; f < features; f++) values[f * rows.length + r] = row[f];
  });
  return { rows: rows.length, features, values };
}

/** Features of a window in one view of a recipe; regions that the recipe goes without are blank. */
export function recipeFeatures(
  mu: Float64Array,
  { views, without }: Pick<Recipe, 'views' | 'without'>,
  view: number,
): Float32Array {
  const seen =
    without.length === 0 ? mu : mu.map((value, i) => (without.includes(regionOfPoint(i)) ? 0 : value));
  return featuresOf(seen, views[view].features);
}

function rowsOf(samples: readonly Learnt[], recipe: Recipe, view: number): Row[] {
  return samples.flatMap(({ sample: { views } }, sample) =>
    [views[view].window, ...views[view].copies].map((mu) => ({
      sample,
      features: recipeFeatures(mu, recipe, view),
    })),
  );
}

function* fittingClassifier<T extends string | number>(
  samples: readonly Learnt[],
  rowsOfViews: readonly (readonly Row[])[],
  rankingOf: (sample: PreparedSample) => readonly T[] | undefined,
  recipe: Recipe,
  forest: ForestRecipe,
  seed: string,
): Generator<number, Classifier<readonly T[]> | null> {
  const rankings = samples.map(({ sample }) => rankingOf(sample));
  const observed = (ownOnly: boolean): Observed<T>[] =>
    samples.flatMap(({ sample, own }, i) => {
      const ranking = rankings[i];
      if (!ranking || (ownOnly && !own)) return [];
      return [{ material: `${sample.element} ${sample.material}`, ranking }];
    });
  // The element's own materials alone decide what can be answered; where none has the CN, the others'.
  const own = observed(true);
  const known = own.length > 0 ? own : observed(false);
  if (known.length === 0) return null;
  const classes = formClasses(known, recipe.minimumSupport);
  const { labels } = classes;
  const support = supportOf(classes, own.length > 0 ? own : known);
  const supportSum = support.reduce((sum, n) => sum + n, 0);
  const classifier = { classes: labels, prior: support.map((n) => n / supportSum), forests: [] };
  if (labels.length < 2) return classifier;

  const labelOf = rankings.map((ranking) => ranking && classes.classOf(ranking));
  const forests: Forest[] = [];
  for (const [view, rows] of rowsOfViews.entries()) {
    const used = rows.filter(({ sample }) => labelOf[sample] !== undefined);
    const rowLabels = Uint16Array.from(used, ({ sample }) => labelOf[sample] ?? 0);
    const perClass = new Float64Array(labels.length);
    for (const label of rowLabels) perClass[label] += 1;
    const perSample = new Float64Array(samples.length);
    for (const { sample } of used) perSample[sample] += 1;
    const features = featureCount(recipe.views[view].features);
    const growing = growingForest(
      {
        matrix: toMatrix(
          used.map((row) => row.features),
          features,
        ),
        labels: rowLabels,
        classCount: labels.length,
        weights: Float64Array.from(
          used,
          ({ sample }, r) =>
            (samples[sample].weight * perClass[rowLabels[r]] ** -forest.classWeight) / perSample[sample],
        ),
        groups: Int32Array.from(used, ({ sample }) => sample),
        shares: Float64Array.from(samples, ({ share }) => share),
      },
      {
        ...forest,
        featuresPerSplit: Math.floor(forest.featuresPerSplit * Math.sqrt(features)),
      },
      `${seed}/view-${view}`,
    );
    forests.push(yield* scaled(growing, view / rowsOfViews.length, 1 / rowsOfViews.length));
  }
  return { ...classifier, forests };
}

/** Part of the time that the forest for the CN ranking takes. */
const CN_PART = 0.6;

/** eV a step of an aligner's leaves; fine against its error. */
const ALIGNER_STEP = 0.05;
/** Rows that an aligner learns from, at most, and its leaves a tree: more only make the file larger. */
const MOST_ALIGNER_ROWS = 4000;
const MOST_ALIGNER_LEAVES = 400;

/** Learns to correct E0 from windows that were cut at a wrong one; null where the view goes without. */
export function fitAligner(
  samples: readonly PreparedSample[],
  { views }: Recipe,
  view: number,
  seed: string,
): Aligner | null {
  const { alignment } = views[view].frame;
  if (!alignment) return null;
  const { features, forest, reach } = alignment;
  const every = samples.flatMap(({ views: prepared }, sample) =>
    prepared[view].misplaced.map(({ mu, error }) => ({
      sample,
      error,
      weight: 1 / prepared[view].misplaced.length,
      x: featuresOf(mu, features),
    })),
  );
  const thinned = Math.ceil(every.length / MOST_ALIGNER_ROWS);
  const rows = every.filter((_, i) => i % thinned === 0);
  const steps = Math.ceil(reach / ALIGNER_STEP);
  return {
    features,
    step: ALIGNER_STEP,
    forest: growRegression(
      {
        matrix: toMatrix(
          rows.map(({ x }) => x),
          featureCount(features),
        ),
        targets: Float64Array.from(rows, ({ error }) => error / ALIGNER_STEP),
        classCount: 2 * steps + 1,
        classOf: (mean) => classOfSteps(mean, steps),
        weights: Float64Array.from(rows, ({ weight }) => weight),
        groups: Int32Array.from(rows, ({ sample }) => sample),
        shares: new Float64Array(samples.length).fill(1),
      },
      { ...forest, leaf: Math.max(forest.leaf, Math.ceil(rows.length / MOST_ALIGNER_LEAVES)) },
      seed,
    ),
  };
}

/**
 * Mixtures of two samples of different materials, as two phases in one scan would give: windows (aligned at E0)
 * and order parameters averaged with the same random weights.
 */
function mixturesOf(samples: readonly PreparedSample[], count: number, seed: string): PreparedSample[] {
  const random = new Random(seed);
  return Array.from({ length: count }, (_, index) => {
    const [a, b] = [samples[random.below(samples.length)], samples[random.below(samples.length)]];
    const share = random.between(0.25, 0.75);
    const blend = (x: Float64Array, y: Float64Array): Float64Array =>
      x.map((value, i) => share * value + (1 - share) * y[i]);
    const parameters = averageOrderParameters([a.parameters, b.parameters], [share, 1 - share]);
    return {
      ...a,
      material: `mixture ${index}`,
      parameters,
      truth: environmentOf(parameters),
      views: a.views.map((view, k) => ({
        ...view,
        window: blend(view.window, b.views[k].window),
        copies: view.copies
          .slice(0, b.views[k].copies.length)
          .map((copy, i) => blend(copy, b.views[k].copies[i])),
      })),
    };
  }).filter(({ truth }) => truth.length > 0);
}

/** The forests of an element before they have a version and views to look through. */
export type Classifiers = Pick<ElementModel, 'cn' | 'motifs'>;

/**
 * Forests for the CN ranking and for the motif rankings of every CN, learnt from samples of the element itself, from
 * what other elements lend and from `added` measured spectra. Yields the part (0 to 1) that is done.
 */
export function* fittingClassifiers(
  own: readonly PreparedSample[],
  recipe: Recipe,
  element: string,
  borrowed: readonly Borrowed[] = [],
  added: readonly Added[] = [],
): Generator<number, Classifiers> {
  const seed = `${recipe.seed}/${element}`;
  const mixtures = mixturesOf(own, Math.round(recipe.mixtures * own.length), `${seed}/mixtures`);
  const samples: Learnt[] = [
    ...own.map((sample) => ({ sample, share: 1, weight: 1, own: true })),
    ...added.map((one) => ({ ...one, share: 1, own: true })),
    ...mixtures.map((sample) => ({ sample, share: 1, weight: 1, own: false })),
    ...borrowed.map((lent) => ({ ...lent, weight: 1, own: false })),
  ].filter(({ sample }) => recipe.samples === 'site-and-average' || sample.site >= 0);
  const rows = recipe.views.map((_, view) => rowsOf(samples, recipe, view));
  const cnRanking = ({ truth }: PreparedSample): number[] => truth.map(({ cn }) => cn);
  const { large } = recipe;
  const sized = (forest: ForestRecipe): ForestRecipe =>
    large && own.length >= large.samples
      ? { ...forest, leaf: large.leaf, trees: Math.round(large.trees * forest.trees) }
      : forest;
  const growingCn = fittingClassifier(samples, rows, cnRanking, recipe, sized(recipe.cn), `${seed}/cn`);
  const cn = yield* scaled(growingCn, 0, CN_PART);
  if (!cn) throw new Error(`${element} has no labelled spectra to learn from.`);
  const numbers = [...new Set(cn.classes.flat())].sort((a, b) => a - b);
  const motifs = new Map<number, Classifier<readonly string[]>>();
  for (const [place, number] of numbers.entries()) {
    const rankingOf = ({ truth }: PreparedSample): readonly string[] | undefined => {
      const entry = truth.find((ranked) => ranked.cn === number);
      return entry && entry.motifs.length > 0 ? entry.motifs : undefined;
    };
    const part = (1 - CN_PART) / numbers.length;
    const classifier = yield* scaled(
      fittingClassifier(samples, rows, rankingOf, recipe, sized(recipe.motif), `${seed}/motif/${number}`),
      CN_PART + place * part,
      part,
    );
    if (classifier) motifs.set(number, classifier);
  }
  return { cn, motifs };
}

/** The forests of an element (no version yet) with the views that its own samples teach. */
export function fitElement(
  own: readonly PreparedSample[],
  recipe: Recipe,
  element: string,
  borrowed: readonly Borrowed[] = [],
): ElementModel {
  const classifiers = finished(fittingClassifiers(own, recipe, element, borrowed));
  const views = recipe.views.map(({ features, frame }, view): View => ({
    features,
    frame: {
      isFlattened: frame.isFlattened,
      aligner: fitAligner(own, recipe, view, `${recipe.seed}/${element}/aligner-${view}`),
    },
  }));
  return { element, kind: 'forest', version: '', views, ...classifiers };
}

/** The same classes and priors without forests: every spectrum gets the most frequent label. */
export function baselineOf(model: ElementModel): ElementModel {
  return {
    ...model,
    kind: 'baseline',
    cn: { ...model.cn, forests: [] },
    motifs: new Map([...model.motifs].map(([cn, classifier]) => [cn, { ...classifier, forests: [] }])),
  };
}
