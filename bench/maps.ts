/** A map in the built page and on the command line: spectra a second. Needs `npm run build`, for the second `npm run package`. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from '@playwright/test';
import { CHROMIUM } from '../scripts/browser';
import { preview } from 'vite';
import { interpolate } from '../src/domain/spectrum/curve';
import { Random } from '../src/domain/random';
import { fileOf, groupOf, put } from '../src/readers/hdf5-samples';
import { readSource } from '../src/readers/index';

const LINES = 250;
const COLUMNS = 400;
const ENERGIES = 200;
const CLI = 'build/npm/cli.js';
/** Seconds over which the page is watched, after some in which its workers load their models. */
const WATCHED = 60;
const WARM_UP = 10;

/** The computed iron example with noise and heights of its own in every pixel. */
async function stack(lines: number): Promise<Uint8Array> {
  const bytes = readFileSync('public/examples/Fe2O3-Fe-computed.xdi');
  const outcome = (await readSource({ name: 'example.xdi', path: '', bytes })).find(
    ({ kind }) => kind === 'scans',
  );
  if (outcome?.kind !== 'scans') throw new Error('The example cannot be read.');
  const [energy, mu] = outcome.scans[0].channels.map(({ values }) => values);
  const step = (energy[energy.length - 1] - energy[0]) / (ENERGIES - 1);
  const grid = Float64Array.from({ length: ENERGIES }, (_, i) => energy[0] + i * step);
  const clean = grid.map((at) => interpolate({ energy, mu }, at));
  const random = new Random('bench/maps');
  const data = new Float32Array(lines * COLUMNS * ENERGIES);
  for (let at = 0; at < data.length; at += ENERGIES) {
    const height = 0.3 + 0.4 * Math.abs(Math.sin(at));
    for (let i = 0; i < ENERGIES; i++) data[at + i] = 0.2 + height * (clean[i] + 0.003 * random.normal());
  }
  return fileOf((root) => {
    const group = groupOf(groupOf(root, 'entry', 'NXentry'), 'data', 'NXdata');
    group.create_attribute('signal', 'mu');
    group.create_attribute('axes', ['y', 'x', 'energy']);
    put(group, 'energy', grid, 'eV');
    group.create_dataset({ name: 'mu', data, shape: [lines, COLUMNS, ENERGIES] });
  });
}

/** Prints spectra a second in the page, and of `xanopy map` with 1 and 2 threads. */
export async function benchMaps(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'xanopy-bench-'));
  try {
    const whole = join(folder, 'whole.h5');
    writeFileSync(whole, await stack(LINES));
    const server = await preview({ preview: { port: 4390, strictPort: true }, logLevel: 'silent' });
    const browser = await chromium.launch(CHROMIUM);
    try {
      const page = await browser.newPage();
      await page.goto('http://localhost:4390/#/map');
      await page.getByLabel('Stack', { exact: true }).setInputFiles(whole);
      const progress = page.getByRole('progressbar');
      await progress.waitFor({ timeout: 120_000 });
      const done = async (): Promise<number> => Number(await progress.getAttribute('value'));
      await page.waitForTimeout(1000 * WARM_UP);
      const before = await done();
      await page.waitForTimeout(1000 * WATCHED);
      const rate = ((await done()) - before) / WATCHED;
      const stopped = performance.now();
      await page.getByRole('button', { name: 'Stop' }).click();
      await page.getByRole('button', { name: 'Go on' }).waitFor();
      console.log(
        `Page, map of ${LINES * COLUMNS} iron spectra of ${ENERGIES} energies: ${rate.toFixed(0)} a second over ${WATCHED} s, stopped within ${(performance.now() - stopped).toFixed(0)} ms`,
      );
    } finally {
      await browser.close();
      await server.close();
    }
    if (existsSync(CLI)) {
      const part = join(folder, 'part.h5');
      writeFileSync(part, await stack(20));
      for (const jobs of ['1', '2']) {
        const { stderr } = spawnSync(process.execPath, [CLI, 'map', part, '--jobs', jobs, '--out', join(folder, 'out.h5')], { encoding: 'utf8' }); // prettier-ignore
        console.log(`xanopy map, ${jobs} jobs: ${stderr.trim()}`);
      }
    }
    console.log();
  } finally {
    rmSync(folder, { recursive: true });
  }
}
