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
  : `node --import tsx ${resolve('node/cli.ts')}`;
const SPECTRA = 20_000;
const spectra = folder.at('in.ndjson');

/** A Python that has the module; Debian's packages are there for its own Python only. */
const pythonWith = (module: string): string | undefined =>
  ['python3', '/usr/bin/python3'].find(
    (python) => spawnSync(python, ['-c', `import ${module}`]).status === 0,
  );
const dask = pythonWith('distributed');
const arrow = pythonWith('pyarrow');
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

  it.skipIf(!arrow)('make a Parquet table of the answers (skipped where pyarrow is absent)', () => {
    const answers = [
      { line: 1, id: [1, 'a'], file: '-', element: 'Fe', e0: 7112.5, ranking: [{ cn: 6, motifs: [] }] },
      { line: 2, file: '-', error: { code: 'line-not-json', message: 'No JSON.' } },
    ];
    writeFileSync(folder.at('some.txt'), answers.map((answer) => `${JSON.stringify(answer)}\n`).join(''));
    run(arrow ?? '', [resolve('examples/cluster/to_parquet.py'), 'some.parquet', 'some.txt']);
    const code = `
import json, pyarrow.parquet
print(json.dumps(pyarrow.parquet.read_table("some.parquet").to_pylist()))`;
    expect(JSON.parse(run(arrow ?? '', ['-c', code]))).toMatchObject([
      { id: '[1, "a"]', element: 'Fe', e0: 7112.5, cn: 6, error: null },
      { id: null, cn: null, error: 'No JSON.' },
    ]);
  });
});
