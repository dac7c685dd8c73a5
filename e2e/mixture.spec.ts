import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { accessibilityFaults, expect, test, type App } from './app';
import { mixtureOf, octahedra, tetrahedra, xdiFile } from './chromium';

/** A share near a half with its error. */
const HALF = /0\.(49|5|50)\d* ± 0\.00\d+/;

async function openMixture(app: App, page: Page): Promise<void> {
  const [one, other] = [octahedra(), tetrahedra()];
  await app.open();
  await app.drop(
    xdiFile('half-and-half.xdi', mixtureOf(0.5, one, other)),
    xdiFile('octahedra.xdi', one),
    xdiFile('tetrahedra.xdi', other),
  );
  await app.select('half-and-half.xdi');
  await expect(app.answer.getByRole('heading', { name: 'Cr K edge' })).toBeVisible();
  await expect(app.row('tetrahedra.xdi')).toContainText('CN 4');
  await page.getByRole('radio', { name: 'Mixture' }).click();
}

test('a scan half octahedral and half tetrahedral is taken apart with the keyboard alone', async ({
  app,
  page,
}) => {
  await openMixture(app, page);
  const mixture = page.getByRole('region', { name: 'Mixture' });
  await mixture.getByRole('button', { name: 'Fit 2 references' }).focus();
  await page.keyboard.press('Enter');
  const result = mixture.getByRole('region', { name: 'Combination', exact: true });
  await expect(result).toContainText(HALF);
  await expect(result).toContainText(/CN 6 \d+\s%/);
  await expect(result).toContainText(/CN 4 \d+\s%/);
  const best = result.getByRole('button', { name: /suggested/ });
  await expect(best).toContainText('octahedra.xdi');
  await expect(best).toContainText('tetrahedra.xdi');

  const saving = page.waitForEvent('download');
  await result.getByRole('button', { name: 'Save combination as CSV' }).click();
  const saved = readFileSync(await (await saving).path(), 'utf8');
  expect(saved).toMatch(/# reference 1: octahedra\.xdi, sha256 [0-9a-f]{64}/);
  expect(saved).toContain('energy_ev,measured,fit,residual');

  // The fit goes into the journal of the spectrum.
  await page.getByRole('button', { name: 'Export' }).click();
  await page.getByRole('radio', { name: 'Current' }).click();
  const exporting = page.waitForEvent('download');
  await page.getByRole('button', { name: /Table and journal in one CSV/ }).click();
  expect(readFileSync(await (await exporting).path(), 'utf8')).toMatch(
    /linear combination: 0\.(49|5)\d* ± .*octahedra\.xdi \+ .*tetrahedra\.xdi/,
  );

  // Without a new fit nothing pretends to be current.
  await mixture.getByRole('radio', { name: 'Sum 1' }).click();
  await expect(result.getByRole('status')).toContainText('Fit again');
});

test('the answer says that a scan may be a mixture, with the shares of coordination numbers', async ({
  app,
  page,
}) => {
  await openMixture(app, page);
  await page.getByRole('radio', { name: 'Plot' }).click();
  const mixture = app.answer.getByRole('status', { name: 'Mixture of two' });
  await expect(mixture).toContainText(/May be a mixture: CN [46] (49|50|51) %, CN [46] (49|50|51) %/);
  await expect(mixture).toContainText('octahedra.xdi');
  await expect(mixture).toContainText('tetrahedra.xdi');
  expect(await accessibilityFaults(page)).toEqual([]);

  await page.getByRole('button', { name: 'Export' }).click();
  await page.getByRole('radio', { name: 'Current' }).click();
  const exporting = page.waitForEvent('download');
  await page.getByRole('button', { name: /Table and journal in one CSV/ }).click();
  expect(readFileSync(await (await exporting).path(), 'utf8')).toMatch(
    /may be a mixture: 0\.5\d* ± .*nearest single computed spectrum/,
  );
  await page.keyboard.press('Escape');
  await mixture.getByRole('button', { name: 'Show in Mixture' }).click();
  await expect(page.getByRole('button', { name: 'Fit 2 references' })).toBeVisible();

  // Its parts are no mixtures.
  await app.select('octahedra.xdi');
  await expect(app.environment).toContainText('CN 6');
  await expect(mixture).toHaveCount(0);
});

test('a range without points is said in a sentence, and the fit before stays', async ({ app, page }) => {
  await openMixture(app, page);
  const mixture = page.getByRole('region', { name: 'Mixture' });
  await mixture.getByRole('button', { name: 'Fit 2 references' }).click();
  const result = mixture.getByRole('region', { name: 'Combination', exact: true });
  await expect(result).toContainText(HALF);
  await mixture.getByRole('textbox', { name: 'From (eV from E0)' }).fill('29.5');
  await mixture.getByRole('textbox', { name: 'From (eV from E0)' }).press('Enter');
  await mixture.getByRole('button', { name: 'Fit 2 references' }).click();
  await expect(mixture.getByRole('alert')).toContainText('Choose a longer range');
  await expect(result).toContainText(HALF);
});

/** Drops a series from octahedra to tetrahedra and opens the view on it. */
async function openSeries(app: App, page: Page): Promise<void> {
  const [one, other] = [octahedra(), tetrahedra()];
  const scans = Array.from({ length: 12 }, (_, i) =>
    xdiFile(`scan-${String(i).padStart(2, '0')}.xdi`, mixtureOf(1 - i / 11, one, other)),
  );
  await app.open();
  await app.drop(...scans);
  await expect(app.row('scan-11.xdi')).toContainText('CN 4');
  await expect(app.row('scan-00.xdi')).toContainText('CN 6');
  await page.getByRole('radio', { name: 'Mixture' }).click();
  await page.getByRole('radio', { name: 'The series' }).click();
}

test('a series is taken apart with the keyboard, and its pure spectra are answered', async ({
  app,
  page,
}) => {
  await openSeries(app, page);
  const mixture = page.getByRole('region', { name: 'Mixture' });
  await mixture.getByRole('button', { name: 'Count components' }).focus();
  await page.keyboard.press('Enter');
  const counted = mixture.getByRole('region', { name: 'Components', exact: true });
  await expect(counted).toContainText('2 components more than noise');
  await mixture.getByRole('button', { name: 'Find 2 pure spectra' }).focus();
  await page.keyboard.press('Enter');
  const pure = mixture.getByRole('region', { name: 'Pure spectra', exact: true });
  await expect(pure).toContainText('2 pure spectra, lack of fit 0.');
  expect(await accessibilityFaults(page, { within: '[aria-label="Mixture"]' })).toEqual([]);

  const saving = page.waitForEvent('download');
  await pure.getByRole('button', { name: 'Save shares as CSV' }).click();
  const saved = readFileSync(await (await saving).path(), 'utf8');
  const middle = saved.split('\n').find((line) => line.includes('scan-06'));
  expect(Number(middle?.split(',')[2])).toBeCloseTo(5 / 11, 1);

  await pure.getByRole('button', { name: 'Add to the session' }).click();
  await expect(app.row('Cr-pure-1-of-2')).toContainText('CN 6');
  await expect(app.row('Cr-pure-2-of-2')).toContainText('CN 4');
  await expect(pure.getByRole('status')).toContainText('Find them again');

  // The answer of a pure spectrum says what it was made from.
  await app.select('Cr-pure-2-of-2');
  await page.getByRole('button', { name: 'Export' }).click();
  await page.getByRole('radio', { name: 'Current' }).click();
  const exporting = page.waitForEvent('download');
  await page.getByRole('button', { name: /Table and journal in one CSV/ }).click();
  expect(readFileSync(await (await exporting).path(), 'utf8')).toMatch(
    /computed as: pure spectrum 2 of MCR-ALS of 12 scans.*begun with scan-00\.xdi and scan-11\.xdi/,
  );
});

test('a range that scans do not reach is said in a sentence, and what was found stays', async ({
  app,
  page,
}) => {
  await openSeries(app, page);
  const mixture = page.getByRole('region', { name: 'Mixture' });
  await mixture.getByRole('button', { name: 'Count components' }).click();
  const counted = mixture.getByRole('region', { name: 'Components', exact: true });
  await expect(counted).toContainText('2 components');
  await mixture.getByRole('textbox', { name: 'To (eV)' }).fill('6300');
  await mixture.getByRole('textbox', { name: 'To (eV)' }).press('Enter');
  await mixture.getByRole('textbox', { name: 'From (eV)' }).fill('6045');
  await mixture.getByRole('textbox', { name: 'From (eV)' }).press('Enter');
  await mixture.getByRole('textbox', { name: 'To (eV)' }).fill('6046');
  await mixture.getByRole('textbox', { name: 'To (eV)' }).press('Enter');
  await mixture.getByRole('button', { name: 'Count components' }).click();
  await expect(mixture.getByRole('alert')).toContainText('Choose a longer range');
  await expect(counted).toContainText('2 components');
  await mixture.getByRole('button', { name: 'Whole range' }).click();
  await expect(counted.getByRole('status')).toHaveCount(0);
});
