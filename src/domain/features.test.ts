import { expect, it } from 'vitest';
import { PAPER_FEATURES, featureCount, featuresOf, regionOfFeature } from './features';

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
