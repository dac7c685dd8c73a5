import { describe, expect, it } from 'vitest';
import { decodeForest } from '../forest/codec';
import type { ElementModel } from '../forest/model';
import { PAPER_FEATURES } from '../features';
import { PLAIN_FRAME } from '../spectrum/align';
import { evidenceOf } from './evidence';

// One tree: feature 0 (pre-edge), then, to its right only, feature 100 (main peak) and 199 (post-peak).
const forest = decodeForest({
  classCount: 2,
  featureCount: 200,
  treeCount: 1,
  nodes: [0, -1, 100, 199, -1, -2, -2],
  thresholds: [5, 5, 5],
});
const model: ElementModel = {
  element: 'Fe',
  kind: 'forest',
  version: 'test',
  views: [{ features: PAPER_FEATURES, frame: PLAIN_FRAME }],
  cn: { classes: [[6], [4]], prior: [0.5, 0.5], forests: [forest] },
  motifs: new Map([
    [6, { classes: [['octahedral'], ['hexagonal planar']], prior: [0.5, 0.5], forests: [forest] }],
  ]),
};

describe('evidenceOf', () => {
  it('counts the questions on the path taken, not the whole tree', () => {
    const x = new Float32Array(200);
    expect(evidenceOf(model, [x], [{ cn: 4, motifs: [] }])).toEqual([
      { region: 'pre-edge', share: 1 },
      { region: 'main-peak', share: 0 },
      { region: 'post-peak', share: 0 },
    ]);
  });

  it('adds the motif forests of the CNs in the answer', () => {
    const x = new Float32Array(200);
    x[0] = 10;
    const withMotifs: ElementModel = { ...model, cn: { ...model.cn, forests: [] } };
    expect(
      evidenceOf(withMotifs, [x], [{ cn: 6, motifs: ['octahedral'] }]).map(({ share }) => share),
    ).toEqual([1 / 3, 1 / 3, 1 / 3]);
  });

  it('has nothing to say without a forest', () => {
    const baseline: ElementModel = {
      ...model,
      kind: 'baseline',
      cn: { ...model.cn, forests: [] },
      motifs: new Map(),
    };
    expect(evidenceOf(baseline, [new Float32Array(200)], [{ cn: 6, motifs: [] }])).toEqual([]);
  });
});
