/**
 * `npm run evaluate`: proves how good the shipped recipe is, on held-out materials and on experiments, and writes
 * `public/models/evaluation.json` and `docs/evaluation.md`. Results of single cross-validations are kept in
 * `.cache/evaluate`, so an interrupted run resumes. `--quick` leaves out the ablations.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { groupOf } from '../src/domain/elements';
import { decodeOxideChecks, type OxideChecks } from '../src/domain/confidence/oxide-check';
import { CN_THRESHOLD, MOTIF_THRESHOLD } from '../src/domain/environment/labels';
import { decodeEvaluation, type ElementEvaluation, type Evaluation } from '../src/domain/forest/evaluation';
import { decodeManifest } from '../src/domain/forest/manifest';
import { decodeElementModel, type ElementModel } from '../src/domain/forest/model';
import type { Region } from '../src/domain/spectrum/window';
import { measureConfidence } from './confidence/measure';
import { confidenceGoals, renderConfidence } from './confidence/report';
import { elementsWithData, readMaterials } from './data/dataset';
import { PERTURBATIONS, type EvaluationJob, type EvaluationResult } from './evaluation/evaluate-job';
import { runEvaluation } from './evaluation/evaluate-run';
import { labelledSpectra, runExperiments } from './evaluation/experiments';
import { fitElement } from '../src/domain/growing/fit';
import { withPrevalence } from './samples/prevalence';
import { labelEntropy, measure, type Judged } from '../src/domain/growing/measures';
import { prepareElement } from './samples/prepared';
import { SHIPPED, type Recipe } from '../src/domain/growing/recipe';
import { ABLATIONS, PAPER, vary } from './growing/recipe';
import { renderReport } from './evaluation/report';
import { samplesOf } from '../src/domain/growing/samples';
import { balancedAccuracy, confusionOf, estimates, leadingRecalls } from './evaluation/statistics';
import { cnCardinality, motifCardinality } from './samples/thresholds';
import { FEWEST_MATERIALS } from './growing/train-element';

const ROOT = join(import.meta.dirname, '..');
const MODELS = join(ROOT, 'public', 'models');

const { values: options } = parseArgs({ options: { quick: { type: 'boolean', default: false } } });

/** Samples an element of the comparisons that need many cross-validations (learning curves, regions, ablations). */
const COMPARISON_SAMPLES = 60;
/** Elements of the ablations: frequent and rare, few classes and many. */
const ABLATED = 'Li Ca Ti Mn Fe Zn Nb Ga'.split(' ');
const SHARES = [0.25, 0.5, 1];
const BLANKED: readonly (readonly Region[])[] = [
  ['pre-edge'],
  ['main-peak'],
  ['post-peak'],
  ['pre-edge', 'main-peak'],
  ['pre-edge', 'post-peak'],
  ['main-peak', 'post-peak'],
];

const manifest = decodeManifest(JSON.parse(readFileSync(join(MODELS, 'manifest.json'), 'utf8')));
const elements = elementsWithData().filter(
  (element) => new Set(readMaterials(element).map(({ material }) => material)).size >= FEWEST_MATERIALS,
);

/** The shipped recipe with less of everything: differences, not heights, are what comparisons show. */
const COMPARED = vary(SHIPPED, 'shipped, element alone, 40 trees', {
  borrowing: null,
  // In each of the two views.
  forest: { trees: 20 },
  augmentation: { copies: [1, 16] },
});

const headline = (element: string, recipe: Recipe): EvaluationJob => ({
  element,
  recipe,
  share: 1,
  most: Number.MAX_SAFE_INTEGER,
  perturb: 'all',
});
const comparison = (
  element: string,
  recipe: Recipe,
  share = 1,
  perturb: EvaluationJob['perturb'] = 'none',
): EvaluationJob => ({ element, recipe, share, most: COMPARISON_SAMPLES, perturb });
const ablation = (element: string, recipe: Recipe): EvaluationJob => comparison(element, recipe, 1, 'scan');

const ablations = options.quick ? [] : [COMPARED, ...ABLATIONS(COMPARED)];
const jobs = new Map<string, EvaluationJob>();
const keyOf = (job: EvaluationJob): string => JSON.stringify(job);
for (const job of elements.flatMap((element) => [
  headline(element, SHIPPED),
  headline(element, PAPER),
  ...SHARES.map((share) => comparison(element, COMPARED, share)),
  ...BLANKED.map((without) =>
    comparison(element, vary(COMPARED, `without ${without.join(' and ')}`, { without })),
  ),
  ...(ABLATED.includes(element) ? ablations : []).map((recipe) => ablation(element, recipe)),
])) {
  jobs.set(keyOf(job), job);
}
const list = [...jobs.values()];
const computed = await runEvaluation(list);
const results = new Map(list.map((job, index) => [keyOf(job), computed[index]]));
const resultOf = (job: EvaluationJob): EvaluationResult['held'] => {
  const result = results.get(keyOf(job));
  if (!result) throw new Error(`No result for ${job.element}, ${job.recipe.name}.`);
  return result.held;
};

