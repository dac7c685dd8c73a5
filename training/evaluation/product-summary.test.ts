import { describe, expect, it } from 'vitest';
import type { JudgedFile, Spoken } from './product';
import { summarise } from './product-summary';

const said = (state: Spoken['state'], cn: number | null, confidence = 0): Spoken => ({
  state,
  environment: cn === null ? [] : [{ cn, motifs: [] }],
  confidence,
  firstEntry: 0,
  reasons: [],
});

const file = (compound: string, cns: number[], plain: Spoken): JudgedFile => ({
  set: 'scans',
  file: `${compound}.dat`,
  compound,
  element: 'Fe',
  cns,
  environment: null,
  foreign: cns.length === 0 ? 'metal' : null,
  asked: false,
  plain,
  shifts: [{ shift: 0, spoken: plain }],
  forms: [],
});

describe('summary of what the product says', () => {
  const { counts, recalls, reliability } = summarise({
    format: 'xanopy-product-evaluation',
    formatVersion: 1,
    models: 'test',
    files: [
      file('FeO', [6], said('in-domain', 6, 0.9)),
      file('FeO', [6], said('borderline', 4, 0.5)),
      file('FeAl2O4', [4], said('outside', null)),
      file('iron', [], said('outside', null)),
      file('steel', [], said('borderline', 4, 0.6)),
    ],
  });
  const scans = counts.find(({ name }) => name === 'scans');

  it('counts refused oxides as not right and answered metals as answered', () => {
    expect(scans).toMatchObject({
      oxides: 3,
      right: 1,
      wrong: 1,
      refusedWrongly: 1,
      foreign: 2,
      refusedRightly: 1,
      foreignBorderline: 1,
    });
  });

  it('lets every compound count once', () => {
    expect(scans).toMatchObject({ leading: 0.25, leadingSix: 0.5, leadingOther: 0, oxidesRefused: 0.5 });
  });

  it('counts which true leading CNs are named, refused ones among the rest', () => {
    expect(recalls).toEqual([
      { element: 'Fe', cn: 4, compounds: 1, right: 0 },
      { element: 'Fe', cn: 6, compounds: 1, right: 0.5 },
    ]);
  });

  it('holds what was stated of a metal against a truth of 0', () => {
    const all = reliability.find(({ name }) => name === 'all answers');
    // FeO 0.9 (right) and 0.5 (wrong) at half a weight each, steel 0.6.
    expect(all?.stated).toBeCloseTo((0.45 + 0.25 + 0.6) / 2);
    expect(all?.actual).toBeCloseTo(0.5 / 2);
  });
});
