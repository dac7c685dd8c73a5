/**
 * `npm run evaluate:product [-- --keep NAME]`: judges what the product says of every measured file at hand and writes
 * `docs/product-evaluation.md` and `.json`. With `--keep` the run stays as a row of later reports under that name.
 * With XANOPY_SEED=NAME in the environment: the models that `npm run train` grew from that
 * seed; what they give is kept beside them, and stands in the report of the next run without it.
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import * as v from 'valibot';
import { decodeManifest } from '../src/domain/forest/manifest';
import { createEngine } from '../src/worker/engine';
import { nodeSymmetry } from '../src/worker/moyo-node';
import { evaluateProduct, type ProductEvaluation } from './evaluation/product';
import { productCases } from './evaluation/product-cases';
import { isOtherSeed, MODELS, SEED_SUMMARY, seedSummaries } from './growing/seed';
import { renderProduct } from './evaluation/product-report';
import { productSummarySchema, summarise, type ProductSummary } from './evaluation/product-summary';

const ROOT = join(import.meta.dirname, '..');
const FILE = join(ROOT, 'docs', 'product-evaluation.json');

const { values } = parseArgs({ options: { keep: { type: 'string' } } });

const storedSchema = v.object({
  /** Runs that later ones are set beside, oldest first. */
  kept: v.array(v.object({ name: v.string(), summary: productSummarySchema })),
  latest: productSummarySchema,
  /** The same with models from other seeds. */
  seeds: v.optional(v.array(productSummarySchema), []),
});

const written = (value: unknown): string =>
  `${JSON.stringify(
    value,
    (_, one: unknown) =>
      typeof one === 'number' && !Number.isInteger(one) ? Math.round(one * 1e4) / 1e4 : one,
    1,
  )}\n`;

/** Writes what this run gave, beside the runs that are kept. */
function report(evaluation: ProductEvaluation, latest: ProductSummary): void {
  const before = existsSync(FILE) ? v.parse(storedSchema, JSON.parse(readFileSync(FILE, 'utf8'))) : null;
  const earlier = before?.kept ?? [];
  const kept =
    values.keep === undefined
      ? earlier
      : [...earlier.filter(({ name }) => name !== values.keep), { name: values.keep, summary: latest }];
  const grown = seedSummaries().map((file) =>
    v.parse(productSummarySchema, JSON.parse(readFileSync(file, 'utf8'))),
  );
  const seeds = grown.length > 0 ? grown : (before?.seeds ?? []);
  const runs = [
    ...kept.map(({ name, summary }) => [name, summary] as const),
    ...(values.keep === undefined ? [['now', latest] as const] : []),
  ];
  writeFileSync(FILE, written({ kept, latest, seeds }));
  writeFileSync(join(ROOT, 'docs', 'product-evaluation.md'), renderProduct(runs, seeds, evaluation));
  mkdirSync(join(ROOT, '.cache'), { recursive: true });
  writeFileSync(join(ROOT, '.cache', 'product-evaluation.json'), JSON.stringify(evaluation));
}

const cases = productCases();
if (cases.length === 0) {
  console.log('No measured spectra are at hand (../shared/data, or XANOPY_SHARED): nothing to evaluate.');
} else {
  const started = performance.now();
  const manifest = decodeManifest(JSON.parse(readFileSync(join(MODELS, 'manifest.json'), 'utf8')));
  const engine = createEngine((name) => readFile(join(MODELS, name)), nodeSymmetry);
  const evaluation = await evaluateProduct(engine, cases, manifest.version);
  const latest = summarise(evaluation);
  if (isOtherSeed) writeFileSync(SEED_SUMMARY, written(latest));
  else report(evaluation, latest);
  const { paper, counts } = latest;
  if (paper) {
    console.log(
      `Paper, mean over E0 shifts: first entry ${paper.mean.firstEntry.toFixed(1)}, leading CN ${paper.mean.leading.toFixed(1)} of ${paper.spectra}, ` +
        `Jaccard ${paper.mean.jaccard.toFixed(3)}, the same at all shifts ${paper.same}.`,
    );
  }
  for (const row of counts) {
    console.log(
      `${row.name}: oxides ${row.oxides}, right ${row.right}, wrong ${row.wrong}, refused ${row.refusedWrongly}; ` +
        `others ${row.foreign}, refused ${row.refusedRightly}, borderline ${row.foreignBorderline}, in domain ${row.foreignInDomain}.`,
    );
  }
  for (const { name, answered, stated, actual, error } of latest.reliability) {
    console.log(
      `${name}: ${answered} answers, stated ${stated?.toFixed(2)}, true ${actual?.toFixed(2)}, error ${error?.toFixed(2)}`,
    );
  }
  console.log(`${((performance.now() - started) / 1000).toFixed(0)} s.`);
}
