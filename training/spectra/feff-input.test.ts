import { describe, expect, it } from 'vitest';
import { latticeOfCell, type Structure } from '../../src/domain/structure/structure';
import { angularMomenta, feffInput } from './feff-input';

const rockSalt: Structure = {
  lattice: latticeOfCell([4.2, 4.2, 4.2, 90, 90, 90]),
  species: ['Ni', 'Ni', 'Ni', 'Ni', 'O', 'O', 'O', 'O'],
  fractional: [
    [0, 0, 0],
    [0, 0.5, 0.5],
    [0.5, 0, 0.5],
    [0.5, 0.5, 0],
    [0.5, 0.5, 0.5],
    [0.5, 0, 0],
    [0, 0.5, 0],
    [0, 0, 0.5],
  ],
};

describe('the input of FEFF', () => {
  const { text, atomicNumbers } = feffInput(rockSalt, 0);
  const lines = text.split('\n');
  const section = (from: string, to: string): string[] =>
    lines.slice(lines.indexOf(from) + 1, lines.indexOf(to));

  it('names the absorber alone as potential 0, next to nothing of the stoichiometry', () => {
    expect(section('POTENTIALS', 'ATOMS')).toEqual(['0 28 Ni 2 3 0.001', '1 28 Ni 2 3 4', '2 8 O 1 2 4']);
    expect(atomicNumbers).toEqual([28, 28, 8]);
  });

  it('lists the atoms of 8 angstrom, nearest first, the absorber at the origin', () => {
    const atoms = section('ATOMS', 'END').map((line) => line.split(' '));
    expect(atoms[0]).toEqual(['0', '0', '0', '0', 'Ni', '0']);
    expect(atoms.slice(1, 7).map(([, , , potential, element, r]) => [potential, element, r])).toEqual(
      new Array(6).fill(['2', 'O', '2.100000']),
    );
    // Sites of a grid of 2.1 angstrom within 8 angstrom: |n|^2 <= 14.5.
    expect(atoms).toHaveLength(251);
    expect(atoms.filter(([, , , potential]) => potential === '0')).toHaveLength(1);
  });
});

it('gives heavy atoms the angular momenta that their potentials need', () => {
  expect(angularMomenta(8, false)).toEqual({ scf: 1, fms: 2 });
  expect(angularMomenta(8, true)).toEqual({ scf: 1, fms: 3 });
  expect(angularMomenta(20, false)).toEqual({ scf: 2, fms: 3 });
  expect(angularMomenta(31, false)).toEqual({ scf: 2, fms: 2 });
  expect(angularMomenta(60, false)).toEqual({ scf: 3, fms: 3 });
});
