/**
 * `npm run evaluate:classifiers [-- --most 60]`: the paper's comparison of classifiers (its figures 2A and 2B) on our spectra. The
 * five, and the most frequent label, see the same 200 intensities and the same five folds by material; scikit-learn (Debian:
 * python3-sklearn; `PYTHON` names another interpreter) fits them. The result goes into `classifiers` of
 * `public/models/evaluation.json`. What an element gave is kept in `.cache/classifiers`, so an interrupted run resumes.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import * as v from 'valibot';
import { groupOf } from '../src/domain/elements';
import type { Environment } from '../src/domain/environment/labels';
import { featureCount } from '../src/domain/features';
import { decodeEvaluation, type ClassifierComparison } from '../src/domain/forest/evaluation';
import { elementsWithData } from './data/dataset';
import { byMaterial, labelEntropy, type Judged } from '../src/domain/growing/measures';
import { estimates } from './evaluation/statistics';
import { FOLDS } from './growing/crossvalidate';
import { digest } from './growing/fingerprint';
import { recipeFeatures } from '../src/domain/growing/fit';
import { PAPER, vary } from './growing/recipe';
import { FEWEST_MATERIALS } from './growing/train-element';
import { formClasses, type Classes } from '../src/domain/growing/classes';
import { assignFolds } from '../src/domain/growing/prepared';
import { prepareElement } from './samples/prepared';

const PYTHON = process.env.PYTHON ?? '/usr/bin/python3';
const SCRIPT = join(import.meta.dirname, 'evaluation', 'classifiers.py');
const CACHE = join(import.meta.dirname, '..', '.cache', 'classifiers');
const EVALUATION = join(import.meta.dirname, '..', 'public', 'models', 'evaluation.json');

const { values: options } = parseArgs({ options: { most: { type: 'string', default: '60' } } });
const most = Number(options.most);

/** The paper's features; no copies, so that every classifier learns from the same few rows. */
const recipe = vary(PAPER, 'classifiers', { augmentation: null });
const width = featureCount(recipe.views[0].features);

const answersSchema = v.record(v.string(), v.array(v.array(v.number())));
type Answers = v.InferOutput<typeof answersSchema>;

interface Task<T> {
  readonly classes: Classes<T>;
  readonly rows: readonly number[];
  readonly labels: readonly number[];
}

function taskOf<T extends string | number>(
  rankings: readonly (readonly T[] | null)[],
  materials: readonly string[],
): Task<T> {
  const observed = rankings.flatMap((ranking, row) =>
    ranking && ranking.length > 0 ? [{ ranking, material: materials[row], row }] : [],
  );
  const classes = formClasses(observed, recipe.minimumSupport);
  return {
    classes,
    rows: observed.map(({ row }) => row),
    labels: observed.map(({ ranking }) => classes.classOf(ranking) ?? 0),
  };
}

/** What every classifier answers to every spectrum of an element. */
function judgedBy(element: string, folder: string): Map<string, Judged[]> {
  const samples = prepareElement(element, recipe, most);
  const materials = samples.map(({ material }) => material);
  const cn = taskOf(
    samples.map(({ truth }) => truth.map((entry) => entry.cn)),
    materials,
  );
  const cns = [...new Set(samples.flatMap(({ truth }) => truth.map((entry) => entry.cn)))];
  const motifs = cns.map((wanted) =>
    taskOf(
      samples.map(({ truth }) => truth.find((entry) => entry.cn === wanted)?.motifs ?? null),
      materials,
    ),
  );
  const foldOf = assignFolds(samples, FOLDS, element);
  const names = [...new Set(materials)];
  const features = new Int16Array(samples.length * width);
  samples.forEach(({ views }, row) => features.set(recipeFeatures(views[0].window, recipe, 0), row * width));
  const question = JSON.stringify({
    folds: materials.map((material) => foldOf.get(material) ?? 0),
    materials: materials.map((material) => names.indexOf(material)),
    tasks: [cn, ...motifs].map(({ rows, labels }) => ({ rows, labels })),
  });
  const answers = answered(element, question, new Uint8Array(features.buffer), folder);
  return new Map(
    Object.entries(answers).map(([name, tasks]) => [
      name,
      samples.map(({ material, truth }, row): Judged => {
        const answer: Environment = cn.classes.labels[tasks[0][row]].map((entry) => {
          const at = cns.indexOf(entry);
          return { cn: entry, motifs: motifs[at].classes.labels[tasks[at + 1][row]] ?? [] };
        });
        return { material, truth, answer };
      }),
    ]),
  );
}

