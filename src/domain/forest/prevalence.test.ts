import { describe, expect, it } from 'vitest';
import { mostVoted, votesOf } from '../environment/answer';
import { decodeForest } from './codec';
import { cnShares, decodeElementModel, encodeElementModel, type ElementModel } from './model';

/** Four trees that ask nothing: two vote for CN 4, one each for CN 6 and CN 6, 4. */
const forest = decodeForest({
  classCount: 3,
  featureCount: 200,
  treeCount: 4,
  nodes: [-1, -1, -2, -3],
  thresholds: [],
});
const model: ElementModel = {
  element: 'Mn',
  kind: 'forest',
  version: 'test',
  views: [
    { features: { scale: 'area', blocks: ['intensity'] }, frame: { isFlattened: false, aligner: null } },
  ],
  cn: { classes: [[4], [6], [6, 4]], prior: [0.5, 0.25, 0.25], forests: [forest] },
  motifs: new Map(),
};
const rare: ElementModel = {
  ...model,
  prevalence: new Map([
    [4, 0.5],
    [6, 2],
  ]),
};
const xs = [new Float32Array(200)];

describe('prevalence', () => {
  it('counts votes by the leading CN of their ranking; the shares sum to 1', () => {
    expect([...cnShares(model, xs)]).toEqual([0.5, 0.25, 0.25]);
    expect([...cnShares(rare, xs)]).toEqual(
      [0.2, 0.4, 0.4].map((share) => expect.closeTo(share, 12) as number),
    );
    expect(votesOf(rare, xs).cn.map(({ label }) => label)).toEqual([[6], [6, 4], [4]]);
  });

  it('decides, and leaves CNs alone that it does not name', () => {
    const named: ElementModel = { ...model, prevalence: new Map([[4, 0.4]]) };
    expect(mostVoted(model, xs)).toEqual([{ cn: 4, motifs: [] }]);
    expect(mostVoted(named, xs)).toEqual([{ cn: 6, motifs: [] }]);
  });

  it('survives the file of a model', () => {
    const read = decodeElementModel(JSON.parse(JSON.stringify(encodeElementModel(rare))));
    expect(read.prevalence).toEqual(rare.prevalence);
    expect(decodeElementModel(encodeElementModel(model)).prevalence).toBeUndefined();
    const json = encodeElementModel(rare);
    expect(() => decodeElementModel({ ...json, prevalence: [{ cn: 4, factor: 0 }] })).toThrow(/prevalence/);
  });
});
