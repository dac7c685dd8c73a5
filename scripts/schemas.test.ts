import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { publishedSchemas } from './schemas';

it.each(publishedSchemas())('%s is what the code checks against', (path, text) => {
  expect(readFileSync(path, 'utf8')).toBe(text);
});
