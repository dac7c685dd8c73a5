import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as v from 'valibot';

const BUILT = 'build/npm';
const packSchema = v.tuple([
  v.object({
    filename: v.string(),
    size: v.number(),
    files: v.array(v.object({ path: v.string(), size: v.number() })),
  }),
]);

/** `./check` builds the package before the tests; a plain `npm test` may run without it. */
describe.skipIf(!existsSync(`${BUILT}/package.json`))('the npm package (npm run package)', () => {
  const folder = mkdtempSync(join(tmpdir(), 'xanopy-npm-'));
  const scan = resolve('public/examples/Fe2O3-Fe-computed.xdi');
  const run = (command: string, args: readonly string[]): string =>
    execFileSync(command, args, { cwd: folder, encoding: 'utf8', maxBuffer: 2 ** 26 });
  let packed: v.InferOutput<typeof packSchema>[0];

  beforeAll(() => {
    const printed = run('npm', ['pack', resolve(BUILT), '--json']);
    [packed] = v.parse(packSchema, JSON.parse(printed));
    writeFileSync(join(folder, 'package.json'), '{ "name": "empty", "private": true, "type": "module" }');
    run('npm', ['install', '--offline', '--no-audit', '--no-fund', `./${packed.filename}`]);
  }, 120_000);
  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  it('holds code, types, page and models, and no test, no training data, no source', () => {
    const paths = packed.files.map(({ path }) => path);
    expect(paths).toEqual(
      expect.arrayContaining([
        'LICENSE',
        'README.md',
        'cli.js',
        'index.js',
        'domain.js',
        'pipe-thread.js',
        'types/node/index.d.ts',
        'page/index.html',
      ]),
    );
    expect(paths.filter((path) => /^page\/models\/(?:manifest|Fe)\.\w+\.json$/.test(path))).toHaveLength(2);
    expect(
      paths.filter((path) =>
        /\.test\.|\.map$|(?:^|\/)(?:training|shared)\/|\.ndjson|\.tsx?$(?<!\.d\.ts)/.test(path),
      ),
    ).toEqual([]);
    expect(packed.size).toBeLessThan(25e6);
  });

  it('brings everything along: an empty folder without a network gets one package', () => {
    expect(readdirSync(join(folder, 'node_modules')).filter((name) => !name.startsWith('.'))).toEqual([
      'xanopy',
    ]);
  });

  it('analyses on the command line as the checkout does', () => {
    const [result] = v.parse(
      v.tuple([v.looseObject({ element: v.string(), ranking: v.array(v.looseObject({ cn: v.number() })) })]),
      JSON.parse(run('npx', ['--offline', 'xanopy', scan, '--json'])),
    );
    expect([result.element, result.ranking[0].cn]).toEqual(['Fe', 6]);
  });

  it('says its version', () => {
    expect(run('npx', ['--offline', 'xanopy', '--version'])).toMatch(/^xanopy \d+\.\d+\.\d+\n$/);
  });

  it('passes spectra line by line, in threads that start from the package', () => {
    const line = readFileSync(scan, 'utf8')
      .split('\n')
      .filter((row) => /^\s*\d/.test(row))
      .map((row) => row.trim().split(/\s+/).map(Number));
    const input = JSON.stringify({ id: 7, energy: line.map(([e]) => e), mu: line.map(([, mu]) => mu) });
    writeFileSync(join(folder, 'lines.ndjson'), `${input}\nno JSON\n`);
    const printed = run('npx', [
      '--offline',
      'xanopy',
      'analyse',
      '--ndjson',
      '--brief',
      'lines.ndjson',
      scan,
    ]);
    expect(
      printed
        .trimEnd()
        .split('\n')
        .map((answer) => JSON.parse(answer) as unknown),
    ).toMatchObject([
      { line: 1, id: 7, element: 'Fe', ranking: [{ cn: 6 }] },
      { line: 2, error: { code: 'line-not-json' } },
      { input: scan, entry: 1, element: 'Fe', ranking: [{ cn: 6 }] },
    ]);
  });

  it('is a library: whole files, reading alone, the pure functions', () => {
    writeFileSync(
      join(folder, 'use.js'),
      `import { readFileSync } from 'node:fs';
       import { analyse, interpret, readSource } from 'xanopy';
       import { prepareSpectrum } from 'xanopy/domain';
       const bytes = readFileSync(process.argv[2]);
       const [result] = await analyse({ name: 'scan.xdi', bytes }, { element: 'Fe' });
       const [read] = await readSource({ name: 'scan.xdi', path: '', bytes });
       const { spectrum } = interpret(read.scans[0], read.format);
       const { e0 } = prepareSpectrum(spectrum);
       const [missing] = await analyse('no-such-file.xdi');
       console.log(JSON.stringify([result.ranking[0].cn, read.format, e0 === result.e0, missing.error.code]));`,
    );
    expect(JSON.parse(run('node', ['use.js', scan]))).toEqual([6, 'xdi', true, 'file-unreadable']);
  });

  it('has types that Node resolution follows to their end', () => {
    const types = join(folder, 'node_modules/xanopy/types');
    const missing: string[] = [];
    for (const name of readdirSync(types, { recursive: true, encoding: 'utf8' })) {
      if (!name.endsWith('.d.ts')) continue;
      const path = join(types, name);
      for (const [, target] of readFileSync(path, 'utf8').matchAll(/(?:from |import\()['"]([^'"]+)['"]/g)) {
        const found = target.startsWith('.')
          ? existsSync(join(path, '..', target.replace(/\.js$/, '.d.ts')))
          : target.startsWith('node:');
        if (!found) missing.push(`${name}: ${target}`);
      }
    }
    expect(missing).toEqual([]);
  });
});
