import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { gzipSync } from 'node:zlib';
import * as v from 'valibot';
import { librarySchema } from '../src/domain/confidence/library';
import { XanopyError } from '../src/domain/errors';
import { decodeManifest, type ModelEntry } from '../src/domain/forest/manifest';
import { elementModelSchema } from '../src/domain/forest/model';
import { encodePack, packOf, type Pack, type PackContent } from '../src/domain/forest/pack';

export const PACK_USAGE =
  'npm run pack -- --out FILE.xanopy-pack.json.gz [--elements Fe,Cu] [--name NAME] [--models DIR]';

const PAPER =
  'Zheng, Chen, Chen, Ong, Patterns 1 (2020) 100013, https://doi.org/10.1016/j.patter.2020.100013';

/** The shipped models of some elements, or of all, as a pack. */
export async function shippedPack(
  folder: string,
  elements: readonly string[] | null,
  name = 'Shipped with Xanopy',
): Promise<Pack> {
  const parse = async (file: string): Promise<unknown> =>
    JSON.parse(await readFile(join(folder, file), 'utf8'));
  const manifest = decodeManifest(await parse('manifest.json'));
  const known = manifest.elements.filter((entry): entry is ModelEntry => entry.kind !== 'none');
  const missing = elements?.find((element) => !known.some((entry) => entry.element === element));
  if (missing !== undefined)
    throw new XanopyError(
      'usage',
      `There is no shipped model of ${missing}: ${known.map(({ element }) => element).join(', ')}.`,
    );
  const chosen = known.filter(({ element }) => elements?.includes(element) ?? true);
  const models = chosen.map(async ({ file, library, ...entry }): Promise<PackContent['models'][number]> => ({
    model: v.parse(elementModelSchema, await parse(file)),
    ...(library ? { library: v.parse(librarySchema, await parse(library.file)) } : {}),
    ...(entry.measures ? { measures: entry.measures } : {}),
    ...(entry.baselineMeasures ? { baselineMeasures: entry.baselineMeasures } : {}),
    spectra: entry.spectra,
    materials: entry.materials,
  }));
  return packOf({
    name,
    version: manifest.version,
    origin: 'shipped',
    licence: 'MIT',
    citation: `The Xanopy authors; method: ${PAPER}`,
    provenance: `Forests of recipe ${manifest.recipe.name} with seed ${manifest.recipe.seed}, learnt from computed K-edge spectra of oxides.`,
    models: await Promise.all(models),
  });
}

/** A pack file; gzipped where the name says so. */
export async function writePack(pack: Pack, file: string): Promise<number> {
  const text = encodePack(pack);
  const bytes = file.endsWith('.gz') ? gzipSync(text, { level: 9 }) : Buffer.from(text);
  await writeFile(file, bytes);
  return bytes.length;
}

export async function packCommand(args: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      out: { type: 'string' },
      elements: { type: 'string' },
      name: { type: 'string' },
      models: { type: 'string', default: 'public/models' },
    },
  });
  const { out, elements, name, models } = values;
  if (out === undefined || !/\.xanopy-pack\.json(\.gz)?$/.test(out))
    throw new XanopyError(
      'usage',
      `Name a file that ends in .xanopy-pack.json or .xanopy-pack.json.gz.\nUsage: ${PACK_USAGE}`,
    );
  const pack = await shippedPack(models, elements?.split(',').map((symbol) => symbol.trim()) ?? null, name);
  const bytes = await writePack(pack, out);
  const { head } = pack;
  console.log(
    `${out}: ${head.name} ${head.version}, ${head.models.map(({ element }) => element).join(' ')}, ${(bytes / 1e6).toFixed(2)} MB, ${head.sha256.slice(0, 8)}`,
  );
}
