import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { writeChoicesFile } from '../src/readers/choices-file';
import { layoutKey } from '../src/readers';
import { scanFrom } from '../src/readers/testing';
import { analyseCommand } from './analyse';
import { choicesFrom } from './choices';

const MODELS = new URL('../public/models/', import.meta.url);

/** Counters that say nothing, in an order that no beam has: the third is the transmitted beam, the fourth the incident one. */
const counters = (edge = 7112): string =>
  Array.from({ length: 140 }, (_, i) => {
    const energy = edge - 70 + i;
    const mu =
      0.4 +
      Math.atan((energy - edge - 4) / 1.5) / Math.PI +
      0.5 * Math.exp(-(((energy - edge - 12) / 5) ** 2));
    const i0 = 1e5 + 300 * Math.sin(i);
    return [energy.toFixed(1), '1.0', (i0 * Math.exp(-mu)).toFixed(2), i0.toFixed(2)].join(' ');
  }).join('\n');
const FILE = `# Mono  x1  x2  x3\n${counters()}\n`;

const scan = scanFrom({
  Mono: new Float64Array(3),
  'ROI 1': new Float64Array(3),
  ROI2: new Float64Array(3),
  I0: new Float64Array(3),
});

describe('--columns', () => {
  it.each([
    ['energy=1,i0=4,it=2', { energy: 0, mu: { kind: 'transmission', i0: 3, it: 1 } }],
    [
      'energy=mono, if=ROI 1+roi2, i0=I0',
      { energy: 0, mu: { kind: 'fluorescence', i0: 3, channels: [1, 2] } },
    ],
    ['if=3', { mu: { kind: 'fluorescence', i0: null, channels: [2] } }],
    ['norm=roi_1', { mu: { kind: 'column', column: 1, isNormalised: true } }],
    ['energy=1', { energy: 0 }],
  ])('%s', async (columns, choices) => {
    expect((await choicesFrom({ columns }, undefined))(scan, 'columns')).toEqual(choices);
  });

  it.each(['i1=3', 'energy', 'mu=', 'mu=1,norm=2', 'it=2', 'i0=2'])('refuses %s', async (columns) => {
    await expect(choicesFrom({ columns }, undefined)).rejects.toMatchObject({ code: 'usage' });
  });

  it('names the columns where one is not there', async () => {
    const choose = await choicesFrom({ columns: 'mu=I9' }, undefined);
    expect(() => choose(scan, 'columns')).toThrow(
      'There is no column I9. The columns are 1 Mono, 2 ROI 1, 3 ROI2, 4 I0.',
    );
  });
});

describe('--energy-unit and --crystal', () => {
  it('know units, crystals by name and lattice spacings', async () => {
    const of = async (values: Parameters<typeof choicesFrom>[0]) =>
      (await choicesFrom(values, undefined))(scan, 'columns');
    expect(await of({ 'energy-unit': 'keV' })).toEqual({ unit: 'keV' });
    expect((await of({ crystal: 'Si(111)' })).dSpacing).toBeCloseTo(3.1356, 4);
    expect((await of({ crystal: 'si311' })).dSpacing).toBeCloseTo(1.63751, 4);
    expect((await of({ crystal: 'Ge 220' })).dSpacing).toBeCloseTo(2.00037, 4);
    expect(await of({ crystal: '3.1354' })).toEqual({ dSpacing: 3.1354 });
    for (const values of [{ crystal: 'diamond' }, { 'energy-unit': 'step' }, { 'energy-unit': 'J' }]) {
      await expect(choicesFrom(values, undefined)).rejects.toMatchObject({ code: 'usage' });
    }
  });
});

describe('many files of one layout', () => {
  let folder = '';
  let printed = '';
  const names = Array.from({ length: 200 }, (_, i) => `scan${i + 1}.dat`);
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'xanopy-choices-'));
    for (const name of names) writeFileSync(join(folder, name), FILE);
    printed = '';
    vi.spyOn(console, 'log').mockImplementation((text: string) => {
      printed += text;
    });
  });
  afterEach(() => {
    vi.restoreAllMocks();
    rmSync(folder, { recursive: true });
  });

  const run = async (
    ...options: string[]
  ): Promise<{ element?: string; error?: { code: string; message: string } }[]> => {
    await analyseCommand([...names.map((name) => join(folder, name)), '--json', ...options], MODELS);
    return JSON.parse(printed) as { element?: string }[];
  };

  it('go through in one call with --columns, and with a file of choices', { timeout: 120_000 }, async () => {
    const columnsOf = scanFrom({
      Mono: new Float64Array(3),
      x1: new Float64Array(3),
      x2: new Float64Array(3),
      x3: new Float64Array(3),
    });
    const file = join(folder, 'beamline.json');
    writeFileSync(
      file,
      writeChoicesFile([
        {
          layout: layoutKey(columnsOf, 'columns'),
          choices: { energy: 0, mu: { kind: 'transmission', i0: 3, it: 2 } },
        },
      ]),
    );
    const chosen = await run('--choices', file);
    expect(chosen.map(({ element }) => element)).toEqual(names.map(() => 'Fe'));

    names.splice(2);
    printed = '';
    expect(await run('--columns', 'energy=1,i0=x3,it=x2')).toEqual(chosen.slice(0, 2));
  });

  it('ask each file where nothing was said, with the way to answer', async () => {
    names.splice(2);
    const asked = await run();
    expect(asked.map(({ error }) => error?.code)).toEqual(['open-question-mu', 'open-question-mu']);
    expect(asked[0]?.error?.message).toMatch(/Likeliest: .*x2.* Answer with --columns/);
  });
});
