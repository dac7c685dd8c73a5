import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import type { ElementModel } from '../../src/domain/forest/model';
import type { PreparedSample } from '../../src/domain/growing/prepared';
import { SHIPPED } from '../../src/domain/growing/recipe';
import { PREVALENCE_FILE, usualFactors, withPrevalence, type PrevalenceFile } from './prevalence';

const { counts } = JSON.parse(readFileSync(PREVALENCE_FILE, 'utf8')) as PrevalenceFile;
const usual = counts.Ni;
const model: ElementModel = {
  element: 'Ni',
  kind: 'forest',
  version: 'test',
  views: [],
  cn: { classes: [[4], [6]], prior: [0.5, 0.5], forests: [] },
  motifs: new Map(),
};
const sample = (cn: number) => ({ truth: [{ cn, motifs: [] }] }) as unknown as PreparedSample;
const samples = [4, 4, 4, 4, 4, 4, 6, 6, 6, 6].map(sample);

it('makes votes for what was computed more often than it occurs count less', () => {
  const { prevalence } = withPrevalence(model, samples, SHIPPED);
  // Of ten samples six have CN 4; five crystals with their frequencies are added.
  const known = usual['4'] + usual['6'] + 5;
  expect(prevalence?.get(4)).toBeCloseTo(Math.sqrt((usual['4'] + 5 * 0.6) / known / 0.6), 3);
  expect(prevalence?.get(6)).toBeCloseTo(Math.sqrt((usual['6'] + 5 * 0.4) / known / 0.4), 3);
  expect(prevalence?.get(4)).toBeLessThan(1);
});

it('leaves the weight of all samples what it is', () => {
  const weights = new Map([
    [4, 6],
    [6, 3],
    [9, 1],
  ]);
  const factors = usualFactors('Ni', weights);
  const after = [...weights].reduce((sum, [cn, weight]) => sum + weight * (factors.get(cn) ?? 0), 0);
  expect(after).toBeCloseTo(10);
  // Never seen among the counted crystals, but not taken to be impossible.
  expect(factors.get(9)).toBeGreaterThan(0);
});

it('changes nothing for an element that was not counted, or where the recipe does not ask for it', () => {
  expect([...usualFactors('Xx', new Map([[4, 7]]))]).toEqual([[4, 1]]);
  expect(withPrevalence(model, samples, { ...SHIPPED, prevalence: 0 })).toBe(model);
});
