import { elementOf } from '../../src/domain/elements';
import { neighboursWithin } from '../../src/domain/structure/neighbours';
import { composition, reducedFormula, type Structure } from '../../src/domain/structure/structure';

/** Name of these settings in the training data: spectra of one name fit together. */
export const SETTINGS = '2026-11';

/** Radius (angstrom) of the atoms given to FEFF; the full multiple scattering reaches 6.6 angstrom. */
const CLUSTER = 8;

const isFElement = (z: number): boolean => (z >= 57 && z <= 71) || z >= 89;
const isDElement = (z: number): boolean =>
  (z >= 21 && z <= 30) || (z >= 39 && z <= 48) || (z >= 72 && z <= 80);
/** K, Ca, Rb, Sr, Cs, Ba: their empty d states lie just above the edge. */
const HAS_LOW_D_STATES: ReadonlySet<number> = new Set([19, 20, 37, 38, 55, 56]);

/**
 * Largest angular momenta of an atom in the self-consistent potential and in the multiple scattering. One too few moves
 * the Fermi level by up to 4 eV and spoils the white line; one too many makes heavy atoms diverge.
 */
export function angularMomenta(
  z: number,
  isAbsorber: boolean,
): { readonly scf: number; readonly fms: number } {
  const isLarge = isAbsorber || isDElement(z) || isFElement(z) || HAS_LOW_D_STATES.has(z);
  return { scf: z <= 18 ? 1 : isFElement(z) ? 3 : 2, fms: isLarge ? 3 : 2 };
}

const atomicNumber = (symbol: string): number => elementOf(symbol)?.z ?? 0;

/** How self-consistency is looked for; it does not decide where it is found. */
export interface SelfConsistency {
  /** Share of the new charge density in the next one. */
  readonly mixing: number;
  /** Most rounds until the potentials stay. */
  readonly rounds: number;
}

/** FEFF's usual way, and slower ones for crystals in which that one loses electrons or goes in circles. */
export const SELF_CONSISTENCY: readonly [SelfConsistency, ...SelfConsistency[]] = [
  { mixing: 0.2, rounds: 30 },
  { mixing: 0.05, rounds: 100 },
  { mixing: 0.02, rounds: 200 },
];

export interface FeffInput {
  /** `feff.inp` */
  readonly text: string;
  /** Of the types of potential, the absorber first. */
  readonly atomicNumbers: readonly number[];
}

/**
 * The input `feff.inp` of FEFF10 for the K edge of one site: self-consistent potentials, core hole by the final-state
 * rule, full multiple scattering. Coordinates in angstrom relative to the absorber.
 */
export function feffInput(
  structure: Structure,
  site: number,
  { mixing, rounds } = SELF_CONSISTENCY[0],
): FeffInput {
  const absorber = structure.species[site];
  const neighbours = neighboursWithin(structure, site, CLUSTER);
  const counts = composition(structure.species);
  const kinds = [...counts.keys()].filter((symbol) => neighbours.some(({ element }) => element === symbol));
  const potential = (index: number, symbol: string, count: number): string => {
    const z = atomicNumber(symbol);
    const { scf, fms } = angularMomenta(z, index === 0);
    return `${index} ${z} ${symbol} ${scf} ${fms} ${count}`;
  };
  const text = [
    `TITLE ${reducedFormula(structure.species)}, ${absorber} site ${site}`,
    'EDGE K',
    'S02 1.0',
    'CONTROL 1 1 1 1 1 1',
    'PRINT 0 0 0 0 0 0',
    'EXCHANGE 0 0.0 0.0 2',
    `SCF 3.5 0 ${rounds} ${mixing} 1`,
    'COREHOLE FSR',
    'XANES 3.9 0.06 0.1',
    'FMS 6.6',
    'RPATH -1',
    'POTENTIALS',
    // The absorber is one atom among the many of its kind: next to nothing of the stoichiometry.
    potential(0, absorber, 0.001),
    ...kinds.map((symbol, i) => potential(i + 1, symbol, counts.get(symbol) ?? 1)),
    'ATOMS',
    `0 0 0 0 ${absorber} 0`,
    ...neighbours.map(({ element, vector, distance }) =>
      [...vector.map((x) => x.toFixed(6)), kinds.indexOf(element) + 1, element, distance.toFixed(6)].join(
        ' ',
      ),
    ),
    'END',
    '',
  ].join('\n');
  return { text, atomicNumbers: [absorber, ...kinds].map(atomicNumber) };
}
