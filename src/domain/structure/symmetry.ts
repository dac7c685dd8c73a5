import { elementOf } from '../elements';
import { XanopyError } from '../errors';
import type { Structure } from './structure';

/** What a symmetry search finds, of the shape that moyo and spglib give. */
export interface CellSymmetry {
  /** Number of the space group, 1 to 230. */
  readonly number: number;
  /** Hermann-Mauguin symbol, such as `F m -3 m`. */
  readonly hm_symbol: string;
  /** For every site the index of the first site that symmetry maps onto it. */
  readonly orbits: readonly number[];
  /** Wyckoff letter of every site. */
  readonly wyckoffs: readonly string[];
  /** Site symmetry of every site, such as `-42.m`. */
  readonly site_symmetry_symbols: readonly string[];
}

/**
 * `analyze_cell` of moyo: a cell as JSON (`lattice.basis` by rows, `positions`, `numbers`), a tolerance in angstrom,
 * the setting. It comes from outside, since loading WebAssembly is I/O.
 */
export type SymmetrySearch = (cell: string, tolerance: number, setting: string) => CellSymmetry;

/** One of several sites that symmetry maps onto each other. */
export interface DistinctSite {
  /** Index of the first of them in the structure. */
  readonly index: number;
  readonly element: string;
  /** How many of them the cell holds. */
  readonly multiplicity: number;
  readonly wyckoff: string;
  readonly siteSymmetry: string;
}

export interface Symmetry {
  /** Number of the space group, 1 to 230. */
  readonly spaceGroup: number;
  readonly symbol: string;
  /** Every set of equivalent sites, in the order of the structure. */
  readonly sites: readonly DistinctSite[];
}

/** Default tolerance (angstrom) within which positions count as equal, as the Materials Project takes it. */
export const SYMMETRY_TOLERANCE = 0.01;

/**
 * Space group and symmetry-distinct sites of a checked structure.
 * @throws XanopyError `structure-symmetry` when the search fails.
 */
export function symmetryOf(
  { lattice, species, fractional }: Structure,
  search: SymmetrySearch,
  tolerance = SYMMETRY_TOLERANCE,
): Symmetry {
  const cell = {
    lattice: { basis: lattice.flat() },
    positions: fractional,
    numbers: species.map((symbol) => elementOf(symbol)?.z ?? 0),
  };
  let found: CellSymmetry;
  try {
    found = search(JSON.stringify(cell), tolerance, 'Spglib');
  } catch {
    throw new XanopyError(
      'structure-symmetry',
      `The symmetry of the cell cannot be found within ${tolerance} A; check the cell and its atoms for duplicates.`,
    );
  }
  const counts = new Map<number, number>();
  for (const orbit of found.orbits) counts.set(orbit, (counts.get(orbit) ?? 0) + 1);
  return {
    spaceGroup: found.number,
    symbol: found.hm_symbol,
    sites: [...counts].map(([index, multiplicity]) => ({
      index,
      element: species[index],
      multiplicity,
      wyckoff: found.wyckoffs[index],
      siteSymmetry: found.site_symmetry_symbols[index],
    })),
  };
}

/** The symmetry-distinct sites of a checked structure, in its order; see {@link symmetryOf}. */
export function distinctSites(
  structure: Structure,
  search: SymmetrySearch,
  tolerance = SYMMETRY_TOLERANCE,
): readonly DistinctSite[] {
  return symmetryOf(structure, search, tolerance).sites;
}
