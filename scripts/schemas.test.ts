import { readFileSync } from 'node:fs';
import * as v from 'valibot';
import { expect, it } from 'vitest';
import { publishedSchemas } from './schemas';

it.each(publishedSchemas())('%s is what the code checks against', (path, text) => {
  expect(readFileSync(path, 'utf8')).toBe(text);
});

const results = v.object({
  items: v.object({ anyOf: v.array(v.object({ properties: v.record(v.string(), v.unknown()) })) }),
});
const documentSchema = v.object({ properties: v.object({ results }) });

it('docs/exports.md names every field of a result', () => {
  const published: unknown = JSON.parse(readFileSync('public/schemas/result-1.json', 'utf8'));
  const { anyOf } = v.parse(documentSchema, published).properties.results.items;
  const section = readFileSync('docs/exports.md', 'utf8')
    .split('\n## ')
    .find((part) => part.startsWith('One result'));
  const named = new Set(section?.match(/\w+/g));
  expect(anyOf).toHaveLength(2);
  expect(
    anyOf.flatMap(({ properties }) => Object.keys(properties)).filter((field) => !named.has(field)),
  ).toEqual([]);
});
