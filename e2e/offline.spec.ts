import { expect, test } from './app';
import { example } from './shared';

test.use({ serviceWorkers: 'allow' });

test('after one visit everything works without a network', async ({ app, page, context }) => {
  await app.open();
  const status = page.getByRole('banner').getByRole('button', { name: /offline/i });
  await expect(status).toContainText(/Models stored: 0\/\d+/);
  await status.click();
  await page
    .getByRole('group', { name: 'Offline use' })
    .getByRole('button', { name: /^All elements offline \(\d+\.\d MB\)/ })
    .click();
  // Some 30 MB of files, one after the other.
  await expect(status).toContainText('All models stored', { timeout: 60_000 });

  await context.setOffline(true);
  await page.reload();
  await app.drop(
    example('Fe2O3-Fe-computed.xdi'),
    example('CaCrO4-Cr-computed.xdi'),
    example('CuO-Cu-computed.xdi'),
  );
  await expect(app.row('Fe2O3-Fe')).toContainText('CN 6');
  await expect(app.row('CaCrO4-Cr')).toContainText('CN 4');
  await expect(app.row('CuO-Cu')).toContainText('CN 4');
  await app.select('CaCrO4-Cr');
  await expect(app.plot).toContainText('pre-edge');
});

test('an element that is not stored says so offline and is answered once online again', async ({
  app,
  page,
  context,
}) => {
  await app.open();
  await expect(page.getByRole('banner').getByRole('button', { name: /offline/i })).toContainText(
    'Models stored: 0',
  );
  await app.drop(example('Fe2O3-Fe-computed.xdi'));
  await expect(app.row('Fe2O3-Fe')).toContainText('CN 6');
  await app.kept();

  await context.setOffline(true);
  await page.reload();
  await app.drop(example('CaCrO4-Cr-computed.xdi'));
  await expect(app.row('CaCrO4-Cr')).toContainText(/no connection/);
  await expect(app.row('Fe2O3-Fe')).toContainText('CN 6');

  await context.setOffline(false);
  // The page asks again by itself.
  await expect(app.row('CaCrO4-Cr')).toContainText('CN 4');
});

test('a page that outlives its release names the update', async ({ app, page }) => {
  await app.open();
  await page.route('**/models/Fe.*.json', (route) => route.fulfill({ status: 404, body: 'Not found' }));
  await app.drop(example('Fe2O3-Fe-computed.xdi'));
  await expect(app.row('Fe2O3-Fe')).toContainText(/Xanopy was updated/);
});

test('the reader of HDF5 files joins on first use and stays', async ({ app, page, context }) => {
  await app.open();
  await expect(page.getByRole('banner').getByRole('button', { name: /offline/i })).toContainText(
    'Models stored: 0',
  );
  const parts = (): Promise<number> =>
    page.evaluate(async () => (await (await caches.open('xanopy-parts')).keys()).length);
  expect(await parts()).toBe(0);
  // The signature alone: enough to ask for the reader.
  const damaged = {
    name: 'scan.h5',
    mimeType: '',
    buffer: Buffer.from([0x89, 0x48, 0x44, 0x46, 13, 10, 26, 10]),
  };
  await page.locator('input[type=file]').first().setInputFiles(damaged);
  await expect(app.row('scan')).toContainText(/cannot be opened/);
  await expect.poll(parts).toBe(1);
  await context.setOffline(true);
  await page.reload();
  await page.locator('input[type=file]').first().setInputFiles(damaged);
  await expect(app.row('scan')).toContainText(/cannot be opened/);
});
