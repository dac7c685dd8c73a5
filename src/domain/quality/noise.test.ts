import { expect, it } from 'vitest';
import { syntheticSpectrum } from '../testing/synthetic';
import { noiseOf } from './noise';
import { withNoise } from '../confidence/stability';

const clean = syntheticSpectrum({ edge: 7112 });

it.each([0.01, 0.05, 0.2])('measures noise of %f edge steps', (amount) => {
  const measured = noiseOf(withNoise(clean, amount, 3), 7112);
  expect(measured / amount).toBeGreaterThan(0.8);
  expect(measured / amount).toBeLessThan(1.2);
});

it('takes no fine structure for noise', () => {
  expect(noiseOf(clean, 7112)).toBeLessThan(0.001);
});

it('does not judge a handful of points', () => {
  expect(noiseOf(syntheticSpectrum({ edge: 7112, from: 7105, to: 7125 }), 7112)).toBeNaN();
});

it('measures the same noise where the steps change in size', () => {
  const uneven = Float64Array.from(clean.energy).filter((at, i) => at < 7152 || i % 4 === 0);
  const mu = clean.mu.filter((_, i) => clean.energy[i] < 7152 || i % 4 === 0);
  const measured = noiseOf(withNoise({ energy: uneven, mu }, 0.01, 5), 7112);
  expect(measured).toBeGreaterThan(0.008);
  expect(measured).toBeLessThan(0.012);
  expect(noiseOf({ energy: uneven, mu }, 7112)).toBeLessThan(0.001);
});

it('looks no farther than 60 eV below and 100 eV above E0', () => {
  const noisy = withNoise(clean, 0.05, 7);
  const farOnly = clean.mu.map((value, i) =>
    clean.energy[i] < 7112 - 62 || clean.energy[i] > 7112 + 102 ? (noisy.mu[i] ?? 0) : value,
  );
  expect(noiseOf({ energy: clean.energy, mu: farOnly }, 7112)).toBeLessThan(0.001);
});

it('judges from eight residuals on', () => {
  const short = (points: number) => {
    const from = clean.energy.findIndex((at) => at > 7132);
    const part = { energy: clean.energy.slice(from, from + points), mu: clean.mu.slice(from, from + points) };
    return noiseOf(part, 7112);
  };
  expect(short(11)).toBeNaN();
  expect(short(12)).toBeGreaterThanOrEqual(0);
});
