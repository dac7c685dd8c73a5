import { featureCount, featuresOf, type FeatureRecipe } from '../src/domain/features';
import type { Classifier, ElementModel } from '../src/domain/forest/model';
import { formClasses, keyOf } from './classes';
import { growForest, type Matrix } from './grow';
import type { PreparedSample } from './prepared';
import type { ForestRecipe, Recipe } from './recipe';

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

function rowsOf(samples: readonly PreparedSample[], recipe: FeatureRecipe): Row[] {
  return samples.flatMap(({ window, copies }, sample) =>
    [window, ...copies].map((mu) => ({ sample, features: featuresOf(mu, recipe) })),
  );
}

function fitClassifier<T extends string | number>(
  samples: readonly PreparedSample[],
  rows: readonly Row[],
  rankingOf: (sample: PreparedSample) => readonly T[] | undefined,
  recipe: Recipe,
  forest: ForestRecipe,
  seed: string,
): Classifier<readonly T[]> | null {
  const rankings = samples.map(rankingOf);
  const known = samples.flatMap(({ material }, i) => {
    const ranking = rankings[i];
    return ranking ? [{ material, ranking }] : [];
  });
  if (known.length === 0) return null;
  const { labels, support, classOf } = formClasses(known, recipe.minimumSupport);
  const supportSum = support.reduce((sum, n) => sum + n, 0);
  const classifier = { classes: labels, prior: support.map((n) => n / supportSum), forest: null };
  if (labels.length < 2) return classifier;

  const used = rows.filter(({ sample }) => rankings[sample] !== undefined);
  const rowLabels = Uint16Array.from(used, ({ sample }) => classOf.get(keyOf(rankings[sample] ?? [])) ?? 0);
  const perClass = new Float64Array(labels.length);
  for (const label of rowLabels) perClass[label] += 1;
  const features = featureCount(recipe.features);
  return {
    ...classifier,
    forest: growForest(
      {
        matrix: toMatrix(
          used.map((row) => row.features),
          features,
        ),
        labels: rowLabels,
        classCount: labels.length,
        weights: Float64Array.from(rowLabels, (label) => perClass[label] ** -recipe.classWeight),
        groups: Int32Array.from(used, ({ sample }) => sample),
      },
      {
        ...forest,
        featuresPerSplit:
          forest.featuresPerSplit === 'sqrt' ? Math.floor(Math.sqrt(features)) : forest.featuresPerSplit,
      },
      seed,
    ),
  };
}

/** Forests (no version yet) for the CN ranking and for the motif rankings of every CN, learnt from `samples` of one element. */
export function fitElement(all: readonly PreparedSample[], recipe: Recipe, element: string): ElementModel {
  const samples = recipe.samples === 'site' ? all.filter(({ site }) => site >= 0) : all;
  const rows = rowsOf(samples, recipe.features);
  const seed = `${recipe.seed}/${element}`;
  const cn = fitClassifier(
    samples,
    rows,
    ({ truth }) => truth.map((entry) => entry.cn),
    recipe,
    recipe.cn,
    `${seed}/cn`,
  );
  if (!cn) throw new Error(`${element} has no labelled spectra to learn from.`);
  const numbers = [...new Set(cn.classes.flat())].sort((a, b) => a - b);
  const motifs = new Map<number, Classifier<readonly string[]>>();
  for (const number of numbers) {
    const rankingOf = ({ truth }: PreparedSample): readonly string[] | undefined => {
      const entry = truth.find((ranked) => ranked.cn === number);
      return entry && entry.motifs.length > 0 ? entry.motifs : undefined;
    };
    const classifier = fitClassifier(
      samples,
      rows,
      rankingOf,
      recipe,
      recipe.motif,
      `${seed}/motif/${number}`,
    );
    if (classifier) motifs.set(number, classifier);
  }
  return { element, kind: 'forest', version: '', features: recipe.features, cn, motifs };
}

/** The same classes and priors without forests: every spectrum gets the most frequent label. */
export function baselineOf(model: ElementModel): ElementModel {
  return {
    ...model,
    kind: 'baseline',
    cn: { ...model.cn, forest: null },
    motifs: new Map([...model.motifs].map(([cn, classifier]) => [cn, { ...classifier, forest: null }])),
  };
}
