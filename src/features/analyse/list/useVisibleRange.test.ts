import { expect, it } from 'vitest';
import { visibleRange } from './useVisibleRange';

it('draws the visible rows and some spare ones, never rows that do not exist', () => {
  expect(visibleRange(0, 500, 50, 1000)).toEqual([0, 18]);
  expect(visibleRange(25_000, 500, 50, 1000)).toEqual([492, 518]);
  expect(visibleRange(49_500, 500, 50, 1000)).toEqual([982, 1000]);
  expect(visibleRange(0, 500, 50, 3)).toEqual([0, 3]);
  expect(visibleRange(5_000, 500, 50, 3)).toEqual([3, 3]);
});
