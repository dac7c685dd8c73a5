import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { unzipSync } from 'fflate';
import { expect, test } from './app';
import { example } from './shared';

const IRON = 'Fe2O3-Fe-computed.xdi';
const CHROMATE = 'CaCrO4-Cr-computed.xdi';
const COPPER = 'CuO-Cu-computed.xdi';

/** A batch of files with the names that beamlines give. */
const operando = (count: number): { name: string; content: Uint8Array }[] =>
  Array.from({ length: count }, (_, i) => ({
    name: `2026-11-25_operando_reduction_of_chromates_on_alumina_at_400C_scan_${String(i + 1).padStart(4, '0')}.xdi`,
    // Another comment each: the session leaves out a file that it has already.
    content: Buffer.concat([readFileSync(example(CHROMATE)), Buffer.from(`${' '.repeat(i)}\n`)]),
  }));

async function saved(page: Page, name: string | RegExp): Promise<Uint8Array> {
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name }).click();
  return readFileSync(await (await download).path());
}

test('exports hold the spectrum on screen when another is ticked', async ({ app, page }) => {
  await app.open();
  await app.drop(example(CHROMATE), example(COPPER), example(IRON));
  for (const name of [CHROMATE, COPPER, IRON]) await expect(app.row(name)).toContainText('CN');
  await app.select(CHROMATE);
  await page.getByRole('checkbox', { name: `Overlay ${IRON}` }).click();
  await page.getByRole('button', { name: 'Export' }).click();
  await expect(page.getByRole('radio', { name: 'Ticked (2)' })).toBeChecked();
  await expect(page.getByRole('radio', { name: 'All (3)' })).toBeVisible();
  const files = unzipSync(await saved(page, /Table as CSV/));
  const [table, journal] = ['csv', 'journal.txt'].map((end) => {
    const [, bytes] = Object.entries(files).find(([name]) => name.endsWith(end)) ?? [];
    return new TextDecoder().decode(bytes);
  });
  const rows = table.trim().split('\n');
  expect(rows[0]).toMatch(/^row,file,/);
  expect(rows.slice(1).map((row) => row.split(',')[1])).toEqual([CHROMATE, IRON]);
  expect(journal).toContain('sha256: ');

  await page.getByRole('radio', { name: 'Table' }).click();
  await page.getByRole('searchbox', { name: 'Filter' }).fill('square');
  await page.getByRole('button', { name: 'Export' }).click();
  await page.getByRole('radio', { name: 'Filtered (1)' }).click();
  const text = new TextDecoder().decode(await saved(page, /in one CSV/));
  expect(text).toContain('# [1] sha256: ');
  expect(text.trim().split('\n').at(-1)).toContain(COPPER);

  await page.getByRole('button', { name: 'Export' }).click();
  await page.getByRole('radio', { name: 'Ticked (2)' }).click();
  await app.drop({ name: 'back.prj', content: await saved(page, /Athena project/) });
  await expect(app.row('back.prj')).toHaveCount(2);
});

test('figures are light on white, at the width of a column, with E0, name and journal', async ({
  app,
  page,
}) => {
  await page.emulateMedia({ colorScheme: 'dark' });
  await app.open();
  await app.drop(example(IRON));
  await expect(app.environment).toContainText('CN 6');
  await page.getByRole('button', { name: 'Figure' }).click();
  const svg = new TextDecoder().decode(await saved(page, 'SVG'));
  expect(svg).toMatch(/<svg[^>]* width="85mm"/);
  expect(svg).toContain(`>${IRON}<`);
  expect(svg).toMatch(/7\d{3}\.\d eV/);
  for (const region of ['pre-edge', 'main peak', 'post-peak']) expect(svg).toContain(region);
  expect(svg).toContain('rgb(255, 255, 255)');
  expect(svg).toMatch(/<desc>[^<]*sha256: [0-9a-f]{64}/);

  await page.getByRole('button', { name: 'Figure' }).click();
  await page.getByRole('radio', { name: '180 mm' }).click();
  const png = Buffer.from(await saved(page, /PNG/));
  // Width in the header of the file: 180 mm at 300 dots per inch.
  expect(png.readUInt32BE(16)).toBe(2126);
  expect(png.subarray(37, 41).toString()).toBe('pHYs');
  expect(png.toString('latin1')).toContain('sha256: ');
});

