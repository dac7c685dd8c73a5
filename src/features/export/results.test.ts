import { describe, expect, it } from 'vitest';
import { ironAnalysis, ironScan, ORIGIN } from '../../exporters/testing';
import type { Item } from '../../stores/session';
import { answered, distinctNames, exportName, resultsOf } from './results';

const DONE: Item = {
  id: '1',
  name: 'scan',
  file: 'scan.dat',
  path: 'day 1',
  hash: 'cd'.repeat(32),
  format: 'columns',
  scan: { id: '0', title: 'first', channels: [], metadata: [], warnings: [] },
  choices: {},
  options: { element: 'Fe' },
  readError: null,
  status: 'done',
  request: 1,
  spectrum: ironScan(),
  attribution: ORIGIN.attribution,
  alternatives: [],
  readWarnings: [],
  foil: null,
  question: null,
  analysis: ironAnalysis(),
  error: null,
};

describe('results of a session', () => {
  it('carry where the spectrum came from and what was asked', () => {
    expect(resultsOf([DONE])[0]).toMatchObject({
      file: 'day 1/scan.dat',
      element: 'Fe',
      requested: { element: 'Fe' },
      source: { sha256: 'cd'.repeat(32), scan: 'first', signal: 'transmission' },
    });
  });

  it('never hand out an answer to an older question', () => {
    expect(answered({ ...DONE, status: 'analysing' })).toBeNull();
    expect(resultsOf([{ ...DONE, status: 'analysing' }])[0]).toMatchObject({
      error: { code: 'not-analysed' },
    });
  });

  it('say why there is no answer', () => {
    const error = { code: 'no-edge' as const, message: 'No edge.' };
    const question = { about: 'mu' as const, text: 'Which columns?', options: [] };
    expect(
      resultsOf([
        { ...DONE, status: 'failed', error },
        { ...DONE, status: 'question', question },
      ]).map((result) => 'error' in result && result.error.code),
    ).toEqual(['no-edge', 'open-question-mu']);
  });
});

describe('names of exported files', () => {
  const date = new Date('2026-05-06T00:00:00Z');

  it('come from the spectrum, or from number and date', () => {
    expect(exportName(['Fe foil, 300 K.xmu'], 'csv', date)).toBe('Fe_foil_300_K.csv');
    expect(exportName(['a', 'b'], 'csv', date)).toBe('xanopy-2-spectra-2026-05-06.csv');
    expect(exportName(['../../x'], 'xdi', date)).toBe('.._.._x.xdi');
  });

  it('are made distinct', () => {
    expect(distinctNames(['a.xdi', 'a.xdi', 'b.xdi', 'a.xdi'])).toEqual([
      'a.xdi',
      'a-2.xdi',
      'b.xdi',
      'a-3.xdi',
    ]);
  });
});
