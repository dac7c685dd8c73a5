import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import * as v from 'valibot';

const has = (...args: string[]): boolean => spawnSync('python3', args).status === 0;
const hasPython = has('--version');
const hasPandas = hasPython && has('-c', 'import pandas');
/** The packed command where it is built: it starts faster than the checkout's. */
const XANOPY = existsSync('build/npm/cli.js')
  ? `node ${resolve('build/npm/cli.js')}`
  : `npx --no-install tsx ${resolve('node/cli.ts')}`;

function python(code: string): unknown {
  const { status, stdout, stderr } = spawnSync('python3', ['-c', code], {
    encoding: 'utf8',
    env: { ...process.env, XANOPY, PYTHONPATH: 'examples/python', PYTHONDONTWRITEBYTECODE: '1' },
  });
  if (status !== 0) throw new Error(stderr);
  return JSON.parse(stdout);
}

describe.skipIf(!hasPython)('the Python client (skipped where there is no python3)', () => {
  it('gives rows for answers and failures alike', () => {
    const rows = python(`
import json, xanopy_client as x
print(json.dumps([x.row(r) for r in x.analyse(["public/examples/Fe2O3-Fe-computed.xdi", "no-such-file.xdi"])]))`);
    expect(rows).toMatchObject([
      {
        element: 'Fe',
        cn: 6,
        motif: 'octahedral',
        is_upper_bound: true,
        held_out_leading_cn: expect.closeTo(0.9, 0) as number,
        verdict: 'in-domain',
        error: null,
      },
      {
        file: 'no-such-file.xdi',
        element: null,
        cn: null,
        is_upper_bound: null,
        held_out_leading_cn: null,
        verdict: null,
      },
    ]);
    expect(v.parse(v.array(v.looseObject({ error: v.nullable(v.string()) })), rows)[1].error).toMatch(
      /opened/,
    );
  });

  it('raises with the sentence of the command when the command is misunderstood', () => {
    const message = python(`
import json, xanopy_client as x
try: x.analyse(["a.xdi"], "--element", "Xx")
except RuntimeError as error: print(json.dumps(str(error)))`);
    expect(message).toMatch(/not a chemical element/);
  });

  it.skipIf(!hasPandas)('gives a pandas frame (skipped where pandas is absent)', () => {
    const columns = python(`
import json, xanopy_client as x
f = x.frame(["public/examples/CuO-Cu-computed.xdi"])
print(json.dumps([len(f), f.cn[0].item()]))`);
    expect(columns).toEqual([1, 4]);
  });

  it('is what the notebook calls, cell by cell', () => {
    const notebook = v.parse(
      v.object({
        cells: v.array(v.object({ cell_type: v.string(), source: v.array(v.string()) })),
        nbformat: v.literal(4),
      }),
      JSON.parse(readFileSync('examples/python/xanopy.ipynb', 'utf8')),
    );
    const code = notebook.cells
      .filter((cell) => cell.cell_type === 'code')
      .map(({ source }) => source.join(''));
    // Compiles all cells without running them: pandas and a display may be absent.
    expect(
      python(`import json; compile(${JSON.stringify(code.join('\n'))}, "notebook", "exec"); print("true")`),
    ).toBe(true);
  });
});
