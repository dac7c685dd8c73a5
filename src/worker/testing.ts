import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import { PAPER_FEATURES } from '../domain/features';
import { decodeForest } from '../domain/forest/codec';
import { encodeElementModel } from '../domain/forest/model';
import { PLAIN_FRAME } from '../domain/spectrum/align';

/** Iron: the first post-edge point decides between two rankings; a second tree always says octahedral. */
const model = JSON.stringify(
  encodeElementModel({
    element: 'Fe',
    kind: 'forest',
    version: '1.test',
    views: [{ features: PAPER_FEATURES, frame: PLAIN_FRAME }],
    cn: {
      classes: [[6], [4]],
      prior: [0.5, 0.5],
      forests: [
        decodeForest({
          classCount: 2,
          featureCount: 200,
          treeCount: 2,
          nodes: [0, -1, -2, -1],
          thresholds: [499],
        }),
      ],
    },
    motifs: new Map([[6, { classes: [['octahedral']], prior: [1], forests: [] }]]),
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
      sha256: bytesToHex(sha256(new TextEncoder().encode(model))),
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

/** The smallest set of models, by file name: iron alone. */
export const TINY_MODELS: Readonly<Record<'manifest.json' | 'Fe.json', string>> = {
  'manifest.json': manifest,
  'Fe.json': model,
};
