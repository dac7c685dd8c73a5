/** The built page in headless Chromium: load, drop to answer, a batch, memory. Needs `npm run build` and Chromium. */
import { readFile } from 'node:fs/promises';
import { chromium, type Page } from '@playwright/test';
import { preview } from 'vite';

const EXAMPLE = 'Fe2O3-Fe-computed.xdi';
const BATCH = 500;

const median = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[values.length >> 1];
const milliseconds = (value: number): string => `${value.toFixed(0)} ms`;

/**
 * Drops `count` copies of a scan and waits until all are answered; milliseconds on the page's own clock.
 * The wait looks at the page after every change of it, not at intervals.
 */
function dropAndWait(page: Page, text: string, count: number): Promise<number> {
  return page.evaluate(
    ({ content, copies }) =>
      new Promise<number>((resolve) => {
        const transfer = new DataTransfer();
        const stem = `scan-${Math.round(performance.now())}`;
        for (let i = 0; i < copies; i++) {
          // A comment makes every copy a file of its own.
          const body = content.replace('# ///', `# Scan.copy: ${stem} ${i}\n# ///`);
          transfer.items.add(new File([body], `${stem}-${i}.xdi`));
        }
        const start = performance.now();
        const observer = new MutationObserver(() => {
          const rows = [...document.querySelectorAll('[aria-label="Spectra of the session"] li')];
          const row = rows.find(({ textContent }) => textContent?.includes(stem));
          const isDone =
            copies > 1
              ? document.body.textContent?.includes(`${copies} files: ${copies} answered`)
              : /CN \d/.test(row?.textContent ?? '');
          if (!isDone) return;
          observer.disconnect();
          resolve(performance.now() - start);
        });
        observer.observe(document.body, { subtree: true, childList: true, characterData: true });
        const target = document.querySelector('main > *');
        target?.dispatchEvent(
          new DragEvent('drop', { bubbles: true, cancelable: true, dataTransfer: transfer }),
        );
      }),
    { content: text, copies: count },
  );
}

/** Prints times (median of several runs) and memory of the built page. */
export async function benchPage(): Promise<void> {
  const text = await readFile(new URL(`../public/examples/${EXAMPLE}`, import.meta.url), 'utf8');
  const server = await preview({ preview: { port: 4174, strictPort: true } });
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-background-networking',
      '--enable-precise-memory-info',
    ],
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
      cold.push(await dropAndWait(page, text, 1));
      for (let again = 0; again < 5; again++) warm.push(await dropAndWait(page, text, 1));
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
    await dropAndWait(page, text, 1);
    const total = await dropAndWait(page, text, BATCH);
    const heap = await page.evaluate(() => {
      const { memory } = performance as Performance & {
        readonly memory?: { readonly usedJSHeapSize: number };
      };
      return memory?.usedJSHeapSize ?? Number.NaN;
    });
    console.log(
      `  ${BATCH} files:              ${(total / 1000).toFixed(1)} s, ${((BATCH / total) * 1000).toFixed(0)} files/s`,
    );
    console.log(
      `  memory after ${BATCH} files: ${(heap / 1e6).toFixed(0)} MB of JavaScript heap in the page\n`,
    );
  } finally {
    await browser.close();
    await server.close();
  }
}
