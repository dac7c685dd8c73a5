import { describe, expect, it } from 'vitest';
import { faultOfPotentials } from './feff-potentials';

/** The end of a log: of every type its electrons in s, p and d shells and its charge. */
function log(
  types: readonly (readonly [s: number, p: number, d: number, charge: number])[],
  end?: string,
): string {
  const row = (...cells: (number | string)[]): string =>
    cells.map((cell) => String(cell).padStart(8)).join('');
  return [
    'SCF ITERATION NUMBER 21',
    'Electronic configuration',
    '  type     l     N_el',
    ...types.flatMap(([s, p, d], type) => [s, p, d, 0].map((n, l) => row(type, l, n.toFixed(3)))),
    'Charge transfer:  type  charge',
    ...types.map(([, , , charge], type) => row(type, charge.toFixed(3))),
    end ?? 'Convergence reached in   20 iterations.',
    'Done with module: potentials.\r',
  ].join('\n');
}

describe('the potentials of a log', () => {
  it.each([
    [
      'Ti in SrTiO3, 3s in the core',
      [22, 38, 22, 8],
      [
        [0.45, 6.72, 3.7, -0.13],
        [2.29, 6.42, 0.9, -0.39],
        [0.43, 6.68, 2.6, -0.29],
        [1.85, 4.5, 0, 0.35],
      ],
    ],
    [
      'Ca with 3s among the valence electrons',
      [20, 8],
      [
        [2.38, 6.63, 1.57, -0.42],
        [1.85, 4.5, 0, 0.35],
      ],
    ],
    [
      'Na with 2s in the core',
      [11, 8],
      [
        [0.25, 6.36, 0, -0.39],
        [1.85, 4.5, 0, 0.35],
      ],
    ],
    [
      'Sm with 4f in the core and 5s among the valence electrons',
      [8, 62],
      [
        [1.85, 4.5, 0, 0.35],
        [2.29, 6.38, 1.43, -0.9],
      ],
    ],
    [
      'Bi with its lone pair',
      [8, 83],
      [
        [1.85, 4.5, 0, 0.35],
        [1.93, 1.75, 10.43, -0.89],
      ],
    ],
  ] as const)('are right for %s', (_, atomicNumbers, types) => {
    expect(faultOfPotentials(log(types), atomicNumbers)).toBeNull();
  });

  it.each([
    [
      'of the absorber',
      [22, 8],
      [
        [2.353, 6.566, 1.659, -0.423],
        [1.81, 4.44, 0, 0.25],
      ],
      22,
    ],
    [
      'of a neighbour',
      [8, 22],
      [
        [1.81, 4.44, 0, 0.25],
        [2.312, 6.482, 0.959, -0.247],
      ],
      22,
    ],
    [
      'of sodium',
      [11, 8],
      [
        [2.224, 6.16, 0, 0.38],
        [1.85, 4.5, 0, 0.35],
      ],
      11,
    ],
  ] as const)('count 3s or 2s %s twice', (_, atomicNumbers, types, z) => {
    expect(faultOfPotentials(log(types), atomicNumbers)).toContain(`of atomic number ${z}`);
  });

  it.each([
    ['were not found', log([[0.45, 6.72, 3.7, -0.13]], '')],
    ['were given up', ' Bad counts found repeatedly - pot will exit now.'],
    ['have no log', ''],
  ])('cannot be used when they %s', (_, text) => {
    expect(faultOfPotentials(text, [22])).toBe('did not become self-consistent');
  });
});
