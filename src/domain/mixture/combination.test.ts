import { describe, expect, it } from 'vitest';
import { combinations, fitOf, MOST_KEPT, MOST_REFERENCES, type CombinationOptions } from './combination';
import { madeUp, mixed, resultOf } from './testing';

const RANGE: CombinationOptions = { from: 7100, to: 7150, sum: 'free', most: 4 };
const A = madeUp('A');
const B = madeUp('B', { edge: 7124, preEdgePeak: 0.5 });
const C = madeUp('C', { edge: 7116 });
const D = madeUp('D', { edge: 7122, preEdgePeak: 0.2 });

const fit = (
  target = mixed([[1, A]]),
  references = [A, B, C, D],
  options: Partial<CombinationOptions> = {},
) => resultOf(combinations(target, references, { ...RANGE, ...options }));

/** Shares by reference of the suggested combination. */
const sharesOf = ({ ranking, suggested }: ReturnType<typeof fit>): (readonly [number, number])[] =>
  ranking[suggested].parts.map(({ reference, share }) => [reference, share] as const);

describe('combinations', () => {
  it('finds the parts of a mixture and no more', () => {
    const result = fit(
      mixed(
        [
          [0.3, A],
          [0.7, B],
        ],
        0.002,
      ),
    );
    const shares = sharesOf(result);
    expect(shares.map(([reference]) => reference)).toEqual([0, 1]);
    expect(shares[0][1]).toBeCloseTo(0.3, 2);
    expect(shares[1][1]).toBeCloseTo(0.7, 2);
    expect(result.tried).toBe(15);
    expect(result.ranking[result.suggested].rms).toBeCloseTo(0.002, 3);
  });

  it('states errors as large as the shares scatter', () => {
    const scatter: number[] = [];
    let stated = 0;
    for (let run = 0; run < 60; run++) {
      const { ranking } = fit(
        mixed(
          [
            [0.4, A],
            [0.6, B],
          ],
          0.01,
          `run ${run}`,
        ),
        [A, B],
      );
      const both = ranking.find(({ parts }) => parts.length === 2);
      expect(both).toBeDefined();
      scatter.push(both?.parts[0].share ?? Number.NaN);
      stated = both?.parts[0].error ?? Number.NaN;
    }
    const mean = scatter.reduce((sum, x) => sum + x, 0) / scatter.length;
    const deviation = Math.sqrt(scatter.reduce((sum, x) => sum + (x - mean) ** 2, 0) / (scatter.length - 1));
    // White noise on a grid finer than the core-hole width: the stated error is on the safe side, by that factor.
    const factor = Math.sqrt(101 / (1 + 50 / 1.25));
    expect(mean).toBeCloseTo(0.4, 2);
    expect(stated / deviation).toBeGreaterThan(0.7 * factor);
    expect(stated / deviation).toBeLessThan(1.4 * factor);
  });

  it('keeps the sum at one when asked, and lets it go when not', () => {
    const twice = mixed([
      [0.8, A],
      [0.8, B],
    ]);
    const total = (sum: 'free' | 'one'): number =>
      fit(twice, [A, B], { sum })
        .ranking.find(({ parts }) => parts.length === 2)
        ?.parts.reduce((all, { share }) => all + share, 0) ?? Number.NaN;
    expect(total('free')).toBeCloseTo(1.6, 6);
    expect(total('one')).toBeCloseTo(1, 12);
    const shares = sharesOf(
      fit(
        mixed(
          [
            [0.25, A],
            [0.75, C],
          ],
          0.002,
        ),
        [A, B, C, D],
        { sum: 'one' },
      ),
    );
    expect(shares.map(([reference]) => reference)).toEqual([0, 2]);
    expect(shares[0][1]).toBeCloseTo(0.25, 2);
  });

  it('gives no negative share: sets that need one are left to smaller sets', () => {
    const result = fit(
      mixed([
        [1.2, A],
        [-0.2, B],
      ]),
      [A, B],
    );
    expect(result.ranking.flatMap(({ parts }) => parts).every(({ share }) => share > 0)).toBe(true);
    expect(result.negative).toBeGreaterThan(0);
    expect(sharesOf(result).map(([reference]) => reference)).toEqual([0]);
  });

  it('ranks by what is left unexplained, with R factor and fit that belong together', () => {
    const target = mixed(
      [
        [0.5, A],
        [0.5, D],
      ],
      0.003,
    );
    const result = fit(target);
    const { ranking, measured, energy } = result;
    const best = ranking[result.suggested];
    const fitted = fitOf(result, best);
    let [squares, all] = [0, 0];
    measured.forEach((value, i) => {
      squares += (value - fitted[i]) ** 2;
      all += value ** 2;
    });
    expect(best.rFactor).toBeCloseTo(squares / all, 10);
    expect(energy[0]).toBeGreaterThanOrEqual(RANGE.from);
    expect(energy[energy.length - 1]).toBeLessThanOrEqual(RANGE.to);
    const reduced = ranking.map((one) => one.reduced);
    expect(reduced).toEqual([...reduced].sort((a, b) => a - b));
  });

  it('leaves out sets whose spectra cannot be told apart', () => {
    const result = fit(mixed([[1, A]], 0.001), [A, { ...A, name: 'again' }, B]);
    expect(result.singular).toBeGreaterThan(0);
    expect(result.ranking.length).toBeGreaterThan(0);
    expect(resultOf(combinations(A, [A, { ...A, name: 'again' }], { ...RANGE, sum: 'one' })).singular).toBe(
      1,
    );
  });

  it('tells how far it is and keeps the best of many', () => {
    const references = Array.from({ length: 25 }, (_, i) => madeUp(`R${i}`, { edge: 7114 + i / 3 }));
    const work = combinations(mixed([[1, A]], 0.01), references, RANGE);
    const signs: number[] = [];
    let step = work.next();
    for (; !step.done; step = work.next()) signs.push(step.value);
    expect(signs.length).toBeGreaterThan(3);
    expect(signs.every((part, i) => part > (signs[i - 1] ?? 0) && part < 1)).toBe(true);
    expect(step.value.tried).toBe(25 + 300 + 2300 + 12650);
    expect(step.value.ranking.length).toBeLessThanOrEqual(MOST_KEPT + 4);
  });

  it('says what is wrong with what it is given', () => {
    const codeOf = (run: () => unknown): unknown => {
      try {
        return run();
      } catch (error) {
        return error;
      }
    };
    expect(codeOf(() => fit(A, []))).toMatchObject({ code: 'mixture-references' });
    expect(
      codeOf(() =>
        fit(
          A,
          Array.from({ length: MOST_REFERENCES + 1 }, () => A),
        ),
      ),
    ).toMatchObject({
      code: 'mixture-references',
    });
    expect(codeOf(() => fit(A, [madeUp('Cr', {}, 'Cr')]))).toMatchObject({
      code: 'mixture-elements',
      message: expect.stringContaining('Cr shows Cr') as unknown,
    });
    expect(codeOf(() => fit(A, [B], { from: 7100, to: 7101 }))).toMatchObject({ code: 'mixture-range' });
    expect(codeOf(() => fit(A, [B], { from: 7150, to: 7100 }))).toMatchObject({ code: 'mixture-range' });
    expect(codeOf(() => fit(A, [B], { from: Number.NaN }))).toMatchObject({ code: 'mixture-range' });
    expect(codeOf(() => fit(A, [madeUp('short', { from: 7110 })]))).toMatchObject({
      code: 'mixture-coverage',
      message: expect.stringContaining('short covers 7110.0') as unknown,
    });
    const zero = { ...A, name: 'zero', curve: { ...A.curve, mu: A.curve.mu.map(() => 0) } };
    expect(codeOf(() => fit(A, [zero]))).toMatchObject({ code: 'mixture-singular' });
  });
});
