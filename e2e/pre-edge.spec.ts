import { readFileSync } from 'node:fs';
import { expect, test } from './app';

/** A scan of iron with a pre-edge peak of this height (edge steps) in transmission. */
function scan(height: number): string {
  const rows = Array.from({ length: 1100 }, (_, i) => {
    const energy = 6970 + i * 0.4;
    const d = energy - 7122;
    const mu =
      0.3 +
      0.8 *
        (0.5 +
          Math.atan(d / 1.4) / Math.PI +
          0.4 * Math.exp(-(((d - 9) / 4) ** 2)) +
          height * Math.exp(-0.5 * ((energy - 7113.5) / 0.9) ** 2));
    return `${energy.toFixed(2)} 100000 ${(100000 * Math.exp(-mu)).toFixed(4)}`;
  });
  return `# energy i0 itrans\n${rows.join('\n')}\n`;
}

test('the pre-edge peak is fitted when it is asked for, drawn beside ticked spectra, and exported', async ({
  app,
  page,
}) => {
  await app.open();
  await app.drop({ name: 'weak.dat', content: scan(0.06) }, { name: 'strong.dat', content: scan(0.2) });
  await expect(app.row('strong.dat')).toContainText('Fe');
  await app.select('strong.dat');
  const summary = app.answer.getByText('Pre-edge peak', { exact: true });
  await summary.focus();
  await page.keyboard.press('Enter');
  const area = app.answer.getByRole('row', { name: /^Area/ });
  // 0.2 edge steps times the width of a Gaussian of 0.9 eV.
  await expect.poll(async () => Number(/[\d.]+/.exec(await area.innerText())?.[0])).toBeCloseTo(0.451, 1);
  await expect(app.answer.getByRole('row', { name: /^Centroid/ })).toContainText('7113.');
  await expect(app.answer.getByRole('img', { name: /^Pre-edge of Fe/ })).toBeVisible();
  await page.getByRole('checkbox', { name: 'Overlay weak.dat' }).click();
  await expect(app.answer.getByRole('img', { name: /and 1 ticked ones/ })).toBeVisible();

  await page.getByRole('button', { name: 'Export' }).click();
  await page.getByRole('radio', { name: /^All/ }).click();
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: /Table and journal in one CSV/ }).click();
  const text = readFileSync(await (await download).path(), 'utf8');
  expect(text).toContain('pre_edge_area');
  expect(text.match(/pre-edge peak: area 0\.\d+/g)).toHaveLength(2);
});
