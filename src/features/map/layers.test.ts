import { expect, it } from 'vitest';
import { emptyMap } from '../../domain/map/layers';
import { coloursOf, describePixel, insideOf, legendOf, rangeOf, runsOf, valueAt } from './layers';

/** Two lines of two: CN 6, CN 4 with a small step, outside, without an edge. */
function map() {
  const made = {
    ...emptyMap(2, 2),
    environments: [[{ cn: 6, motifs: ['octahedral'] }], [{ cn: 4, motifs: ['tetrahedral'] }]],
    failures: [{ code: 'no-edge' as const, message: 'No edge.' }],
  };
  made.layers.cn.set([6, 4, 6, 0]);
  made.layers.environment.set([0, 1, 0, 0]);
  made.layers.confidence.set([0.9, 0.5, 0, Number.NaN]);
  made.layers.e0.set([7120, 7122, 7130, Number.NaN]);
  made.layers.edgeStep.set([1, 0.1, 1, Number.NaN]);
  made.layers.state.set([1, 2, 3, 4]);
  return made;
}

it('shows a number where there is one', () => {
  expect([0, 1, 2, 3].map((pixel) => valueAt(map(), 'cn', pixel, null))).toEqual([6, 4.5, NaN, NaN]);
  expect([0, 1, 2, 3].map((pixel) => valueAt(map(), 'cn', pixel, 0.5))).toEqual([6, NaN, NaN, NaN]);
  expect(valueAt(map(), 'e0', 2, null)).toBe(7130);
  expect(valueAt(map(), 'state', 3, 0.5)).toBe(4);
  expect(rangeOf(map(), 'e0', null)).toEqual([7120, 7130]);
  expect(rangeOf(map(), 'confidence', null)).toEqual([0, 1]);
});

it('gives numbers and kinds colours, and says what they mean', () => {
  const colours = coloursOf(map(), 'cn', null, [0, 1]);
  expect([...colours.subarray(0, 8)]).toEqual([0, 0x72, 0xb2, 255, 0xf3, 0xcf, 0x80, 255]);
  expect([...colours.subarray(8)]).toEqual(Array(8).fill(0));
  expect([...coloursOf(map(), 'e0', null, [7120, 7130]).subarray(0, 4)]).toEqual([0, 0x22, 0x4e, 255]);
  expect(legendOf(map(), 'cn', null).map(({ name, pixels }) => [name, pixels])).toEqual([
    ['CN 4, borderline', 1],
    ['CN 6', 1],
  ]);
  expect(legendOf(map(), 'state', null).map(({ name }) => name)).toEqual([
    'in domain',
    'borderline',
    'outside',
    'no answer',
  ]);
});

it('says a pixel in words', () => {
  expect(describePixel(map(), 1)).toBe(
    'Line 1, column 2: borderline: CN 4 tetrahedral, at most 50\u202f%, E0 7122.0 eV, edge step 0.100',
  );
  expect(describePixel(map(), 3)).toBe('Line 2, column 2: no answer. No edge.');
  expect(describePixel({ ...map(), lines: 4, columns: 1 }, 3)).toBe('Spectrum 4: no answer. No edge.');
});

it('says which pixels a mean is made of', () => {
  const pixels = Uint32Array.of(6, 2, 3, 4, 5, 10);
  expect(runsOf({ lines: 3, columns: 4 }, pixels)).toBe(
    'line 1, columns 3 to 4; line 2, columns 1 to 3; line 3, columns 3 to 3',
  );
  expect(runsOf({ lines: 12, columns: 1 }, pixels)).toBe('spectra 3 to 7; spectra 11 to 11');
});

it('finds the pixels inside a lasso', () => {
  const size = { lines: 4, columns: 5 };
  const square = [[0.9, 0.9], [3.1, 0.9], [3.1, 3.1], [0.9, 3.1]] as const; // prettier-ignore
  expect([...insideOf(size, square)]).toEqual([6, 7, 11, 12]);
  expect([...insideOf(size, [[-9, -9], [99, -9], [99, 99], [-9, 99]])]).toHaveLength(20); // prettier-ignore
});
