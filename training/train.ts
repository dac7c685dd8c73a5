/**
 * `npm run train [-- --fresh] [Element ...]`: cross-validates and trains every element (or those named), and writes
 * `public/models`. Elements whose recipe, data and code have not changed are taken from `.cache/train`, so an
 * interrupted run resumes. With XANOPY_SEED=NAME in the environment: the same from another seed, in `.cache/seeds/NAME`.
 */
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import * as v from 'valibot';
import { CN_THRESHOLD, MOTIF_THRESHOLD } from '../src/domain/environment/labels';
import { decodeManifest, type Manifest } from '../src/domain/forest/manifest';
import { decodeElementModel } from '../src/domain/forest/model';
import { calibrate, oxideCheckFile, withoutCalibration } from './confidence/calibrate';
import { elementsWithData, dataFilesOf, handedOut } from './data/dataset';
import { digest, fingerprint } from './growing/fingerprint';
import { OOF_FOLDER } from './growing/oof';
import { runParallel } from './growing/pool';
import { trainedElementSchema, type TrainedElement } from './growing/train-element';
import { CACHE, GROWN, MODELS } from './growing/seed';
import { trainingFileOf } from './growing/training-file';
import type { TrainResult } from './growing/train-worker';

const TRAINED = join(CACHE, 'train');

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: { fresh: { type: 'boolean', default: false } },
});
const started = performance.now();
// Calibration is not part of the key: it is made anew every time.
const key = digest([JSON.stringify(GROWN), fingerprint('growing/train-element')]).slice(0, 16);
const elements = elementsWithData();
const chosen =
  positionals.length > 0 ? elements.filter((element) => positionals.includes(element)) : elements;
if (options.fresh) rmSync(TRAINED, { recursive: true, force: true });
mkdirSync(TRAINED, { recursive: true });
mkdirSync(MODELS, { recursive: true });

const cacheFile = (element: string): string => join(TRAINED, `${element}-${key}.json`);

const results = new Map<string, TrainedElement>();
const jobs: string[] = [];
for (const element of chosen) {
  const file = cacheFile(element);
  if (existsSync(file) && existsSync(join(OOF_FOLDER, `${element}.json`))) {
    results.set(element, v.parse(trainedElementSchema, JSON.parse(readFileSync(file, 'utf8'))));
  } else {
    jobs.push(element);
  }
}
console.log(`${chosen.length} elements, ${results.size} of them ready from an earlier run.`);
// Longest first, so that no thread ends with the largest element alone.
const sizeOf = (element: string): number =>
  dataFilesOf(element).reduce((sum, file) => sum + readFileSync(file).length, 0);
jobs.sort((a, b) => sizeOf(b) - sizeOf(a));

await runParallel<string, TrainResult>(
  new URL('./growing/train-worker.ts', import.meta.url),
  jobs,
  ({ element, trained }, finished) => {
    // As it will be read back: a resumed run must write the same bytes.
    const result = v.parse(trainedElementSchema, trained);
    writeFileSync(cacheFile(element), JSON.stringify(result));
    results.set(element, result);
    const { entry } = result;
    const summary =
      entry.kind === 'none' || !entry.measures || !entry.baselineMeasures
        ? entry.kind
        : `${entry.kind}  CN ranking ${entry.measures.cnRanking.toFixed(3)} (baseline ${entry.baselineMeasures.cnRanking.toFixed(3)})  ` +
          `Jaccard ${entry.measures.jaccard.toFixed(3)} (${entry.baselineMeasures.jaccard.toFixed(3)})  ${(entry.gzippedBytes / 1024).toFixed(0)} kB`;
    console.log(`${finished}/${jobs.length}  ${element.padEnd(2)}  ${summary}`);
  },
);

const manifestFile = join(MODELS, 'manifest.json');
const previous = existsSync(manifestFile)
  ? decodeManifest(JSON.parse(readFileSync(manifestFile, 'utf8'))).elements
  : [];
const trained = elements.flatMap((element) => {
  const entry = results.get(element)?.entry ?? previous.find((old) => old.element === element);
  return entry ? [entry] : [];
});
const modelFile = (element: string): string => join(MODELS, `${element}.json`);
const libraryFile = (element: string): string => join(MODELS, `${element}.library.json`);
const modelEntries = trained.filter((entry) => entry.kind !== 'none');
const models = modelEntries.map(({ element }) =>
  decodeElementModel(
    withoutCalibration(JSON.parse(results.get(element)?.file ?? readFileSync(modelFile(element), 'utf8'))),
  ),
);
console.log('Calibrating on the out-of-fold votes of all elements.');
const calibrated = calibrate(models, new Map(modelEntries.map((entry) => [entry.element, entry])));
console.log('Learning to tell oxides from other compounds.');
const check = await oxideCheckFile();
writeFileSync(join(MODELS, check.entry.file), check.text);
for (const { element, kind } of trained) {
  const files = calibrated.get(element);
  if (files) {
    writeFileSync(modelFile(element), files.file);
    writeFileSync(libraryFile(element), files.libraryFile);
  } else if (kind === 'none') {
    rmSync(modelFile(element), { force: true });
    rmSync(libraryFile(element), { force: true });
  }
}
const entries = trained.map((entry) => calibrated.get(entry.element)?.entry ?? entry);
const withTraining = entries.map((entry) => {
  const training = trainingFileOf(entry, handedOut(entry.element));
  const path = join(MODELS, `${entry.element}.training.json`);
  if (training) writeFileSync(path, training.text);
  else rmSync(path, { force: true });
  return entry.kind === 'none' ? entry : { ...entry, training: training?.facts ?? null };
});
const manifest: Manifest = {
  format: 'xanopy-manifest',
  formatVersion: 1,
  version: `${GROWN.name}-${digest([JSON.stringify(entries), check.entry.sha256]).slice(0, 8)}`,
  recipe: {
    name: GROWN.name,
    seed: GROWN.seed,
    minimumSupport: GROWN.minimumSupport,
    cnThreshold: CN_THRESHOLD,
    motifThreshold: MOTIF_THRESHOLD,
  },
  oxideCheck: check.entry,
  elements: withTraining,
};
writeFileSync(manifestFile, `${JSON.stringify(manifest, null, 1)}\n`);
const gzipped = entries.reduce((sum, entry) => sum + (entry.kind === 'none' ? 0 : entry.gzippedBytes), 0);
console.log(
  `${entries.filter(({ kind }) => kind === 'forest').length} forests, ${entries.filter(({ kind }) => kind === 'baseline').length} baselines, ` +
    `${entries.filter(({ kind }) => kind === 'none').length} without a model; ${(gzipped / 2 ** 20).toFixed(2)} MiB gzipped; ` +
    `${((performance.now() - started) / 1000).toFixed(0)} s.`,
);
