import { expect, test } from './app';

/** A raw iron scan with its foil, everything `off` eV from where it belongs. */
function scan(off: number, edge = 7122): string {
  const rows = Array.from({ length: 700 }, (_, i) => {
    const energy = 6970 + i * 0.8;
    const sample = energy - off - edge;
    const foil = energy - off - 7112;
    const mu =
      1.2 -
      0.0008 * sample +
      0.8 * (0.5 + Math.atan(sample / 1.4) / Math.PI + 0.4 * Math.exp(-(((sample - 9) / 4) ** 2)));
    const reference = 0.5 + 0.6 * (0.5 + Math.atan(foil / 0.8) / Math.PI);
    const it = 100000 * Math.exp(-mu);
    return `${energy.toFixed(2)} 100000 ${it.toFixed(3)} ${(it * Math.exp(-reference)).toFixed(3)}`;
  });
  return `# energy i0 itrans irefer\n${rows.join('\n')}\n`;
}

test('energies are calibrated by the foil or by typing, for ticked spectra too, and back', async ({
  app,
  page,
}) => {
  await app.open();
  await app.drop({ name: 'a.dat', content: scan(1.5) }, { name: 'b.dat', content: scan(-2) });
  await expect(app.row('b.dat')).toContainText('Fe');
  await app.select('a.dat');
  await page.getByRole('radio', { name: 'Raw' }).click();
  const bar = page.getByRole('group', { name: 'Calibration' });
  await expect(bar).toBeHidden();
  await page.getByText('Energies as in the file').click();
  const shift = bar.getByRole('textbox', { name: 'Energy shift (eV)' });
  const row = app.answer.getByRole('row', { name: /^Calibration/ });
  await expect(shift).toHaveValue('0.000');
  await expect(row).toContainText('as in the file');
  await expect(row).toContainText('Fe foil at 7113');
  const before = Number(await app.e0.inputValue());

  await bar.getByRole('button', { name: 'Calibrate by the foil' }).click();
  await expect.poll(async () => Math.abs(Number(await shift.inputValue()) + 1.5)).toBeLessThan(0.1);
  await expect(row).toContainText('Fe foil at 7112.00');
  await expect.poll(async () => Number(await app.e0.inputValue()) - before).toBeLessThan(-1.3);

  await page.getByRole('checkbox', { name: 'Overlay b.dat' }).click();
  await bar.getByRole('button', { name: 'Each ticked by its own foil' }).click();
  await app.select('b.dat');
  // Open once, open for every spectrum.
  await expect.poll(async () => Math.abs(Number(await shift.inputValue()) - 2)).toBeLessThan(0.1);
  await page.keyboard.press('Control+z');
  await expect(shift).toHaveValue('0.000');

  await shift.fill('-0.25');
  await shift.press('Enter');
  await expect(row).toContainText('energies -0.25 eV (by hand)');
  await shift.fill('-480');
  await shift.press('Enter');
  await expect(page.getByText('stays as it was')).toBeVisible();
  await expect(row).toContainText('energies -0.25 eV');

  await page.getByRole('radio', { name: 'Table' }).click();
  await page.getByRole('button', { name: 'Columns' }).click();
  await page.getByRole('checkbox', { name: 'E0 − foil (eV)' }).check();
  await expect(page.getByRole('row', { name: /a\.dat/ })).toContainText(/\+\d+\.\d\d/);
});

test('points are left out, repeats aligned and merged, and all of it undone', async ({ app, page }) => {
  await app.open();
  const spiked = scan(0).split('\n');
  spiked[51] = spiked[51].replace(/^(\S+ \S+) \S+/, '$1 24000');
  await app.drop({ name: 'a.dat', content: spiked.join('\n') }, { name: 'b.dat', content: scan(1.2) });
  await expect(app.row('b.dat')).toContainText('Fe');
  await app.select('a.dat');
  await page.getByRole('radio', { name: 'Raw' }).click();
  const bar = page.getByRole('group', { name: 'Points' });
  await page.getByText('Points all; 1 looks like a glitch').click();
  const row = app.answer.getByRole('row', { name: /^Points/ });
  await expect(row).toContainText('700 of 700');
  await bar.getByRole('button', { name: 'Leave out 7010.0' }).click();
  await expect(row).toContainText('699 of 700');
  await expect(row).toContainText('without those at 7010 eV');
  await bar.getByRole('textbox', { name: 'to (eV)' }).fill('7400');
  await bar.getByRole('textbox', { name: 'to (eV)' }).press('Enter');
  await expect(row).toContainText('537 of 700');
  await bar.getByRole('checkbox', { name: 'rebin' }).check();
  await expect(row).toContainText('averaged in bins');
  await bar.getByRole('button', { name: 'All points' }).click();
  await expect(row).toContainText('700 of 700');

  await page.getByRole('checkbox', { name: 'Overlay b.dat' }).click();
  await bar.getByRole('button', { name: 'Align the 1 ticked to this' }).click();
  await bar.getByRole('button', { name: 'Merge as measured' }).click();
  const mean = app.row('mean of 2');
  await expect(mean).toContainText('Fe');
  await app.select('b.dat');
  await expect(app.answer.getByRole('row', { name: /^Calibration/ })).toContainText('aligned to a.dat');
  await app.select('mean of 2');
  await expect(app.plot).toBeVisible();
  await page.keyboard.press('Control+z');
  await expect(mean).toHaveCount(0);
  await page.keyboard.press('Control+Shift+z');
  await expect(mean).toContainText('Fe');
});
