import { accessibilityFaults, expect, test } from './app';
import { example } from './shared';

// The themes differ in their colours only.
const CHECKS = { light: {}, dark: { rules: ['color-contrast'] } } as const;

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(`${colorScheme} theme`, () => {
    test.use({ colorScheme });

    test('axe finds nothing on any screen of the analysis', async ({ app, page }) => {
      await app.open();
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
      expect(await accessibilityFaults(page, CHECKS[colorScheme])).toEqual([]);

      await app.drop(example('Fe2O3-Fe-computed.xdi'), example('CaCrO4-Cr-computed.xdi'), {
        name: 'empty.dat',
        content: '',
      });
      await expect(app.row('CaCrO4-Cr')).toContainText('CN 4');
      await app.select('Fe2O3-Fe');
      await expect(app.plot).toContainText('pre-edge');
      expect(await accessibilityFaults(page, CHECKS[colorScheme])).toEqual([]);
      await app.select('empty.dat');
      expect(await accessibilityFaults(page, CHECKS[colorScheme])).toEqual([]);
    });

    for (const route of ['#/structures', '#/models', '#/method']) {
      test(`axe finds nothing on ${route}`, async ({ app, page }) => {
        await app.open(route);
        await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
        expect(await accessibilityFaults(page, CHECKS[colorScheme])).toEqual([]);
      });
    }
  });
}

test('nothing overflows at any width', async ({ app, page }) => {
  const fitsAtEveryWidth = async (route: string): Promise<void> => {
    for (const width of [360, 768, 1440, 3840]) {
      await page.setViewportSize({ width, height: 800 });
      await expect
        .poll(() => page.evaluate(() => document.documentElement.scrollWidth), {
          message: `${route} at ${width} px`,
        })
        .toBeLessThanOrEqual(width);
    }
  };
  for (const route of ['#/structures', '#/models', '#/references', '#/map', '#/method', '']) {
    await app.open(route);
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    await fitsAtEveryWidth(route);
  }
  await app.drop(example('Fe2O3-Fe-computed.xdi'));
  await expect(app.environment).toContainText('CN 6');
  await fitsAtEveryWidth('a spectrum');
});

test('the main job can be done with the keyboard alone', async ({ app, page }) => {
  await app.open();
  const press = async (key: string, isReached: () => Promise<boolean>): Promise<void> => {
    for (let i = 0; i < 60; i++) {
      if (await isReached()) return;
      await page.keyboard.press(key);
    }
    throw new Error(`not reached with ${key}`);
  };
  const focused = (name: RegExp) => () =>
    page.evaluate((pattern) => {
      const { activeElement } = document;
      // Before the first Tab the body is the active element, and it holds every text.
      return activeElement !== document.body && new RegExp(pattern).test(activeElement?.textContent ?? '');
    }, name.source);
  await press('Tab', focused(/hematite/));
  await page.keyboard.press('Enter');
  await expect(app.environment).toContainText('CN 6');

  const handle = page.getByRole('slider', { name: 'E0' });
  await handle.focus();
  const before = Number(await app.e0.inputValue());
  await page.keyboard.press('ArrowRight');
  await expect.poll(async () => Number(await app.e0.inputValue())).toBeGreaterThan(before);
});

test('what is removed can be brought back', async ({ app, page }) => {
  await app.open();
  await app.drop(example('Fe2O3-Fe-computed.xdi'), example('CaCrO4-Cr-computed.xdi'));
  await expect(app.row('CaCrO4-Cr')).toContainText('CN 4');
  await app
    .row('CaCrO4-Cr')
    .getByRole('button', { name: /^Remove/ })
    .click();
  await expect(app.row('CaCrO4-Cr')).toHaveCount(0);
  await page.getByRole('list', { name: 'Notices' }).getByRole('button', { name: 'Undo' }).click();
  await expect(app.row('CaCrO4-Cr')).toContainText('CN 4');
});
