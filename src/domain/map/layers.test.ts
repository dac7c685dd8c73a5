import { expect, it } from 'vitest';
import { analyse } from '../analysis';
import { PAPER_FEATURES } from '../features';
import { PLAIN_FRAME } from '../spectrum/align';
import type { ElementModel } from '../forest/model';
import { syntheticSpectrum } from '../testing/synthetic';
import { countsOf, emptyMap, mapPart, stateAt, withPart } from './layers';

const modelOf = (cn: number, motif: string): ElementModel => ({
  element: 'Fe',
  kind: 'baseline',
  version: 'test',
  views: [{ features: PAPER_FEATURES, frame: PLAIN_FRAME }],
  cn: { classes: [[cn]], prior: [1], forests: [] },
  motifs: new Map([[cn, { classes: [[motif]], prior: [1], forests: [] }]]),
});
const spectrum = { ...syntheticSpectrum({ edge: 7112 }), element: 'Fe' };
const six = analyse(spectrum, modelOf(6, 'octahedral'));
const four = analyse(spectrum, modelOf(4, 'tetrahedral'));
const noEdge = { code: 'no-edge', message: 'No edge at 7112 eV.' } as const;

it('puts parts together, whatever their order, with one list of environments and failures', () => {
  const second = mapPart(2, 2);
  second.answer(0, four);
  second.fail(1, noEdge);
  const first = mapPart(0, 2);
  first.answer(0, six);
  first.answer(1, four);
  const map = withPart(withPart(emptyMap(3, 2), second.part), first.part);
  expect([...map.layers.cn]).toEqual([6, 4, 4, 0, 0, 0]);
  expect(map.environments.map(([{ cn }]) => cn)).toEqual([4, 6]);
  expect([...map.layers.environment.subarray(0, 3)]).toEqual([1, 0, 0]);
  expect(map.layers.e0[0]).toBeCloseTo(six.prepared.e0, 2);
  expect(map.layers.edgeStep[1]).toBeCloseTo(four.prepared.normalisation.edgeStep, 5);
  expect(map.layers.confidence[2]).toBeCloseTo(four.jaccardConfidence, 5);
  expect([0, 3, 4].map((pixel) => stateAt(map, pixel))).toEqual(['borderline', 'failed', 'open']);
});

it('counts states, and failures of one kind together', () => {
  const part = mapPart(0, 3);
  part.fail(0, noEdge);
  part.fail(1, { ...noEdge, message: 'No edge at 7113 eV.' });
  part.fail(2, { code: 'too-few-points', message: 'Only 3 usable points.' });
  expect(countsOf(withPart(emptyMap(2, 2), part.part))).toEqual({
    states: { open: 1, 'in-domain': 0, borderline: 0, outside: 0, failed: 3 },
    failures: [
      { ...noEdge, pixels: 2 },
      { code: 'too-few-points', message: 'Only 3 usable points.', pixels: 1 },
    ],
  });
});
