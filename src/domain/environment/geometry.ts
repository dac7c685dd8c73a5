import { add, cross, dot, scale, subtract, type Vector } from '../vector';
import { MOTIFS } from './motifs';

/** An ideal coordination motif with the absorber at the origin and z pointing up in pictures. */
export interface MotifGeometry {
  readonly cn: number;
  /** Unit vectors towards the ligands. */
  readonly ligands: readonly Vector[];
}

/** Tetrahedral angle in degrees: arccos(-1/3). */
const TETRAHEDRAL = (Math.acos(-1 / 3) * 180) / Math.PI;
/** H-O-H angle of the water molecule in degrees: the target angle of the order parameter `water-like`. */
const WATER = 104.5;

const radians = (degrees: number): number => (degrees * Math.PI) / 180;

const UP: Vector = [0, 0, 1];
const DOWN: Vector = [0, 0, -1];

/** `count` ligands around the vertical axis, evenly spaced, `polar` degrees away from straight up. */
function ring(count: number, polar = 90, start = 0): Vector[] {
  const height = Math.cos(radians(polar));
  const radius = Math.sin(radians(polar));
  return Array.from({ length: count }, (_, index) => {
    const angle = radians(start + (360 * index) / count);
    return [radius * Math.cos(angle), radius * Math.sin(angle), height];
  });
}

/** Two ligands in the vertical plane that faces the viewer, `angle` degrees apart, opening downwards. */
function bent(angle: number): Vector[] {
  const half = radians(angle / 2);
  return [
    [-Math.sin(half), 0, -Math.cos(half)],
    [Math.sin(half), 0, -Math.cos(half)],
  ];
}

/** Corners of a cuboctahedron: every (±1, ±1, 0) and its permutations. */
function cuboctahedron(): Vector[] {
  const a = Math.SQRT1_2;
  return [a, -a].flatMap((u) =>
    [a, -a].flatMap((w): Vector[] => [
      [u, w, 0],
      [u, 0, w],
      [0, u, w],
    ]),
  );
}

/**
 * Ideal ligand directions of the 25 motifs, as the local structure order parameters define them
 * (Zimmermann & Jain, RSC Adv. 10 (2020) 6063): a pyramid has its absorber in the base, a see-saw is a
 * trigonal bipyramid without one equatorial ligand, a rectangular see-saw an octahedron without two neighbours.
 */
const LIGANDS: Readonly<Record<string, readonly Vector[]>> = {
  'single bond': [[1, 0, 0]],
  'L-shaped': bent(90),
  'water-like': bent(WATER),
  'bent 120 degrees': bent(120),
  'bent 150 degrees': bent(150),
  linear: bent(180),
  'trigonal planar': ring(3),
  'trigonal non-coplanar': ring(3, TETRAHEDRAL),
  'T-shaped': [[-1, 0, 0], [1, 0, 0], [0, 0, -1]],
  'square co-planar': ring(4),
  tetrahedral: [UP, ...ring(3, TETRAHEDRAL)],
  'rectangular see-saw-like': [UP, DOWN, [1, 0, 0], [0, 1, 0]],
  'see-saw-like': [UP, DOWN, ...ring(3).slice(1)],
  'trigonal pyramidal': [UP, ...ring(3)],
  'pentagonal planar': ring(5),
  'square pyramidal': [UP, ...ring(4)],
  'trigonal bipyramidal': [UP, DOWN, ...ring(3)],
  'hexagonal planar': ring(6),
  octahedral: [UP, DOWN, ...ring(4)],
  'pentagonal pyramidal': [UP, ...ring(5)],
  'hexagonal pyramidal': [UP, ...ring(6)],
  'pentagonal bipyramidal': [UP, DOWN, ...ring(5)],
  'body-centered cubic': [...ring(4, TETRAHEDRAL / 2, 45), ...ring(4, 180 - TETRAHEDRAL / 2, 45)],
  'hexagonal bipyramidal': [UP, DOWN, ...ring(6)],
  cuboctahedral: cuboctahedron(),
}; // prettier-ignore

/** Ideal coordinates of a motif by its name in `MOTIFS`; undefined when there is no such motif. */
export function motifGeometry(name: string): MotifGeometry | undefined {
  const ligands = Object.hasOwn(LIGANDS, name) ? LIGANDS[name] : undefined;
  return ligands && { cn: ligands.length, ligands };
}

/** Every motif name, by ascending coordination number. */
export const MOTIF_NAMES: readonly string[] = Object.values(MOTIFS).flat();

const TOLERANCE = 1e-9;

/**
 * Faces of the convex hull of points on a sphere, as index lists in order around each face with the normal outwards;
 * points in one plane give their polygon once. Meant for a dozen points: every triple is tried.
 */
export function convexFaces(points: readonly Vector[]): number[][] {
  const faces = new Map<string, number[]>();
  points.forEach((origin, i) => {
    for (let j = 0; j < points.length; j++) {
      for (let k = j + 1; k < points.length; k++) {
        if (i === j || i === k) continue;
        const normal = cross(subtract(points[j], origin), subtract(points[k], origin));
        const heights = points.map((point) => dot(normal, subtract(point, origin)));
        if (dot(normal, normal) < TOLERANCE || heights.some((height) => height > TOLERANCE)) continue;
        const corners = points.flatMap((_, index) => (heights[index] > -TOLERANCE ? [index] : []));
        const key = corners.join();
        if (!faces.has(key)) faces.set(key, aroundNormal(corners, points, normal));
      }
    }
  });
  return [...faces.values()];
}

/** Corners of a convex face, counter-clockwise when seen against its normal. */
function aroundNormal(corners: readonly number[], points: readonly Vector[], normal: Vector): number[] {
  const middle = scale(corners.map((index) => points[index]).reduce(add), 1 / corners.length);
  const first = subtract(points[corners[0]], middle);
  const second = scale(cross(normal, first), 1 / Math.sqrt(dot(normal, normal)));
  const angle = (index: number): number => {
    const arm = subtract(points[index], middle);
    return Math.atan2(dot(arm, second), dot(arm, first));
  };
  return corners.toSorted((a, b) => angle(a) - angle(b));
}
