import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applyMap, fitIsotonic } from './isotonic';

const ones = (n: number): number[] => new Array<number>(n).fill(1);

describe('fitIsotonic', () => {
  it('leaves ascending data alone', () => {
    expect(fitIsotonic([1, 2, 3], [0.1, 0.4, 0.9], ones(3))).toEqual({ x: [1, 2, 3], y: [0.1, 0.4, 0.9] });
  });

  it('pools violators to their weighted mean', () => {
    // 0.6 (weight 1) stands above 0.3 (weight 2): both become 0.4.
    const map = fitIsotonic([0, 1, 2], [0, 0.6, 0.3], [1, 1, 2]);
    expect(map.y).toHaveLength(2);
    expect(map.y[1]).toBeCloseTo(0.4);
    expect(map.x[1]).toBeCloseTo(5 / 3);
  });

  it('averages samples of equal abscissa', () => {
    expect(fitIsotonic([1, 1, 2], [0, 1, 1], ones(3))).toEqual({ x: [1, 2], y: [0.5, 1] });
  });

  it('makes no knot lighter than asked for', () => {
    const map = fitIsotonic([0, 1, 2, 3, 4], [0, 0, 0, 1, 1], ones(5), 2);
    expect(map).toEqual({ x: [0.5, 3], y: [0, 2 / 3] });
  });

  it('is monotone, keeps the weighted mean and stays within the data', () => {
    const sample = fc.record({
      x: fc.double({ min: 0, max: 1, noNaN: true }),
      y: fc.double({ min: 0, max: 1, noNaN: true }),
      w: fc.integer({ min: 1, max: 5 }),
    });
    fc.assert(
      fc.property(
        fc.array(sample, { minLength: 1, maxLength: 40 }),
        fc.integer({ min: 0, max: 6 }),
        (samples, least) => {
          const { x, y } = fitIsotonic(
            samples.map((s) => s.x),
            samples.map((s) => s.y),
            samples.map((s) => s.w),
            least,
          );
          for (let i = 1; i < x.length; i++) {
            expect(x[i]).toBeGreaterThan(x[i - 1]);
            expect(y[i]).toBeGreaterThan(y[i - 1]);
          }
          expect(Math.min(...y)).toBeGreaterThanOrEqual(Math.min(...samples.map((s) => s.y)) - 1e-12);
          expect(Math.max(...y)).toBeLessThanOrEqual(Math.max(...samples.map((s) => s.y)) + 1e-12);
        },
      ),
    );
  });
});

describe('applyMap', () => {
  const map = { x: [0.2, 0.6], y: [0.1, 0.5] };
  it('is linear between the knots and constant beyond them', () => {
    expect(applyMap(map, 0)).toBe(0.1);
    expect(applyMap(map, 0.3)).toBeCloseTo(0.2);
    expect(applyMap(map, 1)).toBe(0.5);
  });
});
