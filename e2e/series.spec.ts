import { expect, test } from './app';
import { mixtureOf, octahedra, tetrahedra, xdiFile } from './chromium';

test('a series: along a header, its changes, the difference to the first, the mean of a range', async ({
  app,
  page,
}) => {
  const [one, other] = [octahedra(), tetrahedra()];
  // Octahedra, from the seventh scan on tetrahedra; the sample cools, so that the order turns round along its temperature.
  const scans = Array.from({ length: 12 }, (_, i) => {
    const { name, content } = xdiFile(
      `scan-${String(i + 1).padStart(2, '0')}.xdi`,
      mixtureOf(i < 6 ? 1 - i / 1000 : i / 1000, one, other),
    );
    return {
      name,
      content: String(content).replace('# ---', `# Sample.temperature: ${600 - 10 * i} K\n# ---`),
    };
  });
  await app.open();
  await app.drop(...scans);
  await expect(app.row('scan-12.xdi')).toContainText('CN 4');
  await page.getByRole('radio', { name: 'Series' }).click();
  const series = page.getByRole('region', { name: 'Series' });
  await expect(series.getByText(/Changes behind|No change/)).toHaveText('Changes behind scan 6');

  const figure = series.getByRole('figure');
  await expect(figure).toContainText('Scan');
  await series.getByRole('combobox', { name: 'Along' }).selectOption('Sample.temperature');
  await expect(figure).toContainText('Sample.temperature (K)');
  await expect(series.getByText(/Changes behind|No change/)).toHaveText('Changes behind scan 6');
  // The coldest scan comes first now.
  await series.getByRole('slider').fill('1');
  await expect(series.getByRole('status').first()).toContainText('scan-12.xdi');
  await series.getByRole('combobox', { name: 'Along' }).selectOption('scan');

  await expect(figure).not.toContainText('Δμ');
  await series.getByRole('checkbox', { name: 'Difference to the first' }).check();
  await expect(figure).toContainText('Δμ');

  const from = series.getByRole('textbox', { name: 'Mean of scans' });
  const to = series.getByRole('textbox', { name: 'to', exact: true });
  // A drag over the plot takes the scans that it leaves in view; a double click takes all.
  const box = await series.locator('.nsewdrag').first().boundingBox();
  if (!box) throw new Error('no plot');
  const at = (share: number): [number, number] => [box.x + share * box.width, box.y + box.height / 2];
  await page.mouse.move(...at(0.26));
  await page.mouse.down();
  await page.mouse.move(...at(0.49), { steps: 5 });
  await page.mouse.up();
  await expect(from).toHaveValue('4');
  await expect(to).toHaveValue('6');
  await page.mouse.dblclick(...at(0.5));
  await expect(from).toHaveValue('1');
  await expect(to).toHaveValue('12');
  await from.fill('8');
  await from.press('Enter');
  await expect(to).toHaveValue('12');
  await to.fill('10');
  await to.press('Enter');
  await series.getByRole('button', { name: 'Add mean to the session' }).click();
  const mean = app.row('Cr-mean-of-scans-8-to-10.xdi');
  await expect(mean).toContainText('CN 4');
});
