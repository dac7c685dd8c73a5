import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { decodeManifest } from '../src/domain/forest/manifest';
import { openBody } from '../src/domain/forest/pack';
import { isPackFile } from '../src/readers/model-names';
import { readPack } from '../src/readers/pack';
import { shippedPack, writePack } from './pack';

const MODELS = 'public/models';

it('packs shipped models under the hashes of their files', async () => {
  const manifest = decodeManifest(JSON.parse(readFileSync(join(MODELS, 'manifest.json'), 'utf8')));
  const file = join(mkdtempSync(join(tmpdir(), 'pack-')), 'two.xanopy-pack.json.gz');
  await writePack(await shippedPack(MODELS, ['Be', 'Ga']), file);
  expect(isPackFile(file)).toBe(true);
  const { head, bodies } = await readPack('two.xanopy-pack.json.gz', readFileSync(file));
  for (const [i, element] of ['Be', 'Ga'].entries()) {
    const entry = manifest.elements.find((one) => one.element === element);
    if (!entry || entry.kind === 'none') throw new Error(`${element} has no shipped model`);
    expect(head.models[i]).toMatchObject({ element, sha256: entry.sha256, measures: entry.measures });
    const { model, library } = openBody(bodies[i]);
    expect([model.element, library?.spectra.length]).toEqual([element, entry.library?.spectra]);
  }
});

it('refuses elements without a model, and says which there are', async () => {
  await expect(shippedPack(MODELS, ['Fe', 'Xe'])).rejects.toThrow(/no shipped model of Xe: Li, Na/);
});
