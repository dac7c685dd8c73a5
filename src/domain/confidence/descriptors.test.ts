import { describe, expect, it } from 'vitest';
import { describeShape, DESCRIPTORS, foreignness, shapeTerms, standardise, TERMS } from './descriptors';

/** A step at E0 with a Gaussian peak of `height` at `position` eV. */
function windowWith(height: number, position: number, width = 2): Float64Array {
  return Float64Array.from({ length: 200 }, (_, i) => {
    const e = -15 + (45 * i) / 199;
    return 0.5 + Math.atan(e / 1) / Math.PI + height * Math.exp(-0.5 * ((e - position) / width) ** 2);
  });
}
const valueOf = (window: Float64Array, name: (typeof DESCRIPTORS)[number]): number =>
  describeShape(window, null)[DESCRIPTORS.indexOf(name)];

describe('describeShape', () => {
  it('finds the main peak', () => {
    expect(valueOf(windowWith(0.8, 6), 'main-peak position')).toBeCloseTo(6, 0);
    expect(Math.exp(valueOf(windowWith(0.8, 6), 'log main-peak height'))).toBeGreaterThan(1.6);
  });

  it('sees that a weak peak has less contrast and variation', () => {
    for (const name of [
      'log main-peak height',
      'log contrast',
      'dip after the main peak',
      'log variation',
    ] as const) {
      expect(valueOf(windowWith(0.2, 6), name)).toBeLessThan(valueOf(windowWith(0.8, 6), name));
    }
  });

  it('measures the width of the rise', () => {
    const slow = Float64Array.from({ length: 200 }, (_, i) =>
      Math.min(1, Math.max(0, ((45 * i) / 199 - 10) / 10)),
    );
    expect(valueOf(slow, 'width of the rise')).toBeCloseTo(6, 0);
  });

  it('stays finite for an empty window', () => {
    expect(describeShape(new Float64Array(200), 0.1).every(Number.isFinite)).toBe(true);
  });
});

it('weighs the standardised descriptors', () => {
  const window = windowWith(0.8, 6);
  const mean = describeShape(window, 0.1);
  const shape = {
    mean,
    deviation: mean.map(() => 0.1),
    weights: Array.from({ length: TERMS }, (_, k) => (k === 0 ? -2 : 0)),
    bias: -1,
  };
  expect(foreignness(mean, shape)).toBeCloseTo(-1);
  expect(foreignness(describeShape(windowWith(0.4, 6), 0.1), shape)).toBeGreaterThan(0);
});

it('has a term for every descriptor and every pair', () => {
  expect(shapeTerms([2, 3])).toEqual([2, 3, 4, 6, 9]);
  expect(shapeTerms(DESCRIPTORS.map(() => 1))).toHaveLength(TERMS);
});

it('leaves out the distance where no library spectrum is at hand', () => {
  const window = windowWith(0.8, 6);
  const known = describeShape(window, 0.1);
  const shape = { mean: known, deviation: known.map(() => 0.1), weights: [], bias: 0 };
  expect(standardise(describeShape(window, null), shape)).toEqual(known.map(() => 0));
  expect(standardise(describeShape(window, 0.11), shape).at(-1)).toBeCloseTo(0.953, 2);
});
