import { describe, expect, it } from 'vitest';
import { analysePrepared } from '../analysis';
import { PAPER_FEATURES } from '../features';
import { PLAIN_FRAME } from '../spectrum/align';
import { decodeForest } from '../forest/codec';
import type { ElementModel } from '../forest/model';
import { prepareSpectrum, type PreparedSpectrum } from '../spectrum/prepare';
import { syntheticSpectrum } from '../testing/synthetic';
import { votesAt } from '../environment/answer';
import type { Calibration } from './calibration';
import { decide, decideAt } from './decision';
import { onLibraryGrid } from './neighbours';

const prepared = prepareSpectrum({ ...syntheticSpectrum({ edge: 7120 }), element: 'Fe' });
// Three trees on the main peak: two say 6, one says 4.
const forest = decodeForest({
  classCount: 3,
  featureCount: 200,
  treeCount: 3,
  nodes: [90, -2, -1, -1, -2],
  thresholds: [1],
});
const calibration: Calibration = {
  decision: 'most-voted',
  jaccard: { x: [0, 1], y: [0.1, 0.7] },
  firstEntry: { x: [0, 1], y: [0, 0.6] },
  conformal: { coverage: 0.9, limit: 0.3 },
  leadingCn: { x: [0, 1], y: [0, 0.9] },
  heldOut: { leadingCn: 0.8, materials: 50 },
  peak: { mean: 0, deviation: 1 },
  distance: null,
  oxygenDistance: null,
};
const model: ElementModel = {
  element: 'Fe',
  kind: 'forest',
  version: 'test',
  views: [{ features: PAPER_FEATURES, frame: PLAIN_FRAME }],
  cn: { classes: [[6], [4], [5]], prior: [0.5, 0.3, 0.2], forests: [forest] },
  motifs: new Map(),
};

describe('the confidence of an analysis', () => {
  it('is calibrated where the model is', () => {
    const { confidence, answer, jaccardConfidence } = analysePrepared(prepared, { ...model, calibration });
    expect(answer.expectedJaccard).toBeCloseTo(2 / 3);
    expect(confidence.jaccard).toBeCloseTo(0.1 + 0.6 * (2 / 3));
    expect(jaccardConfidence).toBe(confidence.jaccard);
    expect(confidence.firstEntryProbability).toBeCloseTo(0.4);
    expect(confidence.leadingCnProbability).toBeCloseTo(0.6);
    expect(confidence.heldOut).toEqual({ leadingCn: 0.8, materials: 50 });
    expect(confidence.conformalSet).toEqual({ coverage: 0.9, rankings: [[6], [4]] });
    expect(confidence.applicability.verdict).toBe('in-domain');
  });

  it('is what the votes say, excluding nothing, where it is not', () => {
    const { confidence } = analysePrepared(prepared, model);
    expect(confidence.jaccard).toBeCloseTo(2 / 3);
    expect(confidence.conformalSet.rankings).toEqual([[6], [4], [5]]);
  });

  it('claims nothing outside the domain', () => {
    const { confidence, jaccardConfidence } = analysePrepared(prepared, {
      ...model,
      element: 'Zn',
      calibration,
    });
    expect(confidence.applicability.verdict).toBe('outside');
    expect([jaccardConfidence, confidence.firstEntryProbability, confidence.leadingCnProbability]).toEqual([
      0, 0, 0,
    ]);
    expect(confidence.conformalSet.rankings).toEqual([[6], [4], [5]]);
  });

  it('holds for measured spectra as an upper bound only', () => {
    const isUpperBound = (signal: PreparedSpectrum['signal']): boolean =>
      analysePrepared({ ...prepared, signal }, model).confidence.isUpperBound;
    expect(isUpperBound('transmission')).toBe(true);
    expect(isUpperBound('computed')).toBe(false);
  });

  it('shows neighbours when library spectra are at hand', () => {
    const curve = { energy: prepared.raw.energy, mu: prepared.normalisation.mu };
    const spectrum = {
      material: 'mp-1',
      formula: 'FeO',
      environment: [],
      ...onLibraryGrid(curve, prepared.e0),
    };
    const { confidence } = analysePrepared(prepared, model, [], { element: 'Fe', spectra: [spectrum] });
    expect(confidence.neighbours).toMatchObject([{ material: 'mp-1', shift: 0 }]);
    expect(analysePrepared(prepared, model).confidence.neighbours).toEqual([]);
  });
});

it('disturbs with the same answers as all votes give', () => {
  const { raw, normalisation, e0 } = prepared;
  const curve = { energy: raw.energy, mu: normalisation.mu };
  for (const shift of [-2, 0, 2]) {
    expect(decideAt(model, curve, e0 + shift, 'most-voted')).toEqual(
      decide(votesAt(model, curve, e0 + shift), 'most-voted'),
    );
  }
});
