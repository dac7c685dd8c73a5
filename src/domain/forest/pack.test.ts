import { describe, expect, it } from 'vitest';
import type { LibraryJson } from '../confidence/library';
import { XanopyError } from '../errors';
import type { ElementModelJson } from './model';
import { decodePack, encodePack, LARGEST_PACK, markOf, openBody, packOf, type PackContent } from './pack';

/** CN 6 where the first intensity is low, else CN 4; 200 features. */
const model: ElementModelJson = {
  format: 'xanopy-model',
  formatVersion: 2,
  element: 'Fe',
  kind: 'forest',
  version: 'test-1',
  views: [
    {
      features: { scale: 'maximum', blocks: ['intensity'] },
      frame: { isFlattened: false, aligner: null },
    },
  ],
  cn: {
    classes: [[6], [4]],
    prior: [0.5, 0.5],
    forests: [{ classCount: 2, featureCount: 200, treeCount: 1, nodes: [0, -1, -2], thresholds: [10] }],
  },
  motifs: [{ cn: 6, classifier: { classes: [['octahedral']], prior: [1], forests: [] } }],
};
const library: LibraryJson = {
  format: 'xanopy-library',
  formatVersion: 1,
  element: 'Fe',
  spectra: [
    {
      material: 'm',
      formula: 'FeO',
      environment: [{ cn: 6, motifs: ['octahedral'] }],
      offset: 0,
      mu: [0, 500],
    },
  ],
};
const content: PackContent = {
  name: 'Ours',
  version: '3',
  origin: 'yours',
  licence: 'CC BY 4.0',
  citation: 'Somebody, 2026',
  provenance: 'Made for this test.',
  created: '2026-11-29T04:00:00Z',
  models: [{ model, library, spectra: 12 }],
};

interface Json {
  [key: string]: Json | (Json | null)[] | string | number | number[] | null;
}
/** The pack as anybody could write it, changed, with hashes that fit where `change` leaves them alone. */
function changedText(change: (pack: Json) => void): string {
  const json = JSON.parse(encodePack(packOf(content))) as Json;
  change(json);
  return JSON.stringify(json);
}
const withModel = (change: Partial<ElementModelJson>): PackContent => ({
  ...content,
  models: [{ model: { ...model, ...change } }],
});
const forest = model.cn.forests[0];
const withForest = (change: Partial<typeof forest>): PackContent =>
  withModel({ cn: { ...model.cn, forests: [{ ...forest, ...change }] } });

function codeOf(work: () => unknown): string {
  try {
    work();
  } catch (error) {
    if (error instanceof XanopyError) return error.code;
    throw error;
  }
  return 'none';
}

describe('a model pack', () => {
  it('comes back as it was written', () => {
    const pack = packOf(content);
    const text = encodePack(pack);
    const again = decodePack(text);
    expect(again).toEqual(pack);
    expect(encodePack(again)).toBe(text);
    expect(markOf(again.head)).toEqual({
      name: 'Ours',
      version: '3',
      origin: 'yours',
      citation: 'Somebody, 2026',
      sha256: pack.head.sha256,
    });
    const { model: opened, library } = openBody(again.bodies[0]);
    expect(opened.cn.classes).toEqual([[6], [4]]);
    expect(library?.spectra[0].formula).toBe('FeO');
  });

  it('has another hash for other models, names or licences', () => {
    const hashes = [
      content,
      { ...content, name: 'Theirs' },
      { ...content, licence: 'MIT' },
      withForest({ thresholds: [11] }),
    ].map((one) => packOf(one).head.sha256);
    expect(new Set(hashes).size).toBe(4);
  });
});

