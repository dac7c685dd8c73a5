import { expect, it } from 'vitest';
import { crossFit, partOf, PARTS } from './folds';

it('never applies what was fitted on the same material', () => {
  const items = Array.from({ length: 60 }, (_, i) => ({ material: `mp-${i % 30}`, value: i }));
  const results = crossFit(
    items,
    (others) => new Set(others.map(({ material }) => material)),
    (seen, { material, value }) => ({ value, leaked: seen.has(material), known: seen.size }),
  );
  expect(results.map(({ value }) => value)).toEqual(items.map(({ value }) => value));
  expect(results.some(({ leaked }) => leaked)).toBe(false);
  expect(results.every(({ known }) => known > 10)).toBe(true);
});

it('uses every part', () => {
  expect(new Set(Array.from({ length: 100 }, (_, i) => partOf(`mp-${i}`))).size).toBe(PARTS);
});
