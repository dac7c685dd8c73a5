import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { expect, test } from './app';
import { example } from './shared';

/** What stands on each sheet of the printed page, read back by poppler's `pdftotext`. */
async function sheets(page: Page, format: 'A4' | 'Letter'): Promise<string[]> {
  const folder = mkdtempSync(join(tmpdir(), 'report-'));
  try {
    const file = join(folder, 'report.pdf');
    writeFileSync(file, await page.pdf({ format, preferCSSPageSize: false, printBackground: true }));
    const text = execFileSync('pdftotext', ['-layout', file, '-']).toString();
    // A form feed ends every page.
    return text.split('\f').slice(0, -1);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const hasPdftotext = (() => {
  try {
    execFileSync('pdftotext', ['-v'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
})();

test('the printed report holds every spectrum on a sheet of its own', async ({ app, page }) => {
  test.skip(!hasPdftotext, 'needs pdftotext of poppler-utils');
  await app.open();
  const names = ['CaCrO4-Cr-computed.xdi', 'CuO-Cu-computed.xdi', 'Fe2O3-Fe-computed.xdi'];
  await app.drop(...names.map(example));
  for (const name of names) await expect(app.row(name)).toContainText('CN');
  await page.getByRole('button', { name: 'Export' }).click();
  await page.getByRole('button', { name: /Report to print/ }).click();
  const report = page.getByRole('dialog', { name: 'Report' });
  await expect(report.getByRole('article')).toHaveCount(3);
  for (const format of ['A4', 'Letter'] as const) {
    const printed = await sheets(page, format);
    expect(printed).toHaveLength(names.length);
    for (const [place, name] of names.entries()) {
      expect(printed[place]).toContain(name);
      expect(printed[place]).toContain('Jaccard confidence');
      // The first and the last line of the journal.
      expect(printed[place]).toContain('How this was made');
      expect(printed[place]).toContain('10.1016/j.patter.2020.100013');
    }
    expect(printed.join()).not.toContain('Open files');
  }
  await page.keyboard.press('Escape');
  await expect(report).toHaveCount(0);
  await expect(page.getByRole('button', { name: 'Export' })).toBeFocused();
});
