import { expect, it } from 'vitest';
import type { ElementModel } from '../../src/domain/forest/model';
import type { PreparedSample } from '../../src/domain/growing/prepared';
import { SHIPPED } from '../../src/domain/growing/recipe';
import { chosenMaterials, readMaterials } from '../data/dataset';
import { withPrevalence } from './prevalence';

const model: ElementModel = {
  element: 'Ni',
  kind: 'forest',
  version: 'test',
  views: [],
  cn: { classes: [[4], [6]], prior: [0.5, 0.5], forests: [] },
  motifs: new Map(),
};
const chosen = [...chosenMaterials('Ni')];
const usual = readMaterials('Ni')
  .map(({ material }) => material)
  .filter((material) => !chosen.includes(material));
const sample = (material: string, cn: number) =>
  ({ element: 'Ni', material, truth: [{ cn, motifs: [] }] }) as unknown as PreparedSample;

it('makes votes for what the campaign chose count less', () => {
  expect(chosen.length).toBeGreaterThan(10);
  const samples = [
    ...usual.slice(0, 20).map((material, i) => sample(material, i < 2 ? 4 : 6)),
    ...chosen.slice(0, 10).map((material) => sample(material, 4)),
  ];
  const { prevalence } = withPrevalence(model, samples, SHIPPED);
  // Of 20 usual samples 2 have CN 4, of all 30 12; 5 more of the frequencies of all are added.
  expect(prevalence?.get(4)).toBeCloseTo(Math.sqrt((2 + 5 * 0.4) / 25 / 0.4), 3);
  expect(prevalence?.get(6)).toBeCloseTo(Math.sqrt((18 + 5 * 0.6) / 25 / 0.6), 3);
});

it('changes nothing where nothing was chosen, or the recipe does not ask for it', () => {
  const samples = usual.slice(0, 10).map((material) => sample(material, 6));
  expect(withPrevalence(model, samples, SHIPPED)).toBe(model);
  const mixed = [...samples, sample(chosen[0], 4)];
  expect(withPrevalence(model, mixed, { ...SHIPPED, prevalence: 0 })).toBe(model);
});
