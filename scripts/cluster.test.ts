import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import * as v from 'valibot';
import { lineOf, testFolder } from './pipe/testing';

const folder = testFolder();
afterAll(folder.remove);

/** The packed command where it is built: it starts faster than the checkout's. */
const XANOPY = existsSync('build/npm/cli.js')
  ? `node ${resolve('build/npm/cli.js')}`
  : `node --import ${import.meta.resolve('tsx')} ${resolve('node/cli.ts')}`;
const SPECTRA = 20_000;
const spectra = folder.at('in.ndjson');

/** A Python that has the module; Debian's packages are there for its own Python only. */
const pythonWith = (module: string): string | undefined =>
  ['python3', '/usr/bin/python3'].find(
    (python) => spawnSync(python, ['-c', `import ${module}`]).status === 0,
  );
const dask = pythonWith('distributed');
const arrow = pythonWith('pyarrow');
const h5py = pythonWith('h5py');
const hasParallel = ['parallel', 'flock'].every((name) => spawnSync(name, ['--version']).status === 0);
if (!dask) console.log('The test of the recipe for Dask is left out: there is no python3-distributed.');
if (!hasParallel) console.log('The tests of the recipes for GNU parallel and Slurm are left out.');

function run(command: string, args: readonly string[], env: NodeJS.ProcessEnv = {}): string {
  const { status, stdout, stderr } = spawnSync(command, args, {
    encoding: 'utf8',
    cwd: folder.models,
    env: {
      ...process.env,
      XANOPY,
      PYTHONPATH: resolve('examples/cluster'),
      PYTHONDONTWRITEBYTECODE: '1',
      ...env,
    },
  });
  if (status !== 0) throw new Error(stderr);
  return stdout;
}

const idSchema = v.looseObject({ id: v.number() });

/** The ids of all answers in the files of a folder, in ascending order. */
const idsIn = (path: string): number[] =>
  readdirSync(path)
    .filter((name) => name.endsWith('.ndjson'))
    .flatMap((name) => readFileSync(`${path}/${name}`, 'utf8').trimEnd().split('\n'))
    .map((line) => v.parse(idSchema, JSON.parse(line)).id)
    .sort((a, b) => a - b);

