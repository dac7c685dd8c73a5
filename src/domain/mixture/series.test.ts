import { describe, expect, it } from 'vitest';
import { components, indicatorsOf } from './components';
import { purestScans } from './purest';
import { resolution, type ResolutionOptions } from './resolution';
import { MOST_ENERGIES } from './series';
import { madeUp, mixed, resultOf } from './testing';

const RANGE = { from: 7100, to: 7160 };
const A = madeUp('A');
const B = madeUp('B', { edge: 7124, preEdgePeak: 0.5 });
const C = madeUp('C', { edge: 7116 });

/** Scans from A to B, with a hump of C in between if asked; noise in edge steps. */
function seriesOf(count: number, { noise = 0.002, third = 0 } = {}) {
  const truth = Array.from({ length: count }, (_, i) => {
    const along = i / (count - 1);
    const c = third * 4 * along * (1 - along);
    return [(1 - c) * (1 - along), (1 - c) * along, c];
  });
  const scans = truth.map(([a, b, c], i) => ({
    ...mixed(
      [
        [a, A],
        [b, B],
        [c, C],
      ],
      noise,
      `scan ${i}`,
    ),
    name: `scan ${i}`,
  }));
  return { truth, scans };
}

const codeOf = (work: () => unknown): unknown => {
  try {
    work();
  } catch (error) {
    return error instanceof Error && 'code' in error ? error.code : error;
  }
  return null;
};

describe('components', () => {
  it.each([
    ['fewer scans than energies', 20],
    ['more scans than energies', 150],
  ])('counts what changes in a series: %s', (_, count) => {
    const one = resultOf(
      components(
        Array.from({ length: count }, (__, i) => mixed([[1, A]], 0.002, `${i}`)),
        RANGE,
      ),
    );
    expect(one.suggested).toBe(1);
    const two = resultOf(components(seriesOf(count).scans, RANGE));
    expect([two.suggested, two.smallestIndicator]).toEqual([2, 2]);
    // The real error is the noise that was put in.
    expect(two.components[1].realError).toBeGreaterThan(0.0018);
    expect(two.components[1].realError).toBeLessThan(0.0022);
    expect(two.components[1].imbeddedError).toBeLessThan(two.components[1].realError);
    const three = resultOf(components(seriesOf(count, { third: 0.8 }).scans, RANGE));
    expect(three.suggested).toBe(3);
  });

  it('takes no rounding for a component', () => {
    expect(resultOf(components(seriesOf(30, { noise: 0 }).scans, RANGE)).suggested).toBe(2);
  });

  it('has the indicators as they are defined', () => {
    // 4 rows, 6 columns, eigenvalues 100, 10, 2, 1: after two components 3 are left in 6 columns by 2.
    const [, second] = indicatorsOf([100, 10, 2, 1], 4, 6);
    expect(second.realError).toBeCloseTo(Math.sqrt(3 / 12), 12);
    expect(second.imbeddedError).toBeCloseTo(Math.sqrt(3 / 12) * Math.sqrt(2 / 4), 12);
    expect(second.indicator).toBeCloseTo(Math.sqrt(3 / 12) / 4, 12);
    // F(1, 2) = (2*4 + 1*3) / (3*5) * 10 / 3 = 2.444; its tail is 1 - sqrt(F / (F + 2)).
    const ratio = (11 / 15) * (10 / 3);
    expect(second.chance).toBeCloseTo(1 - Math.sqrt(ratio / (ratio + 2)), 9);
    expect(indicatorsOf([100, 10, 2, 1], 4, 6)).toHaveLength(3);
  });

  it('thins a grid that is finer than needed', () => {
    const fine = [0, 0.5, 1].map((share, i) =>
      mixed(
        [
          [share, madeUp('a', { step: 0.1 })],
          [1 - share, madeUp('b', { step: 0.1, edge: 7124 })],
        ],
        0.001,
        `${i}`,
      ),
    );
    expect(resultOf(components(fine, RANGE)).energies).toBe(MOST_ENERGIES);
  });

  it('says why a series cannot be taken apart', () => {
    const { scans } = seriesOf(5);
    expect(codeOf(() => resultOf(components(scans.slice(0, 2), RANGE)))).toBe('mixture-scans');
    expect(codeOf(() => resultOf(components([...scans, madeUp('Co', {}, 'Co')], RANGE)))).toBe(
      'mixture-elements',
    );
    expect(codeOf(() => resultOf(components(scans, { from: 7100, to: 7103 })))).toBe('mixture-range');
    expect(codeOf(() => resultOf(components([...scans, madeUp('short', { to: 7150 })], RANGE)))).toBe(
      'mixture-coverage',
    );
  });
});

