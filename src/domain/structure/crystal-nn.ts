import { XanopyError } from '../errors';
import { norm, type Vector } from '../vector';
import { ATOMIC_DATA } from './atomic-data';
import { neighboursWithin, type Neighbour } from './neighbours';
import { cartesian, type Structure } from './structure';
import { voronoiFacets, type Facet } from './voronoi';

/**
 * Near neighbours by the CrystalNN method (Zimmermann & Jain, RSC Adv. 10 (2020) 6063; compared with others by
 * Pan et al., Inorg. Chem. 60 (2021) 1590) with the default settings of pymatgen 2022.11.7.
 */

/** A neighbour and the weight (0 to 1) of the bond to it. */
export interface Bond extends Neighbour {
  readonly weight: number;
}

/** One way to count a site's neighbours: the `cn` heaviest bonds, and the likelihood of that count. */
export interface Shell {
  readonly cn: number;
  /** Likelihood of this coordination number; those of all shells sum to 1. */
  readonly weight: number;
  /** Heaviest bond first. */
  readonly bonds: readonly Bond[];
}

/** Radius (angstrom) of the atoms that build the Voronoi cell; doubled while they do not close it. */
const SEARCH_RADIUS = 7;
/** A bond loses weight from the sum of the radii plus the first to plus the second of these, angstrom. */
const DISTANCE_CUTOFFS = [0.5, 1] as const;
/** How much a difference in electronegativity counts, and the largest difference of two elements. */
const ELECTRONEGATIVITY_WEIGHT = 3;
const LARGEST_DIFFERENCE = 3.3;
/** Weights are compared in thousandths. */
const STEP = 1000;

/** The neighbours whose Voronoi faces close the cell of a site. */
function voronoiNeighbours(structure: Structure, site: number): { neighbours: Neighbour[]; facets: Facet[] } {
  const corners: Vector[] = [[1, 1, 1], [-1, 1, 1], [1, -1, 1], [1, 1, -1]]; // prettier-ignore
  const diagonal = Math.max(...corners.map((corner) => norm(cartesian(structure.lattice, corner))));
  for (let radius = SEARCH_RADIUS; ; radius = Math.min(2 * radius, diagonal + 0.011)) {
    const neighbours = neighboursWithin(structure, site, radius);
    const facets = voronoiFacets(neighbours.map(({ vector }) => vector));
    if (facets) return { neighbours, facets };
    if (radius >= diagonal + 0.01) {
      throw new XanopyError(
        'structure-open',
        `The neighbours of atom ${site + 1} (${structure.species[site]}) do not surround it; check the cell, or take a crystal instead of a slab or a molecule.`,
      );
    }
  }
}

/** 1 for elements alike, more for bonds between unlike ones. */
function chemicalFactor(a: string, b: string): number {
  const [x, y] = [ATOMIC_DATA.get(a)?.electronegativity, ATOMIC_DATA.get(b)?.electronegativity];
  if (x === undefined || y === undefined) return 1;
  return 1 + ELECTRONEGATIVITY_WEIGHT * Math.sqrt(Math.abs(x - y) / LARGEST_DIFFERENCE);
}

/** 1 up to a usual bond length, 0 beyond a long one, half a cosine between. */
function distanceFactor(a: string, { element: b, distance }: Neighbour): number {
  const length = (ATOMIC_DATA.get(a)?.covalentRadius ?? 0) + (ATOMIC_DATA.get(b)?.covalentRadius ?? 0);
  const [low, high] = DISTANCE_CUTOFFS.map((cutoff) => length + cutoff);
  if (distance <= low) return 1;
  return distance < high ? (Math.cos(((distance - low) / (high - low)) * Math.PI) + 1) / 2 : 0;
}

/**
 * The bonds of a site, heaviest first. The weight is the solid angle of the Voronoi face, times solid angle over
 * area (faces towards voids are large but far), times the factor of the electronegativities, divided by the largest,
 * times the factor of the distance.
 */
export function bondsOf(structure: Structure, site: number): Bond[] {
  const { neighbours, facets } = voronoiNeighbours(structure, site);
  const element = structure.species[site];
  const raw = facets.map(({ neighbour, solidAngle, area }) =>
    area > 0
      ? ((solidAngle * solidAngle) / area) * chemicalFactor(element, neighbours[neighbour].element)
      : 0,
  );
  const largest = Math.max(...raw);
  return facets
    .map(({ neighbour }, i): Bond => {
      const atom = neighbours[neighbour];
      return { ...atom, weight: (raw[i] / largest) * distanceFactor(element, atom) };
    })
    .sort((a, b) => b.weight - a.weight)
    .map((bond) => ({ ...bond, weight: Math.round(bond.weight * STEP) / STEP }))
    .filter(({ weight }) => weight > 0);
}

/** Area of the quarter circle of radius 1 left of x, as a share of the whole quarter. */
const quarterCircle = (x: number): number => (2 / Math.PI) * (x * Math.sqrt(1 - x * x) + Math.asin(x));

/**
 * Every coordination number that the bonds of a site allow, with its likelihood: bonds are taken in from the
 * heaviest down, and the area of a quarter circle between one weight and the next is the likelihood of the count
 * reached. What no bond reaches is the likelihood of no neighbour at all (CN 0).
 */
export function shellsOf(bonds: readonly Bond[]): Shell[] {
  const shells: Shell[] = [];
  let total = 0;
  bonds.forEach(({ weight }, i) => {
    const next = i + 1 < bonds.length ? bonds[i + 1].weight : 0;
    if (next === weight) return;
    const share = quarterCircle(weight) - quarterCircle(next);
    total += share;
    shells.push({ cn: i + 1, weight: share, bonds: bonds.slice(0, i + 1) });
  });
  if (total < 1) shells.push({ cn: 0, weight: 1 - total, bonds: [] });
  return shells;
}