const judgedAs = (held: EvaluationResult['held'], as: 'answer' | 'baseline'): Judged[] =>
  held.map((item) => ({ material: item.material, truth: item.truth, answer: item[as] }));
const perturbedAs = (held: EvaluationResult['held'], index: number): Judged[] =>
  held.flatMap(({ material, truth, perturbed }) => {
    const answer = perturbed[index];
    return answer ? [{ material, truth, answer }] : [];
  });
const AS_SCANNED = PERTURBATIONS.findIndex(({ kind, value }) => kind === 'scan' && value === 1);

type Measures = Evaluation['groups'][number]['measures']['ours'];
const measuresOf = (elementsJudged: readonly (readonly Judged[])[]): Measures => ({
  ...estimates(elementsJudged),
  balanced: elementsJudged.reduce((sum, judged) => sum + balancedAccuracy(judged), 0) / elementsJudged.length,
});

interface Means {
  readonly cnRanking: number;
  readonly leadingCn: number;
  readonly firstEntry: number;
  readonly jaccard: number;
}

/** Means over elements. */
function meansOf(elementsJudged: readonly (readonly Judged[])[]): Means {
  const all = elementsJudged.map(measure);
  const mean = (pick: (one: Means) => number): number =>
    all.reduce((sum, one) => sum + pick(one), 0) / all.length;
  return {
    cnRanking: mean((one) => one.cnRanking),
    leadingCn: mean((one) => one.leadingCn),
    firstEntry: mean((one) => one.firstEntry),
    jaccard: mean((one) => one.jaccard),
  };
}

function compare(chosen: readonly string[]): Evaluation['groups'][number]['measures'] {
  const ours = chosen.map((element) => resultOf(headline(element, SHIPPED)));
  return {
    ours: measuresOf(ours.map((held) => judgedAs(held, 'answer'))),
    paper: measuresOf(chosen.map((element) => judgedAs(resultOf(headline(element, PAPER)), 'answer'))),
    baseline: measuresOf(ours.map((held) => judgedAs(held, 'baseline'))),
  };
}

const robustnessOf = (chosen: readonly string[]): Evaluation['robustness'] =>
  PERTURBATIONS.map(({ kind, value }, index) => ({
    kind,
    value,
    ours: meansOf(chosen.map((element) => perturbedAs(resultOf(headline(element, SHIPPED)), index))),
    paper: meansOf(chosen.map((element) => perturbedAs(resultOf(headline(element, PAPER)), index))),
  }));

/** Loss of leading-CN accuracy without regions, over all samples and by true leading CN, and relative to the largest. */
function importanceOf(element: string): ElementEvaluation['importance'] {
  const full = judgedAs(resultOf(comparison(element, COMPARED)), 'answer');
  const cns = [null, ...leadingRecalls(full).keys()].filter((cn) => cn === null || (cn >= 2 && cn <= 8));
  const losses = BLANKED.flatMap((without) => {
    const recipe = vary(COMPARED, `without ${without.join(' and ')}`, { without });
    const reduced = judgedAs(resultOf(comparison(element, recipe)), 'answer');
    return cns.map((cn) => {
      const part = (judged: readonly Judged[]): number =>
        measure(judged.filter(({ truth }) => cn === null || truth[0].cn === cn)).leadingCn;
      return { cn, without: [...without], loss: part(full) - part(reduced) };
    });
  });
  const largest = Math.max(...losses.map(({ loss }) => loss), 0);
  return losses.map((entry) => ({ ...entry, relative: largest > 0 ? entry.loss / largest : 0 }));
}

function evaluateElement(element: string): ElementEvaluation {
  const held = resultOf(headline(element, SHIPPED));
  const [ours, baseline] = [judgedAs(held, 'answer'), judgedAs(held, 'baseline')];
  const paper = judgedAs(resultOf(headline(element, PAPER)), 'answer');
  const [paperRecalls, baselineRecalls] = [leadingRecalls(paper), leadingRecalls(baseline)];
  const measures = compare([element]);
  const learning = SHARES.map((share) => {
    const judged = judgedAs(resultOf(comparison(element, COMPARED, share)), 'answer');
    const materials = measure(judged).materials;
    return { trainingMaterials: Math.round(0.8 * share * materials), ...meansOf([judged]) };
  });
  return {
    element,
    group: groupOf(element) ?? '',
    materials: measure(ours).materials,
    spectra: held.length,
    labelEntropy: labelEntropy(ours),
    measures,
    recalls: [...leadingRecalls(ours)].map(([cn, { materials, recall }]) => ({
      cn,
      materials,
      ours: recall,
      paper: paperRecalls.get(cn)?.recall ?? 0,
      baseline: baselineRecalls.get(cn)?.recall ?? 0,
    })),
    confusion: confusionOf(ours),
    learningCurve: learning,
    importance: importanceOf(element),
    robustness: robustnessOf([element]),
  };
}

