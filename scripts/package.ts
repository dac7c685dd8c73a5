/**
 * npm run package: builds the npm package into `build/npm`: the command, the library with its types, the built page with
 * the models. Everything it needs is inside, so that nothing else is installed with it. Needs `npm run build` first.
 */
import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as v from 'valibot';
import { build, type Plugin } from 'vite';
import { finishDeclarations } from './declarations';
import { licenceTexts } from './licences';
import { THREAD_SCRIPTS } from './thread-entry';

const OUT = 'build/npm';
const MOYO = '@spglib/moyo-wasm/moyo_wasm_bg.wasm';

const root = v.parse(
  v.object({
    version: v.string(),
    description: v.string(),
    license: v.string(),
    engines: v.object({ node: v.string() }),
  }),
  JSON.parse(readFileSync('package.json', 'utf8')),
);

/** The WebAssembly of moyo lies beside the code instead of in a package of its own. */
const moyoBeside: Plugin = {
  name: 'moyo-beside',
  transform: (code) =>
    code.includes(`import.meta.resolve('${MOYO}')`)
      ? code.replace(`import.meta.resolve('${MOYO}')`, `import.meta.resolve('./moyo_wasm_bg.wasm')`)
      : null,
};

/** Threads start without the checkout's loader of TypeScript. */
const packedThreads: Plugin = {
  name: 'packed-threads',
  enforce: 'pre',
  resolveId: (id, importer) =>
    id === './thread-entry' && importer?.endsWith('scripts/threads.ts')
      ? fileURLToPath(new URL('../node/packed-thread-entry.ts', import.meta.url))
      : null,
};

const scriptsOfThreads = Object.fromEntries(
  Object.entries(THREAD_SCRIPTS).map(([name, script]) => [name, join('scripts', script)]),
);

/** Bundles the command, the library and the threads into a folder; nothing else is needed to run them. */
export async function bundleCommand(folder: string): Promise<void> {
  await build({
    configFile: false,
    logLevel: 'warn',
    publicDir: false,
    plugins: [packedThreads, moyoBeside],
    define: { __APP_VERSION__: JSON.stringify(root.version) },
    ssr: { noExternal: true },
    build: {
      ssr: true,
      outDir: folder,
      emptyOutDir: true,
      target: 'node20',
      minify: false,
      rolldownOptions: {
        input: {
          cli: 'node/cli.ts',
          index: 'node/index.ts',
          domain: 'node/domain.ts',
          ...scriptsOfThreads,
          // Where tinypool looks for the inner part of its threads.
          'entry/worker': 'node_modules/tinypool/dist/entry/worker.js',
        },
        // All in one folder: the code finds the page beside itself.
        output: { entryFileNames: '[name].js', chunkFileNames: '[name]-[hash].js' },
      },
    },
  });
}

export async function buildPackage(): Promise<void> {
  if (!existsSync('dist/index.html')) throw new Error('There is no built page. Run `npm run build` first.');
  rmSync(OUT, { recursive: true, force: true });
  await bundleCommand(OUT);
  execFileSync(process.execPath, ['node_modules/typescript/bin/tsc', '-p', 'node/tsconfig.types.json'], {
    stdio: 'inherit',
  });
  cpSync('node_modules/valibot/dist/index.d.mts', `${OUT}/types/valibot.d.ts`);
  finishDeclarations(`${OUT}/types`, ['node/index.d.ts', 'node/domain.d.ts'], { valibot: 'valibot.d.ts' });
  cpSync('dist', `${OUT}/page`, { recursive: true });
  cpSync(fileURLToPath(import.meta.resolve(MOYO)), `${OUT}/moyo_wasm_bg.wasm`);
  cpSync('node/README.npm.md', `${OUT}/README.md`);
  for (const file of ['LICENSE', 'CHANGELOG.md']) cpSync(file, `${OUT}/${file}`);
  writeFileSync(`${OUT}/THIRD_PARTY_LICENCES.txt`, licenceTexts());
  const manifest = {
    name: 'xanopy',
    version: root.version,
    description: root.description,
    license: root.license,
    keywords: ['XANES', 'XAS', 'x-ray absorption', 'coordination environment', 'random forest', 'XDI'],
    type: 'module',
    engines: root.engines,
    bin: { xanopy: 'cli.js' },
    exports: {
      '.': { types: './types/node/index.d.ts', default: './index.js' },
      './domain': { types: './types/node/domain.d.ts', default: './domain.js' },
      './package.json': './package.json',
    },
    sideEffects: ['./cli.js'],
  };
  writeFileSync(`${OUT}/package.json`, `${JSON.stringify(manifest, null, 2)}\n`);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await buildPackage();
