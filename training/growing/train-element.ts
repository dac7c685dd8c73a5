import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import * as v from 'valibot';
import { groupOf } from '../../src/domain/elements';
import { manifestEntrySchema, type ManifestEntry, type ModelEntry } from '../../src/domain/forest/manifest';
import { encodeElementModel, type Classifier, type ElementModel } from '../../src/domain/forest/model';
import { readHeldOut } from '../data/dataset';
import { borrowedFor } from '../samples/borrow';
import { classesOf, supportOf, type Observed } from '../../src/domain/growing/classes';
import { crossValidate, type HeldOut } from './crossvalidate';
import { baselineOf, fitElement } from '../../src/domain/growing/fit';
import { labelEntropy, measure, type Judged } from '../../src/domain/growing/measures';
import { writeOutOfFold } from './oof';
import { type PreparedSample } from '../../src/domain/growing/prepared';
import { withPrevalence } from '../samples/prevalence';
import { prepareElement } from '../samples/prepared';
import type { Recipe } from '../../src/domain/growing/recipe';

/** Fewest materials with which five folds leave something to learn and something to test in each. */
export const FEWEST_MATERIALS = 10;

/** What training gives for one element; `file` is the text of the model file, null without a model. */
export const trainedElementSchema = v.object({ entry: manifestEntrySchema, file: v.nullable(v.string()) });
export type TrainedElement = v.InferOutput<typeof trainedElementSchema>;

const distinct = <T>(items: readonly T[]): T[] => [...new Set(items)];

function describeData(
  samples: readonly PreparedSample[],
  element: string,
): Pick<ManifestEntry, 'element' | 'group' | 'spectra' | 'materials' | 'sources' | 'heldOut'> {
  return {
    element,
    group: groupOf(element) ?? '',
    spectra: samples.length,
    materials: distinct(samples.map(({ material }) => material)).length,
    sources: distinct(samples.map(({ source }) => source)).map((source) => ({
      source,
      spectra: samples.filter((sample) => sample.source === source).length,
    })),
    heldOut: readHeldOut(element).map(({ material }) => material),
  };
}

/** The classes of a model with the element's own materials behind each. */
function supports<T extends string | number>(
  { classes }: Classifier<readonly T[]>,
  observed: readonly Observed<T>[],
): { label: T[]; support: number }[] {
  const support = supportOf(classesOf(classes), observed);
  return classes.map((label, index) => ({ label: [...label], support: support[index] }));
}

const judged = (held: readonly HeldOut[], answer: 'answer' | 'baseline'): Judged[] =>
  held.map((item) => ({ material: item.sample.material, truth: item.sample.truth, answer: item[answer] }));

const percent = (share: number): string => `${(100 * share).toFixed(0)} %`;

/** The model with a version that follows from its content: recipe name and hash. */
function versioned(model: ElementModel, recipe: Recipe): ElementModel {
  const content = createHash('sha256')
    .update(JSON.stringify(encodeElementModel(model)))
    .digest('hex');
  return { ...model, version: `${recipe.name}-${content.slice(0, 8)}` };
}

/** Cross-validates, trains and describes one element; writes its out-of-fold votes. */
export function trainElement(element: string, recipe: Recipe): TrainedElement {
  const samples = prepareElement(element, recipe);
  const data = describeData(samples, element);
  if (data.materials < FEWEST_MATERIALS) {
    const reason = `Only ${data.materials} computed ${data.materials === 1 ? 'material' : 'materials'} of ${element}; ${FEWEST_MATERIALS} are needed.`;
    return { entry: { ...data, kind: 'none', reason }, file: null };
  }
  const held = crossValidate(samples, recipe, element);
  const measures = measure(judged(held, 'answer'));
  const borrowed = borrowedFor(element, samples.length, recipe);
  const baselineMeasures = measure(judged(held, 'baseline'));
  // A forest must lose neither in what is shown first nor in the rest of the answer, and win in one of them.
  const gains = [
    measures.cnRanking - baselineMeasures.cnRanking,
    measures.jaccard - baselineMeasures.jaccard,
  ];
  const wins = gains.every((gain) => gain >= 0) && gains.some((gain) => gain > 0);
  const forest = withPrevalence(fitElement(samples, recipe, element, borrowed), samples, recipe);
  const model = versioned(wins ? forest : baselineOf(forest), recipe);
  writeOutOfFold(element, model.version, held);
  const file = `${JSON.stringify(encodeElementModel(model))}\n`;
  const bytes = Buffer.from(file);
  const common: Omit<ModelEntry, 'kind' | 'reason'> = {
    ...data,
    file: `${element}.json`,
    sha256: createHash('sha256').update(bytes).digest('hex'),
    bytes: bytes.length,
    gzippedBytes: gzipSync(bytes, { level: 9 }).length,
    version: model.version,
    recipe: recipe.name,
    borrowedSpectra: borrowed.length,
    cnClasses: supports(
      model.cn,
      samples.map(({ material, truth }) => ({ material, ranking: truth.map(({ cn }) => cn) })),
    ),
    motifClasses: [...model.motifs].map(([cn, classifier]) => ({
      cn,
      classes: supports(
        classifier,
        samples.flatMap(({ material, truth }) => {
          const entry = truth.find((ranked) => ranked.cn === cn);
          return entry && entry.motifs.length > 0 ? [{ material, ranking: entry.motifs }] : [];
        }),
      ),
    })),
    measures,
    baselineMeasures,
    labelEntropy: labelEntropy(judged(held, 'answer')),
  };
  if (wins) return { entry: { ...common, kind: 'forest' }, file };
  const reason =
    `On held-out materials the forests get ${percent(measures.cnRanking)} of the CN rankings right (Jaccard ${measures.jaccard.toFixed(2)}), ` +
    `the most frequent label ${percent(baselineMeasures.cnRanking)} (${baselineMeasures.jaccard.toFixed(2)}): they are not better, so the label shares stand in.`;
  return { entry: { ...common, kind: 'baseline', reason }, file };
}
