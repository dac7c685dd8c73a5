import { MOTIFS } from '../environment/motifs';
import { dot, norm, scale, subtract, unit, type Vector } from '../vector';

/**
 * Local structure order parameters (Zimmermann, Horton, Jain & Haranczyk, Front. Mater. 4 (2017) 34; Zimmermann &
 * Jain, RSC Adv. 10 (2020) 6063): how much the directions to a site's neighbours resemble a motif, 0 to 1.
 *
 * One neighbour is put at the north pole and one on the prime meridian; every neighbour then has a polar angle and
 * an azimuth, and scores by a Gaussian of the former and a cosine of the latter. The best choice of the two counts.
 * Widths and targets are those of pymatgen 2022.11.7. Polar angles are in units of 180 degrees.
 */

/** exp(-x^2 / 2) of the deviation of a polar angle from its target times the inverse width. */
const gaussian = (angle: number, target: number, sharpness: number): number =>
  Math.exp(-0.5 * (sharpness * (angle - target)) ** 2);

/** Directions of neighbours by pole and meridian. */
interface Sphere {
  readonly count: number;
  /** Polar angle of neighbour m with j at the pole, in units of 180 degrees. */
  readonly polar: (j: number, m: number) => number;
  /** Azimuth (radian, 0 to pi) of m with j at the pole and k on the meridian; null where m or k lies on the axis. */
  readonly azimuth: (j: number, k: number, m: number) => number | null;
  /** Whether k lies on the axis of j, so that it sets no meridian. */
  readonly onAxis: (j: number, k: number) => boolean;
}

/** Sine of the angle to the axis below which a direction has no azimuth. */
const ON_AXIS = 1e-12;

function sphereOf(directions: readonly Vector[]): Sphere {
  const count = directions.length;
  const polar = new Float64Array(count * count);
  const radial = new Float64Array(count * count);
  const across: Vector[] = [];
  for (let j = 0; j < count; j += 1) {
    const axis = directions[j];
    for (let m = 0; m < count; m += 1) {
      const height = dot(directions[m], axis);
      const side = subtract(directions[m], scale(axis, height));
      polar[j * count + m] = Math.acos(Math.max(-1, Math.min(1, height))) / Math.PI;
      radial[j * count + m] = norm(side);
      across.push(side);
    }
  }
  return {
    count,
    polar: (j, m) => polar[j * count + m],
    onAxis: (j, k) => radial[j * count + k] < ON_AXIS,
    azimuth: (j, k, m) => {
      const [size, other] = [radial[j * count + k], radial[j * count + m]];
      if (size < ON_AXIS || other < ON_AXIS) return null;
      const cosine = dot(across[j * count + k], across[j * count + m]) / (size * other);
      return Math.acos(Math.max(-1, Math.min(1, cosine)));
    },
  };
}

/** A score of one choice of pole j and meridian k: the mean over the terms that apply. */
type Score = (sphere: Sphere, j: number, k: number) => number;

/** Mean over the ordered pairs of neighbours of how near their angle is to `target`. */
function meanAngle(target: number, sharpness: number) {
  return ({ count, polar }: Sphere): number => {
    let sum = 0;
    for (let j = 0; j < count; j += 1)
      for (let k = 0; k < count; k += 1) if (j !== k) sum += gaussian(polar(j, k), target, sharpness);
    return count > 1 ? sum / (count * (count - 1)) : 0;
  };
}

/** The best score over all choices of pole and meridian. */
function best(score: Score) {
  return (sphere: Sphere): number => {
    let highest = 0;
    for (let j = 0; j < sphere.count; j += 1)
      for (let k = 0; k < sphere.count; k += 1) if (j !== k) highest = Math.max(highest, score(sphere, j, k));
    return highest;
  };
}

interface Belt {
  /** Gaussian of the polar angle of a neighbour that is not at a pole. */
  readonly height: (polar: number) => number;
  /** cos^2(fold phi) is 1 where the motif has neighbours around the axis. */
  readonly fold: number;
  /** Neighbours beyond the polar angle `from` are at the south pole, with their own sharpness. */
  readonly south?: { readonly from: number; readonly sharpness: number };
  /** Neighbours at larger azimuth (radian) than this do not count. */
  readonly azimuthLimit?: number;
}

/** Motifs of a neighbour at the north pole, maybe one at the south pole, and a belt of others around the axis. */
function belt({ height, fold, south, azimuthLimit = Infinity }: Belt): Score {
  const isSouth = (polar: number): boolean => south !== undefined && polar >= south.from;
  return ({ count, polar, azimuth, onAxis }, j, k) => {
    let [sum, terms] = [0, 0];
    const meridian = polar(j, k);
    const meridianInBelt = !isSouth(meridian);
    if (meridianInBelt) {
      sum += height(meridian);
      terms += 1;
    }
    for (let m = 0; m < count && !onAxis(j, k); m += 1) {
      if (m === j || m === k) continue;
      const angle = polar(j, m);
      if (isSouth(angle)) {
        sum += gaussian(angle, 1, south?.sharpness ?? 0);
        terms += 1;
        continue;
      }
      const phi = azimuth(j, k, m);
      if (phi === null || !meridianInBelt || phi >= azimuthLimit) continue;
      sum += height(angle) * Math.cos(fold * phi) ** 2;
      terms += 1;
    }
    return terms > 0 ? sum / terms : 0;
  };
}

const at = (target: number, sharpness: number) => (polar: number) => gaussian(polar, target, sharpness);

const TETRAHEDRAL_ANGLE = Math.acos(-1 / 3) / Math.PI;
const RIGHT_ANGLE = 0.5;

const bent = (degrees: number, sharpness: number) => meanAngle(degrees / 180, sharpness);
/** All neighbours but the first at one polar angle. */
const cone = (target: number, sharpness: number, fold: number) =>
  best(belt({ height: at(target, sharpness), fold }));
