import { readFileSync } from 'node:fs';
import { accessibilityFaults, expect, test } from './app';

const PICKLES = 'src/readers/pickle/fixtures';
const IRON = ['RandomForest_Fe_c_num.sav', 'RandomForest_Fe_c_env_ex_CN_6.sav'].map(
  (name) => `${PICKLES}/${name}`,
);
const SPECTRUM = 'public/examples/Fe2O3-Fe-computed.xdi';

test('a pack answers beside the shipped models, is named in exports, survives a reload and goes', async ({
  app,
  page,
}) => {
  await app.open();
  await app.drop(SPECTRUM);
  await expect(app.environment).toContainText('CN 6');
  await expect(app.answer.getByRole('region', { name: 'Model pack' })).toHaveCount(0);

  await app.drop(...IRON);
  await expect(page.getByText('The pack “Forests of 2020: Fe” is kept in this browser.')).toBeVisible();
  await page.getByRole('button', { name: 'Answer with both' }).click();
  const beside = app.answer.getByRole('region', { name: 'Model pack' });
  await expect(beside).toContainText('Forests of 2020: Fe (version 2020)');
  await expect(beside).toContainText('Jaccard index of the two rankings');
  await expect(beside).toContainText('not calibrated');
  await app.kept();

  await page.reload();
  await expect(beside).toContainText('Forests of 2020: Fe (version 2020)');

  await app.open('#/models');
  const packs = page.getByRole('region', { name: 'Model packs' });
  const list = packs.getByRole('list', { name: 'Packs in this browser' });
  await expect(list.getByRole('listitem')).toHaveCount(1);
  await expect(list).toContainText('BSD-3-Clause');
  await expect(packs.getByRole('radio', { name: /^both/ })).toBeChecked();
  expect(await accessibilityFaults(page, { within: 'section[aria-labelledby="packs"]' })).toEqual([]);

  const downloading = page.waitForEvent('download');
  await list.getByRole('button', { name: /^Export/ }).click();
  const download = await downloading;
  expect(download.suggestedFilename()).toMatch(/^Forests-of-2020-Fe-[0-9a-f]{8}\.xanopy-pack\.json\.gz$/);
  const exported = readFileSync(await download.path());

  await packs.getByRole('radio', { name: /alone$/ }).check();
  await app.open('#/');
  await expect(beside).toContainText('This is the answer of the pack');
  await expect(app.row('Fe2O3')).toContainText('Forests of 2020: Fe');

  await app.open('#/models');
  await list.getByRole('button', { name: /^Remove/ }).click();
  await expect(packs).toContainText('No pack is kept in this browser.');
  await app.open('#/');
  await expect(app.environment).toContainText('CN 6');
  await expect(beside).toHaveCount(0);

  await app.drop({ name: 'again.xanopy-pack.json.gz', content: exported });
  await app.open('#/models');
  await expect(list.getByRole('listitem')).toHaveCount(1);
});

test('a hostile pickle and a damaged pack are refused with a sentence', async ({ app, page }) => {
  await app.open('#/models');
  const packs = page.getByRole('region', { name: 'Model packs' });
  await app.drop({ name: 'RandomForest_Fe_c_num.sav', content: "cos\nsystem\n(S'echo'\ntR." });
  await expect(packs.getByRole('alert')).toContainText('The pickle asks for "os.system"');
  await app.drop({ name: 'bad.xanopy-pack.json', content: '{"format":"xanopy-pack","formatVersion":7}' });
  await expect(packs.getByRole('alert')).toContainText('has format version 7');
  await expect(packs).toContainText('No pack is kept in this browser.');
});
