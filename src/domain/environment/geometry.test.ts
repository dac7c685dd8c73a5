import { describe, expect, it } from 'vitest';
import { cross, dot, subtract, type Vector } from '../vector';
import { convexFaces, MOTIF_NAMES, motifGeometry } from './geometry';
import { MOTIFS } from './motifs';

const ligandsOf = (name: string): readonly Vector[] => {
  const geometry = motifGeometry(name);
  if (!geometry) throw new Error(`no geometry for ${name}`);
  return geometry.ligands;
};

/** All ligand-absorber-ligand angles in whole tenths of a degree, ascending, with how often they occur. */
function angles(name: string): Record<string, number> {
  const ligands = ligandsOf(name);
  const counts: Record<string, number> = {};
  const values = ligands.flatMap((a, i) =>
    ligands.slice(i + 1).map((b) => (Math.acos(Math.max(-1, Math.min(1, dot(a, b)))) * 180) / Math.PI),
  );
  for (const value of values.map((v) => v.toFixed(1))) counts[value] = (counts[value] ?? 0) + 1;
  return counts;
}

describe('motif geometry', () => {
  it.each(Object.entries(MOTIFS).flatMap(([cn, names]) => names.map((name) => [name, Number(cn)] as const)))(
    '%s has %i distinct unit bonds',
    (name, cn) => {
      const ligands = ligandsOf(name);
      expect(ligands).toHaveLength(cn);
      for (const ligand of ligands) expect(dot(ligand, ligand)).toBeCloseTo(1, 12);
      expect(
        Object.keys(angles(name))
          .map(Number)
          .every((angle) => angle > 50),
      ).toBe(true);
    },
  );

  it('covers the 25 motifs and knows no other', () => {
    expect(MOTIF_NAMES).toHaveLength(25);
    expect(motifGeometry('toString')).toBeUndefined();
    expect(motifGeometry('dodecahedral')).toBeUndefined();
  });

  it.each([
    ['L-shaped', { '90.0': 1 }],
    ['water-like', { '104.5': 1 }],
    ['bent 120 degrees', { '120.0': 1 }],
    ['bent 150 degrees', { '150.0': 1 }],
    ['linear', { '180.0': 1 }],
    ['trigonal planar', { '120.0': 3 }],
    ['trigonal non-coplanar', { '109.5': 3 }],
    ['T-shaped', { '90.0': 2, '180.0': 1 }],
    ['square co-planar', { '90.0': 4, '180.0': 2 }],
    ['tetrahedral', { '109.5': 6 }],
    ['rectangular see-saw-like', { '90.0': 5, '180.0': 1 }],
    ['see-saw-like', { '90.0': 4, '120.0': 1, '180.0': 1 }],
    ['trigonal pyramidal', { '90.0': 3, '120.0': 3 }],
    ['pentagonal planar', { '72.0': 5, '144.0': 5 }],
    ['square pyramidal', { '90.0': 8, '180.0': 2 }],
    ['trigonal bipyramidal', { '90.0': 6, '120.0': 3, '180.0': 1 }],
    ['hexagonal planar', { '60.0': 6, '120.0': 6, '180.0': 3 }],
    ['octahedral', { '90.0': 12, '180.0': 3 }],
    ['pentagonal pyramidal', { '72.0': 5, '90.0': 5, '144.0': 5 }],
    ['hexagonal pyramidal', { '60.0': 6, '90.0': 6, '120.0': 6, '180.0': 3 }],
    ['pentagonal bipyramidal', { '72.0': 5, '90.0': 10, '144.0': 5, '180.0': 1 }],
    ['body-centered cubic', { '70.5': 12, '109.5': 12, '180.0': 4 }],
    ['hexagonal bipyramidal', { '60.0': 6, '90.0': 12, '120.0': 6, '180.0': 4 }],
    ['cuboctahedral', { '60.0': 24, '90.0': 12, '120.0': 24, '180.0': 6 }],
  ])('%s has its ideal angles', (name, expected) => {
    expect(angles(name)).toEqual(expected);
  });

  it.each([
    ['trigonal planar', [3]],
    ['hexagonal planar', [6]],
    ['tetrahedral', [3, 3, 3, 3]],
    ['octahedral', [3, 3, 3, 3, 3, 3, 3, 3]],
    ['square pyramidal', [3, 3, 3, 3, 4]],
    ['body-centered cubic', [4, 4, 4, 4, 4, 4]],
    ['cuboctahedral', [3, 3, 3, 3, 3, 3, 3, 3, 4, 4, 4, 4, 4, 4]],
    ['linear', []],
  ])('the polyhedron of %s has the right faces', (name, sides) => {
    expect(
      convexFaces(ligandsOf(name))
        .map((face) => face.length)
        .sort(),
    ).toEqual(sides);
  });

  it('orders corners around a face with the normal outwards', () => {
    const cube = ligandsOf('body-centered cubic');
    for (const face of convexFaces(cube)) {
      face.forEach((corner, i) => {
        const [a, b, c] = [corner, face[(i + 1) % 4], face[(i + 2) % 4]].map((index) => cube[index]);
        const normal = cross(subtract(b, a), subtract(c, b));
        expect(dot(normal, a)).toBeGreaterThan(0);
        expect(dot(subtract(b, a), subtract(c, b))).toBeCloseTo(0, 12);
      });
    }
  });
});
