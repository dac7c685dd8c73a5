import { expect, it } from 'vitest';
import { compareEnvironments } from './comparison';

it('says what two environments share', () => {
  const expected = [{ cn: 6, motifs: ['octahedral', 'pentagonal pyramidal'] }, { cn: 9, motifs: [] }]; // prettier-ignore
  const found = [{ cn: 6, motifs: ['octahedral'] }, { cn: 4, motifs: ['tetrahedral'] }]; // prettier-ignore
  expect(compareEnvironments(expected, found)).toEqual({
    jaccard: 1 / 4,
    sameFirstEntry: false,
    sameLeadingCn: true,
    shared: [{ cn: 6, motif: 'octahedral' }],
    onlyExpected: [
      { cn: 6, motif: 'pentagonal pyramidal' },
      { cn: 9, motif: null },
    ],
    onlyFound: [{ cn: 4, motif: 'tetrahedral' }],
  });
});

it('has a word for nothing, too', () => {
  expect(compareEnvironments([], [])).toMatchObject({
    jaccard: 1,
    sameFirstEntry: true,
    sameLeadingCn: false,
  });
  expect(compareEnvironments([{ cn: 6, motifs: [] }], [])).toMatchObject({
    jaccard: 0,
    sameLeadingCn: false,
  });
});
