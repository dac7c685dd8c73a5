import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Plugin } from 'vite';
import * as v from 'valibot';
import { addressName, ASSET_LIST, hashIn, type AssetList } from '../src/worker/addresses.ts';

const MODELS = 'public/models';
const hashOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

/** Files whose names follow from their content: they never change under their address. */
const hashedFiles = (folder: string): string[] =>
  ['assets', 'models'].flatMap((below) =>
    existsSync(join(folder, below))
      ? readdirSync(join(folder, below))
          .sort()
          .map((name) => `${below}/${name}`)
      : [],
  );

const assetListSchema = v.object({ files: v.array(v.string()) });

/** The files that belong to a built release itself, not those that it carried over. */
function filesOf(release: string): string[] {
  const list = join(release, ASSET_LIST);
  if (!existsSync(list)) throw new Error(`${release} is no built release: it has no ${ASSET_LIST}.`);
  return v.parse(assetListSchema, JSON.parse(readFileSync(list, 'utf8'))).files;
}

/** Renames the models of a built page after their content and lists its files. */
export function nameModels(dist: string): void {
  const models = join(dist, 'models');
  for (const file of readdirSync(models)) {
    const path = join(models, file);
    if (hashIn(file) === undefined)
      renameSync(path, join(models, addressName(file, hashOf(readFileSync(path)))));
  }
  const files = hashedFiles(dist);
  const parts = files
    .filter((file) => /^assets\/hdf5_hl-[^/]+\.js$/.test(file))
    .map((file) => ({ file, bytes: readFileSync(join(dist, file)).length }));
  const list: AssetList = { files, parts };
  writeFileSync(join(dist, ASSET_LIST), `${JSON.stringify(list)}\n`);
}

/** Copies the files of the release built in `previous` into `dist`, but not those that it carried over itself. */
export function carryOver(previous: string, dist: string): void {
  for (const file of filesOf(previous)) {
    if (existsSync(join(dist, file))) continue;
    mkdirSync(dirname(join(dist, file)), { recursive: true });
    cpSync(join(previous, file), join(dist, file));
  }
}

/**
 * Gives the models of the built page names with their hashes, so that a page that is open while a new release is
 * deployed goes on with its own, and carries the files of the last release over: `XANOPY_PREVIOUS` names the folder
 * of its build. `release.json` lists the files and what is stored on first use only.
 */
export function release(): Plugin[] {
  let dist = 'dist';
  const named: Plugin = {
    name: 'release',
    config: () => ({
      define: {
        __PINNED__: JSON.stringify(
          Object.fromEntries(
            ['manifest.json', 'evaluation.json'].map((file) => [
              file,
              hashOf(readFileSync(join(MODELS, file))),
            ]),
          ),
        ),
      },
    }),
    configResolved: ({ build }) => {
      dist = build.outDir;
    },
    // The development server has the files under their plain names.
    configureServer: (server) => {
      server.middlewares.use((request, _response, next) => {
        if (request.url)
          request.url = request.url.replace(/(\/models\/[^/?]+)\.[0-9a-f]{16}\.json/, '$1.json');
        next();
      });
    },
    // Before the list of what the service worker stores ...
    closeBundle: {
      sequential: true,
      order: 'pre',
      handler: () => {
        if (existsSync(join(dist, 'models'))) nameModels(dist);
      },
    },
  };
  const carriedOver: Plugin = {
    name: 'carry-over',
    apply: 'build',
    // ... and after it.
    closeBundle: {
      sequential: true,
      order: 'post',
      handler: () => {
        if (process.env.XANOPY_PREVIOUS) carryOver(process.env.XANOPY_PREVIOUS, dist);
      },
    },
  };
  return [named, carriedOver];
}