test('nothing scrolls into emptiness at any width', async ({ app, page }) => {
  await app.open();
  await app.drop(...operando(30));
  await expect(app.environment).toContainText('CN 4');
  await expect(app.plot).toContainText('pre-edge');
  for (const view of ['Table', 'Series', 'Plot']) {
    await page.getByRole('radio', { name: view, exact: true }).click();
    for (const width of [360, 768, 1024, 1440, 2560]) {
      await page.setViewportSize({ width, height: 800 });
      await expect
        .poll(() => page.evaluate(() => document.documentElement.scrollHeight - innerHeight), {
          message: `${view} at ${width} px`,
        })
        .toBeLessThanOrEqual(0);
    }
  }
});

test('a link skips to the content of every page, and the title follows the page', async ({ app, page }) => {
  for (const [route, title] of [
    ['#/', /^Xanopy/],
    ['#/structures', /^Structures/],
    ['#/models', /^Models/],
    ['#/method', /^Method/],
  ] as const) {
    await app.open(route);
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    await expect(page).toHaveTitle(title);
    await page.getByRole('link', { name: 'Skip to content' }).focus();
    await page.keyboard.press('Enter');
    await expect(page.getByRole('main')).toBeFocused();
    expect(new URL(page.url()).hash).toBe(route);
  }
});

test('long names keep their ends apart in list and legend', async ({ app, page }) => {
  await app.open();
  await app.drop(...operando(2));
  const rows = app.row('scan_000');
  await expect(rows).toHaveCount(2);
  await expect(rows.first()).toContainText('CN 4');
  await page.getByRole('checkbox').nth(2).click();
  const legend = page.getByRole('list', { name: 'Curves' });
  for (const place of [0, 1]) {
    for (const end of [rows.nth(place), legend.getByRole('listitem').nth(place)]) {
      // The end of the name is wholly inside what it stands in.
      const tail = end.getByText(/000\d\.xdi$/);
      const [inner, outer] = await Promise.all([tail.boundingBox(), end.boundingBox()]);
      expect(inner && outer && inner.x + inner.width <= outer.x + outer.width + 1).toBe(true);
      expect(inner?.width).toBeGreaterThan(40);
    }
  }
  const [names, plot] = await Promise.all([legend.boundingBox(), app.plot.boundingBox()]);
  expect(names && plot && names.y + names.height <= plot.y + 1).toBe(true);
});

test('a zoom stays for the next spectrum and view until it is reset', async ({ app, page }) => {
  await app.open();
  await app.drop(...operando(2));
  await expect(app.row('scan_0002')).toContainText('CN 4');
  await expect(app.plot).toContainText('pre-edge');
  // How many ticks lie between the ends depends on the room that the y axis takes.
  const ticks = async (): Promise<(string | undefined)[]> => {
    const labels = await app.plot.locator('.xtick text').allTextContents();
    return [labels.at(0), labels.at(-1)];
  };
  const whole = await ticks();
  const box = await app.plot.boundingBox();
  if (!box) throw new Error('no plot');
  await page.mouse.move(box.x + 0.3 * box.width, box.y + 0.3 * box.height);
  await page.mouse.down();
  await page.mouse.move(box.x + 0.5 * box.width, box.y + 0.7 * box.height, { steps: 5 });
  await page.mouse.up();
  const reset = page.getByRole('button', { name: 'Reset zoom' });
  await expect(reset).toBeEnabled();
  await expect.poll(ticks).not.toEqual(whole);
  const zoomed = await ticks();
  await app.select('scan_0002');
  await expect(app.answer).toContainText('scan_0002');
  expect(await ticks()).toEqual(zoomed);
  await page.getByRole('radio', { name: 'Derivative' }).click();
  expect(await ticks()).toEqual(zoomed);
  const heights = await app.plot.locator('.ytick text').allTextContents();
  expect(new Set(heights.map((tick) => tick.split('.')[1]?.length ?? 0)).size).toBe(1);
  await reset.click();
  await expect.poll(ticks).toEqual(whole);

  await page.mouse.move(box.x + 0.5 * box.width, box.y + 0.5 * box.height);
  await expect(page.getByRole('list', { name: 'Curves' })).toContainText(/\d+\.\d\d\seV/);
});

