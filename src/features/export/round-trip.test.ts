import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { describe, expect, it } from 'vitest';
import { resultOf } from '../../exporters/result';
import { xdiOf } from '../../exporters/xdi';
import { leftOut, sharedFolder, sharedSources } from '../../readers/testing';
import { examineFile } from '../../worker/chain';
import { createEngine } from '../../worker/engine';
import { nodeSymmetry } from '../../worker/moyo-node';

const engine = createEngine(
  (name) => Promise.resolve(new Uint8Array(readFileSync(`public/models/${name}`))),
  nodeSymmetry,
);
const PROVENANCE = { appVersion: 'test', created: new Date('2026-01-01T00:00:00Z') };

/** The spectrum of a file and its analysis, as the page gets them. */
async function analysed(name: string, bytes: Uint8Array) {
  const [examined] = await examineFile(engine, { name, path: '', bytes });
  if (examined.kind === 'unread') throw new Error(examined.error.message);
  const { file, scan, examination } = examined;
  if (examination.kind !== 'answered') throw new Error(JSON.stringify(examination));
  const { reading, analysis } = examination;
  const origin = {
    sha256: file.source.sha256,
    scan: scan.title,
    signal: reading.spectrum.signal,
    attribution: reading.attribution,
    requested: {},
    remarks: [],
  };
  return { analysis, origin, metadata: scan.metadata };
}

async function expectSameAnswer(name: string, bytes: Uint8Array): Promise<void> {
  const first = await analysed(name, bytes);
  const text = xdiOf({ file: name, ...first }, PROVENANCE);
  const again = await analysed(`${name}.xdi`, new TextEncoder().encode(text));
  const [before, after] = [first, again].map(({ analysis, origin }) => resultOf(name, analysis, origin));
  expect(after.e0).toBeCloseTo(before.e0, 6);
  expect(after.element).toBe(before.element);
  expect(after.ranking).toEqual(before.ranking);
  expect(after.window.from).toBeCloseTo(before.window.from, 6);
}

describe('a normalised spectrum exported as XDI', () => {
  it.each(['Fe2O3-Fe-computed.xdi', 'CaCrO4-Cr-computed.xdi', 'CuO-Cu-computed.xdi'])(
    'gives the same answer again (%s)',
    async (name) => {
      await expectSameAnswer(name, new Uint8Array(readFileSync(`public/examples/${name}`)));
    },
  );

  const scans = ['V2O5.xdi', 'cr2o3_rt_001.xdi', 'k2cro4_rt_001.xdi', 'MnO_rt_01.xdi'];
  it.skipIf(leftOut(sharedFolder('experiment/xas-data-library') === null, 'experiment/xas-data-library'))(
    'gives the same answer again for raw scans (skipped without the folder of measured scans)',
    async () => {
      const sources = sharedSources('experiment/xas-data-library').filter(({ name }) =>
        scans.includes(basename(name)),
      );
      expect(sources.map(({ name }) => name).sort()).toEqual([...scans].sort());
      for (const { name, bytes } of sources) await expectSameAnswer(name, bytes);
    },
  );
});
