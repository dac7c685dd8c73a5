import { expect, test } from './app';
import { example } from './shared';

test('after one visit everything works without a network', async ({ app, page, context }) => {
  await app.open();
  const status = page.getByRole('banner').getByRole('button', { name: /offline/i });
  await expect(status).toContainText(/Models stored: 0\/\d+/);
  await status.click();
  await page
    .getByRole('region', { name: 'Offline use' })
    .getByRole('button', { name: /^All elements offline \(\d+\.\d MB\)/ })
    .click();
  await expect(status).toContainText('All models stored');

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
