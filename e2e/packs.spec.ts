import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { zipSync } from 'fflate';
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

test('forests out of a ZIP are named in report, Methods sentence and table, and missed by a saved session', async ({
  app,
  page,
}) => {
  const zip = zipSync(Object.fromEntries(IRON.map((file) => [basename(file), readFileSync(file)])));
  await app.open();
  await app.drop(SPECTRUM);
  await app.drop({ name: 'forests.zip', content: zip });
  await expect(page.getByText('The pack “Forests of 2020: Fe” is kept in this browser.')).toBeVisible();
  await app.open('#/models');
  const packs = page.getByRole('region', { name: 'Model packs' });
  await packs.getByRole('radio', { name: /alone$/ }).check();

  await app.open('#/method');
  const sentence = page.getByText(/K-edge XANES spectrum was analysed/);
  await expect(sentence).toContainText(
    'the model pack “Forests of 2020: Fe”, version 2020 (published models',
  );
  await expect(sentence).toContainText('above the tabulated edge, wherever E0 lay');
  await expect(sentence).not.toContainText('computed with FEFF');
  await expect(page.getByLabel('BibTeX entries')).toContainText('@misc{xanopy-pack-');

  await app.open('#/');
  await page.getByRole('button', { name: 'Export' }).click();
  await page.getByRole('button', { name: /Report to print/ }).click();
  const report = page.getByRole('dialog', { name: 'Report' });
  await expect(report).toContainText('Answered by the model pack Forests of 2020: Fe, version 2020');
  await expect(report).toContainText('how often such answers are right is not known');
  await page.keyboard.press('Escape');

  await page.getByRole('radio', { name: 'Table' }).click();
  await page.getByRole('button', { name: 'Columns' }).click();
  await page.getByRole('checkbox', { name: 'Models' }).check();
  await expect(
    page.getByRole('cell', { name: 'pack Forests of 2020: Fe (version 2020)', exact: true }),
  ).toBeVisible();
  await page.keyboard.press('Escape');

  const downloading = page.waitForEvent('download');
  await page.keyboard.press('Control+s');
  const saved = readFileSync(await (await downloading).path());
  expect(JSON.parse(saved.toString())).toMatchObject({
    items: [{ answeredBy: { version: 'published-2020', pack: { name: 'Forests of 2020: Fe' } } }],
  });

  await app.open('#/models');
  await packs.getByRole('button', { name: /^Remove/ }).click();
  await expect(packs).toContainText('No pack is kept in this browser.');
  await app.open('#/');
  await app.drop({ name: 'session-2026-11-29.xanopy.json', content: saved });
  await expect(
    page.getByText(
      /answers of the model pack Forests of 2020: Fe \(version 2020\) for 1 spectrum, which is not/,
    ),
  ).toBeVisible();
  await app.row('Fe2O3').nth(1).getByRole('button').first().click();
  await page.getByRole('radio', { name: 'Plot' }).click();
  await expect(app.answer.getByRole('list', { name: 'Warnings' })).toContainText(
    'When this session was saved, the model pack Forests of 2020: Fe (version 2020) answered',
  );
});
