import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { expect, test } from './app';
import { example } from './shared';

/** Writes a file of the browser's own disk, which stands for the beamline's folder. */
async function write(page: Page, name: string, text: string): Promise<void> {
  await page.evaluate(
    async ({ file, content }) => {
      const root = await navigator.storage.getDirectory();
      const folder = await root.getDirectoryHandle('beamline', { create: true });
      const writable = await (await folder.getFileHandle(file, { create: true })).createWritable();
      await writable.write(content);
      await writable.close();
    },
    { file: name, content: text },
  );
}

test('a watched folder gives new scans when they are finished, also after a reload', async ({
  app,
  page,
}) => {
  await page.addInitScript(() => {
    window.showDirectoryPicker = async () =>
      (await navigator.storage.getDirectory()).getDirectoryHandle('beamline', { create: true });
  });
  const iron = readFileSync(example('Fe2O3-Fe-computed.xdi'), 'utf8');
  const half = iron.split('\n').slice(0, 30).join('\n');
  await app.open();
  await write(page, 'old.xdi', readFileSync(example('CuO-Cu-computed.xdi'), 'utf8'));
  await page.getByRole('button', { name: 'Watch folder' }).click();
  await expect(page.getByRole('button', { name: 'Watching beamline' })).toBeVisible();
  await write(page, 'scan_1.xdi', half);
  await write(page, 'scan_1.xdi', iron);
  await expect(app.row('scan_1.xdi')).toContainText('CN 6');
  await expect(app.list.getByRole('listitem')).toHaveCount(1);

  await app.kept();
  await page.reload();
  await expect(app.row('scan_1.xdi')).toContainText('CN 6');
  const again = page.getByRole('button', { name: 'Watch beamline again' });
  await expect(again.or(page.getByRole('button', { name: 'Watching beamline' }))).toBeVisible();
  if (await again.isVisible()) await again.click();
  await write(page, 'scan_2.xdi', readFileSync(example('CaCrO4-Cr-computed.xdi'), 'utf8'));
  await expect(app.row('scan_2.xdi')).toContainText('CN 4');
});
