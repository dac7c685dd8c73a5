import { readFileSync } from 'node:fs';
import { Random } from '../src/domain/random';
import { fileOf, groupOf, put } from '../src/readers/hdf5-samples';
import { tiffOf } from '../src/readers/stacks/samples';
import { accessibilityFaults, expect, test, type FileContent } from './app';
import { octahedra, tetrahedra } from './chromium';

const LINES = 6;
const COLUMNS = 8;

/** Octahedra on the left, tetrahedra on the right, with noise; the last pixel has no numbers. */
function values(): { readonly energy: Float64Array; readonly spectra: Float64Array[] } {
  const random = new Random('maps');
  const [left, right] = [octahedra(), tetrahedra()];
  const spectra = Array.from({ length: LINES * COLUMNS }, (_, pixel) => {
    const { mu } = pixel % COLUMNS < COLUMNS / 2 ? left : right;
    const height = 0.4 + 0.05 * Math.floor(pixel / COLUMNS);
    const isDead = pixel === LINES * COLUMNS - 1;
    return mu.map((value) => (isDead ? Number.NaN : 0.2 + height * (value + 0.003 * random.normal())));
  });
  return { energy: left.energy, spectra };
}

async function nexus(): Promise<FileContent> {
  const { energy, spectra } = values();
  const content = await fileOf((root) => {
    const entry = groupOf(root, 'entry', 'NXentry');
    put(entry, 'title', 'grains of chromium');
    const data = groupOf(entry, 'data', 'NXdata');
    data.create_attribute('signal', 'mu');
    data.create_attribute('axes', ['y', 'x', 'energy']);
    put(data, 'energy', energy, 'eV');
    const all = Float64Array.from(spectra.flatMap((mu) => [...mu]));
    data.create_dataset({ name: 'mu', data: all, shape: [LINES, COLUMNS, energy.length] });
  });
  return { name: 'grains.h5', content };
}

test('a map is answered pixel by pixel, looked at with the keyboard, and exported', async ({ app, page }) => {
  await app.open();
  await app.drop(await nexus());
  await expect(page.getByRole('heading', { name: 'Map', exact: true })).toBeVisible();
  await expect(page.getByRole('heading', { name: 'grains.h5: 6 × 8 spectra of 300 energies' })).toBeVisible();
  const legend = page.getByRole('list', { name: 'Leading coordination number' });
  await expect(legend).toContainText(/CN 6: 2[34]/);
  await expect(legend).toContainText(/CN 4: 2[23]/);
  await expect(page.getByText('1 pixels without an answer')).toBeVisible();

  const picture = page.getByRole('application', {
    name: 'Map of 6 × 8 spectra: Leading coordination number',
  });
  await picture.focus();
  await page.keyboard.press('End');
  await expect(page.getByText(/^Line 1, column 8: .*CN 4 tetrahedral, at most/)).toBeVisible();
  await page.keyboard.press('Enter');
  const picked = page.getByRole('region', { name: 'line 1, column 8' });
  await expect(picked).toContainText('CN 4 tetrahedral');
  await page.keyboard.press('Shift+ArrowDown');
  await page.keyboard.press('Shift+Enter');
  await expect(page.getByRole('region', { name: 'mean of 2 pixels' })).toContainText('CN 4');

  await page.getByRole('radio', { name: 'Edge step' }).click();
  await expect(page.getByText(/^Edge step: 0\.\d+/)).toBeVisible();
  const step = page.getByRole('textbox', { name: 'Least edge step' });
  await step.fill('0.5');
  await step.press('Enter');
  await page.getByRole('radio', { name: 'CN', exact: true }).click();
  await expect(legend).toContainText(/CN 6: (8|12|16)/);

  const saving = page.waitForEvent('download');
  await page.getByRole('button', { name: 'CSV' }).click();
  const csv = readFileSync(await (await saving).path(), 'utf8');
  expect(csv).toContain('# absorber: Cr K; mu = mu');
  expect(csv.split('\n').filter((line) => line.endsWith(',masked,')).length).toBeGreaterThan(8);
  expect(csv).toMatch(/^5,7,,,,,,failed,too-few-points$/m);
  const saved = page.waitForEvent('download');
  await page.getByRole('button', { name: 'HDF5' }).click();
  expect(
    readFileSync(await (await saved).path())
      .subarray(1, 4)
      .toString(),
  ).toBe('HDF');

  await page.getByRole('button', { name: 'Figure' }).click();
  const drawn = page.waitForEvent('download');
  await page.getByRole('button', { name: 'SVG' }).click();
  const svg = readFileSync(await (await drawn).path(), 'utf8');
  expect(svg).toMatch(/<desc>app: Xanopy [^<]*\nfile: grains\.h5, \d+ bytes\n/);
  expect(svg).toContain('absorber: Cr K; mu = mu');
  expect(svg).toContain('mask: edge steps below 0.5 are left out');

  await page.getByRole('radio', { name: '2 × 2' }).click();
  await expect(page.getByRole('application', { name: /Map of 3 × 4 spectra/ })).toBeVisible();
  await expect(page.getByRole('progressbar')).toHaveCount(0);

  await page.getByRole('button', { name: 'Add to the session' }).click();
  await expect(app.row('grains.h5')).toContainText(/CN/);
});

