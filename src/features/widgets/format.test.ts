import { expect, it } from 'vitest';
import { confidencePercent, confidenceWords, environmentText, formulaText, percent, signed } from './format';

it('writes shares in percent and never promises certainty', () => {
  expect(percent(0.923)).toBe('92\u202f%');
  expect(percent(1)).toBe('100\u202f%');
  expect(confidencePercent(0.98, false)).toBe('98\u202f%');
  expect(confidencePercent(0.999, false)).toBe('>\u202f99\u202f%');
});

it('writes the confidence in a measured spectrum as a bound', () => {
  expect(confidencePercent(0.98, true)).toBe('≤\u202f98\u202f%');
  expect(confidencePercent(0.999, true)).toBe('≤\u202f99\u202f%');
  expect(confidenceWords(0.98, true)).toBe('at most 98\u202f%');
  expect(confidenceWords(0.98, false)).toBe('98\u202f%');
});

it('writes energy differences with their sign', () => {
  expect(signed(-1.26)).toBe('−1.3');
  expect(signed(2, 0)).toBe('+2');
  expect(signed(-0.01)).toBe('+0.0');
});

it('writes formulas with subscripts', () => {
  expect(formulaText('Ca12Al14O33')).toBe('Ca₁₂Al₁₄O₃₃');
});

it('writes an environment with the leading motif of every CN', () => {
  expect(
    environmentText([
      { cn: 6, motifs: ['octahedral', 'pentagonal pyramidal'] },
      { cn: 9, motifs: [] },
    ]),
  ).toBe('CN 6 octahedral, CN 9');
});
