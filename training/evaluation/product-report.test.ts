import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import * as v from 'valibot';
import type { ProductEvaluation } from './product';
import { renderProduct } from './product-report';
import { productSummarySchema } from './product-summary';

const { latest } = v.parse(
  v.object({ latest: productSummarySchema }),
  JSON.parse(readFileSync('docs/product-evaluation.json', 'utf8')),
);
const evaluation: ProductEvaluation = {
  format: 'xanopy-product-evaluation',
  formatVersion: 1,
  models: latest.models,
  files: [],
};

it('sets other seeds beside what ships, with their mean', () => {
  if (!latest.paper) throw new Error('The stored run has no spectra of the paper.');
  const { mean } = latest.paper;
  const other = {
    ...latest,
    models: 'other-seed',
    paper: { ...latest.paper, mean: { ...mean, firstEntry: mean.firstEntry + 2 } },
  };
  const report = renderProduct([['now', latest]], [other], evaluation);
  const firstEntryOf = (name: string): number =>
    Number(new RegExp(`^\\| ${name} \\| ([\\d.]+) `, 'm').exec(report)?.[1]);
  expect(firstEntryOf('other-seed')).toBeCloseTo(mean.firstEntry + 2, 0);
  expect(firstEntryOf('mean')).toBeCloseTo(mean.firstEntry + 1, 0);
});

it('says nothing of seeds that were not grown', () => {
  expect(renderProduct([['now', latest]], [], evaluation)).not.toContain('Other seeds');
});