test('pixels are chosen by pointer and lasso', async ({ app, page }) => {
  await app.open('#/map');
  await app.drop(await nexus());
  const picture = page.getByRole('application', { name: /Map of 6 × 8 spectra/ });
  await expect(page.getByRole('progressbar')).toHaveCount(0);
  const box = await picture.boundingBox();
  if (!box) throw new Error('no picture');
  const at = (column: number, line: number): [number, number] => [
    box.x + (column * box.width) / COLUMNS,
    box.y + (line * box.height) / LINES,
  ];
  await page.mouse.click(...at(0.5, 0.5));
  await expect(page.getByRole('region', { name: 'line 1, column 1' })).toContainText('CN 6');
  await page.mouse.move(...at(5.1, 1.1));
  await page.mouse.down();
  for (const [x, y] of [[6.9, 1.1], [6.9, 2.9], [5.1, 2.9]] as const) await page.mouse.move(...at(x, y)); // prettier-ignore
  await page.mouse.up();
  await expect(page.getByRole('region', { name: 'mean of 4 pixels' })).toContainText('CN 4');
});

test('a TIFF stack is read with its list of energies, and asks for it', async ({ app, page }) => {
  const { energy, spectra } = values();
  const images = Array.from(energy, (_, e) => spectra.map((mu) => mu[e] ?? 0));
  const tiff = { name: 'grains.tif', content: tiffOf(images, { width: COLUMNS, height: LINES }) };
  const list = { name: 'energies.txt', content: [...energy].join('\n') };
  await app.open('#/map');
  await app.drop(tiff);
  await expect(page.getByRole('alert')).toContainText('say no energies');
  await expect(page.getByRole('button', { name: 'Choose the list of energies' })).toBeVisible();
  await app.drop(tiff, list);
  await expect(page.getByRole('list', { name: 'Leading coordination number' })).toContainText(/CN 4: 2\d/);
});

test('a map has no accessibility faults, light and dark', async ({ app, page }) => {
  await app.open();
  await app.drop(await nexus());
  await expect(page.getByRole('list', { name: 'Leading coordination number' })).toContainText('CN 4');
  await expect(page.getByRole('progressbar')).toHaveCount(0);
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    expect(await accessibilityFaults(page)).toEqual([]);
  }
  // On a telephone nothing is wider than the page.
  await page.setViewportSize({ width: 360, height: 740 });
  await expect.poll(() => page.evaluate(() => document.documentElement.scrollWidth)).toBe(360);
});