describe('resolution', () => {
  const resolve = (scans: ReturnType<typeof seriesOf>['scans'], options: Partial<ResolutionOptions> = {}) =>
    resultOf(resolution(scans, { ...RANGE, pure: 2, isClosed: true, ...options }));

  /** Largest error of the shares of a pure spectrum. */
  const worst = (shares: Float64Array, wanted: readonly number[]): number =>
    Math.max(...wanted.map((share, i) => Math.abs(share - shares[i])));

  it('finds the shares of a series from one to the other', () => {
    const { truth, scans } = seriesOf(60);
    const result = resolve(scans);
    expect(result.hasSettled).toBe(true);
    expect(result.purest).toEqual([0, 59]);
    expect(
      worst(
        result.shares[0],
        truth.map(([a]) => a),
      ),
    ).toBeLessThan(0.05);
    expect(
      worst(
        result.shares[1],
        truth.map(([, b]) => b),
      ),
    ).toBeLessThan(0.05);
    for (let scan = 0; scan < 60; scan++)
      expect(result.shares[0][scan] + result.shares[1][scan]).toBeCloseTo(1, 2);
    expect(result.lackOfFit).toBeLessThan(0.004);
    expect(result.rms[30]).toBeCloseTo(0.002, 3);
  });

  it('never gives a negative share or absorption', () => {
    const { shares, spectra } = resolve(seriesOf(40, { noise: 0.01 }).scans);
    for (const curve of [...shares, ...spectra]) expect(Math.min(...curve)).toBeGreaterThanOrEqual(0);
  });

  it('finds a third in between', () => {
    const { truth, scans } = seriesOf(60, { third: 1 });
    const { shares, purest } = resolve(scans, { pure: 3 });
    // The middle scans are pure C.
    const middle = purest.findIndex((scan) => scan > 20 && scan < 40);
    expect(middle).toBeGreaterThanOrEqual(0);
    expect(
      worst(
        shares[middle],
        truth.map(([, , c]) => c),
      ),
    ).toBeLessThan(0.05);
  });

  it('without closure lets the sums follow the scans', () => {
    const { scans } = seriesOf(20, { noise: 0 });
    const weaker = scans.map((scan, i) =>
      i === 10 ? { ...scan, curve: { ...scan.curve, mu: scan.curve.mu.map((mu) => mu * 0.5) } } : scan,
    );
    const { shares } = resolve(weaker, { isClosed: false });
    const sum = (scan: number): number => shares[0][scan] + shares[1][scan];
    expect(sum(10) / sum(9)).toBeCloseTo(0.5, 1);
  });

  it('says when there are not so many spectra', () => {
    const same = Array.from({ length: 6 }, () => A);
    expect(codeOf(() => resolve(same))).toBe('mixture-components');
    expect(codeOf(() => resolve(seriesOf(6).scans, { pure: 9 }))).toBe('mixture-components');
    expect(codeOf(() => resolve(seriesOf(6, { noise: 0 }).scans, { pure: 4 }))).toBe('mixture-components');
  });

  it('chooses the scans that span most', () => {
    const scores = [
      [0, 0],
      [1, 0.1],
      [4, 0],
      [2, 3],
      [2, 1],
    ].map((row) => Float64Array.from(row));
    expect(purestScans(scores, 3).sort()).toEqual([0, 2, 3]);
  });
});
