import { expect, it } from 'vitest';
import { formClasses, supportOf } from './classes';

const observed = (
  counts: readonly (readonly [readonly number[], number])[],
): { material: string; ranking: readonly number[] }[] =>
  counts.flatMap(([ranking, count]) =>
    Array.from({ length: count }, (_, i) => ({ material: `${ranking.join()}-${i}`, ranking })),
  );

it('keeps supported rankings apart and lets rare ones back off to their relatives', () => {
  const seen = observed([
    [[6], 5],
    [[6, 5], 4],
    [[6, 4], 1],
    [[4], 1],
    [[5, 4], 1],
  ]);
  const classes = formClasses(seen, 2);
  expect(classes.labels).toEqual([[6], [6, 5], [4], [5]]);
  expect(classes.classOf([6, 5])).toBe(1);
  // Half of [6, 4] is [6]; only a third of its union with [6, 5] is shared.
  expect(classes.classOf([6, 4])).toBe(0);
  expect(classes.classOf([5, 4])).toBe(3);
  expect(classes.classOf([8])).toBeUndefined();
  expect(supportOf(classes, seen)).toEqual([6, 4, 1, 1]);
});

it('counts materials, not spectra', () => {
  const seen = [1, 2, 3].map(() => ({ material: 'one crystal', ranking: [6, 5] }));
  expect(formClasses(seen, 2).labels).toEqual([[6]]);
});
