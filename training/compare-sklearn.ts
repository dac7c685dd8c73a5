/**
 * `npm run training:compare`: our trees beside scikit-learn's on the same matrices in the same run: time to fit and
 * accuracy on held-out rows. Needs python3 with scikit-learn (Debian: python3-sklearn; `PYTHON` names another
 * interpreter); writes nothing but what it prints.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as v from 'valibot';
import { featureCount } from '../src/domain/features';
import { forestVotes } from '../src/domain/forest/forest';
import { formClasses } from '../src/domain/growing/classes';
import { recipeFeatures, toMatrix } from '../src/domain/growing/fit';
import { growForest } from '../src/domain/growing/grow';
import { assignFolds } from '../src/domain/growing/prepared';
import { prepareElement } from './samples/prepared';
import { Random } from '../src/domain/random';
import { SHIPPED } from '../src/domain/growing/recipe';

const PYTHON = process.env.PYTHON ?? '/usr/bin/python3';
const SCRIPT = join(import.meta.dirname, 'evaluation', 'compare_sklearn.py');
const TREES = 100;

interface Problem {
  readonly name: string;
  readonly train: readonly (readonly number[])[];
  readonly trainLabels: readonly number[];
  readonly test: readonly (readonly number[])[];
  readonly testLabels: readonly number[];
  readonly classCount: number;
}

const irisSchema = v.object({ inputs: v.array(v.array(v.number())), labels: v.array(v.number()) });
const outcomeSchema = v.object({ version: v.string(), seconds: v.number(), accuracy: v.number() });

/** CN rankings of an element's computed spectra, augmented; a fifth of the materials is held out. */
function elementProblem(element: string): Problem {
  const samples = prepareElement(element, SHIPPED);
  const ranking = (sample: (typeof samples)[number]): number[] => sample.truth.map(({ cn }) => cn);
  const classes = formClasses(
    samples.map((sample) => ({ material: sample.material, ranking: ranking(sample) })),
    SHIPPED.minimumSupport,
  );
  const foldOf = assignFolds(samples, 5, 'compare');
  const rows = samples.flatMap((sample) => {
    const label = classes.classOf(ranking(sample)) ?? 0;
    const held = foldOf.get(sample.material) === 0;
    const [{ window, copies }] = sample.views;
    return [window, ...(held ? [] : copies)].map((mu) => ({
      held,
      label,
      features: Array.from(recipeFeatures(mu, SHIPPED, 0)),
    }));
  });
  const [train, test] = [rows.filter(({ held }) => !held), rows.filter(({ held }) => held)];
  return {
    name: `${element} CN rankings`,
    train: train.map(({ features }) => features),
    trainLabels: train.map(({ label }) => label),
    test: test.map(({ features }) => features),
    testLabels: test.map(({ label }) => label),
    classCount: classes.labels.length,
  };
}

/** Fisher's iris flowers from scikit-learn, in tenths of a centimetre: half to learn from, half held out. */
function irisProblem(): Problem {
  const { inputs, labels } = v.parse(
    irisSchema,
    JSON.parse(execFileSync(PYTHON, [SCRIPT, 'iris'], { encoding: 'utf8' })),
  );
  const order = new Random('iris').shuffle(labels.map((_, i) => i));
  const [train, test] = [order.slice(0, 75), order.slice(75)];
  return {
    name: 'iris',
    train: train.map((i) => inputs[i]),
    trainLabels: train.map((i) => labels[i]),
    test: test.map((i) => inputs[i]),
    testLabels: test.map((i) => labels[i]),
    classCount: 3,
  };
}

function fitOurs(problem: Problem, splits: 'best' | 'random'): { seconds: number; accuracy: number } {
  const features = problem.train[0].length;
  const started = performance.now();
  const forest = growForest(
    {
      matrix: toMatrix(problem.train, features),
      labels: Uint16Array.from(problem.trainLabels),
      classCount: problem.classCount,
      weights: new Float64Array(problem.train.length).fill(1),
      groups: Int32Array.from(problem.train, (_, row) => row),
      shares: new Float64Array(problem.train.length).fill(1),
    },
    {
      splits,
      trees: TREES,
      featuresPerSplit: Math.floor(Math.sqrt(features)),
      leaf: 1,
      bootstrap: splits === 'best',
    },
    'compare',
  );
  const seconds = (performance.now() - started) / 1000;
  const right = problem.test.filter((x, i) => {
    const votes = forestVotes(forest, x);
    return votes.indexOf(Math.max(...votes)) === problem.testLabels[i];
  }).length;
  return { seconds, accuracy: right / problem.test.length };
}

if (spawnSync(PYTHON, ['-c', 'import sklearn']).status !== 0) {
  console.log(`${PYTHON} has no scikit-learn; install python3-sklearn, or set PYTHON.`);
} else {
  const folder = mkdtempSync(join(tmpdir(), 'xanopy-compare-'));
  console.log(
    'problem | rows x features | forest | ours (s) | scikit-learn (s) | ours accuracy | scikit-learn accuracy',
  );
  for (const problem of [irisProblem(), elementProblem('Fe'), elementProblem('Zn')]) {
    const file = join(folder, 'problem.json');
    writeFileSync(file, JSON.stringify(problem));
    for (const splits of ['best', 'random'] as const) {
      const ours = fitOurs(problem, splits);
      const theirs = v.parse(
        outcomeSchema,
        JSON.parse(execFileSync(PYTHON, [SCRIPT, splits, file, `${TREES}`], { encoding: 'utf8' })),
      );
      console.log(
        [
          problem.name,
          `${problem.train.length} x ${problem.train[0].length}`,
          splits === 'best' ? 'random forest' : 'extra trees',
          ours.seconds.toFixed(2),
          `${theirs.seconds.toFixed(2)} (${theirs.version})`,
          ours.accuracy.toFixed(3),
          theirs.accuracy.toFixed(3),
        ].join(' | '),
      );
    }
  }
  rmSync(folder, { recursive: true });
  console.log(
    `${TREES} trees, one thread, ${featureCount(SHIPPED.views[0].features)} features for the spectra.`,
  );
}
