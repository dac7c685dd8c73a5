import { describe, expect, it } from 'vitest';
import { cutWindow } from '../spectrum/window';
import {
  decodeReferences,
  encodeReferences,
  faultOfLabel,
  parseReferences,
  type OwnReference,
} from './library';
import { ownNeighbours } from './neighbours';
import { testReference } from './testing';

const second = testReference({
  id: 'two',
  name: 'phosphate.xdi',
  material: 'FePO4',
  environment: [{ cn: 4, motifs: ['tetrahedral'] }],
}, 0.4); // prettier-ignore

const library = { name: 'Iron', references: [testReference(), second] };
const read = (...references: OwnReference[]) =>
  decodeReferences(encodeReferences({ name: 'Iron', references }));

describe('a library', () => {
  it('comes back from its file', () => {
    const back = parseReferences(JSON.stringify(encodeReferences(library)));
    expect(back.name).toBe('Iron');
    expect(back.references[1]).toMatchObject({ name: 'phosphate.xdi', environment: second.environment });
    back.references.forEach(({ energy, mu }, i) => {
      expect(energy).toHaveLength(library.references[i].energy.length);
      mu.forEach((value, k) => {
        expect(value).toBeCloseTo(library.references[i].mu[k], 5);
      });
    });
  });

  it.each([
    ['references-invalid', { energy: Float64Array.of(1, 2, 3), mu: Float64Array.of(0, 0, 1) }],
    ['references-invalid', { mu: testReference().mu.slice(1) }],
    ['references-invalid', { energy: testReference().energy.toReversed() }],
    ['references-invalid', { e0: 7060, energy: testReference().energy.map((at) => at + 200) }],
    ['references-invalid', { name: 'two\nlines' }],
    ['references-invalid', { mu: testReference().mu.fill(Infinity) }],
    ['references-element', { element: 'Cu' }],
    ['references-element', { element: 'Xx' }],
    ['references-element', { element: 'constructor' }],
    ['references-label', { environment: [] }],
    ['references-label', { environment: [{ cn: 6, motifs: ['tetrahedral'] }] }],
  ] satisfies [string, Partial<OwnReference>][])('refuses with %s (%#)', (code, changes) => {
    expect(() => read(testReference(changes))).toThrow(expect.objectContaining({ code }));
  });

  it('refuses what is no library, and what calls itself another version', () => {
    for (const text of ['', '{', '[]', '{"format":"xanopy-session"}', JSON.stringify({ ...encodeReferences(library), formatVersion: 2 })])
      expect(() => parseReferences(text)).toThrow(expect.objectContaining({ code: 'references-invalid' }));
  }); // prettier-ignore

  it('refuses two labels of one material, whatever its letters, and the same id twice', () => {
    const other = { ...second, material: 'fe2o3' };
    expect(() => read(testReference(), other)).toThrow(
      'hematite.xdi and phosphate.xdi are both Fe2O3, but one is labelled CN 6 (octahedral > pentagonal pyramidal), the other CN 4 (tetrahedral).',
    );
    expect(() => read(testReference(), { ...second, id: 'one' })).toThrow('stands in the library twice');
    expect(read(testReference(), { ...testReference(), id: 'again' }).references).toHaveLength(2);
  });
});

it.each([
  [[{ cn: 6, motifs: [] }], null],
  [[{ cn: 12, motifs: ['cuboctahedral'] }], null],
  [[{ cn: 13, motifs: [] }], '13 is no coordination number from 1 to 12'],
  [[{ cn: 4.5, motifs: [] }], '4.5 is no coordination number from 1 to 12'],
  [
    [
      { cn: 6, motifs: [] },
      { cn: 6, motifs: [] },
    ],
    'it names a coordination number twice',
  ],
  [[{ cn: 4, motifs: ['tetrahedral', 'tetrahedral'] }], 'it names a motif of CN 4 twice'],
])('judges the label %j', (label, fault) => {
  expect(faultOfLabel(label)).toBe(fault);
});

it('finds the nearest own references and leaves the scan itself out', () => {
  const { energy, mu, e0 } = testReference();
  const window = cutWindow({ energy, mu }, e0);
  const elsewhere = { sha256: 'b'.repeat(64), scan: '1' };
  const found = ownNeighbours(window, 'Fe', library.references, elsewhere);
  expect(found.map(({ formula, isOwn }) => [formula, isOwn])).toEqual([
    ['hematite.xdi', true],
    ['phosphate.xdi', true],
  ]);
  expect(found[0].distance).toBeLessThan(1e-3);
  expect(ownNeighbours(window, 'Fe', library.references, { sha256: 'a'.repeat(64), scan: '1' })).toEqual([]);
  expect(ownNeighbours(window, 'Cu', library.references, elsewhere)).toEqual([]);
});