/** Models of the elements with experiments, trained with table 1's choices. */
function trainedVariants(): Parameters<typeof runExperiments>[1] {
  const wanted = [...new Set(labelledSpectra().map(({ element }) => element))].filter((element) =>
    elements.includes(element),
  );
  return (['site-and-average', 'site'] as const).flatMap((training) =>
    [true, false].map((augmented) => {
      const recipe = vary(COMPARED, 'table 1', {
        samples: training,
        ...(augmented ? {} : { augmentation: null }),
      });
      const models = new Map(
        wanted.map((element) => {
          const samples = prepareElement(element, recipe, 600);
          return [element, withPrevalence(fitElement(samples, recipe, element), samples, recipe)];
        }),
      );
      return {
        training,
        augmented,
        modelOf: (element: string): ElementModel | null => models.get(element) ?? null,
      };
    }),
  );
}

function shippedCheck(): OxideChecks | null {
  const file = manifest.oxideCheck && join(MODELS, manifest.oxideCheck.file);
  return file ? decodeOxideChecks(JSON.parse(readFileSync(file, 'utf8'))) : null;
}

function shippedModel(element: string): ElementModel | null {
  const file = join(MODELS, `${element}.json`);
  return existsSync(file) ? decodeElementModel(JSON.parse(readFileSync(file, 'utf8'))) : null;
}

const samples = elements.flatMap((element) => readMaterials(element).flatMap(samplesOf));
const groupNames = [...new Set(elements.map((element) => groupOf(element) ?? ''))];
const groups = [...groupNames, 'all'].map((group) => {
  const chosen = group === 'all' ? elements : elements.filter((element) => groupOf(element) === group);
  return {
    group,
    elements: chosen.length,
    materials: chosen.reduce(
      (sum, element) => sum + measure(judgedAs(resultOf(headline(element, SHIPPED)), 'answer')).materials,
      0,
    ),
    measures: compare(chosen),
  };
});

const EVALUATION = join(MODELS, 'evaluation.json');
/** Measured by a command of its own, `npm run evaluate:classifiers`. */
const classifiers = existsSync(EVALUATION)
  ? decodeEvaluation(JSON.parse(readFileSync(EVALUATION, 'utf8'))).classifiers
  : null;

const evaluation: Evaluation = {
  format: 'xanopy-evaluation',
  formatVersion: 1,
  version: manifest.version,
  recipe: SHIPPED.name,
  elements: elements.map(evaluateElement),
  groups,
  robustness: robustnessOf(elements),
  ablations: ablations.map((recipe) => {
    const held = ABLATED.map((element) => resultOf(ablation(element, recipe)));
    const judged = held.map((one) => judgedAs(one, 'answer'));
    return {
      name: recipe.name,
      elements: ABLATED.length,
      ...meansOf(judged),
      balanced: judged.reduce((sum, one) => sum + balancedAccuracy(one), 0) / judged.length,
      scan: meansOf(held.map((one) => perturbedAs(one, AS_SCANNED))),
    };
  }),
  thresholds: {
    cn: cnCardinality(samples),
    motif: motifCardinality(samples),
    chosen: { cn: CN_THRESHOLD, motif: MOTIF_THRESHOLD },
  },
  confidence: await measureConfidence(
    elements.flatMap((element) => shippedModel(element) ?? []),
    shippedCheck(),
  ),
  classifiers,
  experiments: await runExperiments(shippedModel, trainedVariants()),
};

const confidence = evaluation.confidence;
const confidenceSection = confidence ? `\n${renderConfidence(confidence)}` : '';
const compact = JSON.stringify(evaluation, (_, value: unknown) =>
  typeof value === 'number' && !Number.isInteger(value) ? Math.round(value * 1e4) / 1e4 : value,
);
writeFileSync(EVALUATION, `${compact}\n`);
writeFileSync(
  join(ROOT, 'docs', 'evaluation.md'),
  `${renderReport(evaluation, manifest).trimEnd()}\n${confidenceSection}`,
);
const all = evaluation.groups[evaluation.groups.length - 1].measures;
console.log(
  `CN ranking ${all.ours.cnRanking.value.toFixed(3)} (paper's recipe ${all.paper.cnRanking.value.toFixed(3)}, baseline ${all.baseline.cnRanking.value.toFixed(3)}), ` +
    `Jaccard ${all.ours.jaccard.value.toFixed(3)} (${all.paper.jaccard.value.toFixed(3)}, ${all.baseline.jaccard.value.toFixed(3)}).`,
);
if (confidence) console.log(confidenceGoals(confidence).join('\n'));
