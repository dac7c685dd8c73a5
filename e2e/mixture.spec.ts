import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { expect, test, type App } from './app';
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
