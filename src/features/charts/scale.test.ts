import { describe, expect, it } from 'vitest';
import { extent, linearScale, pathOf, ticksOf } from './scale';

describe('scales', () => {
  it('maps linearly, also downwards and from an empty domain', () => {
    expect(linearScale([7100, 7200], [300, 0])(7150)).toBe(150);
    expect(linearScale([5, 5], [10, 20])(5)).toBe(10);
  });

  it.each([
    [[0, 1], 5, [0, 0.2, 0.4, 0.6, 0.8, 1]],
    [[7097.3, 7142.3], 5, [7100, 7110, 7120, 7130, 7140]],
    [[-0.013, 0.012], 4, [-0.01, -0.005, 0, 0.005, 0.01]],
    [[3, 3], 5, [3]],
  ] as const)('finds round ticks in %j', (domain, count, ticks) => {
    expect(ticksOf(domain, count)).toEqual(ticks);
  });

  it('finds the extent of what is finite', () => {
    expect(extent([Number.NaN, 2, -1])).toEqual([-1, 2]);
    expect(extent([0, 10], 0.1)).toEqual([-1, 11]);
    expect(extent([])).toEqual([0, 1]);
  });

  it('lifts the pen over gaps', () => {
    expect(pathOf([[0, 1], [1, Number.NaN], [2, 3], [4, 5]])).toBe('M0.0 1.0M2.0 3.0L4.0 5.0'); // prettier-ignore
  });
});
