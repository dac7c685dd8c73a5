import { expect, it } from 'vitest';
import type { ModelEntry } from '../../domain/forest/manifest';
import { limitsOf } from './limits';

const measures = { materials: 200, cnRanking: 0.9, leadingCn: 0.9, firstEntry: 0.8, jaccard: 0.85 };

const SOUND: ModelEntry = {
  kind: 'forest',
  element: 'Fe',
  group: 'transition metal',
  spectra: 300,
  materials: 200,
  sources: [{ source: 'feff10', spectra: 300 }],
  heldOut: [],
  file: 'Fe.json',
  sha256: '0'.repeat(64),
  bytes: 1,
  gzippedBytes: 1,
  version: '1',
  recipe: 'r',
  borrowedSpectra: 0,
  library: null,
  cnClasses: [
    { label: [6], support: 120 },
    { label: [4], support: 80 },
  ],
  motifClasses: [
    {
      cn: 6,
      classes: [
        { label: ['octahedral'], support: 100 },
        { label: ['pentagonal pyramidal'], support: 20 },
      ],
    },
  ],
  measures,
  baselineMeasures: { ...measures, jaccard: 0.5 },
  labelEntropy: 1,
};

it('finds nothing to say against a sound model', () => {
  expect(limitsOf(SOUND)).toEqual([]);
});

it.each([
  ['few materials', { materials: 20 }, /^Only 20 materials/],
  ['one ranking dominates', { cnClasses: [{ label: [6], support: 95 }, { label: [4], support: 5 }] }, /^95.%.*CN 6/], // prettier-ignore
  ['no choice of motifs', { motifClasses: [{ cn: 3, classes: [{ label: ['T-shaped'], support: 4 }] }] }, /^CN 3: one motif ranking/], // prettier-ignore
  ['hardly better than the baseline', { baselineMeasures: { ...measures, jaccard: 0.84 } }, /hardly better/],
])('names the limit: %s', (_, changes, expected) => {
  expect(limitsOf({ ...SOUND, ...changes })).toEqual([expect.stringMatching(expected)]);
});

it('says nothing about an element without a model', () => {
  const { element, group, spectra, materials, sources, heldOut } = SOUND;
  expect(
    limitsOf({ kind: 'none', element, group, spectra, materials, sources, heldOut, reason: 'Too few.' }),
  ).toEqual([]);
});