/** An equator of neighbours, and one at the south pole. */
const bipyramid = (equator: number, fold: number, southSharpness: number) =>
  best(belt({ height: at(RIGHT_ANGLE, equator), fold, south: { from: 0.75, sharpness: southSharpness } }));

/** Angles of a regular pentagon: 72 and 144 degrees, told apart at 108 degrees. */
const pentagon = (polar: number): number => gaussian(polar, polar <= 0.6 ? 0.4 : 0.8, 19.333);
/** Angles of a regular hexagon off the poles: 60 and 120 degrees. */
const hexagon = (polar: number): number => gaussian(Math.abs(polar - 0.5), 1 / 6, 25);

/** Halfway between the angle of corners across a face of the cube and that of opposite corners. */
const OPPOSITE_CORNER = (TETRAHEDRAL_ANGLE + 1) / 2;

/** The cube: opposite corners, and corners whose heights above and below the equator alternate around the axis. */
function cube({ count, polar, azimuth }: Sphere): number {
  if (count < 4) return 0;
  const height = Math.asin(1 / 3);
  let sum = 0;
  for (let j = 0; j < count; j += 1) {
    for (let k = j + 1; k < count; k += 1) {
      const meridian = polar(j, k);
      if (meridian >= OPPOSITE_CORNER) {
        sum += 6 * gaussian(meridian, 1, 15);
        continue;
      }
      const side = meridian > 0.5 ? 1 : -1;
      for (let m = 0; m < count; m += 1) {
        const phi = m === j || m === k ? null : azimuth(j, k, m);
        if (phi === null) continue;
        const t = ((polar(j, m) - 0.5) * Math.PI) / height;
        sum += side * Math.cos(3 * phi) * t * Math.exp(0.5 - 0.5 * t * t);
      }
    }
  }
  return sum / (0.5 * count * (6 + (count - 2) * (count - 3)));
}

/** The cuboctahedron: a south pole, an equator of four, and four neighbours each at 60 and 120 degrees. */
const cuboctahedron: Score = ({ count, polar, azimuth }, j, k) => {
  const [south, low, high] = [160 / 180, 75 / 180, 105 / 180];
  let [sum, terms] = [0, 0];
  const meridian = polar(j, k);
  if (meridian >= south) {
    sum += 1.8 * gaussian(meridian, 1, 28.75);
    terms += 1.8;
  }
  for (let m = 0; m < count && meridian > low && meridian < high; m += 1) {
    const phi = m === j || m === k ? null : azimuth(j, k, m);
    const angle = polar(j, m);
    if (phi === null || angle >= south) continue;
    if (angle > low && angle < high) sum += Math.cos(phi) ** 2 * gaussian(angle, 0.5, 25.5);
    else {
      const turn = 0.0556 * (Math.sin(phi) - Math.sqrt(2 / 3));
      sum += Math.exp(-0.5 * turn * turn) * gaussian(angle, angle < low ? 1 / 3 : 2 / 3, 31.25);
    }
    terms += 1;
  }
  return terms > 0 ? sum / terms : 0;
};

const ORDER_PARAMETERS: Readonly<Record<string, (sphere: Sphere) => number>> = {
  'single bond': () => 1,
  'L-shaped': bent(90, 15.15),
  'water-like': bent(104.45, 13.95),
  'bent 120 degrees': bent(120, 13.25),
  'bent 150 degrees': bent(150, 12.45),
  linear: bent(180, 8.667),
  'trigonal planar': cone(2 / 3, 17.5, 1),
  'trigonal non-coplanar': cone(TETRAHEDRAL_ANGLE, 18.33, 1.5),
  'T-shaped': cone(RIGHT_ANGLE, 15.5, 1),
  'square co-planar': bipyramid(17.7, 1, 13.5),
  tetrahedral: cone(TETRAHEDRAL_ANGLE, 18.5, 1.5),
  'rectangular see-saw-like': best(
    belt({
      height: at(RIGHT_ANGLE, 27),
      fold: 2,
      south: { from: 0.75, sharpness: 11.5 },
      azimuthLimit: 0.75 * Math.PI,
    }),
  ),
  'see-saw-like': bipyramid(15.75, 1.5, 12.75),
  'trigonal pyramidal': cone(RIGHT_ANGLE, 15.5, 1.5),
  'pentagonal planar': best(belt({ height: pentagon, fold: 1 })),
  'square pyramidal': cone(RIGHT_ANGLE, 14.9, 2),
  'trigonal bipyramidal': bipyramid(16.6, 1.5, 12),
  'hexagonal planar': best(belt({ height: hexagon, fold: 1, south: { from: 150 / 180, sharpness: 7.5 } })),
  octahedral: bipyramid(18, 2, 15),
  'pentagonal pyramidal': cone(RIGHT_ANGLE, 13.8, 2.5),
  'hexagonal pyramidal': cone(RIGHT_ANGLE, 12.5, 3),
  'pentagonal bipyramidal': bipyramid(14.75, 2.5, 12.5),
  'body-centered cubic': cube,
  'hexagonal bipyramidal': bipyramid(13.6, 3, 14.1),
  cuboctahedral: best(cuboctahedron),
};

/**
 * The order parameter of every motif of the coordination number that `vectors` (site to neighbours, any length unit)
 * make up; empty for numbers without motifs.
 */
export function motifOrderParameters(vectors: readonly Vector[]): Map<string, number> {
  const motifs = MOTIFS[vectors.length] ?? [];
  if (motifs.length === 0) return new Map();
  const sphere = sphereOf(vectors.map(unit));
  return new Map(motifs.map((motif) => [motif, ORDER_PARAMETERS[motif](sphere)]));
}
