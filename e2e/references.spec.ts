import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Page } from '@playwright/test';
import { prepareOrRefuse } from '../src/domain/growing/augment';
import { samplesOf } from '../src/domain/growing/samples';
import { decodeTraining } from '../src/domain/growing/training-file';
import { encodeReferences, type OwnReference } from '../src/domain/references/library';
import { accessibilityFaults, expect, test } from './app';
import { example } from './shared';

/** Ruthenium oxides of the training spectra as if they had been measured and labelled: few, so that forests grow fast. */
function ruthenium(): OwnReference[] {
  const file = fileURLToPath(new URL('../public/models/Ru.training.json', import.meta.url));
  const { materials } = decodeTraining(JSON.parse(readFileSync(file, 'utf8')));
  return materials.slice(0, 3).flatMap((material): OwnReference[] => {
    const [sample] = samplesOf(material);
    const prepared = sample && prepareOrRefuse(sample.spectrum);
    if (!prepared) return [];
    return [
      {
        id: material.material,
        name: material.formula,
        material: material.material,
        element: 'Ru',
        environment: sample.truth,
        label: { kind: 'chosen' },
        e0: prepared.e0,
        energy: prepared.raw.energy,
        mu: prepared.normalisation.mu,
        source: { file: '', sha256: '', scan: '' },
        provenance: 'made up for a test',
        licence: 'CC0',
      },
    ];
  });
}

const library = (references: readonly OwnReference[]) => ({
  name: 'ruthenium.xanopy-references.json',
  mimeType: 'application/json',
  buffer: Buffer.from(JSON.stringify(encodeReferences({ name: 'Ruthenium', references }))),
});

const importFile = (page: Page, file: ReturnType<typeof library>) =>
  page.getByLabel('Library file').setInputFiles(file);

const rows = (page: Page) => page.getByRole('list', { name: 'References' }).getByRole('listitem');

test('two spectra are labelled, kept, exported, removed and imported again', async ({ app, page }) => {
  await app.open();
  await page.goto('./#/structures');
  await page.getByRole('button', { name: /hematite/ }).click();
  await page.goto('./#/');
  await app.drop(example('CaCrO4-Cr-computed.xdi'));
  // What was dropped last is shown when it arrives: not before another one is chosen.
  await app.select('CaCrO4-Cr-computed');
  // By a structure.
  await app.select('Fe2O3-Fe-computed');
  await app.answer.getByRole('link', { name: 'Label this spectrum as a reference' }).click();
  await page.getByRole('button', { name: /^Hematite Fe₂O₃, its site: CN 6 octahedral/ }).click();
  await page.getByLabel(/^Licence/).fill('CC BY 4.0');
  await page.getByRole('button', { name: 'Keep as a reference' }).click();
  await expect(rows(page)).toHaveText(/Fe2O3.*label from Hematite.*CC BY 4.0/);
  // By pictures, with the keyboard alone.
  await page.getByRole('combobox', { name: 'Spectrum to label' }).focus();
  await page.keyboard.type('CaCrO4');
  await page.keyboard.press('Enter');
  const form = page.getByRole('region', { name: 'New reference' });
  await expect(form.getByRole('button', { name: 'Keep as a reference' })).toBeDisabled();
  await form.getByRole('button', { name: 'Add CN 4' }).press('Enter');
  await form.getByRole('button', { name: 'tetrahedral', exact: true }).press('Space');
  await expect(form.getByRole('button', { name: 'tetrahedral, place 1' })).toHaveAttribute('aria-pressed', 'true');
  expect(await accessibilityFaults(page)).toEqual([]);
  await form.getByRole('button', { name: 'Keep as a reference' }).press('Enter');
  await expect(rows(page)).toHaveCount(2);

  const downloading = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Export', exact: true }).click();
  const download = await downloading;
  expect(download.suggestedFilename()).toBe('My_references.xanopy-references.json');
  const path = await download.path();

  await page.getByRole('button', { name: /^Remove CaCrO4/ }).click();
  await expect(rows(page)).toHaveCount(1);
  // A page that is left in the same moment loses nothing.
  const reloaded = page.waitForEvent('load');
  await page.getByRole('button', { name: 'Undo' }).evaluate((undo: HTMLElement) => {
    undo.click();
    window.location.reload();
  });
  await reloaded;
  await expect(rows(page)).toHaveCount(2);
  await page.getByRole('button', { name: 'Remove library' }).click();
  await expect(page.getByText('No references yet.')).toBeVisible();
  await page.getByLabel('Library file').setInputFiles(path);
  await expect(rows(page)).toHaveCount(2);
  await expect(page.getByLabel('Name of the library')).toHaveValue('My references');
}); // prettier-ignore

