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
