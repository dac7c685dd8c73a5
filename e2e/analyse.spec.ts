import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { confidenceWords } from '../src/features/widgets/format';
import { expect, test } from './app';
import { WHY_SKIPPED, example, hasShared, shared } from './shared';

interface CommandLineResult {
  readonly ranking?: readonly {
    readonly cn: number;
    readonly motifs: readonly { readonly name: string }[];
  }[];
  readonly element?: string;
  readonly jaccardConfidence?: number;
  readonly isUpperBound?: boolean;
  readonly error?: { readonly code: string };
}

/** The same file on the command line. */
function analyseOnCommandLine(...words: string[]): CommandLineResult[] {
  const project = fileURLToPath(new URL('..', import.meta.url));
  const printed = execFileSync('npx', ['tsx', 'node/cli.ts', ...words, '--json'], { cwd: project });
  return JSON.parse(printed.toString()) as CommandLineResult[];
}

test('a newcomer clicks an example and reads the answer', async ({ app, page }) => {
  await app.open();
  await page.getByRole('button', { name: /hematite/ }).click();
  await expect(app.environment).toContainText('CN 6');
  await expect(app.environment).toContainText('octahedral');
  await expect(app.environment).toContainText(/\d+\s%/);
  await expect(app.plot).toContainText('pre-edge');
  await expect(app.plot).toContainText('main peak');
  await expect(app.plot).toContainText('post-peak');
  await expect(app.answer.getByRole('heading', { name: /Fe K edge/ })).toBeVisible();
});

for (const [file, path] of [
  ['V2O5.xdi', 'experiment/xas-data-library/V/V2O5.xdi'],
  ['cr2o3_rt_001.xdi', 'experiment/xas-data-library/Cr/cr2o3_rt_001.xdi'],
  ['k2cro4_rt_001.xdi', 'experiment/xas-data-library/Cr/k2cro4_rt_001.xdi'],
  ['MnO_rt_01.xdi', 'experiment/xas-data-library/Mn/MnO_rt_01.xdi'],
  ['xas.XANES.K.Fe2O3.mp-24972.tsv', 'fixtures/materials-project/xas.XANES.K.Fe2O3.mp-24972.tsv'],
] as const) {
  test(`a dropped ${file} gives the answer of the command line`, async ({ app }) => {
    test.skip(!hasShared, WHY_SKIPPED);
    const [expected] = analyseOnCommandLine(shared(path));
    await app.open();
    await app.drop(shared(path));
    await app.select(file);
    await expect(app.answer.getByRole('heading', { name: `${expected.element} K edge` })).toBeVisible();
    const ranking = expected.ranking ?? [];
    expect(ranking.length).toBeGreaterThan(0);
    for (const { cn, motifs } of ranking) {
      const list = app.answer.getByRole('list', { name: `Motifs of CN ${cn}, most similar first` });
      await expect(list.getByRole('img')).toHaveCount(motifs.length);
      for (const [place, { name }] of motifs.entries()) {
        await expect(list.getByRole('img').nth(place)).toHaveAccessibleName(name);
      }
    }
    const confidence = confidenceWords(expected.jaccardConfidence ?? 0, expected.isUpperBound ?? false);
    await expect(app.environment).toContainText(new RegExp(confidence.replaceAll(/\s/g, '\\s')));
  });
}

test('E0 can be typed, dragged and given back to the search', async ({ app, page }) => {
  await app.open();
  await app.drop(example('Fe2O3-Fe-computed.xdi'));
  await expect(app.environment).toContainText('CN 6');
  const automatic = await app.e0.inputValue();

  await app.e0.fill('7127.5');
  await app.e0.press('Enter');
  const parameters = app.answer.getByRole('region', { name: 'Parameters' });
  await expect(parameters.getByRole('row', { name: /^E0/ })).toContainText('7127.50 eV');
  await expect(page.getByRole('combobox', { name: 'How E0 is found' })).toHaveValue('manual');

  const handle = page.getByRole('slider', { name: 'E0' });
  const box = await handle.boundingBox();
  if (!box) throw new Error('the E0 handle is not visible');
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width / 2 + 30, box.y + box.height / 2, { steps: 5 });
  await page.mouse.up();
  await expect.poll(async () => Number(await app.e0.inputValue())).toBeGreaterThan(7128);

  await page.getByRole('combobox', { name: 'How E0 is found' }).selectOption('half-step');
  await expect(app.e0).toHaveValue(automatic);
});

test('an E0 at the pre-edge peak, the steepest point of a chromate, makes the answer borderline', async ({
  app,
  page,
}) => {
  await app.open();
  await app.drop(example('CaCrO4-Cr-computed.xdi'));
  await expect(app.environment).toContainText('CN 4 tetrahedral');
  await expect(app.environment).not.toContainText('borderline');
  const method = page.getByRole('combobox', { name: 'How E0 is found' });
  await method.selectOption('derivative');
  await expect(app.environment).toContainText('borderline');
  await expect(app.answer.getByRole('region', { name: 'Verdict' })).toContainText(
    /away from the half step of the edge \(6008\.0 eV\)/,
  );
  await expect(app.answer.getByRole('status')).toContainText('borderline: CN 4');
  await method.selectOption('half-step');
  await expect(app.environment).not.toContainText('borderline');
});

test('the element can be overridden and the page says that it does not fit', async ({ app }) => {
  await app.open();
  await app.drop(example('Fe2O3-Fe-computed.xdi'));
  await expect(app.environment).toContainText('CN 6');
  await app.element.selectOption('Mn');
  await expect(app.answer.getByRole('heading', { name: /Mn K edge/ })).toBeVisible();
  await expect(app.answer).toContainText('is not at the K edge of Mn');
  await app.element.selectOption({ index: 0 });
  await expect(app.answer.getByRole('heading', { name: /Fe K edge/ })).toBeVisible();
});

test('ml-random-forest confirms every tree of the answer', async ({ app }) => {
  await app.open();
  await app.drop(example('Fe2O3-Fe-computed.xdi'));
  const check = app.answer.getByRole('region', { name: 'Cross-check' });
  await check.getByRole('button', { name: /ml-random-forest/ }).click();
  await expect(check).toContainText(/All [1-9]\d* trees of [1-9]\d* forests vote the same/);
});

test('a text from the clipboard is read like a file', async ({ app, page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await app.open();
  const rows = Array.from({ length: 120 }, (_, i) => {
    const energy = 7080 + i;
    return `${energy}\t${(0.5 + Math.atan((energy - 7124) / 1.5) / Math.PI).toFixed(5)}`;
  });
  await page.evaluate((text) => navigator.clipboard.writeText(text), rows.join('\n'));
  const items = app.list.getByRole('listitem');
  // On a busy machine the key can come before the page listens.
  await expect(async () => {
    if ((await items.count()) === 0) await page.keyboard.press('Control+v');
    await expect(items).toHaveCount(1, { timeout: 3000 });
  }).toPass();
  await expect(app.list).toContainText('Fe');
});
