/** Model packs of the command line: `--pack FILE[,FILE...]`, each a pack, a ZIP of them or a pickled forest, or `SYMBOL=FILE`. */
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { K_EDGES } from '../src/domain/elements';
import { XanopyError } from '../src/domain/errors';
import type { PackHead } from '../src/domain/forest/pack';
import { readProgressively, type Source } from '../src/readers';
import { isZip } from '../src/readers/archive';
import { isPackFile } from '../src/readers/model-names';
import type { Answering, Engine, PackFile } from '../src/worker/api';

export const PACK_HELP = `  --pack FILE        a model pack answers beside the shipped models; or pickled forests, several separated by commas or in a ZIP,
                     with their element where the name of the file does not hold it: --pack Fe=numbers.sav,Fe=motifs-6.sav
  --pack-only        the pack alone answers`;

/** Which files hold the pack, and whether it answers alone. */
export interface WantedPack {
  readonly files: readonly string[];
  readonly with: Answering['with'];
}

/** @throws XanopyError `usage` */
export function wantedPack(values: {
  readonly pack?: string | undefined;
  readonly 'pack-only': boolean;
}): WantedPack | null {
  const { pack, 'pack-only': isAlone } = values;
  if (pack === undefined) {
    if (isAlone) throw new XanopyError('usage', '--pack-only needs --pack.');
    return null;
  }
  return { files: pack.split(','), with: isAlone ? 'pack' : 'both' };
}

async function packFiles(wanted: string): Promise<PackFile[]> {
  const named = existsSync(wanted) ? null : /^([A-Z][a-z]?)=(.+)$/s.exec(wanted);
  const [, symbol = '', path = wanted] = named ?? [];
  if (symbol !== '' && !Object.hasOwn(K_EDGES, symbol))
    throw new XanopyError('usage', `${symbol} in ${wanted} is no element with a K edge.`);
  try {
    const file = { name: basename(path), path: '', bytes: new Uint8Array(await readFile(path)) };
    const found = isZip(file) ? await modelsIn(file) : [file];
    return found.map((one) => (symbol === '' ? one : { ...one, element: symbol }));
  } catch (cause) {
    if (cause instanceof XanopyError) throw cause;
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new XanopyError('file-unreadable', `The pack ${path} cannot be opened (${reason}).`);
  }
}

/** The models in an archive, and in those within it. */
async function modelsIn(archive: Source): Promise<PackFile[]> {
  const models: PackFile[] = [];
  for await (const outcome of readProgressively(archive)) {
    if (outcome.kind === 'models') models.push(outcome.source);
    else if (outcome.kind === 'failed')
      console.error(`left out: ${outcome.source.name}: ${outcome.error.message}`);
  }
  const packs = models.filter(({ name }) => isPackFile(name));
  if (packs.length === 0 && models.length > 0) return models;
  if (packs.length === 1) return packs;
  throw new XanopyError(
    'usage',
    packs.length === 0
      ? `There are no models in ${archive.name}.`
      : `${archive.name} holds several packs (${packs.map(({ name }) => name).join(', ')}). Unpack it and name one of them.`,
  );
}

/**
 * Takes a pack into an engine; what of its files could not be used goes to standard error.
 * @throws XanopyError
 */
export async function takePack(engine: Engine, files: readonly string[]): Promise<PackHead> {
  const added = await engine.addPack((await Promise.all(files.map(packFiles))).flat());
  if (!added.ok) throw new XanopyError(added.error.code, added.error.message);
  for (const { message } of added.value.leftOut) console.error(`left out: ${message}`);
  return added.value.head;
}

/** The engine, asked with a pack wherever nothing else is said. */
export const answeringWith = (engine: Engine, answering: Answering | null): Engine => ({
  ...engine,
  examine: (scan, format, choices, options, signal, other = answering, depth) =>
    engine.examine(scan, format, choices, options, signal, other, depth),
});
