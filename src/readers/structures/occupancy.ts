import { elementOf } from '../../domain/elements';
import { XanopyError, type Message } from '../../domain/errors';
import { cartesian, checkedStructure, type Structure } from '../../domain/structure/structure';
import { norm, type Vector } from '../../domain/vector';

/** A share of an atom at a position, as files give it. */
export interface PartialAtom {
  /** What the file calls the site. */
  readonly label: string;
  readonly element: string;
  readonly occupancy: number;
  readonly position: Vector;
}

/** From this occupancy on, a site counts as full. */
const FULL = 0.99;
/** Atoms this near (angstrom) share one site. */
const SAME_SITE = 0.1;

/** The element at the start of a symbol or label, such as `Fe3+`, `FE1A` or `D`; undefined when there is none. */
export function elementAtStart(text: string): string | undefined {
  const letters = /^\s*([A-Za-z]{1,2})/.exec(text)?.[1] ?? '';
  const [pair, first] = [letters, letters.slice(0, 1)];
  if (first === 'D' && !/^D[a-z]/.test(pair)) return 'H';
  // HO1 is a hydrogen of a hydroxyl group, Ho1 holmium.
  const whole = /^H[A-Z]$/.test(pair) ? undefined : elementOf(pair);
  return (whole ?? elementOf(first))?.symbol;
}

/** The distance of two positions across the faces of the cell, angstrom. */
function separation(lattice: Structure['lattice'], a: Vector, b: Vector): number {
  const [x, y, z] = a.map((value, k) => value - b[k] - Math.round(value - b[k]));
  return norm(cartesian(lattice, [x, y, z]));
}

const share = (occupancy: number): string => String(Number(occupancy.toFixed(3)));

/**
 * The ordered structure of partial atoms: several elements on one full site leave the most frequent one, with a
 * warning; sites that are not full are refused.
 * @throws XanopyError `structure-disorder`, or what {@link checkedStructure} refuses
 */
export function orderedStructure(
  lattice: Structure['lattice'],
  atoms: readonly PartialAtom[],
): { readonly structure: Structure; readonly warnings: readonly Message[] } {
  const taken: PartialAtom[] = [];
  const mixed = new Map<string, string>();
  const partial = atoms.filter(({ occupancy }) => occupancy < FULL);
  const seen = new Set<PartialAtom>();
  for (const atom of partial) {
    if (seen.has(atom)) continue;
    const together = partial.filter(
      (other) => separation(lattice, atom.position, other.position) < SAME_SITE,
    );
    for (const other of together) seen.add(other);
    const total = together.reduce((sum, { occupancy }) => sum + occupancy, 0);
    const shares = together.map(({ element, occupancy }) => `${element} ${share(occupancy)}`).join(', ');
    if (total < FULL) {
      throw new XanopyError(
        'structure-disorder',
        `Site ${atom.label} is not full (${shares}): neighbours of a disordered structure cannot be counted. Use an ordered one, such as a supercell with whole atoms.`,
      );
    }
    if (total > 1.01) {
      throw new XanopyError(
        'structure-disorder',
        `Site ${atom.label} holds more than one atom (${shares}). Correct the occupancies of the file.`,
      );
    }
    const most = together.reduce((a, b) => (b.occupancy > a.occupancy ? b : a));
    if (together.some(({ element }) => element !== most.element))
      mixed.set(atom.label, `${shares}; taken as ${most.element}`);
    taken.push(most);
  }
  const full = atoms.filter(({ occupancy }) => occupancy >= FULL);
  const all = [...full, ...taken];
  const structure = checkedStructure({
    lattice,
    species: all.map(({ element }) => element),
    fractional: all.map(({ position }) => position),
  });
  const warnings: Message[] =
    mixed.size === 0
      ? []
      : [
          {
            code: 'structure-mixed',
            message: `Elements share sites: ${[...mixed].map(([label, what]) => `${label} (${what})`).join(', ')}. Weights and order parameters are those of the element taken.`,
          },
        ];
  return { structure, warnings };
}
