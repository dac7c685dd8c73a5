import { expect, it } from 'vitest';
import { MOST_POINTS, broaden, interpolate, resample, toCurve } from './curve';
import { fitPolynomial } from './fit';

const line = { energy: Float64Array.of(0, 1, 3, 4), mu: Float64Array.of(0, 2, 6, 8) };

it('interpolates linearly and holds the ends', () => {
  expect(interpolate(line, 2)).toBeCloseTo(4);
  expect(interpolate(line, -1)).toBe(0);
  expect(interpolate(line, 9)).toBe(8);
  expect([...resample(line, 0, 4, 5).mu]).toEqual([0, 2, 4, 6, 8]);
});

it('broadens a step symmetrically, keeps a constant and the number of points', () => {
  const energy = Float64Array.from({ length: 401 }, (_, i) => i * 0.1);
  const step = broaden({ energy, mu: energy.map((e) => (e < 20 ? 0 : 1)) }, 1);
  expect(step.mu[200]).toBeCloseTo(0.5, 1);
  // One standard deviation above the step: the normal distribution function, 0.841.
  expect(step.mu[210]).toBeCloseTo(0.841, 1);
  const flat = broaden({ energy, mu: energy.map(() => 3) }, 2);
  expect(Math.max(...flat.mu)).toBeCloseTo(3, 9);
  expect(broaden(line, 0).mu).toEqual(line.mu);
});

it('broadens the same on even and on nearly even energies, and with one sigma given as a number or a function', () => {
  const even = Float64Array.from({ length: 120 }, (_, i) => 7100 + 0.25 * i);
  const uneven = even.map((e, i) => e + 1e-4 * Math.sin(i));
  const mu = even.map((e) => Math.atan(e - 7112));
  const expected = broaden({ energy: even, mu }, () => 1.3).mu;
  const close = (values: Float64Array, digits: number): void => {
    values.forEach((value, i) => {
      expect(value).toBeCloseTo(expected[i], digits);
    });
  };
  close(broaden({ energy: even, mu }, 1.3).mu, 12);
  close(broaden({ energy: uneven, mu }, 1.3).mu, 3);
});

it('fits polynomials exactly and lowers the degree where points are few', () => {
  const x = Float64Array.from({ length: 20 }, (_, i) => 7000 + 10 * i);
  const parabola = x.map((e) => 1 + 1e-3 * (e - 7000) - 2e-6 * (e - 7000) ** 2);
  const fitted = fitPolynomial(x, parabola, 0, 20, 2);
  expect(fitted(7300)).toBeCloseTo(1 + 0.3 - 0.18, 9);
  expect(fitPolynomial(x, parabola, 4, 5, 2)(9999)).toBeCloseTo(parabola[4], 9);
});

it('averages oversampled scans in bins without moving the curve', () => {
  const energy = Float64Array.from({ length: 100_000 }, (_, i) => 7000 + i * 0.005);
  const curve = toCurve(
    energy,
    energy.map((e) => 2 * (e - 7000)),
  );
  expect(curve.binned).toBe(true);
  expect(curve.energy.length).toBeLessThanOrEqual(MOST_POINTS + 1);
  expect(interpolate(curve, 7100)).toBeCloseTo(200, 6);
  expect(curve.energy.every((e, i) => i === 0 || e > curve.energy[i - 1])).toBe(true);
});

it('takes ten points, and leaves 20,000 as they are', () => {
  const curve = (count: number) => {
    const energy = Float64Array.from({ length: count }, (_, i) => 7000 + 0.01 * i);
    return toCurve(energy, energy);
  };
  expect(() => curve(9)).toThrow(/Only 9 usable points/);
  expect(curve(10).energy).toHaveLength(10);
  expect(curve(20_000).binned).toBe(false);
  expect(curve(20_001).binned).toBe(true);
});

it('broadens the same whatever was broadened before, on energies of the same or another kind', () => {
  const uneven = Float64Array.from({ length: 150 }, (_, i) => 7100 + 0.3 * i + 0.05 * Math.sin(7 * i));
  const mu = uneven.map((e) => Math.atan(e - 7112));
  /** Written down once more: every pair by itself. */
  const expected = (energy: Float64Array, sigma: number): Float64Array =>
    energy.map((at) => {
      let [sum, weight] = [0, 0];
      energy.forEach((e, i) => {
        const width = (energy[Math.min(i + 1, energy.length - 1)] - energy[Math.max(i - 1, 0)]) / 2;
        const d = Math.abs(e - at) / sigma;
        if (d > 4) return;
        sum += width * Math.exp(-0.5 * d * d) * mu[i];
        weight += width * Math.exp(-0.5 * d * d);
      });
      return sum / weight;
    });
  const first = broaden({ energy: uneven, mu }, 3).mu;
  const moved = uneven.slice();
  moved[70] += 0.02;
  for (const [energy, sigma] of [
    [uneven, 0.5],
    [moved, 3],
    [uneven.subarray(0, 90), 3],
    [uneven, 3],
  ] as const) {
    const found = broaden({ energy, mu: mu.subarray(0, energy.length) }, sigma).mu;
    found.forEach((value, i) => {
      expect(value).toBeCloseTo(expected(energy, sigma)[i], 12);
    });
  }
  expect(broaden({ energy: uneven, mu }, 3).mu).toEqual(first);
  // What was kept is not the caller's memory.
  uneven[60] += 0.1;
  expect(broaden({ energy: uneven, mu }, 3).mu).not.toEqual(first);
});

it('makes the same curve of samples in order and of the same samples shuffled', () => {
  const energy = Float64Array.from({ length: 40 }, (_, i) => 7100 + i);
  const mu = energy.map((e) => Math.sin(e));
  const order = [...energy.keys()].sort((a, b) => ((7 * a) % 40) - ((7 * b) % 40));
  const shuffled = toCurve(order.map((i) => energy[i]), order.map((i) => mu[i])); // prettier-ignore
  expect(toCurve(energy, mu)).toEqual(shuffled);
  expect(toCurve(energy, mu).mu).not.toBe(mu);
  expect(toCurve(energy, mu.with(3, Number.NaN))).toMatchObject({ dropped: 1 });
  expect(toCurve(energy.with(3, 7104), mu)).toMatchObject({ merged: 1 });
});