describe('refuses', () => {
  it.each<[string, string, (pack: Json) => void]>([
    ['another format', 'pack-invalid', (pack) => (pack.format = 'xanopy-session')],
    ['an unknown version', 'pack-version', (pack) => (pack.formatVersion = 2)],
    ['a missing licence', 'pack-invalid', (pack) => delete pack.licence],
    ['an unknown origin', 'pack-invalid', (pack) => (pack.origin = 'heaven')],
    ['a name of two lines', 'pack-invalid', (pack) => (pack.name = 'Shipped\nwith Xanopy')],
    ['an endless name', 'pack-invalid', (pack) => (pack.name = 'x'.repeat(81))],
    ['no models', 'pack-invalid', (pack) => (pack.models = [])],
    ['models that are none', 'pack-invalid', (pack) => (pack.models = 'Fe')],
    ['a model that is null', 'pack-invalid', (pack) => (pack.models = [null, null])],
    ['a field nobody knows', 'pack-invalid', (pack) => (pack.script = 'alert(1)')],
    ['a changed name', 'pack-hash', (pack) => (pack.name = 'Shipped')],
    ['a changed licence', 'pack-hash', (pack) => (pack.licence = 'none')],
    [
      'a changed model',
      'pack-hash',
      (pack) => ((pack.models as Json[])[0].model = { ...model, version: 'x' } as unknown as Json),
    ],
    ['a changed library', 'pack-hash', (pack) => delete (pack.models as Json[])[0].library],
    ['a wrong hash', 'pack-hash', (pack) => (pack.sha256 = '0'.repeat(64))],
  ])('%s', (_, code, change) => {
    expect(codeOf(() => decodePack(changedText(change)))).toBe(code);
  });

  it.each<[string, PackContent]>([
    ['a tree that ends too early', withForest({ nodes: [0, -1] })],
    ['nodes left over', withForest({ nodes: [0, -1, -2, -1] })],
    ['a feature out of range', withForest({ nodes: [200, -1, -2] })],
    ['a class out of range', withForest({ nodes: [0, -1, -3] })],
    ['a tree without nodes', withForest({ treeCount: 4_000_000_000 })],
    ['countless classes', withForest({ classCount: 1e9 })],
    ['countless features', withForest({ featureCount: 1e9 })],
    ['a forest that does not fit the features', withForest({ featureCount: 100 })],
    ['a threshold that is missing', withForest({ thresholds: [] })],
    ['two forests for one view', withModel({ cn: { ...model.cn, forests: [forest, forest] } })],
    ['shares that do not sum to 1', withModel({ cn: { ...model.cn, prior: [0.5, 0.1] } })],
    ['negative shares', withModel({ cn: { ...model.cn, prior: [1.5, -0.5] } })],
    ['a coordination number of nothing', withModel({ cn: { ...model.cn, classes: [[6], [0]] } })],
    ['a ranking with a number twice', withModel({ cn: { ...model.cn, classes: [[6], [4, 4]] } })],
    ['an empty ranking', withModel({ cn: { ...model.cn, classes: [[6], []] } })],
    ['a motif of another number', withModel({ motifs: [{ cn: 4, classifier: model.motifs[0].classifier }] })],
    [
      'motifs of a number that has none',
      withModel({ motifs: [{ cn: 9, classifier: model.motifs[0].classifier }] }),
    ],
    ['motifs of one number twice', withModel({ motifs: [...model.motifs, ...model.motifs] })],
    ['countless views', withModel({ views: Array.from({ length: 9 }, () => model.views[0]) })],
    [
      'an unknown feature recipe',
      withModel({ views: [{ ...model.views[0], features: { scale: 'x' as 'area', blocks: [] } }] }),
    ],
    ['a model file of another version', withModel({ formatVersion: 3 as 2 })],
    [
      'a library of another element',
      { ...content, models: [{ model, library: { ...library, element: 'Cu' } }] },
    ],
    [
      'a library beyond its grid',
      {
        ...content,
        models: [{ model, library: { ...library, spectra: [{ ...library.spectra[0], offset: 103 }] } }],
      },
    ],
  ])('%s', (_, bad) => {
    expect(codeOf(() => packOf(bad))).toBe('pack-model');
  });

  it('elements that are none, or twice', () => {
    expect(codeOf(() => packOf(withModel({ element: 'constructor' })))).toBe('pack-invalid');
    expect(codeOf(() => packOf({ ...content, models: [{ model }, { model }] }))).toBe('pack-invalid');
  });

  it('a model under the name of another element', () => {
    const body = packOf(content).bodies[0];
    expect(codeOf(() => openBody({ ...body, element: 'Cu' }))).toBe('pack-model');
    expect(codeOf(() => openBody({ ...body, model: [] }))).toBe('pack-invalid');
  });

  it.each(['__proto__', 'constructor', 'prototype'])('the field %s, however deep', (key) => {
    const text = encodePack(packOf(content));
    expect(codeOf(() => decodePack(text.replace('{', `{"${key}":{"origin":"shipped"},`)))).toBe(
      'pack-invalid',
    );
    expect(codeOf(() => decodePack(text.replace('{"scale"', `{"${key}":{},"scale"`)))).toBe('pack-invalid');
    expect({}).not.toHaveProperty('origin');
  });

  it('what is cut off, no JSON, nested without end, or too large', () => {
    const text = encodePack(packOf(content));
    for (const end of [0, 1, 100, text.length >> 1, text.length - 3])
      expect(codeOf(() => decodePack(text.slice(0, end)))).toBe('pack-invalid');
    expect(codeOf(() => decodePack('[]'))).toBe('pack-invalid');
    expect(
      codeOf(() => decodePack(`{"format":"xanopy-pack","models":${'['.repeat(1e5)}${']'.repeat(1e5)}}`)),
    ).toBe('pack-version');
    expect(codeOf(() => decodePack(' '.repeat(LARGEST_PACK + 1)))).toBe('pack-too-large');
  });

  it('every change of a character, or reads the same', { timeout: 60_000 }, () => {
    const text = encodePack(packOf(content));
    const whole = decodePack(text);
    for (let i = 0; i < text.length; i += 3) {
      const changed = `${text.slice(0, i)}${text[i] === '7' ? '8' : '7'}${text.slice(i + 1)}`;
      let code = 'none';
      try {
        expect(decodePack(changed)).toEqual(whole);
      } catch (error) {
        if (!(error instanceof XanopyError)) throw error;
        ({ code } = error);
      }
      expect(code === 'none' || code.startsWith('pack-'), `${i}: ${code}`).toBe(true);
    }
  });
});