function answered(element: string, question: string, features: Uint8Array, folder: string): Answers {
  const key = digest([readFileSync(SCRIPT), question, Buffer.from(features)]);
  const kept = join(CACHE, `${element}-${key.slice(0, 20)}.json`);
  if (!existsSync(kept)) {
    const [table, matrix] = [join(folder, 'question.json'), join(folder, 'features.i16')];
    writeFileSync(table, question);
    writeFileSync(matrix, features);
    const reply = execFileSync(PYTHON, ['-W', 'ignore', SCRIPT, table, matrix], {
      encoding: 'utf8',
      maxBuffer: 1 << 28,
    });
    writeFileSync(kept, reply);
  }
  return v.parse(answersSchema, JSON.parse(readFileSync(kept, 'utf8')));
}

function main(): void {
  if (spawnSync(PYTHON, ['-c', 'import sklearn']).status !== 0) {
    console.log(`${PYTHON} has no scikit-learn; install python3-sklearn, or set PYTHON.`);
    return;
  }
  mkdirSync(CACHE, { recursive: true });
  const folder = mkdtempSync(join(tmpdir(), 'xanopy-classifiers-'));
  const judged = elementsWithData().flatMap((element) => {
    const answers = judgedBy(element, folder);
    const [any] = answers.values();
    const materials = byMaterial(any).length;
    console.error(`${element}: ${any.length} spectra of ${materials} materials`);
    return materials < FEWEST_MATERIALS
      ? []
      : [{ element, group: groupOf(element) ?? '', answers, materials, labelEntropy: labelEntropy(any) }];
  });
  rmSync(folder, { recursive: true });

  const grids = v.parse(
    v.record(v.string(), v.record(v.string(), v.array(v.union([v.string(), v.number()])))),
    JSON.parse(execFileSync(PYTHON, [SCRIPT, '--grids'], { encoding: 'utf8' })),
  );
  const scoresOf = (chosen: typeof judged): ClassifierComparison['groups'][number]['scores'] =>
    Object.keys(grids).map((name) => {
      const { firstEntry, jaccard } = estimates(chosen.map(({ answers }) => answers.get(name) ?? []));
      return { classifier: name, firstEntry, jaccard };
    });
  const groups = [...new Set(judged.map(({ group }) => group)), 'all'].map((group) => {
    const chosen = group === 'all' ? judged : judged.filter((one) => one.group === group);
    return { group, elements: chosen.length, scores: scoresOf(chosen) };
  });
  const classifiers: ClassifierComparison = {
    most,
    classifiers: Object.entries(grids).map(([name, grid]) => ({ name, grid })),
    groups,
    elements: judged.map((one) => ({
      element: one.element,
      materials: one.materials,
      labelEntropy: one.labelEntropy,
      scores: scoresOf([one]),
    })),
  };
  const evaluation = decodeEvaluation(JSON.parse(readFileSync(EVALUATION, 'utf8')));
  const compact = JSON.stringify({ ...evaluation, classifiers }, (_, value: unknown) =>
    typeof value === 'number' && !Number.isInteger(value) ? Math.round(value * 1e4) / 1e4 : value,
  );
  writeFileSync(EVALUATION, `${compact}\n`);

  const percent = (share: number): string => (100 * share).toFixed(1);
  console.log(
    `| group | ${Object.keys(grids).join(' | ')} |\n| --- |${' --- |'.repeat(Object.keys(grids).length)}`,
  );
  for (const { group, scores } of groups) {
    const cells = scores.map(
      ({ firstEntry, jaccard }) => `${percent(firstEntry.value)} / ${percent(jaccard.value)}`,
    );
    console.log(`| ${group} | ${cells.join(' | ')} |`);
  }
}

main();
