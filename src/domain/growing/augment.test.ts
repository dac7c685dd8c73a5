import { describe, expect, it } from 'vitest';
import { overAbsorbed } from './augment';

describe('over-absorption', () => {
  it('is mu (1 + a) / (mu + a), with the edge making up 1 / (1 + a) of the whole absorption', () => {
    const a = 0.8;
    const mu = Float64Array.of(0, 0.2, 0.7, 1, 1.6);
    const expected = [...mu].map((value) => (value * (1 + a)) / (value + a));
    overAbsorbed(mu, 1 / (1 + a)).forEach((value, i) => expect(value).toBeCloseTo(expected[i], 12));
  });

  it('leaves an infinitely thin sample as it is', () => {
    expect([...overAbsorbed(Float64Array.of(0.1, 1, 1.9), 0)]).toEqual([0.1, 1, 1.9]);
  });
});
