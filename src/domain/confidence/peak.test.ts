import { describe, expect, it } from 'vitest';
import { prepareSpectrum } from '../spectrum/prepare';
import { syntheticSpectrum } from '../testing/synthetic';
import { peakHeight } from './peak';

const { mu } = prepareSpectrum(syntheticSpectrum({ edge: 7120 })).window;

describe('height of the main peak', () => {
  it('is measured against the level above the edge', () => {
    expect(peakHeight(mu)).toBeGreaterThan(1.3);
    expect(peakHeight(mu)).toBeLessThan(1.7);
  });

  it('does not depend on the edge step', () => {
    expect(peakHeight(mu.map((value) => 0.37 * value))).toBeCloseTo(peakHeight(mu), 10);
  });

  it('falls with over-absorption', () => {
    expect(peakHeight(mu.map((value) => Math.min(value, 1.1)))).toBeLessThan(1.15);
  });
});
