/** The built page in headless Chromium: load, drop to answer, a batch, memory. Needs `npm run build` and Chromium. */
import { readFile } from 'node:fs/promises';
import { chromium, type Page } from '@playwright/test';
import { CHROMIUM } from '../scripts/browser';
import { preview } from 'vite';
import { sharedSources } from '../src/readers/testing';

const EXAMPLE = 'Fe2O3-Fe-computed.xdi';
const BATCH = 5000;

const median = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[values.length >> 1];
const milliseconds = (value: number): string => `${value.toFixed(0)} ms`;

/**
 * Drops a scan and waits for its answer; milliseconds on the page's own clock. The wait looks at the page after every
 * change of it, not at intervals.
 */
function dropAndWait(page: Page, text: string): Promise<number> {
  return page.evaluate(
    (content) =>
      new Promise<number>((resolve) => {
        const transfer = new DataTransfer();
        const stem = `scan-${Math.round(performance.now())}`;
        // A comment makes every copy a file of its own.
        transfer.items.add(
          new File([content.replace('# ///', `# Scan.copy: ${stem}\n# ///`)], `${stem}.xdi`),
        );
        const start = performance.now();
        const observer = new MutationObserver(() => {
          const rows = [...document.querySelectorAll('[aria-label="Spectra of the session"] li')];
          const row = rows.find(({ textContent }) => textContent?.includes(stem));
          if (!/CN \d/.test(row?.textContent ?? '')) return;
          observer.disconnect();
          resolve(performance.now() - start);
        });
        observer.observe(document.body, { subtree: true, childList: true, characterData: true });
        document
          .querySelector('main > *')
          ?.dispatchEvent(new DragEvent('drop', { bubbles: true, cancelable: true, dataTransfer: transfer }));
      }),
    text,
  );
}

/** Texts of measured scans, or of our computed examples where there are none at hand. */
async function realTexts(): Promise<string[]> {
  const measured = sharedSources('experiment').filter(({ name }) => name.endsWith('.xdi'));
  if (measured.length > 0) return measured.map(({ bytes }) => new TextDecoder().decode(bytes));
  const names = ['Fe2O3-Fe-computed.xdi', 'CaCrO4-Cr-computed.xdi', 'CuO-Cu-computed.xdi'];
  return Promise.all(
    names.map((name) => readFile(new URL(`../public/examples/${name}`, import.meta.url), 'utf8')),
  );
}

interface BatchResult {
  /** ms from the drop to the sentence that ends the batch. */
  readonly time: number;
  readonly sentence: string;
  /** ms that the page was busy at a stretch, at most. */
  readonly longestTask: number;
}

/** Drops `count` files made of `texts` in turn, each a file of its own by a comment, and waits for the end. */
function dropBatch(page: Page, texts: readonly string[], count: number): Promise<BatchResult> {
  return page.evaluate(
    ({ contents, copies }) =>
      new Promise<{ time: number; sentence: string; longestTask: number }>((resolve) => {
        const transfer = new DataTransfer();
        for (let i = 0; i < copies; i++) {
          const content = contents[i % contents.length] ?? '';
          const body = content.replace('\n', `\n# Scan.copy: ${i}\n`);
          transfer.items.add(new File([body], `batch-${i}.xdi`));
        }
        let longestTask = 0;
        const tasks = new PerformanceObserver((list) => {
          for (const { duration } of list.getEntries()) longestTask = Math.max(longestTask, duration);
        });
        const end = new RegExp(`${copies} files with [^.]*\\.`);
        // Making the files is a long task of the benchmark's own, and a function with a name would need a helper of esbuild.
        setTimeout(() => {
          setTimeout(() => {
            tasks.observe({ type: 'longtask' });
            const start = performance.now();
            const observer = new MutationObserver(() => {
              const sentence = end.exec(
                document.querySelector('[aria-label="Notices"]')?.textContent ?? '',
              )?.[0];
              if (sentence === undefined) return;
              observer.disconnect();
              tasks.disconnect();
              resolve({ time: performance.now() - start, sentence, longestTask });
            });
            observer.observe(document.body, { subtree: true, childList: true, characterData: true });
            const target = document.querySelector('main > *');
            target?.dispatchEvent(
              new DragEvent('drop', { bubbles: true, cancelable: true, dataTransfer: transfer }),
            );
          });
        });
      }),
    { contents: texts, copies: count },
  );
}

/** Prints times (median of several runs) and memory of the built page. */
export async function benchPage(): Promise<void> {
  const text = await readFile(new URL(`../public/examples/${EXAMPLE}`, import.meta.url), 'utf8');
  const server = await preview({ preview: { port: 4174, strictPort: true } });
  const browser = await chromium.launch({
    ...CHROMIUM,
    args: [...CHROMIUM.args, '--enable-precise-memory-info'],
  });
  try {
    const loads: number[] = [];
    const cold: number[] = [];
    const warm: number[] = [];
    for (let run = 0; run < 5; run++) {
      const context = await browser.newContext();
      const page = await context.newPage();
      await page.goto('http://localhost:4174/');
      await page.getByRole('button', { name: 'Open files' }).waitFor();
      loads.push(await page.evaluate(() => performance.now()));
      cold.push(await dropAndWait(page, text));
      for (let again = 0; again < 5; again++) warm.push(await dropAndWait(page, text));
      await context.close();
    }
    console.log('Built page in headless Chromium (median of 5 first visits)');
    console.log(`  cold load to ready:     ${milliseconds(median(loads))}`);
    console.log(
      `  drop to answer, cold:   ${milliseconds(median(cold))} (loads manifest, forests, plot library)`,
    );
    console.log(`  drop to answer, warm:   ${milliseconds(median(warm))}`);

    const page = await browser.newPage();
    await page.goto('http://localhost:4174/');
    await page.getByRole('button', { name: 'Open files' }).waitFor();
    await dropAndWait(page, text);
    const texts = await realTexts();
    const { time, sentence, longestTask } = await dropBatch(page, texts, BATCH);
    const heap = await page.evaluate(() => {
      const { memory } = performance as Performance & {
        readonly memory?: { readonly usedJSHeapSize: number };
      };
      return memory?.usedJSHeapSize ?? Number.NaN;
    });
    const rate = (BATCH / time) * 1000;
    console.log(
      `  ${BATCH} files (${texts.length} scans in turn): ${(time / 1000).toFixed(1)} s, ${rate.toFixed(0)} files/s`,
    );
    console.log(`    ${sentence}`);
    console.log(`    longest task of the page: ${milliseconds(longestTask)}`);
    console.log(`    memory: ${(heap / 1e6).toFixed(0)} MB of JavaScript heap in the page\n`);
  } finally {
    await browser.close();
    await server.close();
  }
}
