import type { Page } from '@playwright/test';
import { App, expect, test } from './app';
import { example } from './shared';

const FE = 'Fe2O3-Fe-computed.xdi';
const CU = 'CuO-Cu-computed.xdi';

test('a reload at once after the answers brings everything back, ticks too', async ({ app, page }) => {
  await app.open();
  await app.drop(example(FE), example(CU));
  await expect(app.row('CuO-Cu')).toContainText('CN 4');
  await expect(app.row('Fe2O3-Fe')).toContainText('CN 6');
  await app.row('CuO-Cu').getByRole('checkbox').click();
  await app.select('Fe2O3-Fe');
  await app.element.selectOption('Mn');
  await page.reload();
  await expect(app.row('CuO-Cu')).toContainText('CN 4');
  await expect(app.row('CuO-Cu').getByRole('checkbox')).toBeChecked();
  await expect(app.row('Fe2O3-Fe').getByRole('checkbox')).not.toBeChecked();
  await expect(app.element).toHaveValue('Mn');
});

test('what another program hands over joins the kept session', async ({ app, page }) => {
  await app.open();
  await app.drop(example(FE));
  await expect(app.row('Fe2O3-Fe')).toContainText('CN 6');
  await app.kept();
  // As the service worker leaves it.
  await page.evaluate(async () => {
    const inbox = await caches.open('xanopy-inbox');
    const shared = await fetch('examples/CuO-Cu-computed.xdi');
    await inbox.put('inbox/1/0/shared.xdi', shared);
  });
  await page.reload();
  await expect(app.row('shared.xdi')).toContainText('CN 4');
  await expect(app.row('Fe2O3-Fe')).toContainText('CN 6');
  await app.kept();
  await page.reload();
  await expect(app.row('shared.xdi')).toContainText('CN 4');
  await expect(app.row('Fe2O3-Fe')).toContainText('CN 6');
});

test('two open tabs show the same session', async ({ app, page, context }) => {
  await app.open();
  const other = new App(await context.newPage());
  await other.open();
  await expect(other.page.getByRole('heading', { level: 1 })).toBeVisible();
  await app.drop(example(FE), example(CU));
  await expect(other.row('Fe2O3-Fe')).toContainText('CN 6');
  await expect(other.row('CuO-Cu')).toContainText('CN 4');
  await other
    .row('CuO-Cu')
    .getByRole('button', { name: /^Remove/ })
    .click();
  await expect(app.row('CuO-Cu')).toHaveCount(0);
  await other.select('Fe2O3-Fe');
  await other.element.selectOption('Mn');
  await app.select('Fe2O3-Fe');
  await expect(app.element).toHaveValue('Mn');
  await app.kept();
  await page.reload();
  await expect(app.element).toHaveValue('Mn');
});

