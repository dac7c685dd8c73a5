/**
 * `npm run training:classifiers [-- --elements "Ti Fe"] [--most 60]`: other classifiers than forests on the same windows and
 * held-out materials: gradient boosting, nearest neighbours, support vectors, a perceptron of scikit-learn (Debian:
 * python3-sklearn; `PYTHON` names another interpreter). CN rankings right in percent, plain and as scanned, and the
 * gain on our extremely randomised trees with its 95 % interval from a bootstrap over materials.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import * as v from 'valibot';
import { featureCount } from '../src/domain/features';
import { forestVotes } from '../src/domain/forest/forest';
import { Random } from '../src/domain/random';
import { gains } from './evaluation/statistics';
import { FOLDS } from './growing/crossvalidate';
import { recipeFeatures, toMatrix } from '../src/domain/growing/fit';
import { growForest } from '../src/domain/growing/grow';
import { COMPARED_ALONE } from './growing/recipe';
import { asMeasured, SCAN } from '../src/domain/growing/augment';
import { formClasses } from '../src/domain/growing/classes';
import { assignFolds, curveOf, windowOrNull } from '../src/domain/growing/prepared';
import { prepareElement } from './samples/prepared';

const PYTHON = process.env.PYTHON ?? '/usr/bin/python3';
const SCRIPT = join(import.meta.dirname, 'evaluation', 'compare_classifiers.py');
const OURS = 'extremely randomised trees';

const { values: options } = parseArgs({
  options: {
    most: { type: 'string', default: '60' },
    elements: { type: 'string', default: 'Ca Ti Mn Fe Zn Nb Ga Si' },
  },
});

/** One window: learnt from and asked about (`plain`), only learnt from (`copy`), only asked about (`scanned`). */
interface Row {
  readonly kind: 'plain' | 'copy' | 'scanned';
  readonly material: string;
  readonly fold: number;
  readonly label: number;
  readonly features: Float32Array;
}

const recipe = COMPARED_ALONE;
const width = featureCount(recipe.views[0].features);
const replySchema = v.object({
  answers: v.record(v.string(), v.array(v.number())),
  seconds: v.record(v.string(), v.number()),
});

function rowsOf(element: string): { readonly rows: Row[]; readonly classCount: number } {
  const samples = prepareElement(element, recipe, Number(options.most));
  const rankings = samples.map(({ truth }) => truth.map(({ cn }) => cn));
  const classes = formClasses(
    samples.map(({ material }, i) => ({ material, ranking: rankings[i] })),
    recipe.minimumSupport,
  );
  const foldOf = assignFolds(samples, FOLDS, element);
  const rows = samples.flatMap((sample, i): Row[] => {
    const { material, site, spectrum, e0 } = sample;
    const scan = asMeasured(spectrum, e0, SCAN, new Random(`scanned/${element}/${material}/${site}`));
    const scanned = scan && windowOrNull(curveOf(scan), scan.e0, false);
    const [{ window, copies }] = sample.views;
    const row = (kind: Row['kind'], mu: Float64Array): Row => ({
      kind,
      material,
      fold: foldOf.get(material) ?? 0,
      label: classes.classOf(rankings[i]) ?? 0,
      features: recipeFeatures(mu, recipe, 0),
    });
    return [
      row('plain', window),
      ...copies.map((mu) => row('copy', mu)),
      ...(scanned ? [row('scanned', scanned)] : []),
    ];
  });
  return { rows, classCount: classes.labels.length };
}

/** Labels that our trees give to the rows that are asked about; -1 for the others. */
function ourAnswers(rows: readonly Row[], classCount: number): number[] {
  const answers = rows.map(() => -1);
  for (let fold = 0; fold < FOLDS; fold++) {
    const learnt = rows.filter((row) => row.fold !== fold && row.kind !== 'scanned');
    const forest = growForest(
      {
        matrix: toMatrix(
          learnt.map(({ features }) => features),
          width,
        ),
        labels: Uint16Array.from(learnt, ({ label }) => label),
        classCount,
        weights: new Float64Array(learnt.length).fill(1),
        groups: Int32Array.from(learnt, (_, row) => row),
        shares: new Float64Array(learnt.length).fill(1),
      },
      { ...recipe.cn, featuresPerSplit: Math.floor(Math.sqrt(width)) },
      `classifiers/${fold}`,
    );
    rows.forEach((row, i) => {
      if (row.fold !== fold || row.kind === 'copy') return;
      const votes = forestVotes(forest, row.features);
      answers[i] = votes.indexOf(Math.max(...votes));
    });
  }
  return answers;
}

function theirAnswers(rows: readonly Row[], folder: string): v.InferOutput<typeof replySchema> {
  const [table, features] = [join(folder, 'rows.json'), join(folder, 'features.i16')];
  const values = new Int16Array(rows.length * width);
  rows.forEach((row, r) => values.set(row.features, r * width));
  writeFileSync(features, new Uint8Array(values.buffer));
  writeFileSync(
    table,
    JSON.stringify({
      labels: rows.map(({ label }) => label),
      folds: rows.map(({ fold }) => fold),
      kinds: rows.map(({ kind }) => kind),
    }),
  );
  const reply = execFileSync(PYTHON, ['-W', 'ignore', SCRIPT, table, features], {
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  });
  return v.parse(replySchema, JSON.parse(reply));
}

/** Share right of every material, as the one measure of `gains`. */
function scoresOf(rows: readonly Row[], answers: readonly number[], kind: Row['kind']): number[][] {
  const of = new Map<string, { right: number; asked: number }>();
  rows.forEach((row, i) => {
    if (row.kind !== kind) return;
    const known = of.get(row.material) ?? { right: 0, asked: 0 };
    of.set(row.material, {
      right: known.right + (answers[i] === row.label ? 1 : 0),
      asked: known.asked + 1,
    });
  });
  return [...of.values()].map(({ right, asked }) => [right / asked]);
}

function main(): void {
  if (spawnSync(PYTHON, ['-c', 'import sklearn']).status !== 0) {
    console.log(`${PYTHON} has no scikit-learn; install python3-sklearn, or set PYTHON.`);
    return;
  }
  const folder = mkdtempSync(join(tmpdir(), 'xanopy-classifiers-'));
  const elements = options.elements.split(' ');
  const judged = elements.map((element) => {
    const { rows, classCount } = rowsOf(element);
    const { answers } = theirAnswers(rows, folder);
    console.error(`${element}: ${rows.length} windows`);
    return { rows, answers: new Map(Object.entries({ [OURS]: ourAnswers(rows, classCount), ...answers })) };
  });
  rmSync(folder, { recursive: true });
  const scores = (name: string, kind: Row['kind']): number[][][] =>
    judged.map(({ rows, answers }) => scoresOf(rows, answers.get(name) ?? [], kind));
  const percent = (share: number): string => (100 * share).toFixed(1);
  console.log(`${elements.join(' ')}, up to ${options.most} samples each, E0 as found, ${width} features.\n`);
  console.log('| classifier | plain | as scanned |\n| --- | --- | --- |');
  for (const name of judged[0].answers.keys()) {
    const cells = (['plain', 'scanned'] as const).map((kind) => {
      const [{ value, gain }] = gains(scores(name, kind), scores(OURS, kind));
      return name === OURS
        ? percent(value)
        : `${percent(value)}, ${percent(gain.value)} [${percent(gain.low)}, ${percent(gain.high)}]`;
    });
    console.log(`| ${name} | ${cells.join(' | ')} |`);
  }
}

main();
