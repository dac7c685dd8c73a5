import { describe, expect, it } from 'vitest';
import { conformalLimit, conformalSet } from './conformal';

describe('conformalLimit', () => {
  it('is the share that nine of ten truths reach, counting the new spectrum as one more', () => {
    const shares = Array.from({ length: 19 }, (_, i) => (i + 1) / 20);
    // 0.9 * 20 = 18 truths must be kept: the 18th from the top has 2 / 20.
    expect(conformalLimit(shares, new Array<number>(19).fill(1), 0.9)).toBeCloseTo(0.1);
  });

  it('weighs the samples', () => {
    expect(conformalLimit([0.9, 0.5, 0.1], [18, 1, 1], 0.8)).toBe(0.9);
    expect(conformalLimit([0.9, 0.5, 0.1], [1, 1, 18], 0.8)).toBe(0.1);
  });

  it('keeps everything when the coverage cannot be promised', () => {
    expect(conformalLimit([0.9, 0.8], [1, 1], 0.9)).toBe(0);
  });
});

describe('conformalSet', () => {
  const shares = [
    { label: [4], share: 0.1 },
    { label: [6], share: 0.6 },
    { label: [6, 5], share: 0.3 },
  ];
  it('keeps what reaches the limit, most voted first', () => {
    expect(conformalSet(shares, 0.3, 0.9)).toEqual({ coverage: 0.9, rankings: [[6], [6, 5]] });
  });
  it('is never empty', () => {
    expect(conformalSet(shares, 0.95, 0.9).rankings).toEqual([[6]]);
  });
});
