import { expect, it } from 'vitest';
import { methodsSentence } from './methods-sentence';

it('names versions, elements and the ways to E0, each once', () => {
  const sentence = methodsSentence({
    appVersion: '1.2.3',
    elements: ['Fe', 'Cu', 'Fe'],
    modelVersions: ['2026-11', '2026-11', '2026-11'],
    e0Methods: ['half-step', 'manual', 'half-step'],
    modelKinds: ['forest', 'forest', 'forest'],
    isAligned: true,
    spectra: 3,
  });
  expect(sentence).toContain(
    '3 K-edge XANES spectra (Fe and Cu) were analysed with Xanopy 1.2.3 (models 2026-11)',
  );
  expect(sentence).toContain('last crosses half of the edge step and by hand');
  expect(sentence).toContain(
    'by random forests trained on spectra of oxides computed with FEFF, half of whose',
  );
  expect(sentence).toContain('E0 corrected from the shape of the whole edge');
  expect(sentence).toContain('10.1016/j.patter.2020.100013');
});

it('speaks of one spectrum in the singular', () => {
  expect(
    methodsSentence({
      appVersion: '1',
      elements: ['Fe'],
      modelVersions: ['m'],
      e0Methods: ['derivative'],
      modelKinds: ['forest'],
      isAligned: false,
      spectra: 1,
    }),
  ).toMatch(/^The Fe K-edge XANES spectrum was analysed.*computed with FEFF, after/);
});

it('says where there was no forest', () => {
  const facts = { appVersion: '1', elements: ['Li'], modelVersions: ['m'], e0Methods: [], isAligned: true };
  const alone = methodsSentence({ ...facts, modelKinds: ['baseline'], spectra: 1 });
  expect(alone).toContain('predicted by the frequencies of the labels');
  expect(alone).not.toContain('forest');
  const mixed = methodsSentence({ ...facts, modelKinds: ['baseline', 'forest'], spectra: 2 });
  expect(mixed).toContain('random forests');
  expect(mixed).toContain('where no forest does better');
});
