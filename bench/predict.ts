/** Prediction: our walk on typed arrays against ml-random-forest on the same forests in the same run. */
import { readFile } from 'node:fs/promises';
import { RandomForestClassifier } from 'ml-random-forest';
import { analysePrepared } from '../src/domain/analysis';
import { votesOf } from '../src/domain/environment/answer';
import { featuresOf } from '../src/domain/features';
import { toMlForest } from '../src/domain/forest/ml-random-forest';
import { decodeManifest } from '../src/domain/forest/manifest';
import { decodeElementModel, type ElementModel } from '../src/domain/forest/model';
import { prepareSpectrum } from '../src/domain/spectrum/prepare';
import { syntheticSpectrum } from '../src/domain/testing/synthetic';
import { K_EDGES } from '../src/domain/elements';
import { medianMicroseconds } from './timing';

const models = new URL('../public/models/', import.meta.url);

const parse = async (name: string): Promise<unknown> =>
  JSON.parse(await readFile(new URL(name, models), 'utf8'));

/** Windows that differ, so that no branch predictor learns one path. */
const windowsOf = (edge: number): Float64Array[] =>
  Array.from({ length: 64 }, (_, i) => {
    const spectrum = syntheticSpectrum({ edge, preEdgePeak: (i % 8) * 0.1, slope: (i >> 3) * 1e-5 });
    return Float64Array.from(prepareSpectrum(spectrum).window.mu);
  });

/** What every view makes of one window. */
const viewsOf = (model: ElementModel, mu: Float64Array): Float32Array[] =>
  model.views.map(({ features }) => featuresOf(mu, features));

interface Row {
  readonly element: string;
  readonly trees: number;
  readonly ours: number;
  readonly reference: number;
}

/** `inputs` are the features of every view, spectrum by spectrum. */
function compare(model: ElementModel, inputs: readonly (readonly Float32Array[])[]): Row | null {
  const classifiers = [model.cn, ...model.motifs.values()];
  const forests = classifiers.flatMap((classifier) => classifier.forests);
  if (forests.length === 0) return null;
  const references = classifiers.flatMap((classifier) =>
    classifier.forests.map((forest, view) => ({
      view,
      forest: RandomForestClassifier.load(toMlForest(forest)),
    })),
  );
  const rows = inputs.map((views) => views.map((x) => Array.from(x)));
  let next = 0;
  return {
    element: model.element,
    trees: forests.reduce((sum, { roots }) => sum + roots.length, 0),
    ours: medianMicroseconds(() => votesOf(model, inputs[next++ % inputs.length])),
    reference: medianMicroseconds(
      () => references.map(({ forest, view }) => forest.predictionValues([rows[next++ % rows.length][view]])),
      5,
    ),
  };
}

/** Prints one row an element and the ratio of the sums. */
export async function benchPrediction(): Promise<void> {
  const manifest = decodeManifest(await parse('manifest.json'));
  console.log('Prediction of CN and CM for one spectrum, microseconds (median)');
  console.log('element  trees      ours  ml-random-forest  ratio');
  const rows: Row[] = [];
  for (const entry of manifest.elements) {
    if (entry.kind !== 'forest') continue;
    const model = decodeElementModel(await parse(entry.file));
    const inputs = windowsOf(K_EDGES[entry.element]).map((mu) => viewsOf(model, mu));
    const row = compare(model, inputs);
    if (!row) continue;
    rows.push(row);
    console.log(
      `${row.element.padEnd(7)} ${String(row.trees).padStart(6)} ${row.ours.toFixed(1).padStart(9)} ${row.reference.toFixed(0).padStart(17)} ${(row.reference / row.ours).toFixed(0).padStart(6)}`,
    );
  }
  const sum = (pick: (row: Row) => number): number => rows.reduce((total, row) => total + pick(row), 0);
  console.log(`all: ${(sum((row) => row.reference) / sum((row) => row.ours)).toFixed(0)} times faster\n`);
}

/** Prints how long 10,000 predictions take, and whole analyses with all of their confidence. */
export async function benchThroughput(element = 'Fe', count = 10_000): Promise<void> {
  const model = decodeElementModel(await parse(`${element}.json`));
  const windows = windowsOf(K_EDGES[element]);
  let start = performance.now();
  for (let i = 0; i < count; i++) votesOf(model, viewsOf(model, windows[i % windows.length]));
  console.log(
    `${count} predictions from window to votes (${element}): ${(performance.now() - start).toFixed(0)} ms`,
  );
  const prepared = prepareSpectrum(syntheticSpectrum({ edge: K_EDGES[element] }));
  start = performance.now();
  const analyses = 100;
  for (let i = 0; i < analyses; i++) analysePrepared(prepared, model);
  console.log(
    `one whole analysis with stability and verdict: ${((performance.now() - start) / analyses).toFixed(1)} ms\n`,
  );
}