test('after a newer version took the session over, the old tab says so', async ({ app, page }) => {
  await app.open();
  await app.drop(example(FE));
  await expect(app.row('Fe2O3-Fe')).toContainText('CN 6');
  await page.evaluate(
    () =>
      new Promise<void>((resolve, reject) => {
        const request = indexedDB.open('xanopy', 99);
        request.onsuccess = () => {
          request.result.close();
          resolve();
        };
        request.onerror = () => {
          reject(new Error('not opened'));
        };
      }),
  );
  await expect(page.getByText('another tab runs a newer Xanopy')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Reload' })).toBeVisible();
});

test('decisions and removals are undone and redone', async ({ app, page }) => {
  await app.open();
  await app.drop(example(FE), example(CU));
  await expect(app.row('Fe2O3-Fe')).toContainText('CN 6');
  await app.select('Fe2O3-Fe');
  const automatic = await app.e0.inputValue();
  await app.element.selectOption('Mn');
  await expect(app.answer.getByRole('heading', { name: /Mn K edge/ })).toBeVisible();

  const handle = page.getByRole('slider', { name: 'E0' });
  const box = await handle.boundingBox();
  if (!box) throw new Error('the E0 handle is not visible');
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width / 2 + 30, box.y + box.height / 2, { steps: 8 });
  await page.mouse.up();
  await expect.poll(() => app.e0.inputValue()).not.toBe(automatic);
  const dragged = await app.e0.inputValue();

  // Escape ends a drag as if it had not been.
  await page.mouse.down();
  await page.mouse.move(box.x + box.width / 2 + 60, box.y + box.height / 2, { steps: 4 });
  await expect(app.e0).not.toHaveValue(dragged);
  await page.keyboard.press('Escape');
  await expect(app.e0).toHaveValue(dragged);
  await page.mouse.up();
  await app
    .row('CuO-Cu')
    .getByRole('button', { name: /^Remove/ })
    .click();
  await expect(app.row('CuO-Cu')).toHaveCount(0);

  await page.keyboard.press('Control+z');
  await expect(app.row('CuO-Cu')).toContainText('CN 4');
  // The whole drag is one step.
  await page.keyboard.press('Control+z');
  await expect(app.e0).not.toHaveValue(dragged);
  await page.getByRole('button', { name: /^Undo: element/ }).click();
  await expect(app.answer.getByRole('heading', { name: /Fe K edge/ })).toBeVisible();
  await expect(app.e0).toHaveValue(automatic);
  await expect(page.getByTitle('Nothing to undo')).toBeDisabled();

  await page.keyboard.press('Control+Shift+z');
  await expect(app.answer.getByRole('heading', { name: /Mn K edge/ })).toBeVisible();
  await page.getByRole('button', { name: /^Redo: E0/ }).click();
  await expect(app.e0).toHaveValue(dragged);

  // Even the last spectrum comes back.
  for (const name of ['CuO-Cu', 'Fe2O3-Fe']) {
    await app
      .row(name)
      .getByRole('button', { name: /^Remove/ })
      .click();
  }
  await expect(page.getByRole('heading', { level: 1, name: /Coordination environments/ })).toBeVisible();
  await page.keyboard.press('Control+z');
  await expect(app.row('Fe2O3-Fe')).toHaveCount(1);
});

test('E0 can be moved in a scan whose energies hold something else than numbers', async ({ app, page }) => {
  const rows = Array.from({ length: 160 }, (_, i) => {
    const energy = 7060 + i;
    return `${i === 20 ? 'NaN' : energy} ${(0.5 + Math.atan((energy - 7124) / 1.5) / Math.PI).toFixed(5)}`;
  });
  await app.open();
  await app.drop({ name: 'gap.dat', content: `# energy mu\n${rows.join('\n')}` });
  await expect(app.row('gap.dat')).toContainText('Fe');
  const before = Number(await app.e0.inputValue());
  await page.getByRole('slider', { name: 'E0' }).press('ArrowRight');
  await expect(app.e0).toHaveValue((before + 0.1).toFixed(2));
  await expect(app.e0).toHaveAttribute('title', /^Between 7060\.1 and 7218\.9/);
});

test.describe('a file that finds no end', () => {
  /** As a damaged file does: the worker that reads it never comes back. */
  async function letReadersHang(page: Page): Promise<void> {
    await page.route(/\/assets\/worker-[^/]*\.js/, async (route) => {
      const response = await route.fetch();
      const hang = `addEventListener('message', ({ data }) => {
        const source = data?.argumentList?.[0]?.value;
        if (data?.path?.[0] === 'read' && source?.name?.startsWith('endless')) for (;;);
      });`;
      await route.fulfill({ response, body: `${hang}\n${await response.text()}` });
    });
  }

  const endless = { name: 'endless.dat', content: '1 2\n' };

  test('is stopped by hand; answers and later files are not touched', async ({ app, page }) => {
    await letReadersHang(page);
    await app.open();
    await app.drop(example(FE));
    await expect(app.row('Fe2O3-Fe')).toContainText('CN 6');
    await app.drop(endless);
    await expect(page.getByText('Reading endless.dat')).toBeVisible();
    // The other worker goes on.
    await app.element.selectOption('Mn');
    await expect(app.answer.getByRole('heading', { name: /Mn K edge/ })).toBeVisible();
    await expect(app.answer).toContainText('is not at the K edge of Mn');
    await page.getByRole('button', { name: 'Stop' }).click();
    await expect(app.row('endless.dat')).toContainText('was stopped');
    await app.drop(example(CU));
    await expect(app.row('CuO-Cu')).toContainText('CN 4');
  });

  test('is given up after the time limit; the next one is answered', async ({ app, page }) => {
    await letReadersHang(page);
    await app.open();
    await app.drop(endless, example(FE));
    await expect(app.row('endless.dat')).toContainText('found no end', { timeout: 60_000 });
    await expect(app.row('Fe2O3-Fe')).toContainText('CN 6');
  });
});
