import { expect, it } from 'vitest';
import { plainStructure } from '../domain/structure/structure';
import { symmetryOf } from '../domain/structure/symmetry';
import { nodeSymmetry } from './moyo-node';

it('finds space group and equivalent sites of rutile', () => {
  const x = 0.305;
  const rutile = plainStructure({
    cell: [4.594, 4.594, 2.959, 90, 90, 90],
    species: ['Ti', 'O', 'O', 'Ti', 'O', 'O'],
    fractional: [[0, 0, 0], [x, x, 0], [-x, -x, 0], [0.5, 0.5, 0.5], [0.5 + x, 0.5 - x, 0.5], [0.5 - x, 0.5 + x, 0.5]],
  }); // prettier-ignore
  const { spaceGroup, symbol, sites } = symmetryOf(rutile, nodeSymmetry().analyze_cell);
  expect([spaceGroup, symbol]).toEqual([136, 'P 4_2/m n m']);
  expect(sites.map(({ index, element, multiplicity }) => [index, element, multiplicity])).toEqual([
    [0, 'Ti', 2],
    [1, 'O', 4],
  ]);
});
