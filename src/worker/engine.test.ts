import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { PAPER_FEATURES } from '../domain/features';
import { decodeForest } from '../domain/forest/codec';
import { encodeElementModel } from '../domain/forest/model';
import { syntheticSpectrum } from '../domain/testing/synthetic';
import { createEngine } from './engine';

/** Iron: the first post-edge point decides between two rankings; a second tree always says octahedral. */
const model = JSON.stringify(
  encodeElementModel({
    element: 'Fe',
    kind: 'forest',
    version: '1.test',
    features: PAPER_FEATURES,
    cn: {
      classes: [[6], [4]],
      prior: [0.5, 0.5],
      forest: decodeForest({
        classCount: 2,
        featureCount: 200,
        treeCount: 2,
        nodes: [0, -1, -2, -1],
        thresholds: [499],
      }),
    },
    motifs: new Map([[6, { classes: [['octahedral']], prior: [1], forest: null }]]),
    calibration: null,
  }),
);
const measured = { spectra: 12, materials: 10, sources: [], group: 'transition metal' };
const manifest = JSON.stringify({
  format: 'xanopy-manifest',
  formatVersion: 1,
  version: '1.test',
  recipe: { name: 'test', seed: 'test', minimumSupport: 1, cnThreshold: 0.2, motifThreshold: 0.05 },
  elements: [
    {
      ...measured,
      element: 'Fe',
      kind: 'forest',
      file: 'Fe.json',
      sha256: createHash('sha256').update(model).digest('hex'),
      bytes: model.length,
      gzippedBytes: model.length,
      version: '1.test',
      recipe: 'test',
      cnClasses: [{ label: [6], support: 5 }],
      motifClasses: [],
      measures: null,
      baselineMeasures: null,
      labelEntropy: 1,
    },
    { ...measured, element: 'Rh', kind: 'none', reason: 'only one spectrum.' },
  ],
});

/** An engine over files in memory, and how often each was asked for. */
function engineWith(files: Record<string, string>) {
  const asked: string[] = [];
  const engine = createEngine((name) => {
    asked.push(name);
    return name in files
      ? Promise.resolve(new TextEncoder().encode(files[name]))
      : Promise.reject(new Error('not found'));
  });
  return { engine, asked, files };
}

const iron = { spectrum: syntheticSpectrum({ edge: 7112 }), options: {} };

describe('analyse', () => {
  it('answers from the votes of the forest of the element at the edge', async () => {
    const { engine } = engineWith({ 'manifest.json': manifest, 'Fe.json': model });
    const analysed = await engine.analyse(iron);
    expect(analysed).toMatchObject({
      ok: true,
      value: {
        element: 'Fe',
        modelVersion: '1.test',
        answer: { environment: [{ cn: 6, motifs: ['octahedral'] }], firstEntryShare: 1 },
      },
    });
  });

  it('loads every file once', async () => {
    const { engine, asked } = engineWith({ 'manifest.json': manifest, 'Fe.json': model });
    await Promise.all([engine.analyse(iron), engine.analyse(iron), engine.preload('Fe')]);
    expect(asked.filter((name) => name === 'Fe.json')).toHaveLength(1);
    expect(asked.filter((name) => name === 'manifest.json')).toHaveLength(1);
  });

  it('tries again after a failed load', async () => {
    const { engine, files } = engineWith({ 'manifest.json': manifest });
    expect((await engine.analyse(iron)).ok).toBe(false);
    files['Fe.json'] = model;
    expect((await engine.analyse(iron)).ok).toBe(true);
  });

  it('refuses a model file that is not the one the manifest names', async () => {
    const { engine } = engineWith({ 'manifest.json': manifest, 'Fe.json': `${model} ` });
    expect(await engine.analyse(iron)).toMatchObject({ ok: false, error: { code: 'model-invalid' } });
  });

  it('says why an element has no model, and which have one', async () => {
    const { engine } = engineWith({ 'manifest.json': manifest, 'Fe.json': model });
    const analysed = await engine.analyse({ spectrum: syntheticSpectrum({ edge: 23220 }), options: {} });
    expect(analysed).toMatchObject({ ok: false, error: { code: 'no-model' } });
    if (!analysed.ok) expect(analysed.error.message).toMatch(/Rh: only one spectrum.*Fe/);
  });

  it('keeps the element that the user chose and warns where the edge disagrees', async () => {
    const { engine } = engineWith({ 'manifest.json': manifest, 'Fe.json': model });
    const request = { spectrum: syntheticSpectrum({ edge: 8333 }), options: { element: 'Fe' } };
    const analysed = await engine.analyse(request);
    expect(analysed).toMatchObject({ ok: true, value: { element: 'Fe' } });
    if (analysed.ok) expect(analysed.value.warnings.map(({ code }) => code)).toContain('element-conflict');
  });
});

it('cross-checks every tree against ml-random-forest', async () => {
  const { engine } = engineWith({ 'manifest.json': manifest, 'Fe.json': model });
  expect(await engine.crossCheck(iron)).toEqual({ ok: true, value: { forests: 1, trees: 2, identical: 2 } });
});

it('reads a file and names it by the hash of its bytes', async () => {
  const { engine } = engineWith({});
  const bytes = new TextEncoder().encode(
    Array.from({ length: 60 }, (_, i) => `${7100 + i} ${i < 12 ? 0.1 : 1.1}`).join('\n'),
  );
  const [outcome] = await engine.read({ name: 'scan.dat', path: '', bytes });
  expect(outcome).toMatchObject({
    kind: 'scans',
    source: { name: 'scan.dat', sha256: createHash('sha256').update(bytes).digest('hex') },
  });
  expect('bytes' in outcome.source).toBe(false);
});
