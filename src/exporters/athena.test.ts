import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { interpret, readSource } from '../readers';
import { athenaProject } from './athena';
import { ironAnalysis, ironScan, ORIGIN, PROVENANCE } from './testing';

const normalisation = {
  preEdge: { from: -95, to: -35 },
  postEdge: { from: 60, to: 150 },
  postEdgeDegree: 1,
  edgeStep: 0.68,
  isFlattened: false,
} as const;
const options = { e0: 7123.25, normalisation };
const groups = [
  {
    name: "it's 50% Fe \\ 2",
    file: 'day 1/scan.dat',
    analysis: ironAnalysis(options),
    origin: { ...ORIGIN, requested: options },
  },
  { name: 'Fe₂O₃ at 300 °C, "hot" $x @y', file: 'b.dat', analysis: ironAnalysis(), origin: ORIGIN },
  { name: 'twice', file: 'c.dat', analysis: ironAnalysis(), origin: ORIGIN },
  {
    name: 'twice',
    file: 'd.dat',
    analysis: ironAnalysis({}, { ...normalised(), isNormalised: true }),
    origin: ORIGIN,
  },
];

function normalised() {
  const { raw, normalisation: done } = ironAnalysis().prepared;
  return { ...ironScan(), energy: raw.energy, mu: done.mu };
}

const project = athenaProject(groups, PROVENANCE);

async function readBack(bytes: Uint8Array) {
  const [outcome] = await readSource({ name: 'a.prj', path: '', bytes });
  if (outcome.kind !== 'scans') throw new Error(outcome.error.message);
  return outcome;
}

describe('Athena project', () => {
  it.each(['plain', 'gzip'])('is read back by our own reader, %s', async (form) => {
    const bytes = new TextEncoder().encode(project);
    const { format, scans } = await readBack(form === 'gzip' ? gzipSync(bytes) : bytes);
    expect(format).toBe('athena');
    expect(scans.map(({ title }) => title)).toEqual([
      "it's 50% Fe \\ 2",
      'Fe₂O₃ at 300 °C, "hot" $x @y',
      'twice',
      'twice (2)',
    ]);
    for (const [index, scan] of scans.entries()) {
      const read = interpret(scan, 'athena');
      if (read.kind !== 'spectrum') throw new Error(read.question.text);
      const { raw } = groups[index].analysis.prepared;
      expect(read.spectrum.energy).toEqual(raw.energy);
      expect(read.spectrum.mu).toEqual(raw.mu);
      expect(read.spectrum.element).toBe('Fe');
      expect(read.spectrum.isNormalised).toBe(index === 3);
    }
    expect(Object.fromEntries(scans[0].metadata)).toMatchObject({ bkg_e0: '7123.25', bkg_z: 'Fe' });
  });

  it('carries the parameters of the normalisation', () => {
    const [first, second, , last] = project.split('\n').filter((line) => line.startsWith('@args'));
    const { fit } = groups[0].analysis.prepared.normalisation;
    for (const [key, value] of [
      ['bkg_e0', 7123.25],
      ['bkg_pre1', fit?.preEdge.from],
      ['bkg_pre2', fit?.preEdge.to],
      ['bkg_nor1', fit?.postEdge.from],
      ['bkg_nor2', fit?.postEdge.to],
      ['bkg_nnorm', 2],
      ['bkg_step', 0.68],
      ['bkg_fixstep', 1],
      ['bkg_flatten', 0],
      ['is_nor', 0],
    ] as const) {
      expect(first).toContain(`'${key}','${value}'`);
    }
    expect(second).toContain("'bkg_fixstep','0'");
    expect(second).toContain("'bkg_flatten','1'");
    expect(last).toContain("'is_nor','1'");
    expect(first).toContain(`'sha256: ${ORIGIN.sha256}'`);
  });

  it('holds every array in one line, as programs that read line by line need it', () => {
    for (const line of project.split('\n')) {
      expect(line).toMatch(/^($|#|\$old_group = |@(args|x|y|journal) = \(.*\);$|\[record\]|1;)/);
    }
  });
});

/**
 * The Python that has Larch, by `XANOPY_LARCH` or the system's own; null without any. Debian has no package of Larch: where it is not
 * installed by hand (`pip install xraylarch`), as in CI, the round trip through it is left out and our own reader alone reads back.
 */
function pythonWithLarch(): string | null {
  for (const python of [process.env.XANOPY_LARCH, 'python3']) {
    if (!python) continue;
    try {
      execFileSync(python, ['-c', 'import larch.io.athena_project'], { stdio: 'ignore', timeout: 60_000 });
      return python;
    } catch {
      // Not this one.
    }
  }
  return null;
}

const SCRIPT = `
import json, sys
from larch.io.athena_project import is_athena_project, read_athena
from larch.xafs import pre_edge
name = sys.argv[1]
assert is_athena_project(name)
project = read_athena(name, do_preedge=False, do_bkg=False, do_fft=False)
out = []
for group in vars(project).values():
    if not hasattr(group, 'mu'):
        continue
    bkg = getattr(group, 'bkg_params', None) or group.athena_params.bkg  # by version
    pre_edge(group, e0=float(bkg.e0), pre1=float(bkg.pre1), pre2=float(bkg.pre2),
             norm1=float(bkg.nor1), norm2=float(bkg.nor2), nnorm=int(bkg.nnorm) - 1)
    out.append(dict(label=group.label, n=len(group.energy), first=float(group.energy[0]), mu=float(group.mu[-1]),
                    e0=float(bkg.e0), step=float(group.edge_step), written=float(bkg.step)))
print('RESULT' + json.dumps(out))
`;

const python = pythonWithLarch();
if (python === null) {
  process.stderr.write('Left out: reading with Larch, which no python3 here (or in XANOPY_LARCH) has.\n');
}

describe.skipIf(python === null)('Athena project in Larch (skipped where no Python has it)', () => {
  let folder = '';
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'xanopy-larch-'));
  });
  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  it('is read, and the same fit there gives the same edge step', () => {
    const file = join(folder, 'a.prj');
    writeFileSync(file, gzipSync(new TextEncoder().encode(project)));
    const printed = execFileSync(python ?? '', ['-c', SCRIPT, file], { encoding: 'utf8', timeout: 120_000 });
    const result: unknown = JSON.parse(printed.slice(printed.indexOf('RESULT') + 6));
    const { raw, normalisation: done } = groups[2].analysis.prepared;
    expect(result).toHaveLength(4);
    expect(result).toContainEqual({
      label: 'twice',
      n: raw.energy.length,
      first: raw.energy[0],
      mu: raw.mu[raw.mu.length - 1],
      e0: groups[2].analysis.prepared.e0,
      step: expect.closeTo(done.edgeStep, 2) as number,
      written: done.edgeStep,
    });
  }, 150_000);
});
