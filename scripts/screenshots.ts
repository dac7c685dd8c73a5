/**
 * npm run screenshots: pictures of every state of the built page in docs/screenshots.
 * Needs `npm run build` and Chromium; shows only spectra of our own.
 */
import { mkdir, readFile } from 'node:fs/promises';
import { gunzipSync } from 'node:zlib';
import { fileURLToPath } from 'node:url';
import { chromium, type Browser, type Page } from '@playwright/test';
import { CHROMIUM } from './browser';
import * as v from 'valibot';
import { preview } from 'vite';

const PORT = Number(process.env.PORT ?? 4175);
const folder = new URL('../docs/screenshots/', import.meta.url);

interface Upload {
  readonly name: string;
  readonly mimeType: string;
  readonly buffer: Buffer;
}

const upload = (name: string, text: string): Upload => ({
  name,
  mimeType: 'text/plain',
  buffer: Buffer.from(text),
});

async function example(name: string): Promise<Upload> {
  return upload(name, await readFile(new URL(`../public/examples/${name}`, import.meta.url), 'utf8'));
}

const computed = v.object({
  formula: v.string(),
  material: v.string(),
  energy: v.array(v.number()),
  mu: v.array(v.number()),
});

/** The first computed spectra of an element as plain columns: a batch. */
async function computedBatch(element: string, count: number): Promise<Upload[]> {
  const packed = await readFile(new URL(`../training/data/feff/${element}.ndjson.gz`, import.meta.url));
  return gunzipSync(packed)
    .toString()
    .trim()
    .split('\n')
    .slice(0, count)
    .map((line) => {
      const { formula, material, energy, mu } = v.parse(computed, JSON.parse(line));
      const rows = energy.map((e, i) => `${e} ${mu[i]}`).join('\n');
      return upload(
        `${element}-${formula}-${material}.dat`.replaceAll(/[()]/g, ''),
        `# energy norm\n${rows}\n`,
      );
    });
}

interface Shot {
  readonly name: string;
  readonly width?: number;
  readonly height?: number;
  readonly dark?: boolean;
  readonly route?: string;
  readonly act?: (page: Page) => Promise<void>;
}

async function open(page: Page, ...files: Upload[]): Promise<void> {
  await page.locator('input[type=file]').first().setInputFiles(files);
  const first = page.getByRole('list', { name: 'Spectra of the session' }).getByRole('listitem').first();
  await first.filter({ hasNotText: 'computing' }).waitFor();
  await page.locator('[aria-label="Spectrum"] .main-svg').first().waitFor();
  await page.waitForTimeout(1500);
  // Notices cover the page only for a while.
  for (const close of await page.getByRole('list', { name: 'Notices' }).getByRole('button').all())
    await close.click();
}

const iron = await example('Fe2O3-Fe-computed.xdi');
const chromate = await example('CaCrO4-Cr-computed.xdi');
const copper = await example('CuO-Cu-computed.xdi');
const batch = await computedBatch('Ti', 24);

const SHOTS: readonly Shot[] = [
  { name: 'empty' },
  { name: 'example', act: (page) => open(page, iron, chromate, copper) },
  { name: 'dark', dark: true, act: (page) => open(page, chromate, iron, copper) },
  { name: 'batch', act: (page) => open(page, ...batch) },
  ...['Table', 'Series'].map((view) => ({
    name: view.toLowerCase(),
    act: async (page: Page) => {
      await open(page, ...batch.slice(0, 12));
      await page.getByRole('radio', { name: view }).click();
      await page.getByRole('button', { name: 'Figure' }).waitFor();
      await page.waitForTimeout(2500);
    },
  })),
  {
    name: 'refused',
    act: async (page) => {
      await open(page, iron);
      await page
        .getByRole('region', { name: 'Answer' })
        .getByRole('combobox', { name: 'Element' })
        .selectOption('Mn');
    },
  },
  { name: 'error', act: (page) => open(page, upload('paper.pdf', '%PDF-1.7 not a scan'), iron) },
  {
    name: 'offline',
    act: async (page) => {
      await open(page, iron);
      await page.getByRole('banner').getByText('Models stored').waitFor();
      await page.context().setOffline(true);
      await page
        .getByRole('banner')
        .getByRole('button', { name: /offline/i })
        .click();
    },
  },
  { name: 'narrow', width: 360, height: 780, act: (page) => open(page, iron) },
  { name: 'wide', width: 2560, height: 1440, act: (page) => open(page, ...batch) },
  { name: 'models', route: '#/models' },
  { name: 'method', route: '#/method' },
];

async function take(
  browser: Browser,
  { name, width = 1440, height = 900, dark, route = '', act }: Shot,
): Promise<void> {
  const context = await browser.newContext({
    viewport: { width, height },
    colorScheme: dark ? 'dark' : 'light',
    reducedMotion: 'reduce',
  });
  const page = await context.newPage();
  await page.goto(`http://localhost:${PORT}/${route}`);
  await page.getByRole('heading', { level: 1 }).waitFor();
  await act?.(page);
  await page.waitForTimeout(500);
  await page.screenshot({ path: fileURLToPath(new URL(`${name}.png`, folder)) });
  await context.close();
  console.log(`docs/screenshots/${name}.png`);
}

await mkdir(folder, { recursive: true });
const server = await preview({ preview: { port: PORT, strictPort: true } });
const browser = await chromium.launch(CHROMIUM);
const wanted = process.argv.slice(2);
try {
  for (const shot of SHOTS) if (wanted.length === 0 || wanted.includes(shot.name)) await take(browser, shot);
} finally {
  await browser.close();
  await server.close();
}
