import { execFile } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

const PROGRAMS = ['rdinp', 'atomic', 'pot', 'screen', 'xsph', 'fms', 'mkgtr', 'path', 'genfmt', 'ff2x'];

const oxygenAt = [
  [0.5, 0.5, 0.5],
  [0.5, 0, 0],
  [0, 0.5, 0],
  [0, 0, 0.5],
];
const metalAt = [
  [0, 0, 0],
  [0, 0.5, 0.5],
  [0.5, 0, 0.5],
  [0.5, 0.5, 0],
];
const rockSalt = (material: string, metal: string, extra = {}): string =>
  JSON.stringify({
    material,
    cell: [4.2, 4.2, 4.2, 90, 90, 90],
    species: [...metalAt.map(() => metal), ...oxygenAt.map(() => 'O')],
    fractional: [...metalAt, ...oxygenAt],
    ...extra,
  });

/** A step at the Fermi level of the K edge of nickel, as `xmu.dat` holds it. */
const xmu = Array.from({ length: 60 }, (_, i) => {
  const mu = i < 10 ? 0.01 : 1;
  return `${8330 + i} ${i - 10} 0 ${mu} ${mu} 0`;
}).join('\n');

const POTENTIALS =
  'printf "Convergence reached in 12 iterations.\\nDone with module: potentials.\\n" > log1.dat';

describe('the campaign with stand-ins for the programs of FEFF', () => {
  let folder = '';
  const at = (...names: string[]): string => join(folder, ...names);
  const program = (name: string, script: string): void => {
    writeFileSync(at('feff', name), `#!/bin/sh\n${script}\n`);
    chmodSync(at('feff', name), 0o755);
  };
  const run = (...options: string[]): Promise<{ readonly code: number; readonly text: string }> =>
    new Promise((resolve) => {
      execFile(
        process.execPath,
        ['--import', 'tsx', join(import.meta.dirname, '..', 'spectra.ts'), '--out', at('out'), ...options],
        (error, stdout, stderr) => resolve({ code: error ? Number(error.code) : 0, text: stdout + stderr }),
      );
    });
  const compute = (): ReturnType<typeof run> =>
    run(
      '--structures',
      at('crystals.ndjson'),
      '--feff',
      at('feff'),
      '--elements',
      'Ni',
      '--skip',
      at('none'),
    );

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'xanopy-campaign-'));
    mkdirSync(at('feff'));
    for (const name of PROGRAMS) program(name, 'exit 0');
    program('pot', POTENTIALS);
    writeFileSync(at('xmu.txt'), xmu);
    program('ff2x', `cp ${at('xmu.txt')} xmu.dat`);
    writeFileSync(
      at('crystals.ndjson'),
      [
        rockSalt('one', 'Ni'),
        rockSalt('one', 'Ni'),
        rockSalt('two', 'Ni'),
        '{"material":"torn"',
        rockSalt('tin', 'Sn'),
      ].join('\n'),
    );
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it(
    'computes every site once, names what it cannot use, resumes and packs',
    { timeout: 60_000 },
    async () => {
      const first = await compute();
      expect(first).toMatchObject({
        code: 0,
        text: expect.stringContaining('2 spectra made, 0 jobs refused') as string,
      });
      // Two workers may finish in any order.
      const lines = readFileSync(at('out', 'Ni.ndjson'), 'utf8').split('\n').filter(Boolean).sort();
      expect(lines.map((line) => JSON.parse(line) as unknown)).toMatchObject(
        ['one', 'two'].map((material) => ({
          material,
          element: 'Ni',
          formula: 'NiO',
          spaceGroup: 225,
          multiplicity: 4,
          sitesOfElement: 1,
          fermiEdge: 8340,
          cnWeights: { 6: 1 },
          motifs: { 6: { octahedral: 1 } },
        })),
      );
      const refused = readFileSync(at('out', 'refused.ndjson'), 'utf8');
      expect(refused).toMatch(/line 2: one was read before/);
      expect(refused).toMatch(/line 4/);

      // A killed run leaves half a line; that site is made again, the other is not.
      writeFileSync(at('out', 'Ni.ndjson'), `${lines[0]}\n${lines[1].slice(0, 80)}`);
      expect((await compute()).text).toContain('1 spectra made');
      expect((await run('--pack', '--into', at('packed'))).text).toContain('2 spectra added');
      expect((await run('--pack', '--into', at('packed'))).text).toContain('0 spectra added');
      expect(
        gunzipSync(readFileSync(at('packed', 'feff', 'Ni.ndjson.gz')))
          .toString()
          .trim()
          .split('\n'),
      ).toHaveLength(2);

      // What is no oxide lies apart, with its structure instead of labels.
      writeFileSync(at('crystals.ndjson'), rockSalt('sulfide', 'Ni', { class: 'sulfide' }));
      expect((await compute()).text).toContain('1 spectra made');
      expect((await run('--pack', '--into', at('packed'))).text).toContain('1 spectra added');
      const [line] = gunzipSync(readFileSync(at('packed', 'nonoxides', 'Ni.ndjson.gz')))
        .toString()
        .split('\n');
      expect(JSON.parse(line)).toMatchObject({
        material: 'sulfide',
        class: 'sulfide',
        species: expect.any(Array) as unknown,
      });
    },
  );

  it('names the program that fails and goes on', { timeout: 60_000 }, async () => {
    program('fms', `if [ ! -e ${at('seen')} ]; then touch ${at('seen')}; exit 3; fi`);
    const { code, text } = await run(
      '--structures', at('crystals.ndjson'), '--feff', at('feff'), '--elements', 'Ni', '--skip', at('none'), '--workers', '1',
    ); // prettier-ignore
    expect(code).toBe(0);
    expect(text).toContain("FEFF's fms ended with code 3");
    expect(text).toContain('1 spectra made, 1 jobs refused');
  });

  it(
    'goes slower towards potentials that were not found, and leaves out what has none',
    { timeout: 60_000 },
    async () => {
      const quick = 'grep -q "30 0.2 1" feff.inp';
      const ended = 'echo "Done with module: potentials."';
      for (const unfound of ['echo " Bad counts found repeatedly"', ended]) {
        program(
          'pot',
          `(if ${quick}; then ${unfound}; else echo "Convergence reached"; ${ended}; fi) > log1.dat`,
        );
        expect((await compute()).text).toContain('2 spectra made, 0 jobs refused');
        rmSync(at('out'), { recursive: true });
      }
      program('pot', `${ended} > log1.dat`);
      expect((await compute()).text).toContain('did not become self-consistent');
      expect(existsSync(at('out', 'Ni.ndjson'))).toBe(false);
    },
  );

  it('ends a program that computes for too long', { timeout: 60_000 }, async () => {
    program('fms', 'while :; do :; done');
    const { text } = await run(
      '--structures', at('crystals.ndjson'), '--feff', at('feff'), '--elements', 'Ni', '--skip', at('none'), '--limit', '1',
    ); // prettier-ignore
    expect(text).toContain('took more than 1 s');
    expect(existsSync(at('out', 'Ni.ndjson'))).toBe(false);
  });

  it('says which programs of FEFF are missing', { timeout: 60_000 }, async () => {
    rmSync(at('feff', 'xsph'));
    expect(await compute()).toMatchObject({
      code: 2,
      text: expect.stringMatching(/programs xsph/) as string,
    });
  });
});
