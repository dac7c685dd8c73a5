import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { energy, fileOf, mu, put } from '../src/readers/hdf5-samples';
import { cube, heightOf, imagesOf, tiffOf } from '../src/readers/stacks/samples';
import { TINY_MODELS } from '../src/worker/testing';
import { bundledCommand } from './testing';

const folder = mkdtempSync(join(tmpdir(), 'xanopy-map-'));
const at = (name: string): string => join(folder, name);
const { cli, remove } = await bundledCommand();
afterAll(() => {
  rmSync(folder, { recursive: true });
  remove();
});

const valueAt = (y: number, x: number, e: number): number =>
  y === 2 && x === 3 ? Number.NaN : 0.5 * heightOf(y, x) * mu[e];

beforeAll(async () => {
  for (const [name, text] of Object.entries(TINY_MODELS)) writeFileSync(at(name), text);
  const bytes = await fileOf((root) => {
    put(root, 'energy', energy, 'eV');
    root.create_dataset({ name: 'mu', ...cube({ y: 3, x: 4 }, 'yxe', valueAt) });
  });
  writeFileSync(at('map.h5'), bytes);
  writeFileSync(at('map.tif'), tiffOf(imagesOf(valueAt), { width: 4, height: 3 }));
  writeFileSync(at('energies.txt'), [...energy].join('\n'));
});

function xanopy(...args: readonly string[]) {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [cli, 'map', ...args, '--jobs', '2', '--models', folder],
    { encoding: 'utf8', cwd: resolve('.') },
  );
  return { status, stdout, stderr };
}

it('answers a stack to lines, with what fails', () => {
  const { status, stdout } = xanopy(at('map.h5'), '--out', at('out.ndjson'));
  expect(status).toBe(0);
  expect(stdout).toContain('CN 6: 11 spectra');
  expect(stdout).toContain('no answer: 1, as in: Only 0 usable points');
  const lines = readFileSync(at('out.ndjson'), 'utf8').trimEnd().split('\n').map((line): unknown => JSON.parse(line)); // prettier-ignore
  expect(lines).toHaveLength(12);
  expect(lines[5]).toMatchObject({ line: 1, column: 1, cn: 6, answer: 'CN 6 octahedral' });
  expect(lines[11]).toMatchObject({ line: 2, column: 3, state: 'failed', error: { code: 'too-few-points' } });
}, 120_000);

it('takes TIFF with its energies, and averages pixels', () => {
  expect(xanopy(at('map.tif')).stderr).toMatch(/say no energies.*--energies LIST/);
  const { status } = xanopy(
    at('map.tif'),
    '--energies',
    at('energies.txt'),
    '--bin',
    '2',
    '--out',
    at('out.csv'),
  );
  expect(status).toBe(0);
  const rows = readFileSync(at('out.csv'), 'utf8').split('\n').filter((line) => /^\d/.test(line)); // prettier-ignore
  expect(rows).toHaveLength(4);
  expect(rows[0]).toMatch(/^0,0,6,CN 6 octahedral,/);
}, 120_000);

it('says what is wrong with the arguments', () => {
  const { status, stderr } = xanopy(at('map.h5'), '--out', 'answers.xlsx');
  expect(status).toBe(2);
  expect(stderr).toContain('--out ends in .h5, .csv, .ndjson, unlike answers.xlsx');
  // Before anything is answered.
  const nowhere = xanopy(at('nothing.h5'), '--out', at('nowhere/answers.csv'));
  expect([nowhere.status, nowhere.stdout]).toEqual([2, '']);
  expect(nowhere.stderr).toContain('nowhere/answers.csv is not there');
}, 120_000);
