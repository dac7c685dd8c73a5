import { expect, it } from 'vitest';
import { curveOf, effectiveView, shownE0 } from './plot/curves';
import { preparedOf } from './prepared';
import { answeredItem } from './testing';

const answered = answeredItem('selenium', 12_658);

it('normalises a spectrum that no model answered', () => {
  const unanswered = { ...answered, analysis: null, status: 'failed' as const };
  expect(effectiveView(unanswered, 'normalised')).toBe('normalised');
  expect(shownE0(unanswered)).toBe(answered.analysis?.prepared.e0);
  expect(curveOf(unanswered, 'normalised')).toEqual(curveOf(answered, 'normalised'));
  expect(preparedOf(unanswered)).toBe(preparedOf(unanswered));
});

it('falls back to the raw signal where there is no edge', () => {
  const energy = Float64Array.from({ length: 50 }, (_, i) => 7000 + i);
  const spectrum = answered.spectrum && { ...answered.spectrum, energy, mu: energy.map(() => 1) };
  const flat = { ...answered, spectrum, analysis: null, status: 'failed' as const };
  expect(effectiveView(flat, 'normalised')).toBe('raw');
  expect(curveOf(flat, 'normalised')?.mu[0]).toBe(1);
});
