import { describe, expect, it } from 'vitest';
import type { Look } from '../domain/forest/looks';
import type { PackMark } from '../domain/forest/pack-mark';
import { methodsSentence, packBibtex, packsIn, type Described } from './methods-sentence';

const AROUND_E0: Look = {
  origin: 'E0',
  from: -15,
  to: 30,
  scale: 'area',
  isAligned: true,
  isFlattened: true,
};
const AT_EDGE: Look = {
  origin: 'edge',
  from: 5,
  to: 64,
  scale: 'maximum',
  isAligned: false,
  isFlattened: false,
};

const answer = (changes: Partial<Described> = {}): Described => ({
  element: 'Fe',
  modelVersion: '2026-11',
  modelKind: 'forest',
  looks: [{ ...AROUND_E0, isFlattened: false }, AROUND_E0],
  prepared: { e0Method: 'half-step' },
  pack: null,
  beside: null,
  ...changes,
});

const PUBLISHED: PackMark = {
  name: 'Forests of 2020: Fe',
  version: '2020',
  origin: 'published',
  citation: 'Zheng, Patterns 1 (2020) 100013',
  sha256: 'ab'.repeat(32),
};
const YOURS: PackMark = {
  name: 'my rust, Fe',
  version: 'yours-1234',
  origin: 'yours',
  citation: 'Xanopy; beamline notes',
  sha256: 'cd'.repeat(32),
};
const published = (changes: Partial<Described> = {}): Described =>
  answer({ modelVersion: 'published-2020', looks: [AT_EDGE], pack: PUBLISHED, ...changes });

const SHIPPED_ONLY = 'trained on spectra of oxides computed with FEFF';

describe('the Methods sentence', () => {
  it('names versions, elements and the ways to E0, each once', () => {
    const sentence = methodsSentence('1.2.3', [
      answer(),
      answer({ element: 'Cu', prepared: { e0Method: 'manual' } }),
      answer(),
    ]);
    expect(sentence).toContain(
      '3 K-edge XANES spectra (Fe and Cu) were analysed with Xanopy 1.2.3 (models 2026-11)',
    );
    expect(sentence).toContain('last crosses half of the edge step and by hand');
    expect(sentence).toContain(
      'cut from 15 eV below to 30 eV above E0, interpolated to 200 points and divided by its mean',
    );
    expect(sentence).toContain(
      'by random forests trained on spectra of oxides computed with FEFF (E0 corrected from the shape of the whole edge, the slope above the edge divided out for half of the trees)',
    );
    expect(sentence).toContain('10.1016/j.patter.2020.100013');
  });

  it('speaks of one spectrum in the singular', () => {
    expect(methodsSentence('1', [answer({ looks: [AROUND_E0] })])).toMatch(
      /^The Fe K-edge XANES spectrum was analysed.*computed with FEFF, after/,
    );
  });

  it('says where there was no forest', () => {
    const lithium = answer({ element: 'Li', modelKind: 'baseline' });
    const alone = methodsSentence('1', [lithium]);
    expect(alone).toContain('predicted by the frequencies of the labels');
    expect(alone).not.toContain('forest');
    const mixed = methodsSentence('1', [lithium, answer()]);
    expect(mixed).toContain('random forests');
    expect(mixed).toContain('where no forest does better');
  });

  it('describes the pack that answered, with its own window, and not the shipped models', () => {
    const sentence = methodsSentence('1', [published()]);
    expect(sentence).toContain(
      '“Forests of 2020: Fe”, version 2020 (published models, models published-2020',
    );
    expect(sentence).toContain('SHA-256 abababababababab; to cite: Zheng, Patterns 1 (2020) 100013)');
    expect(sentence).toContain('not with the models shipped with it');
    expect(sentence).toContain(
      'from 5 eV above to 64 eV above the tabulated edge, wherever E0 lay, interpolated to 200 points and divided by its maximum',
    );
    expect(sentence).toContain('by the random forests of this pack, after Zheng');
    expect(sentence).not.toContain(SHIPPED_ONLY);
    expect(sentence).not.toContain('15 eV below');
  });

  it('names a pack that grew here as own training', () => {
    const sentence = methodsSentence('1', [answer({ pack: YOURS, modelVersion: 'yours-1234' })]);
    expect(sentence).toContain('“my rust, Fe”, version yours-1234 (own training');
    expect(sentence).toContain('to cite: Xanopy; beamline notes');
    expect(sentence).not.toContain(SHIPPED_ONLY);
  });

  it('keeps what the shipped models answered apart from what a pack said beside them', () => {
    const both = answer({ beside: published() });
    const sentence = methodsSentence('1', [both, both, answer({ element: 'Cu' })]);
    const [shipped, beside] = sentence.split(' For comparison ');
    expect(shipped).toContain(
      '3 K-edge XANES spectra (Fe and Cu) were analysed with Xanopy 1 (models 2026-11)',
    );
    expect(shipped).not.toContain('pack');
    expect(beside).toMatch(
      /^the model pack “Forests of 2020: Fe”.* was asked about 2 spectra: cut from 5 eV above/,
    );
  });

  it('gives each set of models a sentence of its own', () => {
    const sentence = methodsSentence('1', [answer({ element: 'Cu' }), published(), published()]);
    expect(sentence).toContain('The Cu K-edge XANES spectrum was analysed with Xanopy 1 (models 2026-11)');
    expect(sentence).toContain('2 K-edge XANES spectra (Fe) were analysed with Xanopy 1 and the model pack');
  });
});

it('cites every pack that had a part, once', () => {
  const packs = packsIn([answer({ beside: published() }), published(), answer({ pack: YOURS })]);
  expect(packs).toEqual([PUBLISHED, YOURS]);
  const entry = packBibtex({ ...YOURS, citation: 'a } b' });
  expect(entry).toMatch(/^@misc\{xanopy-pack-cdcdcdcd,\n {2}title {3}= \{\{my rust, Fe\}\},/);
  expect(entry).toContain('own training');
  expect(entry).toContain('a  b}');
});
