import {
  averageOrderParameters,
  environmentOf,
  type Environment,
  type OrderParameters,
} from '../environment/labels';
import { norm, dot } from '../vector';
import { ATOMIC_DATA } from './atomic-data';
import { coordinationOf, type SiteCoordination } from './site';
import { cellVolume, reducedFormula, type Structure } from './structure';
import { symmetryOf, type DistinctSite, type SymmetrySearch } from './symmetry';

/** A symmetry-distinct site with its coordination and the label that a spectrum of it would have. */
export interface SiteReport extends DistinctSite {
  readonly coordination: SiteCoordination;
  readonly environment: Environment;
}

/** What a spectrum of an element of the crystal should show: the average of its sites by multiplicity. */
export interface Expectation extends OrderParameters {
  readonly element: string;
  readonly environment: Environment;
  /** Distinct sites of the element. */
  readonly sites: number;
}

/** A crystal and the coordination of its sites that are no anions. */
export interface StructureReport {
  readonly formula: string;
  readonly atoms: number;
  /** a, b, c in angstrom, alpha, beta, gamma in degrees. */
  readonly cell: readonly number[];
  /** Cubic angstrom. */
  readonly volume: number;
  readonly spaceGroup: number;
  /** Hermann-Mauguin symbol. */
  readonly symbol: string;
  /** In the order of the structure. */
  readonly sites: readonly SiteReport[];
  /** One for each element of `sites`, in their order. */
  readonly expectations: readonly Expectation[];
}

/** Elements whose atoms are anions where all they are bound to is less electronegative. */
const ANION_FORMERS = new Set('C N O F P S Cl As Se Br Te I'.split(' '));

/** Whether an atom is an anion by the elements of its likeliest shell. */
function isAnion(element: string, { shells }: SiteCoordination): boolean {
  if (!ANION_FORMERS.has(element)) return false;
  const own = ATOMIC_DATA.get(element)?.electronegativity ?? 0;
  const bonds = shells[0]?.bonds ?? [];
  return (
    bonds.length > 0 && bonds.every((bond) => (ATOMIC_DATA.get(bond.element)?.electronegativity ?? 0) < own)
  );
}

/** Cell lengths (angstrom) and angles (degrees). */
export function cellParameters([a, b, c]: Structure['lattice']): number[] {
  const angle = (p: typeof a, q: typeof a): number =>
    (Math.acos(dot(p, q) / norm(p) / norm(q)) * 180) / Math.PI;
  return [norm(a), norm(b), norm(c), angle(b, c), angle(a, c), angle(a, b)];
}

/**
 * Symmetry, and the coordination of every distinct site that is no anion, with the expectation for every element.
 * @throws XanopyError `structure-symmetry` or `structure-open`
 */
export function structureReport(structure: Structure, search: SymmetrySearch): StructureReport {
  const { spaceGroup, symbol, sites: distinct } = symmetryOf(structure, search);
  const sites = distinct
    .map((site): SiteReport => {
      const coordination = coordinationOf(structure, site.index);
      return { ...site, coordination, environment: environmentOf(coordination) };
    })
    .filter(({ element, coordination }) => !isAnion(element, coordination));
  const elements = [...new Set(sites.map(({ element }) => element))];
  return {
    formula: reducedFormula(structure.species),
    atoms: structure.species.length,
    cell: cellParameters(structure.lattice),
    volume: cellVolume(structure.lattice),
    spaceGroup,
    symbol,
    sites,
    expectations: elements.map((element): Expectation => {
      const own = sites.filter((site) => site.element === element);
      const average = averageOrderParameters(
        own.map(({ coordination }) => coordination),
        own.map(({ multiplicity }) => multiplicity),
      );
      return { element, ...average, environment: environmentOf(average), sites: own.length };
    }),
  };
}
