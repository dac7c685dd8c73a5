import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { MODEL_ELEMENTS } from '../elements';
import { decodeEvaluation } from './evaluation';
import { decodeManifest } from './manifest';
import { decodeElementModel } from './model';

const MODELS = join(import.meta.dirname, '..', '..', '..', 'public', 'models');
const read = (name: string): Buffer => readFileSync(join(MODELS, name));
const parse = (name: string): unknown => JSON.parse(read(name).toString('utf8'));

describe('the shipped models', () => {
  const manifest = decodeManifest(parse('manifest.json'));

  it('name every element once, with a model or a reason', () => {
    expect(manifest.elements.map(({ element }) => element)).toEqual(
      MODEL_ELEMENTS.filter((element) => manifest.elements.some((entry) => entry.element === element)),
    );
    for (const entry of manifest.elements)
      if (entry.kind !== 'forest') expect(entry.reason.length).toBeGreaterThan(20);
  });

  it('are the files that the manifest describes', () => {
    for (const entry of manifest.elements) {
      if (entry.kind === 'none') continue;
      const bytes = read(entry.file);
      expect(createHash('sha256').update(bytes).digest('hex'), entry.element).toBe(entry.sha256);
      expect(bytes.length, entry.element).toBe(entry.bytes);
      const model = decodeElementModel(parse(entry.file));
      expect([model.element, model.kind, model.version]).toEqual([entry.element, entry.kind, entry.version]);
      expect(entry.cnClasses.map(({ label }) => label)).toEqual(model.cn.classes);
      expect(model.cn.prior.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 9);
      expect(model.cn.forests.length > 0).toBe(entry.kind === 'forest');
    }
  });

  it('beat the baseline wherever a forest ships', () => {
    for (const entry of manifest.elements) {
      if (entry.kind !== 'forest' || !entry.measures || !entry.baselineMeasures) continue;
      const { measures, baselineMeasures } = entry;
      const gains = (['cnRanking', 'jaccard'] as const).map((key) => measures[key] - baselineMeasures[key]);
      expect(Math.min(...gains), entry.element).toBeGreaterThanOrEqual(0);
      expect(Math.max(...gains), entry.element).toBeGreaterThan(0);
    }
  });

  it('stay below 1 MiB gzipped each', () => {
    for (const entry of manifest.elements) {
      if (entry.kind === 'none') continue;
      expect(gzipSync(read(entry.file)).length, entry.element).toBeLessThan(2 ** 20);
    }
  });

  it('are evaluated by a valid file', () => {
    const evaluation = decodeEvaluation(parse('evaluation.json'));
    expect(evaluation.elements.length).toBe(manifest.elements.filter(({ kind }) => kind !== 'none').length);
  });
});

it('refuses a manifest that is none, naming the fault', () => {
  expect(() => decodeManifest({ format: 'xanopy-manifest', formatVersion: 2 })).toThrow(/formatVersion/);
  expect(() => decodeManifest({ format: 'xanopy-manifest', formatVersion: 1 })).not.toThrow(/formatVersion/);
});