test.describe('on a phone', () => {
  test.use({ viewport: { width: 360, height: 780 }, hasTouch: true, isMobile: true });

  test('the answer comes before the plot, and a swipe over the plot scrolls the page', async ({
    app,
    page,
  }) => {
    await app.open();
    await app.drop(example(IRON));
    await expect(app.environment).toContainText('CN 6');
    await expect(app.plot).toContainText('pre-edge');
    const e0 = await app.e0.inputValue();
    const box = async (): Promise<{ x: number; y: number; width: number; height: number }> => {
      const found = await app.plot.boundingBox();
      if (!found) throw new Error('no plot');
      return found;
    };
    const [plot, answer] = [await box(), await app.environment.boundingBox()];
    expect(answer && answer.y + answer.height <= plot.y).toBe(true);
    const badge = await page.getByRole('slider', { name: 'E0' }).locator('span').boundingBox();
    expect(Math.min(badge?.width ?? 0, badge?.height ?? 0)).toBeGreaterThanOrEqual(44);
    const protocol = await page.context().newCDPSession(page);
    const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', y: number) =>
      protocol.send('Input.dispatchTouchEvent', {
        type,
        touchPoints: type === 'touchEnd' ? [] : [{ x: plot.x + 0.7 * plot.width, y }],
      });
    // Near the lower edge of the screen, where a thumb begins.
    await touch('touchStart', 740);
    for (let step = 1; step <= 12; step++) await touch('touchMove', 740 - 20 * step);
    await touch('touchEnd', 0);
    await expect.poll(async () => (await box()).y).toBeLessThan(plot.y - 100);
    expect(await app.e0.inputValue()).toBe(e0);
    await expect(page.getByRole('button', { name: 'Reset zoom' })).toBeDisabled();
    // The answer stays in sight.
    await expect(app.environment).toBeInViewport({ ratio: 1 });
  });

  test('the focus goes down the page: list, answer, plot, details', async ({ app, page }) => {
    await app.open();
    await app.drop(example(IRON));
    await expect(app.environment).toContainText('CN 6');
    await expect(app.plot).toContainText('pre-edge');
    const stops: { name: string; bottom: number }[] = [];
    const next = () =>
      page.evaluate(() => {
        const { activeElement } = document;
        if (!activeElement || activeElement === document.body) return null;
        const name = activeElement.getAttribute('aria-label') ?? activeElement.textContent;
        // From the top of what scrolls, whatever is in sight.
        const scrolled = document.querySelector('main > div')?.scrollTop ?? 0;
        return { name, bottom: Math.round(activeElement.getBoundingClientRect().bottom + scrolled) };
      });
    await page.getByRole('button', { name: 'Open files' }).focus();
    for (let stop = await next(); stop && stops.length < 80; stop = await next()) {
      stops.push(stop);
      await page.keyboard.press('Tab');
    }
    expect(stops.length).toBeGreaterThan(20);
    // What stands in a line, or in a row of the list, has its lower edges within this.
    const LINE = 40;
    const backward = stops.filter(({ bottom }, place) => bottom < (stops[place - 1]?.bottom ?? 0) - LINE);
    expect(backward).toEqual([]);
  });
});

test('without a model a spectrum is still normalised and drawn', async ({ app, page }) => {
  // The K edge of selenium: an element without forests.
  const rows = Array.from({ length: 400 }, (_, i) => {
    const energy = 12_560 + i;
    return `${energy} ${(0.2 + 1.5 * (0.5 + Math.atan((energy - 12_660) / 2) / Math.PI)).toFixed(5)}`;
  });
  await app.open();
  await app.drop(
    { name: 'broken.dat', content: '' },
    { name: 'selenium.dat', content: `# energy mu\n${rows.join('\n')}` },
  );
  await expect(app.row('selenium.dat')).toContainText('no model for Se');
  await app.select('selenium.dat');
  await expect(page.getByRole('radio', { name: 'Normalised' })).toBeChecked();
  await expect(app.plot).toContainText('Normalised μ(E)');
  await expect(app.plot).toContainText('post');
});

