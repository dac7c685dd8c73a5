/** Decompositions in the built page: how long the page itself is busy meanwhile. Needs `npm run build` and Chromium. */
import { chromium, type Page } from '@playwright/test';
import { CHROMIUM } from '../scripts/browser';
import { preview } from 'vite';
import type { MixtureCurve } from '../src/domain/mixture/samples';

const PORT = 4175;

const fileOf = ({ element, curve }: MixtureCurve): string =>
  [
    '# XDI/1.0 Bench/1.0',
    '# Column.1: energy eV',
    '# Column.2: norm',
    `# Element.symbol: ${element}`,
    '# Element.edge: K',
    '# ---',
    '# energy norm',
    ...Array.from(curve.energy, (energy, i) => `${energy.toFixed(3)} ${(curve.mu[i] ?? 0).toFixed(6)}`),
    '',
  ].join('\n');

/** Begins to note the longest stretch (ms) that the page is busy. */
const watch = (page: Page): Promise<void> =>
  page.evaluate(() => {
    const noted = globalThis as typeof globalThis & { longest?: number };
    noted.longest = 0;
    new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) noted.longest = Math.max(noted.longest ?? 0, duration);
    }).observe({ type: 'longtask' });
  });

const longest = (page: Page): Promise<number> =>
  page.evaluate(() => {
    const noted = globalThis as typeof globalThis & { longest?: number };
    const value = noted.longest ?? 0;
    noted.longest = 0;
    return value;
  });

/** Prints times of the decompositions of `scans` in the page and the longest task of the page meanwhile. */
export async function benchSeriesInPage(scans: readonly MixtureCurve[]): Promise<void> {
  const server = await preview({ preview: { port: PORT, strictPort: true } });
  const browser = await chromium.launch(CHROMIUM);
  try {
    const page = await browser.newPage();
    await page.goto(`http://localhost:${PORT}/`);
    const files = scans.map((scan, i) => ({
      name: `scan-${String(i).padStart(4, '0')}.xdi`,
      mimeType: 'text/plain',
      buffer: Buffer.from(fileOf(scan)),
    }));
    const chooser = page.waitForEvent('filechooser');
    await page.getByRole('button', { name: 'Open files' }).click();
    await (await chooser).setFiles(files);
    await page.getByText(`${scans.length} files with`).waitFor({ timeout: 300_000 });
    await watch(page);
    const timed = async (what: string, work: () => Promise<void>): Promise<void> => {
      await longest(page);
      const start = performance.now();
      await work();
      const seconds = ((performance.now() - start) / 1000).toFixed(1);
      console.log(`  ${what} ${seconds} s, longest task of the page ${(await longest(page)).toFixed(0)} ms`);
    };
    console.log(
      `Built page, a series of ${scans.length} scans of ${scans[0]?.curve.energy.length ?? 0} points`,
    );
    await timed('search for mixtures in the background, 10 s watched:', () => page.waitForTimeout(10_000));
    await page.getByRole('radio', { name: 'Mixture' }).click();
    await page.getByRole('radio', { name: 'The series' }).click();
    await page.getByRole('button', { name: 'Count components' }).waitFor();
    await timed('principal components:', async () => {
      await page.getByRole('button', { name: 'Count components' }).click();
      await page.getByText('more than noise').waitFor({ timeout: 120_000 });
    });
    await timed('pure spectra:', async () => {
      await page.getByRole('button', { name: /^Find \d pure spectra/ }).click();
      await page
        .getByText(/lack of fit \d/)
        .first()
        .waitFor({ timeout: 300_000 });
    });
    console.log('');
  } finally {
    await browser.close();
    await server.close();
  }
}
