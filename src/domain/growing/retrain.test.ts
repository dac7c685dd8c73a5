import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { decodeElementModel } from '../forest/model';
import { testReference } from '../references/testing';
import type { OwnReference } from '../references/library';
import { finished } from '../steps';
import { prepareOrRefuse } from './augment';
import { referencesOf, retraining, WEIGHTS, type Retrained } from './retrain';
import { samplesOf } from './samples';
import { decodeTraining } from './training-file';

const modelFile = (name: string): unknown =>
  JSON.parse(readFileSync(new URL(`../../../public/models/${name}`, import.meta.url), 'utf8'));

const shipped = decodeElementModel(modelFile('Ru.json'));
const { materials } = decodeTraining(modelFile('Ru.training.json'));

/** Materials as if they had been measured, with a label that no computed spectrum has. */
const references = materials.slice(0, 3).flatMap((material): OwnReference[] => {
  const [sample] = samplesOf(material);
  const prepared = prepareOrRefuse(sample.spectrum);
  if (!prepared) return [];
  return [
    testReference({
      id: material.material,
      name: material.formula,
      material: material.material,
      element: 'Ru',
      environment: [{ cn: 3, motifs: ['T-shaped'] }],
      e0: prepared.e0,
      energy: prepared.raw.energy,
      mu: prepared.normalisation.mu,
    }),
  ];
});
const rest = materials.slice(3);

describe('growing again with own references', () => {
  const parts: number[] = [];
  const run = (): Retrained => {
    const work = retraining(rest, references, shipped);
    for (;;) {
      const step = work.next();
      if (step.done) return step.value;
      parts.push(step.value);
    }
  };
  const retrained = run();

  it('tells how far it is', () => {
    expect(parts.length).toBeGreaterThan(100);
    expect(parts[0]).toBeLessThan(0.05);
    // The last coordination number may have a single motif ranking, for which no tree grows.
    expect(parts.at(-1)).toBeGreaterThan(0.9);
    expect(parts.every((part, i) => part >= (parts[i - 1] ?? 0) && part <= 1)).toBe(true);
  });

  it('learns labels that the shipped forests do not know, and keeps their views', () => {
    expect(shipped.cn.classes).not.toContainEqual([3]);
    expect(retrained.model.cn.classes).toContainEqual([3]);
    expect(retrained.model.motifs.get(3)?.classes).toEqual([['T-shaped']]);
    expect(retrained.model.views).toBe(shipped.views);
    expect(retrained.model.calibration).toBe(shipped.calibration);
  });

  it('measures on materials that were left out, with and without the references', () => {
    const { retrial, own, computed } = retrained;
    expect(WEIGHTS).toContain(retrial.weight);
    expect(retrial.folds).toBe(3);
    expect([own.materials, retrial.shipped.materials, retrial.without.own.materials]).toEqual([3, 3, 3]);
    expect(computed.materials).toBe(retrial.without.computed.materials);
    // Nothing but the references has this label.
    expect(retrial.shipped.cnRanking).toBe(0);
    expect(retrial.without.own.cnRanking).toBe(0);
    expect(retrial.answers.map(({ name }) => name).sort()).toEqual(references.map(({ name }) => name).sort());
    const best = retrial.trials.find(({ weight }) => weight === retrial.weight);
    expect(Math.max(...retrial.trials.map((trial) => trial.own.jaccard))).toBe(best?.own.jaccard);
  });

  it('gives the same forests again', () => {
    expect(run().model).toEqual(retrained.model);
  });
});

it.each([
  ['references-element', [testReference()], 'The library has no spectrum of Ru, only of Fe.'],
  ['references-few', references.slice(0, 1), 'of one material only'],
  [
    'references-contradict',
    [
      ...references,
      testReference({ ...references[0], id: 'other', environment: [{ cn: 6, motifs: ['octahedral'] }] }),
    ],
    'one is labelled CN 3 (T-shaped), the other CN 6 (octahedral)',
  ],
])('refuses with %s', (code, given, sentence) => {
  expect(() => referencesOf('Ru', given)).toThrow(expect.objectContaining({ code }));
  expect(() => finished(retraining(rest, given, shipped))).toThrow(sentence);
});
