import { createHash } from 'node:crypto';
import { zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { testReference } from '../domain/references/testing';
import { syntheticSpectrum } from '../domain/testing/synthetic';
import type { PrepareOptions } from '../domain/spectrum/prepare';
import type { Scan, Source } from '../readers/types';
import type { Engine, Examination, FileOutcome } from './api';
import { examineFile } from './chain';
import { createEngine } from './engine';
import { nodeSymmetry } from './moyo-node';
import { TINY_MODELS } from './testing';
import { buffersOfExamination } from './transfer';

const { 'manifest.json': manifest, 'Fe.json': model } = TINY_MODELS;

/** An engine over files in memory, and how often each was asked for. */
function engineWith(files: Record<string, string>) {
  const asked: string[] = [];
  const engine = createEngine((name) => {
    asked.push(name);
    return name in files
      ? Promise.resolve(new TextEncoder().encode(files[name]))
      : Promise.reject(new Error('not found'));
  }, nodeSymmetry);
  return { engine, asked, files };
}

/** A scan whose columns are plain, with its edge where it is told. */
function scanAt(edge: number): Scan {
  const { energy, mu } = syntheticSpectrum({ edge });
  return {
    id: '1',
    title: '',
    channels: [
      { label: 'energy', unit: 'eV', role: 'energy', values: energy },
      { label: 'mu', role: 'mu', values: mu },
    ],
    metadata: [],
    warnings: [],
  };
}

const examine = (engine: Engine, edge = 7112, options: PrepareOptions = {}): Promise<Examination> =>
  engine.examine(scanAt(edge), 'columns', {}, options);

describe('examine', () => {
  it('answers from the votes of the forest of the element at the edge', async () => {
    const { engine } = engineWith({ 'manifest.json': manifest, 'Fe.json': model });
    expect(await examine(engine)).toMatchObject({
      kind: 'answered',
      reading: { attribution: { energyColumn: 'energy (eV)', muExpression: 'mu' } },
      analysis: {
        element: 'Fe',
        modelVersion: '1.test',
        answer: { environment: [{ cn: 6, motifs: ['octahedral'] }], firstEntryShare: 1 },
      },
    });
  });

  it('loads every file once', async () => {
    const { engine, asked } = engineWith({ 'manifest.json': manifest, 'Fe.json': model });
    await Promise.all([examine(engine), examine(engine)]);
    expect(asked.filter((name) => name === 'Fe.json')).toHaveLength(1);
    expect(asked.filter((name) => name === 'manifest.json')).toHaveLength(1);
  });

  it('tries again after a failed load, and shows the spectrum all the same', async () => {
    const { engine, files } = engineWith({ 'manifest.json': manifest });
    const failed = await examine(engine);
    expect(failed).toMatchObject({ kind: 'failed', reading: { spectrum: { signal: 'absorption' } } });
    files['Fe.json'] = model;
    expect((await examine(engine)).kind).toBe('answered');
  });

  it('refuses a model file that is not the one the manifest names', async () => {
    const { engine } = engineWith({ 'manifest.json': manifest, 'Fe.json': `${model} ` });
    expect(await examine(engine)).toMatchObject({ kind: 'failed', error: { code: 'model-invalid' } });
  });

  it('says why an element has no model, and which have one', async () => {
    const { engine } = engineWith({ 'manifest.json': manifest, 'Fe.json': model });
    expect(await examine(engine, 23220)).toMatchObject({
      kind: 'failed',
      error: { code: 'no-model', message: expect.stringMatching(/Rh: only one spectrum.*Fe/) as unknown },
    });
  });

  it('keeps the element that the user chose and warns where the edge disagrees', async () => {
    const { engine } = engineWith({ 'manifest.json': manifest, 'Fe.json': model });
    const examined = await examine(engine, 8333, { element: 'Fe' });
    expect(examined).toMatchObject({ kind: 'answered', analysis: { element: 'Fe' } });
    if (examined.kind === 'answered') {
      expect(examined.analysis.warnings.map(({ code }) => code)).toContain('element-conflict');
    }
  });

  it('hands over nothing that it needs again', async () => {
    const { engine } = engineWith({ 'manifest.json': manifest, 'Fe.json': model });
    const first = await examine(engine);
    const expected = structuredClone(first);
    const buffers = buffersOfExamination(first);
    expect(buffers.length).toBeGreaterThan(4);
    structuredClone(first, { transfer: buffers });
    expect(await examine(engine)).toEqual(expected);
  });
});

/** Two detectors without roles: which of them gives the absorption is open. */
const open: Scan = {
  ...scanAt(7112),
  channels: [
    {
      label: 'energy',
      unit: 'eV',
      role: 'energy',
      values: Float64Array.from({ length: 60 }, (_, i) => 7100 + i),
    },
    { label: 'one', values: Float64Array.from({ length: 60 }, (_, i) => 100 + 3 * Math.sin(i)) },
    { label: 'two', values: Float64Array.from({ length: 60 }, (_, i) => (i < 12 ? 10 : 110) + Math.cos(i)) },
  ],
};

it('asks what a scan leaves open, and shows all options at once', async () => {
  const { engine } = engineWith({});
  const examined = await engine.examine(open, 'columns', {}, {});
  expect(examined).toMatchObject({ kind: 'question', question: { about: 'mu' } });
  if (examined.kind !== 'question') return;
  const { options } = examined.question;
  const previews = await engine.previews(open, 'columns', {}, [
    ...options,
    { label: 'nonsense', choices: { mu: { kind: 'column', column: 99, isNormalised: false } } },
  ]);
  if (!previews.ok) throw new Error(previews.error.message);
  expect(previews.value.map(({ kind }) => kind)).toEqual([...options.map(() => 'curve'), 'text']);
  const [first] = previews.value;
  if (first?.kind === 'curve') expect([first.energy.length, first.mu.length]).toEqual([60, 60]);
});

it('cross-checks every tree against ml-random-forest', async () => {
  const { engine } = engineWith({ 'manifest.json': manifest, 'Fe.json': model });
  const spectrum = syntheticSpectrum({ edge: 7112 });
  expect(await engine.crossCheck(spectrum, {})).toEqual({
    ok: true,
    value: { forests: 1, trees: 2, identical: 2 },
  });
});

const columnsOfText = (): Uint8Array =>
  new TextEncoder().encode(
    Array.from({ length: 60 }, (_, i) => `${7100 + i} ${i < 12 ? 0.1 : 1.1}`).join('\n'),
  );

async function read(engine: Engine, source: Source, context = {}): Promise<FileOutcome[]> {
  const outcomes: FileOutcome[] = [];
  await engine.read(source, (outcome) => void outcomes.push(outcome), context);
  return outcomes;
}

describe('read', () => {
  it('names a file by the hash of its bytes', async () => {
    const bytes = columnsOfText();
    const [outcome] = await read(engineWith({}).engine, { name: 'scan.dat', path: '', bytes });
    expect(outcome).toMatchObject({
      kind: 'scans',
      source: { name: 'scan.dat', sha256: createHash('sha256').update(bytes).digest('hex') },
    });
    expect('bytes' in outcome.source).toBe(false);
  });

  it('hands over the files of an archive one by one and stops where it is told', async () => {
    const { engine } = engineWith({});
    const bytes = zipSync({ 'a.dat': columnsOfText(), 'b.dat': columnsOfText() });
    const archive = { name: 'two.zip', path: '', bytes };
    expect((await read(engine, archive)).map(({ source }) => source.name)).toEqual(['a.dat', 'b.dat']);

    const stop = new AbortController();
    const seen: FileOutcome[] = [];
    const onOutcome = (outcome: FileOutcome): void => {
      seen.push(outcome);
      stop.abort();
    };
    await engine.read(archive, onOutcome, { signal: stop.signal });
    expect(seen.map(({ kind, source }) => `${source.name} ${kind}`)).toEqual([
      'a.dat scans',
      'two.zip failed',
    ]);
  });
});

it('takes a file from its bytes to its answers', async () => {
  const { engine } = engineWith({ 'manifest.json': manifest, 'Fe.json': model });
  const { energy, mu } = syntheticSpectrum({ edge: 7112 });
  const text = Array.from(energy, (e, i) => `${e} ${mu[i]}`).join('\n');
  const bytes = zipSync({ 'fe.dat': new TextEncoder().encode(text), 'empty.dat': new Uint8Array() });
  const examined = await examineFile(engine, { name: 'both.zip', path: '', bytes });
  expect(examined).toMatchObject([
    { kind: 'scan', examination: { kind: 'answered', analysis: { element: 'Fe' } } },
    { kind: 'unread', source: { name: 'empty.dat', path: 'both.zip' } },
  ]);
});

describe('retrain', () => {
  const references = (...materials: string[]) => ({
    name: 'Iron',
    references: materials.map((material) => testReference({ id: material, material })),
  });

  it('refuses what cannot be learnt from before it loads training spectra', async () => {
    const { engine, asked } = engineWith({ 'manifest.json': manifest, 'Fe.json': model });
    expect(await engine.retrain('Fe', references('Fe2O3'))).toMatchObject({
      ok: false,
      error: { code: 'references-few' },
    });
    expect(await engine.retrain('Fe', references('Fe2O3', 'FeO'))).toMatchObject({
      ok: false,
      error: { code: 'training-unavailable' },
    });
    expect(asked).toEqual(['manifest.json', 'Fe.json']);
  });
});
