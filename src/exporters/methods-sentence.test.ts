import { expect, it } from 'vitest';
import { methodsSentence } from './methods-sentence';

it('names versions, elements and the ways to E0, each once', () => {
  const sentence = methodsSentence({
    appVersion: '1.2.3',
    elements: ['Fe', 'Cu', 'Fe'],
    modelVersions: ['2026-11', '2026-11', '2026-11'],
    e0Methods: ['half-step', 'manual', 'half-step'],
    spectra: 3,
  });
  expect(sentence).toContain(
    '3 K-edge XANES spectra (Fe and Cu) were analysed with Xanopy 1.2.3 (models 2026-11)',
  );
  expect(sentence).toContain('last crosses half of the edge step and by hand');
  expect(sentence).toContain('10.1016/j.patter.2020.100013');
});

it('speaks of one spectrum in the singular', () => {
  expect(
    methodsSentence({
      appVersion: '1',
      elements: ['Fe'],
      modelVersions: ['m'],
      e0Methods: ['derivative'],
      spectra: 1,
    }),
  ).toMatch(/^The Fe K-edge XANES spectrum was analysed/);
});
