import { expect, it } from 'vitest';
import { FEATURE_BLOCKS, INTENSITY_SCALES, PAPER_FEATURES, QUANTUM, featureCount, featuresOf, regionOfFeature } from './features'; // prettier-ignore
import { Random } from './random';

const mu = Float64Array.from({ length: 200 }, (_, i) =>
  i < 66 ? 0 : 1 + 0.5 * Math.exp(-(((i - 90) / 10) ** 2)),
);

it('divides by the maximum as the paper does', () => {
  const features = featuresOf(mu, PAPER_FEATURES);
  expect(features).toHaveLength(featureCount(PAPER_FEATURES));
  expect(Math.max(...features)).toBe(500);
  const scaled = featuresOf(
    mu.map((value) => 3 * value),
    PAPER_FEATURES,
  );
  expect(scaled).toEqual(features);
});

it('holds whole numbers in every block, and areas that rise where mu is positive', () => {
  const recipe = { scale: 'post-edge', blocks: ['intensity', 'derivative', 'area'] } as const;
  const features = featuresOf(mu, recipe);
  expect(features).toHaveLength(600);
  expect(features.every(Number.isInteger)).toBe(true);
  const areas = features.slice(400);
  expect(areas.every((value, i) => i === 0 || value >= areas[i - 1])).toBe(true);
});

it('knows the region of a feature in every block', () => {
  expect([0, 65, 67, 132, 134, 199, 200, 467].map(regionOfFeature)).toEqual([
    'pre-edge', 'pre-edge', 'main-peak', 'main-peak', 'post-peak', 'post-peak', 'pre-edge', 'main-peak',
  ]); // prettier-ignore
});

it('counts derivatives in 0.001 per eV and areas in 0.02 eV', () => {
  const step = 45 / 199;
  const ramp = Float64Array.from({ length: 200 }, (_, i) => 0.05 * i * step);
  const features = featuresOf(ramp, { scale: 'post-edge', blocks: ['intensity', 'derivative', 'area'] });
  expect(features[199]).toBe(Math.round((0.05 * 45) / 0.002));
  expect([features[200], features[300], features[399]]).toEqual([50, 50, 50]);
  // The integral of 0.05 E over 45 eV, as a sum over the points.
  expect(features[599] * 0.02).toBeCloseTo((0.05 * 45 ** 2) / 2 + (0.05 * 45 * step) / 2, 1);
});

/** The features as they are meant: what was measured, divided as it is written. */
function dividedOut(values: Float64Array, divisor: number): number[] {
  const step = 45 / 199;
  let area = 0;
  const areas = values.map((value) => (area += (value / divisor) * step));
  return FEATURE_BLOCKS.flatMap((block) =>
    Array.from(values, (value, i) => {
      const [before, after] = [Math.max(i - 1, 0), Math.min(i + 1, 199)];
      const slope = (values[after] - values[before]) / divisor / ((after - before) * step);
      const raw = { intensity: value / divisor, derivative: slope, area: areas[i] }[block];
      // Adding 0 makes 0 of -0.
      return Math.round(raw / QUANTUM[block]) + 0;
    }),
  );
}

it('gives the whole numbers that division gives, on the border between two of them too', () => {
  const random = new Random('features');
  for (let round = 0; round < 300; round++) {
    const kind = round % 4;
    const values = mu.map((value, i) => {
      // Halves of a quantum, exact ones and ones that rounding has moved.
      if (kind === 0) return (i + 0.5) * QUANTUM.intensity;
      if (kind === 1) return (0.5 + random.below(600)) * (QUANTUM.derivative * (90 / 199));
      return value + 0.1 * random.normal() * (kind === 3 ? 1e4 : 1);
    });
    const recipe = { scale: 'post-edge', blocks: FEATURE_BLOCKS } as const;
    expect(Array.from(featuresOf(values, recipe), (value) => value + 0)).toEqual(
      dividedOut(values, 1).map(Math.fround),
    );
  }
  for (const scale of INTENSITY_SCALES) {
    const shares = featuresOf(mu, { scale, blocks: ['intensity'], isExact: true });
    const divisor = mu[90] / shares[90];
    const whole = featuresOf(mu, { scale, blocks: ['intensity'] });
    whole.forEach((value, i) => {
      expect(Math.abs(value - mu[i] / divisor / QUANTUM.intensity)).toBeLessThan(0.501);
    });
  }
});
