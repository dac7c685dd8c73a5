import { expect, it } from 'vitest';
import { importanceOf } from './importance';

it('lists single regions before pairs, and all CNs before each', () => {
  const entry = (cn: number | null, without: ('pre-edge' | 'main-peak')[], relative: number) => ({
    cn,
    without,
    loss: relative / 10,
    relative,
  });
  expect(
    importanceOf([
      entry(6, ['pre-edge', 'main-peak'], 1),
      entry(null, ['pre-edge'], 0.4),
      entry(4, ['pre-edge'], 0.6),
      entry(6, ['pre-edge'], 0.2),
    ]),
  ).toEqual({
    rows: ['pre-edge', 'pre-edge + main peak'],
    columns: ['all', 'CN 4', 'CN 6'],
    values: [
      [0.4, 0.6, 0.2],
      [null, null, 1],
    ],
  });
  expect(importanceOf([]).rows).toEqual([]);
});
