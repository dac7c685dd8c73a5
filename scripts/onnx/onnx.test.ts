import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as v from 'valibot';
import { expect, it } from 'vitest';
import { votesAt } from '../../src/domain/environment/answer';
import { decodeElementModel } from '../../src/domain/forest/model';
import { prepareSpectrum } from '../../src/domain/spectrum/prepare';
import { syntheticSpectrum } from '../../src/domain/testing/synthetic';
import { compareWithRuntime } from './check';
import { onnxOf, onnxOfAligners } from './model';
import { encodeOnnx } from './proto';

const SPECTRA = 1000;
const outputSchema = v.object({
  of: v.string(),
  shares: v.array(v.tuple([v.number(), v.array(v.union([v.number(), v.string()]))])),
});

// Few elements for the sake of time, among them one with many coordination numbers; the export checks all.
it.each(['Cu', 'Ru', 'Mg'])(
  `the ONNX models of %s vote and align as our forests do for ${SPECTRA} windows`,
  async (element) => {
    const json: unknown = JSON.parse(await readFile(`public/models/${element}.json`, 'utf8'));
    const model = decodeElementModel(json);
    const found = await compareWithRuntime(model, SPECTRA);
    const voting = [...model.motifs].filter(([, { forests }]) => forests.length > 0);
    expect([...found.keys()]).toEqual([
      'cn',
      ...voting.map(([cn]) => `motifs_${cn}`),
      ...model.views.map((_, view) => `correction_${view}`),
    ]);
    for (const { rows, different, distinct } of found.values()) {
      expect([rows, different]).toEqual([SPECTRA, 0]);
      // Inputs that all get one answer would compare little.
      expect(distinct).toBeGreaterThan(10);
    }
  },
  120_000,
);

const PYTHON = process.env.PYTHON ?? 'python3';
const hasRuntime = spawnSync(PYTHON, ['-c', 'import numpy, onnxruntime']).status === 0;

it.skipIf(!hasRuntime)(
  'the Python example gives the votes of our forests (skipped where onnxruntime is absent)',
  async () => {
    const json: unknown = JSON.parse(await readFile('public/models/Fe.json', 'utf8'));
    const model = decodeElementModel(json);
    const folder = mkdtempSync(join(tmpdir(), 'xanopy-onnx-'));
    try {
      writeFileSync(join(folder, 'Fe.onnx'), encodeOnnx(onnxOf(model)));
      const aligners = onnxOfAligners(model);
      if (aligners) writeFileSync(join(folder, 'Fe.aligner.onnx'), encodeOnnx(aligners));
      const { raw, normalisation, e0 } = prepareSpectrum(syntheticSpectrum({ edge: 7112, slope: 1e-4 }));
      const curve = { energy: raw.energy, mu: normalisation.mu };
      const rows = Array.from(curve.energy, (energy, i) => `${energy} ${curve.mu[i]}`);
      writeFileSync(join(folder, 'scan.dat'), rows.join('\n'));
      const { stdout, stderr } = spawnSync(
        PYTHON,
        ['examples/python/onnx_example.py', folder, 'Fe', join(folder, 'scan.dat'), String(e0)],
        { encoding: 'utf8' },
      );
      if (stdout === '') throw new Error(stderr);
      const printed = stdout
        .trimEnd()
        .split('\n')
        .map((line) => v.parse(outputSchema, JSON.parse(line)));
      const { cn, motifs } = votesAt(model, curve, e0);
      const sorted = (pairs: readonly (readonly [number, unknown])[]) =>
        pairs.map(([share, label]) => `${share.toFixed(9)} ${String(label)}`).sort();
      for (const { of, shares } of printed) {
        const ours = of === 'cn' ? cn : motifs.get(Number(of.replace('motifs_', '')));
        // The example asks for the motifs of all coordination numbers, ours for those with a vote.
        if (ours) expect(sorted(shares)).toEqual(sorted(ours.map(({ share, label }) => [share, label])));
      }
      expect(printed[0]).toMatchObject({ of: 'cn' });
    } finally {
      rmSync(folder, { recursive: true });
    }
  },
);
