import { accessibilityFaults, expect, test } from './app';

test.use({ serviceWorkers: 'allow' });

test('Help opens the documentation, which can be searched and is there without a network', async ({
  app,
  page,
  context,
}) => {
  await app.open();
  await expect(page.getByRole('banner').getByRole('button', { name: /offline/i })).toContainText(
    'Models stored',
  );
  const opened = context.waitForEvent('page');
  await page.getByRole('link', { name: 'Help' }).click();
  const docs = await opened;
  await expect(docs.getByRole('heading', { level: 1 })).toContainText('first steps');

  await context.setOffline(true);
  await docs.getByRole('navigation').getByRole('link', { name: 'Formats' }).click();
  await expect(docs.getByRole('heading', { level: 1, name: 'Formats' })).toBeVisible();
  await docs.getByRole('searchbox').fill('conformal');
  await docs
    .getByRole('list')
    .getByRole('link', { name: /conformal/i })
    .first()
    .click();
  await expect(docs).toHaveURL(/docs\/[a-z-]+\.html#/);
  expect(await accessibilityFaults(docs)).toEqual([]);
});

test('words typed before the search is loaded are looked for', async ({ page }) => {
  let release = (): void => undefined;
  const typed = new Promise<void>((resolve) => {
    release = resolve;
  });
  await page.route('**/search*.js', async (route) => {
    await typed;
    await route.continue();
  });
  await page.goto('docs/formats.html', { waitUntil: 'commit' });
  await page.getByRole('searchbox').fill('conformal');
  release();
  await expect(page.getByRole('link', { name: /conformal/i }).first()).toBeVisible();
});
