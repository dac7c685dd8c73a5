import { describe, expect, it } from 'vitest';
import { XanopyError } from '../errors';
import { decodeForest } from '../forest/codec';
import { prepareSpectrum } from '../spectrum/prepare';
import { syntheticSpectrum } from '../testing/synthetic';
import {
  CHECK_FEATURES,
  CHECK_POINTS,
  checkCurve,
  checkFeatures,
  checkFor,
  decodeOxideChecks,
  encodeOxideChecks,
  foreignProbability,
  type OxideCheck,
} from './oxide-check';

const { mu } = prepareSpectrum(syntheticSpectrum({ edge: 7120 })).window;
const standard = { mean: [...checkCurve(mu)], deviation: new Array<number>(CHECK_POINTS).fill(0.05) };
/** Two trees that ask how far the window lies from the standard, one at 1 deviation, one at 3: 50 steps down or up each. */
const check: OxideCheck = {
  forest: decodeForest({
    classCount: 101,
    featureCount: CHECK_FEATURES,
    treeCount: 2,
    nodes: [3 * CHECK_POINTS, -1, -101, 3 * CHECK_POINTS, -1, -101],
    thresholds: [20, 60],
  }),
  standards: new Map([['Fe', standard]]),
  limits: { borderline: 0.4, outside: 0.7 },
};
const checks = { transmission: { ...check, limits: { borderline: 0.3, outside: 0.6 } }, any: check };

describe('the check for oxides', () => {
  it('does not depend on the edge step', () => {
    const features = checkFeatures(mu, 'Fe', standard);
    const scaled = checkFeatures(
      mu.map((value) => 0.3 * value),
      'Fe',
      standard,
    );
    expect(features).toHaveLength(CHECK_FEATURES);
    // But for rounding.
    expect(Math.max(...scaled.map((value, i) => Math.abs(value - features[i])))).toBeLessThanOrEqual(1);
    expect(features[CHECK_FEATURES - 1]).toBe(26);
  });

  it('adds what its trees say, and says nothing of unknown elements', () => {
    const away = (by: number): Float64Array =>
      mu.map((value, i) => value + (i < 100 ? by : -by) * (i % 8 < 4 ? 1 : -1));
    // Log-odds of -2, 0 and 2.
    expect(foreignProbability(check, mu, 'Fe')).toBeCloseTo(0.119, 3);
    expect(foreignProbability(check, away(0.1), 'Fe')).toBe(0.5);
    expect(foreignProbability(check, away(0.4), 'Fe')).toBeCloseTo(0.881, 3);
    expect(foreignProbability(check, mu, 'Zn')).toBeNull();
  });

  it('expects much damping where a scan was or may have been measured in fluorescence', () => {
    expect((['fluorescence', 'absorption'] as const).map((signal) => checkFor(checks, signal))).toEqual([
      checks.any,
      checks.any,
    ]);
    expect(
      (['transmission', 'reference', 'computed'] as const).map((signal) => checkFor(checks, signal)),
    ).toEqual([checks.transmission, checks.transmission, checks.transmission]);
  });

  it('comes back from JSON', () => {
    const back = decodeOxideChecks(JSON.parse(JSON.stringify(encodeOxideChecks(checks))));
    expect(back.transmission.limits).toEqual(checks.transmission.limits);
    expect(back.any.limits).toEqual(check.limits);
    expect(back.any.forest).toEqual(check.forest);
    const [first] = back.any.standards.get('Fe')?.mean ?? [];
    expect(first).toBeCloseTo(standard.mean[0], 3);
  });

  it('refuses a damaged file', () => {
    const { any, ...rest } = encodeOxideChecks(checks);
    const json = { ...rest, any: { ...any, standards: [{ element: 'Fe', mean: [1], deviation: [1] }] } };
    expect(() => decodeOxideChecks(json)).toThrow(XanopyError);
    const forestless = { ...rest, any: { ...any, forest: { ...any.forest, treeCount: -1 } } };
    expect(() => decodeOxideChecks(forestless)).toThrow(XanopyError);
  });
});
