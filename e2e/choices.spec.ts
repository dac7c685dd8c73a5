import { readFileSync } from 'node:fs';
import { App, expect, test } from './app';

/** Counters without names, the third the transmitted beam and the fourth the incident one. */
const COUNTERS = `# Mono  x1  x2  x3\n${Array.from({ length: 140 }, (_, i) => {
  const energy = 7042 + i;
  const white = 0.5 * Math.exp(-(((energy - 7124) / 5) ** 2));
  const mu = 0.4 + Math.atan((energy - 7116) / 1.5) / Math.PI + white;
  const i0 = 1e5 + 300 * Math.sin(i);
  return [energy, 1, (i0 * Math.exp(-mu)).toFixed(2), i0.toFixed(2)].join(' ');
}).join('\n')}\n`;

test('the columns of a beamline are saved as a file, which answers for its files elsewhere', async ({
  app,
  page,
  browser,
}) => {
  await app.open();
  await app.drop({ name: 'scan1.dat', content: COUNTERS });
  const question = page.getByRole('form', { name: 'Question about this file' });
  await expect(question).toContainText('ln(x3 / x2)');
  await question.getByRole('radio', { name: 'ln(x3 / x2)' }).check();
  await question.getByRole('button', { name: 'Use this' }).click();
  await expect(app.answer.getByRole('heading', { name: 'Fe K edge' })).toBeVisible();

  await app.answer.getByText('Columns and units').click();
  const download = page.waitForEvent('download');
  await app.answer.getByRole('button', { name: 'Save as a file' }).click();
  const content = readFileSync(await (await download).path(), 'utf8');

  const elsewhere = await browser.newContext();
  const other = new App(await elsewhere.newPage());
  await other.open();
  await other.drop({ name: 'scan2.dat', content: COUNTERS });
  await expect(other.page.getByRole('form', { name: 'Question about this file' })).toBeVisible();
  await other.drop({ name: 'beamline.json', content });
  await expect(other.answer.getByRole('heading', { name: 'Fe K edge' })).toBeVisible();
  await expect(other.page.getByText('One spectrum here is read so now.')).toBeVisible();
  await elsewhere.close();
});
