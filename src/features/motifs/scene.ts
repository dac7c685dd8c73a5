import { convexFaces, motifGeometry } from '../../domain/environment/geometry';
import { cross, dot, scale, subtract, type Vector } from '../../domain/vector';

/** Where the viewer stands, in degrees: turned about the vertical axis, raised above the horizontal plane. */
export interface View {
  readonly turn: number;
  readonly raise: number;
}

/** A point of the picture: y grows downwards, `near` runs from 0 (far) to 1 (near the viewer). */
interface ScreenPoint {
  readonly x: number;
  readonly y: number;
  readonly near: number;
  /** Magnification by perspective, about 1. */
  readonly zoom: number;
}

/** What is drawn, in units of the bond length. */
export type Shape =
  { readonly kind: 'face'; readonly points: readonly ScreenPoint[]; readonly isFront: boolean } | Line | Ball;

interface Line {
  readonly kind: 'edge' | 'bond';
  readonly from: ScreenPoint;
  readonly to: ScreenPoint;
  readonly near: number;
}

interface Ball {
  readonly kind: 'ligand' | 'absorber';
  readonly at: ScreenPoint;
  readonly near: number;
}

/** Strength of the perspective: the nearest ligand appears this much larger. */
const PERSPECTIVE = 0.16;

const FACING: View = { turn: 0, raise: 0 };
export const GENERAL: View = { turn: 28, raise: 17 };
const PLANAR_RAISE = 38;

/** Views that show what sets a motif apart; `GENERAL` for the others. */
const VIEWS: Readonly<Record<string, View>> = {
  'single bond': FACING,
  'L-shaped': FACING,
  'water-like': FACING,
  'bent 120 degrees': FACING,
  'bent 150 degrees': FACING,
  linear: FACING,
  'T-shaped': FACING,
  'trigonal planar': { turn: -30, raise: PLANAR_RAISE },
  'trigonal non-coplanar': { turn: -72, raise: 14 },
  'square co-planar': { turn: 28, raise: PLANAR_RAISE },
  tetrahedral: { turn: 14, raise: 14 },
  'rectangular see-saw-like': { turn: -66, raise: 24 },
  'see-saw-like': { turn: 168, raise: 24 },
  'trigonal pyramidal': { turn: 14, raise: 22 },
  'pentagonal planar': { turn: 18, raise: PLANAR_RAISE },
  'trigonal bipyramidal': { turn: 14, raise: 18 },
  'hexagonal planar': { turn: 10, raise: PLANAR_RAISE },
  'square pyramidal': { turn: 28, raise: 22 },
  'pentagonal pyramidal': { turn: 10, raise: 24 },
  'pentagonal bipyramidal': { turn: 10, raise: 20 },
  'hexagonal pyramidal': { turn: 10, raise: 26 },
  'hexagonal bipyramidal': { turn: 10, raise: 20 },
  'body-centered cubic': { turn: 24, raise: 18 },
  cuboctahedral: { turn: 24, raise: 14 },
};

const CENTRE: Vector = [0, 0, 0];

const radians = (degrees: number): number => (degrees * Math.PI) / 180;

/** Rotates so that the viewer looks along -z: x right, y up, z towards the viewer. */
function turned([x, y, z]: Vector, { turn, raise }: View): Vector {
  const right = x * Math.cos(radians(turn)) - y * Math.sin(radians(turn));
  const away = x * Math.sin(radians(turn)) + y * Math.cos(radians(turn));
  return [
    right,
    z * Math.cos(radians(raise)) + away * Math.sin(radians(raise)),
    z * Math.sin(radians(raise)) - away * Math.cos(radians(raise)),
  ];
}

function project([x, y, z]: Vector): ScreenPoint {
  const zoom = 1 / (1 - PERSPECTIVE * z);
  return { x: x * zoom, y: -y * zoom, near: (z + 1) / 2, zoom };
}

const line = (kind: Line['kind'], a: Vector, b: Vector): Line => {
  const [from, to] = [project(a), project(b)];
  return { kind, from, to, near: (from.near + to.near) / 2 };
};

const ball = (kind: Ball['kind'], at: Vector): Ball => {
  const point = project(at);
  return { kind, at: point, near: point.near };
};

/** Where a bond leaves the ball of the absorber, in bond lengths. */
const BOND_START = 0.22;

/**
 * Shapes of ligands around an absorber, to be drawn in this order; `ligands` in units of the longest bond, z up.
 * Without faces, only bonds and balls.
 */
export function shellScene(ligands: readonly Vector[], view: View, hasFaces = true): readonly Shape[] {
  const seen = ligands.map((ligand) => turned(ligand, view));
  const seenAt = (index: number): Vector => seen[index] ?? CENTRE;
  const faces = hasFaces ? convexFaces(seen) : [];
  const edges = new Map<string, Line>();
  for (const face of faces) {
    face.forEach((corner, i) => {
      const next = face[(i + 1) % face.length] ?? corner;
      const [from, to] = [Math.min(corner, next), Math.max(corner, next)];
      edges.set(`${from},${to}`, line('edge', seenAt(from), seenAt(to)));
    });
  }
  const solid = [
    ...seen.map((ligand) => line('bond', scale(ligand, BOND_START), ligand)),
    ...seen.map((ligand) => ball('ligand', ligand)),
    ball('absorber', CENTRE),
  ].sort((a, b) => a.near - b.near);
  return [
    ...faces.map((face): Shape => {
      const corners = face.map(seenAt);
      const [a = CENTRE, b = CENTRE, c = CENTRE] = corners;
      const isFront = cross(subtract(b, a), subtract(c, b))[2] > 0;
      return { kind: 'face', points: corners.map(project), isFront };
    }),
    // Under the balls, or the ends of the lines would be drawn across them.
    ...edges.values(),
    ...solid,
  ];
}

/** Shapes of a motif, to be drawn in this order; undefined when there is no such motif. */
export function motifScene(name: string): readonly Shape[] | undefined {
  const geometry = motifGeometry(name);
  if (!geometry) return undefined;
  const view = VIEWS[name] ?? GENERAL;
  // A polygon through ligands in the plane of the picture would only hide the angle.
  return shellScene(geometry.ligands, view, view !== FACING);
}

/** The angle (degrees) that tells the two-coordinated motifs apart; undefined for the others. */
export function bondAngle(name: string): number | undefined {
  const geometry = motifGeometry(name);
  const [a, b] = geometry?.ligands ?? [];
  if (geometry?.cn !== 2 || !a || !b) return undefined;
  return (Math.acos(Math.max(-1, dot(a, b))) * 180) / Math.PI;
}
