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
  decodeOxideCheck,
  encodeOxideCheck,
  foreignShare,
  type OxideCheck,
} from './oxide-check';

const { mu } = prepareSpectrum(syntheticSpectrum({ edge: 7120 })).window;
const standard = { mean: [...checkCurve(mu)], deviation: new Array<number>(CHECK_POINTS).fill(0.05) };
/** Two trees that ask how far the window lies from the standard: one at 1 deviation, one at 3. */
const check: OxideCheck = {
  forest: decodeForest({
    classCount: 2,
    featureCount: CHECK_FEATURES,
    treeCount: 2,
    nodes: [3 * CHECK_POINTS, -1, -2, 3 * CHECK_POINTS, -1, -2],
    thresholds: [20, 60],
  }),
  standards: new Map([['Fe', standard]]),
  limits: { borderline: 0.4, outside: 0.7 },
};

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

  it('counts the trees that see something else, and says nothing of unknown elements', () => {
    const away = (by: number): Float64Array =>
      mu.map((value, i) => value + (i < 100 ? by : -by) * (i % 8 < 4 ? 1 : -1));
    expect(foreignShare(check, mu, 'Fe')).toBe(0);
    expect(foreignShare(check, away(0.1), 'Fe')).toBe(0.5);
    expect(foreignShare(check, away(0.4), 'Fe')).toBe(1);
    expect(foreignShare(check, mu, 'Zn')).toBeNull();
  });

  it('comes back from JSON', () => {
    const back = decodeOxideCheck(JSON.parse(JSON.stringify(encodeOxideCheck(check))));
    expect(back.limits).toEqual(check.limits);
    expect(back.forest).toEqual(check.forest);
    const [first] = back.standards.get('Fe')?.mean ?? [];
    expect(first).toBeCloseTo(standard.mean[0], 3);
  });

  it('refuses a damaged file', () => {
    const json = { ...encodeOxideCheck(check), standards: [{ element: 'Fe', mean: [1], deviation: [1] }] };
    expect(() => decodeOxideCheck(json)).toThrow(XanopyError);
  });
});