test('what cannot be used is refused with a sentence, and the library stays', async ({ app, page }) => {
  await app.open('#/references');
  const [first, second] = ruthenium();
  if (!first || !second) throw new Error('no spectra');
  await importFile(page, library([first]));
  await expect(rows(page)).toHaveCount(1);
  const refused = async (file: ReturnType<typeof library>, sentence: RegExp): Promise<void> => {
    await importFile(page, file);
    await expect(page.getByRole('alert')).toHaveText(sentence);
    await expect(rows(page)).toHaveCount(1);
  };
  await refused({ ...library([]), buffer: Buffer.from('{"format":') }, /not valid JSON: it is damaged or cut off/);
  await refused(library([first, { ...second, material: first.material, environment: [{ cn: 4, motifs: [] }] }]), /are both .* but one is labelled/);
  await refused(library([{ ...first, element: 'Fe' }]), /is no K edge of Fe/);
  // One material is too few to learn from.
  await page.getByRole('button', { name: 'Grow the forests of Ru' }).click();
  await expect(page.getByRole('alert').last()).toHaveText(/of one material only/);
}); // prettier-ignore

test('own references stand beside the computed neighbours and in the mixture', async ({ app, page }) => {
  await app.open();
  await app.drop(example('Fe2O3-Fe-computed.xdi'));
  await app.answer.getByRole('link', { name: 'Label this spectrum as a reference' }).click();
  await page.getByRole('button', { name: 'Add CN 6' }).click();
  await page.getByLabel('Name', { exact: true }).fill('my hematite');
  await page.getByRole('button', { name: 'Keep as a reference' }).click();
  await page.goto('./#/');
  // The scan itself is no neighbour of itself; the same numbers in another file are.
  const own = app.answer.getByRole('region', { name: 'Own references' });
  await expect(own.getByText('This spectrum is a reference')).toBeVisible();
  await expect(own.getByRole('checkbox')).toHaveCount(0);
  const text = readFileSync(example('Fe2O3-Fe-computed.xdi'), 'utf8');
  await app.drop({ name: 'again.xdi', content: `${text}\n` });
  await app.select('again.xdi');
  await own.getByRole('checkbox', { name: /my hematite CN 6/ }).check();
  await expect(page.getByText('my hematite (own reference)')).toBeVisible();
  await page.getByRole('radio', { name: 'Mixture' }).click();
  await expect(
    page.getByRole('group', { name: 'Own references' }).getByRole('checkbox', { name: /my hematite/ }),
  ).toBeVisible();
});

test.describe('without a network', () => {
  test.use({ serviceWorkers: 'allow' });

  test('forests grow again, stop when told to, and become a pack marked as yours', async ({ app, page }) => {
    test.slow();
    await app.open('#/references');
    await importFile(page, library(ruthenium()));
    const teach = page.getByRole('region', { name: 'Teach the forests' });
    // Before anything grows: that loads, and so stores, the same files.
    await teach.getByRole('button', { name: 'Store for offline use' }).click();
    await expect(teach.getByText('this works without a network')).toBeVisible();
    await page.context().setOffline(true);
    await teach.getByRole('button', { name: 'Grow the forests of Ru' }).click();
    await teach.getByRole('button', { name: 'Stop' }).click();
    await expect(teach.getByRole('alert')).toHaveText('The computation was stopped.');
    await teach.getByRole('button', { name: 'Grow the forests of Ru' }).click();
    await expect(teach.getByRole('status')).toHaveText(/^Forests of Ru grown in \d+ s/, { timeout: 120_000 });
    await page.context().setOffline(false);
    const table = teach.getByRole('table');
    await expect(table.getByRole('row', { name: /Your references shipped .* 3$/ })).toBeVisible();
    await expect(table.getByRole('row', { name: /Computed oxides yours/ })).toBeVisible();
    expect(await accessibilityFaults(page)).toEqual([]);
    const downloading = page.waitForEvent('download');
    await teach.getByRole('button', { name: 'Export as a model pack' }).click();
    const pack: unknown = JSON.parse(readFileSync(await (await downloading).path(), 'utf8'));
    expect(pack).toMatchObject({ format: 'xanopy-pack', name: 'Ruthenium, Ru', origin: 'yours' });
    await teach.getByRole('button', { name: 'Keep and answer with them' }).click();
    await expect(page.getByText('The pack “Ruthenium, Ru” is kept in this browser.')).toBeVisible();
    await app.open('#/models');
    await expect(page.getByRole('list', { name: 'Packs in this browser' })).toContainText('Ruthenium, Ru');
  });
});
