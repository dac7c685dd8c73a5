import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { CODES } from '../src/domain/errors';

it('docs/messages.md lists every code of src/domain/errors.ts, in its order', () => {
  const documented = [...readFileSync('docs/messages.md', 'utf8').matchAll(/^\| `([a-z0-9-]+)`/gm)];
  expect(documented.map(([, code]) => code)).toEqual(CODES);
});
