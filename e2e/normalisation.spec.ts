import { expect, test } from './app';

/** A raw scan in transmission: an iron edge on a falling background. */
function scan(tilt = 0): string {
  const rows = Array.from({ length: 700 }, (_, i) => {
    const energy = 6970 + i * 0.8;
    const d = energy - 7122;
    const mu =
      1.5 -
      0.0008 * d +
      tilt * Math.max(0, -d - 100) +
      0.8 * (0.5 + Math.atan(d / 1.4) / Math.PI + 0.4 * Math.exp(-(((d - 9) / 4) ** 2)));
    return `${energy.toFixed(2)} 100000 ${(100000 * Math.exp(-mu)).toFixed(3)}`;
  });
  return `# energy i0 itrans\n${rows.join('\n')}\n`;
}

test('the normalisation is set by hand in the raw view: typed, dragged, copied, undone', async ({
  app,
  page,
}) => {
  await app.open();
  await app.drop({ name: 'a.dat', content: scan(0.004) }, { name: 'b.dat', content: scan() });
  await expect(app.row('b.dat')).toContainText('Fe');
  await app.select('a.dat');
  await page.getByRole('radio', { name: 'Raw' }).click();
  const bar = page.getByRole('group', { name: 'Normalisation' });
  const pre = bar.getByRole('group', { name: 'Pre-edge' });
  const step = bar.getByRole('textbox', { name: 'Edge step' });
  const parameters = app.answer.getByRole('region', { name: 'Parameters' });
  const row = parameters.getByRole('row', { name: /^Normalisation/ });
  await expect(bar.getByRole('button', { name: 'Defaults' })).toBeDisabled();
  await bar.getByRole('combobox', { name: 'Method' }).selectOption('MBACK, order 3');
  await expect(row).toContainText('MBACK of order 3');
  await page.keyboard.press('Control+z');
  await expect(row).not.toContainText('MBACK');
  const automatic = Number(await step.inputValue());
  expect(Math.abs(automatic - 0.8)).toBeGreaterThan(0.05);

  await pre.getByRole('textbox', { name: 'from' }).fill('-95');
  await pre.getByRole('textbox', { name: 'from' }).press('Enter');
  await expect(row).toContainText('pre-edge -95 to -30');
  await expect.poll(async () => Math.abs(Number(await step.inputValue()) - 0.8)).toBeLessThan(0.05);

  // Nothing to fit there: a sentence, and the range stays.
  await pre.getByRole('textbox', { name: 'to' }).fill('40');
  await pre.getByRole('textbox', { name: 'to' }).press('Enter');
  await expect(page.getByText(/does not lie below the edge/)).toBeVisible();
  await expect(pre.getByRole('textbox', { name: 'from' })).toHaveValue('-95.0');

  const handle = page.getByRole('slider', { name: 'Post-edge from' });
  const before = Number(await handle.getAttribute('aria-valuenow'));
  const box = await handle.boundingBox();
  if (!box) throw new Error('the handle is not visible');
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width / 2 + 40, box.y + box.height / 2, { steps: 4 });
  await page.mouse.up();
  await expect
    .poll(async () => Number(await handle.getAttribute('aria-valuenow')))
    .toBeGreaterThan(before + 10);
  await handle.press('ArrowRight');
  await bar.getByRole('checkbox', { name: 'flattened' }).uncheck();
  await expect(row).toContainText('not flattened');

  await app.row('b.dat').getByRole('checkbox').check();
  await bar.getByRole('button', { name: 'Apply to the 1 ticked' }).click();
  await app.select('b.dat');
  await expect(row).toContainText('not flattened');

  await page.keyboard.press('Control+z');
  await expect(row).toContainText('automatic');
  await app.select('a.dat');
  await bar.getByRole('button', { name: 'Defaults' }).click();
  await expect(step).toHaveValue(String(automatic));
  await expect(bar.getByRole('button', { name: 'Defaults' })).toBeDisabled();
});
