import { expect, it } from 'vitest';
import { handedOut } from '../data/dataset';
import { samplesOf } from '../../src/domain/growing/samples';
import { decodeTraining, encodeTraining, MOST_MATERIALS } from '../../src/domain/growing/training-file';

const materials = handedOut('Ru');

it('keeps every spectrum and every label', () => {
  const json: unknown = JSON.parse(JSON.stringify(encodeTraining('Ru', materials)));
  const back = decodeTraining(json).materials;
  const [before, after] = [materials, back].map((list) => list.flatMap(samplesOf));
  expect(after.map(({ material, kind, truth }) => [material, kind, truth])).toEqual(
    before.map(({ material, kind, truth }) => [material, kind, truth]),
  );
  after.forEach(({ spectrum }, i) => {
    spectrum.mu.forEach((value, k) => {
      expect(value).toBeCloseTo(before[i].spectrum.mu[k], 2);
      expect(spectrum.energy[k]).toBeCloseTo(before[i].spectrum.energy[k], 2);
    });
  });
});

it('thins many materials out evenly', () => {
  const many = Array.from({ length: 1000 }, (_, i) => ({ ...materials[0], material: `${i}` }));
  const kept = encodeTraining('Ru', many).materials.map(({ material }) => Number(material));
  expect(kept).toHaveLength(MOST_MATERIALS);
  expect(Math.max(...kept.map((place, i) => place - (kept[i - 1] ?? 0)))).toBeLessThanOrEqual(
    Math.ceil(1000 / MOST_MATERIALS),
  );
});

it('refuses a damaged file', () => {
  const json = encodeTraining('Ru', materials);
  for (const damaged of [null, {}, { ...json, grids: [] }, { ...json, formatVersion: 2 }])
    expect(() => decodeTraining(damaged)).toThrow(expect.objectContaining({ code: 'training-invalid' }));
});
