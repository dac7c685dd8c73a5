import { expect, it } from 'vitest';
import { calibrationError, reliability } from './metrics';

it('bins what was stated and averages what came true', () => {
  const curve = reliability([
    { stated: 0.95, actual: 1, weight: 1 },
    { stated: 1, actual: 0, weight: 3 },
    { stated: 0.1, actual: 0.1, weight: 4 },
  ]);
  expect(curve).toHaveLength(2);
  expect(curve[1]).toMatchObject({ actual: 0.25, weight: 4 });
  expect(curve[1].stated).toBeCloseTo(0.9875);
  expect(calibrationError(curve)).toBeCloseTo(0.5 * 0.7375);
});

it('is zero for a forecaster whose numbers come true', () => {
  const samples = [0, 1, 1, 0].map((actual) => ({ stated: 0.5, actual, weight: 1 }));
  expect(calibrationError(reliability(samples))).toBe(0);
});
