import { cross, dot, norm, scale, subtract, unit, type Vector } from '../vector';

/** A face of the Voronoi cell of a point. */
export interface Facet {
  /** Index of the neighbour that it is shared with. */
  readonly neighbour: number;
  /** Solid angle under which the point sees it, steradian. */
  readonly solidAngle: number;
  /** Area, in the squared unit of the coordinates. */
  readonly area: number;
}

/** Half the side of the square that a face is cut out of, in nearest distances: a face that reaches its rim is open. */
const HORIZON = 1e4;

/** `a` plus `t` times `b`. */
const along = (a: Vector, t: number, b: Vector): Vector => [
  a[0] + t * b[0],
  a[1] + t * b[1],
  a[2] + t * b[2],
];

/** Two unit vectors that span the plane normal to `n`. */
function planeAxes(n: Vector): [Vector, Vector] {
  const axis: Vector = Math.abs(n[0]) < Math.abs(n[1]) ? [1, 0, 0] : [0, 1, 0];
  const u = unit(cross(n, axis));
  return [u, unit(cross(n, u))];
}

/** The part of a convex polygon on the origin's side of the plane halfway to `neighbour`. */
function clip(polygon: readonly Vector[], neighbour: Vector): readonly Vector[] {
  const limit = dot(neighbour, neighbour) / 2;
  const excess = polygon.map((vertex) => dot(vertex, neighbour) - limit);
  if (excess.every((value) => value <= 0)) return polygon;
  const kept: Vector[] = [];
  polygon.forEach((vertex, i) => {
    const next = (i + 1) % polygon.length;
    if (excess[i] <= 0) kept.push(vertex);
    if (excess[i] <= 0 !== excess[next] <= 0) {
      const t = excess[i] / (excess[i] - excess[next]);
      kept.push(along(vertex, t, subtract(polygon[next], vertex)));
    }
  });
  return kept;
}

/** Solid angle of the triangle abc seen from the origin (Van Oosterom & Strackee, IEEE Trans. Biomed. Eng. 30 (1983) 125). */
function triangleAngle(a: Vector, b: Vector, c: Vector): number {
  const [la, lb, lc] = [norm(a), norm(b), norm(c)];
  const triple = Math.abs(dot(a, cross(b, c)));
  return 2 * Math.atan2(triple, la * lb * lc + dot(a, b) * lc + dot(a, c) * lb + dot(b, c) * la);
}

/**
 * The faces of the Voronoi cell of the origin among `points`, which must be sorted by distance. Every face is cut
 * out of the plane halfway to its neighbour by the planes of all the others, so that touching corners of symmetric
 * crystals give no face or one of no area.
 * @returns null when the points do not close the cell.
 */
export function voronoiFacets(points: readonly Vector[]): Facet[] | null {
  if (points.length === 0) return null;
  const horizon = HORIZON * norm(points[0]);
  const facets: Facet[] = [];
  for (let i = 0; i < points.length; i += 1) {
    const normal = points[i];
    const middle = scale(normal, 0.5);
    const [u, w] = planeAxes(normal);
    const corner = (a: number, b: number): Vector => along(along(middle, a * horizon, u), b * horizon, w);
    let polygon: readonly Vector[] = [corner(1, 1), corner(-1, 1), corner(-1, -1), corner(1, -1)];
    for (let j = 0; j < points.length && polygon.length > 2; j += 1) {
      if (j !== i) polygon = clip(polygon, points[j]);
    }
    if (polygon.length < 3) continue;
    if (polygon.some((vertex) => norm(vertex) > horizon / 2)) return null;
    let [solidAngle, area] = [0, 0];
    const [first] = polygon;
    for (let k = 1; k + 1 < polygon.length; k += 1) {
      const [p, q] = [polygon[k], polygon[k + 1]];
      solidAngle += triangleAngle(first, p, q);
      area += norm(cross(subtract(p, first), subtract(q, first))) / 2;
    }
    facets.push({ neighbour: i, solidAngle, area });
  }
  return facets;
}