describe('the recipes for clusters', () => {
  it.skipIf(!dask)(
    'lose nothing and answer nothing twice when a worker of Dask is killed',
    () => {
      writeFileSync(spectra, Array.from({ length: SPECTRA }, (_, i) => lineOf(i, i)).join(''));
      const code = `
import json, os, signal
from distributed import Client, LocalCluster
import xanopy_dask as x

parts = list(x.parts_of(["in.ndjson"], 1_900_000))
options = ["--brief", "--models", "."]
with LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as cluster, Client(cluster) as client:
    killed = []
    for path in x.run(client, parts, "dask", options):
        busy = [worker for worker, tasks in client.processing().items() if tasks]
        if not killed and busy:
            killed = [client.run(os.getpid, workers=busy[:1])[busy[0]]]
            os.kill(killed[0], signal.SIGKILL)
    again = list(x.run(client, parts, "dask", options))
print(json.dumps({"parts": len(parts), "killed": len(killed), "again": len(again)}))`;
      const told: unknown = JSON.parse(run(dask ?? '', ['-c', code]));
      expect(told).toEqual({ parts: 9, killed: 1, again: 9 });
      expect(idsIn(folder.at('dask'))).toEqual([...Array(SPECTRA).keys()]);
      expect(readdirSync(folder.at('dask')).filter((name) => name.startsWith('.'))).toEqual([]);
    },
    180_000,
  );

  it.skipIf(!dask)('cut a file into parts that hold every line once, wherever the cuts fall', () => {
    writeFileSync(folder.at('cut.ndjson'), 'a\n\nbcd\nefghij\n\nk');
    const code = `
import json
import xanopy_dask as x
print(json.dumps([b"".join(line for part in x.parts_of(["cut.ndjson"], size) for line in x.lines_of(*part[:3])).decode()
                  for size in range(1, 20)]))`;
    const whole = readFileSync(folder.at('cut.ndjson'), 'utf8');
    expect(JSON.parse(run(dask ?? '', ['-c', code]))).toEqual(Array(19).fill(whole));
  });

  describe.skipIf(!hasParallel)('for GNU parallel and for Slurm', () => {
    const names = ['a', 'b', 'c'].map((name) => folder.at(`parts/${name}.ndjson`));
    const expected = [...Array(30).keys()];

    it('go on behind the last whole answer', () => {
      mkdirSync(folder.at('parts'));
      names.forEach((name, k) => {
        writeFileSync(name, Array.from({ length: 10 }, (_, i) => lineOf(10 * k + i)).join(''));
      });
      const parallel = (): string =>
        run('bash', [resolve('examples/cluster/xanopy-parallel.sh'), 'parallel', ...names]);
      parallel();
      const answers = folder.at('parallel/b.ndjson.answers.ndjson');
      const whole = readFileSync(answers, 'utf8');
      writeFileSync(answers, whole.slice(0, whole.length / 2));
      parallel();
      expect(readFileSync(answers, 'utf8')).toBe(whole);
      expect(idsIn(folder.at('parallel'))).toEqual(expected);
    });

    it('take one file a task of the array', () => {
      writeFileSync(folder.at('files.txt'), `${names.join('\n')}\n`);
      // A task that comes twice has nothing left to do.
      for (const task of ['0', '1', '2', '1']) {
        run('bash', [resolve('examples/cluster/xanopy.sbatch')], { SLURM_ARRAY_TASK_ID: task });
      }
      expect(idsIn(folder.at('answers'))).toEqual(expected);
    });
  });

  it.skipIf(!h5py)('make lines of stacks, wherever the energies run (skipped where h5py is absent)', () => {
    const code = `
import h5py, numpy as np
mu = np.arange(24.0).reshape(2, 3, 4) + 1  # y, x, energy
mu[1, 2, 3] = np.nan
i0 = np.array([100.0, 200.0, 300.0, 400.0])
with h5py.File("stack.h5", "w") as file:
    file["mu"], file["energy"], file["i0"] = mu, [7.1, 7.2, 7.3, 7.4], i0
    file["it"] = np.moveaxis(i0 * np.exp(-mu), -1, 0)  # energy, y, x
    file["i0s"] = np.moveaxis(np.broadcast_to(i0, mu.shape), -1, 0)`;
    run(h5py ?? '', ['-c', code]);
    const lines = (...args: string[]): unknown[] =>
      run(h5py ?? '', [resolve('examples/cluster/stack_to_lines.py'), 'stack.h5', ...args])
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line.replace('NaN', 'null')) as unknown);
    const plain = lines('mu', 'energy', '--kev', '--element', 'Fe');
    expect(plain).toHaveLength(6);
    expect(plain[1]).toEqual({
      id: [0, 1],
      element: 'Fe',
      energy: [7100, 7200, 7300, 7400].map((energy) => expect.closeTo(energy, 9) as number),
      mu: [5, 6, 7, 8],
    });
    expect(plain[5]).toMatchObject({ id: [1, 2], mu: [21, 22, 23, null] });
    for (const monitor of ['i0', 'i0s']) {
      const raw = lines('it', 'energy', '--axis', '0', '--i0', monitor);
      expect(raw).toHaveLength(6);
      expect(raw[4]).toMatchObject({
        id: [1, 1],
        mu: [17, 18, 19, 20].map((value) => expect.closeTo(value, 9) as number),
      });
    }
    expect(() => lines('it', 'energy')).toThrow(/shape \(4, 2, 3\) and 4 energies/);
  });

  it.skipIf(!arrow)('make a Parquet table of the answers (skipped where pyarrow is absent)', () => {
    const answers = [
      {
        ...{ line: 1, id: [1, 'a'], file: '-', element: 'Fe', e0: 7112.5, ranking: [{ cn: 6, motifs: [] }] },
        ...{ isUpperBound: true, heldOut: { leadingCn: 0.75, materials: 93 } },
        applicability: { verdict: 'borderline', reasons: [] },
      },
      { line: 2, file: '-', error: { code: 'line-not-json', message: 'No JSON.' } },
    ];
    writeFileSync(folder.at('some.txt'), answers.map((answer) => `${JSON.stringify(answer)}\n`).join(''));
    run(arrow ?? '', [resolve('examples/cluster/to_parquet.py'), 'some.parquet', 'some.txt']);
    const code = `
import json, pyarrow.parquet
print(json.dumps(pyarrow.parquet.read_table("some.parquet").to_pylist()))`;
    expect(JSON.parse(run(arrow ?? '', ['-c', code]))).toMatchObject([
      {
        ...{ id: '[1, "a"]', element: 'Fe', e0: 7112.5, cn: 6, error: null },
        ...{ is_upper_bound: true, held_out_leading_cn: 0.75, verdict: 'borderline' },
      },
      { id: null, cn: null, is_upper_bound: null, held_out_leading_cn: null, error: 'No JSON.' },
    ]);
  });
});
