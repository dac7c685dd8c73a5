import { norm, type Vector } from '../vector';
import { cartesian, cellHeights, type Structure } from './structure';

/** An atom as seen from a site. */
export interface Neighbour {
  /** Index of its site in the structure. */
  readonly index: number;
  readonly element: string;
  /** From the site to it, angstrom. */
  readonly vector: Vector;
  readonly distance: number;
}

/** Two atoms this near (angstrom) are the site itself. */
const SELF = 1e-8;

/** Every atom within `radius` (angstrom) of a site, periodic images included, nearest first, without itself. */
export function neighboursWithin(
  { lattice, species, fractional }: Structure,
  site: number,
  radius: number,
): Neighbour[] {
  const centre = fractional[site];
  const reach = cellHeights(lattice).map((height) => radius / height);
  const found: Neighbour[] = [];
  fractional.forEach((position, index) => {
    const step = position.map((value, k) => value - centre[k]);
    // Images n with |step + n| within reach along every axis.
    const from = step.map((value, k) => Math.ceil(-reach[k] - value));
    const to = step.map((value, k) => Math.floor(reach[k] - value));
    for (let i = from[0]; i <= to[0]; i += 1) {
      for (let j = from[1]; j <= to[1]; j += 1) {
        for (let k = from[2]; k <= to[2]; k += 1) {
          const vector = cartesian(lattice, [step[0] + i, step[1] + j, step[2] + k]);
          const distance = norm(vector);
          if (distance <= radius && distance > SELF)
            found.push({ index, element: species[index], vector, distance });
        }
      }
    }
  });
  return found.sort((a, b) => a.distance - b.distance);
}
