import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { carryOver, nameModels } from './release';

const folder = mkdtempSync(join(tmpdir(), 'release-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

/** A built page with the model `content` and a script of that version. */
function built(version: string, content: string): string {
  const dist = join(folder, version);
  for (const [file, text] of Object.entries({
    'models/Fe.json': content,
    'models/Cu.json': 'the same in all',
    [`assets/page-${version}.js`]: version,
    [`assets/hdf5_hl-${version}.js`]: version,
  })) {
    mkdirSync(dirname(join(dist, file)), { recursive: true });
    writeFileSync(join(dist, file), text);
  }
  nameModels(dist);
  return dist;
}

const models = (dist: string): Map<string, string> =>
  new Map(
    readdirSync(join(dist, 'models')).map((file) => [file, readFileSync(join(dist, 'models', file), 'utf8')]),
  );

it('keeps the files of the last release under their addresses, and of no older one', () => {
  const [first, second, third] = [built('a', 'one'), built('b', 'two'), built('c', 'three')];
  const before = models(first);
  expect([...before.keys()]).toEqual([
    expect.stringMatching(/^Cu\.[0-9a-f]{16}\.json$/),
    expect.stringMatching(/^Fe\.[0-9a-f]{16}\.json$/),
  ]);
  carryOver(first, second);
  for (const [file, text] of before) expect(models(second).get(file)).toBe(text);
  expect([...models(second).values()].sort()).toEqual(['one', 'the same in all', 'two']);
  expect(readFileSync(join(second, 'assets/page-a.js'), 'utf8')).toBe('a');

  carryOver(second, third);
  expect([...models(third).values()].sort()).toEqual(['the same in all', 'three', 'two']);
  expect(readdirSync(join(third, 'assets')).sort()).toEqual([
    'hdf5_hl-b.js',
    'hdf5_hl-c.js',
    'page-b.js',
    'page-c.js',
  ]);
  expect(JSON.parse(readFileSync(join(third, 'release.json'), 'utf8'))).toMatchObject({
    parts: [{ file: 'assets/hdf5_hl-c.js', bytes: 1 }],
  });
});

it('says what is no built release', () => {
  expect(() => {
    carryOver(folder, folder);
  }).toThrow(/no built release/);
});
