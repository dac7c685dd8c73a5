import { expect, it } from 'vitest';
import { VERDICTS } from '../domain/confidence/types';
import { confidenceNumber, confidenceWords, describeHeldOut, doubtOf, percent } from './words';

it('never promises certainty, measured or computed', () => {
  expect(percent(0.923)).toBe('92 %');
  expect(confidenceNumber(0.999, false)).toBe('> 99 %');
  expect(confidenceNumber(0.999, true)).toBe('99 %');
  expect(confidenceWords(1, true)).toBe('at most 99 %');
  expect(confidenceWords(0.98, false)).toBe('98 %');
});

it('sets a borderline answer apart, and no other', () => {
  expect(VERDICTS.map((verdict) => `${doubtOf({ verdict })}CN 6 (${verdict})`)).toEqual([
    'CN 6 (in-domain)',
    'borderline: CN 6 (borderline)',
    'CN 6 (outside)',
  ]);
});

it('says how the models of an element do', () => {
  expect(describeHeldOut({ leadingCn: 0.5755, materials: 93 })).toBe(
    'leading CN right for 58 % of unseen materials (93)',
  );
});
