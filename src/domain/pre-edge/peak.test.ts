import { describe, expect, it } from 'vitest';
import { Random } from '../random';
import type { Curve } from '../spectrum/types';
import { preEdgeFit } from './peak';

const E0 = 7122;
const gaussian = (e: number, centre: number, sigma: number): number =>
  Math.exp(-0.5 * ((e - centre) / sigma) ** 2);

/** An edge with a split peak before it: 2 : 1, 1.5 eV apart; `height` of the stronger part in edge steps. */
function scan(height: number, noise = 0, seed = 1, step = 0.25): Curve {
  const random = new Random(`pre-edge ${seed}`);
  const energy = Float64Array.from({ length: Math.round(200 / step) }, (_, i) => 7050 + i * step);
  const mu = energy.map(
    (e) =>
      0.5 +
      Math.atan((e - E0) / 1.3) / Math.PI +
      0.4 * gaussian(e, 7131, 3) +
      height * (gaussian(e, 7113.5, 1) + 0.5 * gaussian(e, 7115, 1)) +
      noise * random.normal(),
  );
  return { energy, mu };
}

const areaOf = (height: number): number => height * 1.5 * Math.sqrt(2 * Math.PI);

describe('the pre-edge peak', () => {
  it.each([0.03, 0.1, 0.6])('of height %f has its area, centroid and height', (height) => {
    const { peak, energy, mu, fit, base } = preEdgeFit(scan(height), E0);
    expect(Math.abs(peak.area.value / areaOf(height) - 1)).toBeLessThan(0.02);
    expect(peak.centroid.value).toBeCloseTo(7114, 1);
    expect(peak.height.value / height).toBeCloseTo(1.2, 1);
    expect(peak.position).toBeCloseTo(7113.8, 1);
    expect(peak.from).toBe(energy[0]);
    expect(energy.length).toBe(fit.length);
    const middle = energy.findIndex((e) => e >= 7113.75);
    expect(fit[middle]).toBeCloseTo(mu[middle], 3);
    expect(fit[middle] - base[middle]).toBeCloseTo(peak.height.value, 2);
  });

  it('has errors of the size of its scatter when there is noise', () => {
    const peaks = Array.from({ length: 12 }, (_, seed) => preEdgeFit(scan(0.1, 0.002, seed), E0).peak);
    const off = peaks.map(({ area }) => (area.value - areaOf(0.1)) / area.error);
    const spread = Math.sqrt(off.reduce((sum, value) => sum + value * value, 0) / off.length);
    expect(spread).toBeGreaterThan(0.5);
    expect(spread).toBeLessThan(2);
    const noisier = preEdgeFit(scan(0.1, 0.008, 3), E0).peak;
    expect(noisier.area.error).toBeGreaterThan(2 * peaks[3].area.error);
    expect(noisier.height.error).toBeGreaterThan(2 * peaks[3].height.error);
  });

  it('does not take a shoulder of the edge for a part of it', () => {
    const { energy, mu } = scan(0.6);
    const shouldered = mu.map((value, i) => value + 0.15 * gaussian(energy[i], 7117.5, 0.9));
    expect(preEdgeFit({ energy, mu }, E0).peak.area.value).toBeCloseTo(areaOf(0.6), 1);
    const strong = energy.map((e, i) => mu[i] + 1.2 * gaussian(e, 7108, 0.8));
    const { peak } = preEdgeFit({ energy, mu: strong.map((value, i) => value - mu[i] + shouldered[i]) }, E0);
    expect(peak.position).toBeCloseTo(7108, 1);
  });

  it.each([
    ['a bare edge', scan(0), 'rises without a flat place'],
    ['what noise makes', scan(0.0005, 0.02), ''],
    [
      'a scan that begins too late',
      { energy: scan(0.1).energy.slice(300), mu: scan(0.1).mu.slice(300) },
      'begins too late',
    ],
    ['a scan in steps of 4 eV', scan(0.3, 0, 1, 4), ''],
  ])('is not seen in %s', (_, curve, why) => {
    expect(() => preEdgeFit(curve, E0)).toThrow(
      expect.objectContaining({ code: 'pre-edge-none', message: expect.stringContaining(why) as string }),
    );
  });
});