test('a mixed drop shows the first spectrum that could be read, and counts files and spectra apart', async ({
  app,
  page,
}) => {
  await app.open();
  await app.drop({ name: 'a-broken.dat', content: '' }, example(IRON));
  await expect(app.environment).toContainText('CN 6');
  await expect(page.getByRole('list', { name: 'Notices' })).toContainText(
    '2 files with 1 spectrum: 1 answered, 1 failed.',
  );
});

test('the table says which answers are in doubt, and shows the columns that are chosen', async ({
  app,
  page,
}) => {
  await app.open();
  await app.drop(...operando(12));
  await expect(app.row('scan_0012')).toContainText('CN 4');
  await app.select('scan_0012');
  await page.setViewportSize({ width: 1440, height: 420 });
  await page.getByRole('radio', { name: 'Table' }).click();
  const table = page.getByRole('region', { name: 'Results table' });
  await expect(table.getByRole('row').filter({ hasText: 'scan_0012' })).toBeInViewport({ ratio: 0.5 });
  await expect(table.getByRole('columnheader', { name: 'State' })).toBeInViewport();
  await page.getByRole('button', { name: 'Columns' }).click();
  await page.getByRole('checkbox', { name: 'E0 − tabulated (eV)' }).check();
  await expect(table.getByRole('row').nth(1)).toContainText(/[+−]\d+\.\d\d/);
  await page.getByRole('combobox', { name: 'State' }).selectOption('borderline');
  await expect(page.getByText(/^\d+ of 12$/)).toBeVisible();
});

test('a series goes along a value of the headers', async ({ app, page }) => {
  await app.open();
  const text = readFileSync(example(CHROMATE), 'utf8');
  await app.drop(
    ...[300, 450, 375].map((temperature, i) => ({
      name: `scan_${i}.xdi`,
      content: text.replace(/^(# Element.symbol.*)$/m, `$1\n# Sample.temperature: ${temperature} K`),
    })),
  );
  await expect(app.row('scan_2')).toContainText('CN 4');
  await page.getByRole('radio', { name: 'Series' }).click();
  await page.getByRole('combobox', { name: 'Along' }).selectOption('Sample.temperature');
  const figure = page.getByRole('figure');
  await expect(figure).toContainText('Sample.temperature (K)');
  await page.getByRole('button', { name: 'Figure' }).click();
  const svg = new TextDecoder().decode(await saved(page, 'SVG'));
  expect(svg).toContain('Sample.temperature (K)');
  expect(svg).toContain('CN 4');
});

test('keys: a sheet of them, the session as a file, large type', async ({ app, page }) => {
  await app.open();
  await app.drop(example(IRON));
  await expect(app.environment).toContainText('CN 6');
  await expect(app.answer).toContainText('trained on this very spectrum');
  await page.keyboard.press('?');
  const sheet = page.getByRole('dialog', { name: 'Keys' });
  await expect(sheet).toContainText('save the session as a file');
  await page.keyboard.press('Escape');
  await expect(sheet).toHaveCount(0);
  const download = page.waitForEvent('download');
  await page.keyboard.press('Control+s');
  expect((await download).suggestedFilename()).toMatch(/\.xanopy\.json$/);
  const size = (): Promise<string> =>
    page.evaluate(() => getComputedStyle(document.documentElement).fontSize);
  expect(await size()).toBe('16px');
  await page.keyboard.press('p');
  await expect.poll(size).toBe('22px');
  // The plot follows a frame later.
  await expect.poll(() => page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
  await page.goto('./#/method');
  await expect(page.getByText(/^The Fe K-edge XANES spectrum was analysed with Xanopy/)).toBeVisible();
});
