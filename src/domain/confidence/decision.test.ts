import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { expectedJaccard, jointEnvironments, type ModelVotes } from '../environment/answer';
import { decide } from './decision';

const octahedral = ['octahedral', 'pentagonal pyramidal'];

/** The plurality says 4, but the rankings that contain 6 agree with one another. */
const split: ModelVotes = {
  cn: [
    { label: [4], share: 0.4 },
    { label: [6], share: 0.3 },
    { label: [6, 5], share: 0.3 },
  ],
  motifs: new Map([
    [4, [{ label: ['tetrahedral'], share: 1 }]],
    [5, [{ label: ['square pyramidal'], share: 1 }]],
    [6, [{ label: octahedral, share: 1 }]],
  ]),
};

describe('decide', () => {
  it('takes the most voted ranking', () => {
    expect(decide(split, 'most-voted')).toEqual([{ cn: 4, motifs: ['tetrahedral'] }]);
  });

  it('or the list that the votes expect to overlap most', () => {
    // CN 4 expects 0.4; CN 6 expects 0.3 + 0.3 * 2/3 = 0.5; CN 6 with 5 expects 0.3 * 2/3 + 0.3 = 0.5, later.
    expect(decide(split, 'highest-expected-jaccard')).toEqual([{ cn: 6, motifs: octahedral }]);
  });

  it('never expects less than the most voted answer', () => {
    const names = ['octahedral', 'pentagonal pyramidal', 'hexagonal planar'];
    const ranking = fc.shuffledSubarray(names, { minLength: 1 });
    const shares = fc.uniqueArray(fc.tuple(ranking, fc.integer({ min: 1, max: 9 })), {
      selector: ([label]) => label.join(),
      minLength: 1,
      maxLength: 5,
    });
    const normalised = <T>(entries: readonly (readonly [T, number])[]): { label: T; share: number }[] => {
      const total = entries.reduce((sum, [, n]) => sum + n, 0);
      return entries.map(([label, n]) => ({ label, share: n / total })).sort((a, b) => b.share - a.share);
    };
    const cn = fc.uniqueArray(
      fc.tuple(fc.shuffledSubarray([4, 5, 6], { minLength: 1 }), fc.integer({ min: 1, max: 9 })),
      {
        selector: ([label]) => label.join(),
        minLength: 1,
      },
    );
    fc.assert(
      fc.property(cn, shares, shares, shares, (numbers, four, five, six) => {
        const votes: ModelVotes = {
          cn: normalised(numbers),
          motifs: new Map([
            [4, normalised(four)],
            [5, normalised(five)],
            [6, normalised(six)],
          ]),
        };
        const joint = jointEnvironments(votes);
        const best = expectedJaccard(decide(votes, 'highest-expected-jaccard'), joint);
        expect(best).toBeGreaterThanOrEqual(expectedJaccard(decide(votes, 'most-voted'), joint) - 1e-9);
      }),
      { numRuns: 200 },
    );
  });
});
