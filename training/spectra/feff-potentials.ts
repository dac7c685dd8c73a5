/** Noble gases: the last atomic number of each period. */
const PERIOD_ENDS = [2, 10, 18, 36, 54, 86, 118];
/** Electrons below the second outermost s shell (2s in the third period, 3s in the fourth, ...), f electrons apart. */
const BELOW_INNER_S = [0, 0, 2, 10, 28, 46, 78];
/** An outermost s shell holds two at most; what the overlap of the atoms adds stays below this. */
const MOST_OF_ONE_SHELL = 2.05;

const period = (z: number): number => PERIOD_ENDS.findIndex((end) => z <= end);

/** Most electrons that an atom keeps in its core when its two outermost s shells are valence, its f electrons in the core. */
function coreBelowInnerS(z: number): number {
  const below = BELOW_INNER_S[period(z)];
  if (z > 88) return below + 14 + Math.min(14, z - 88);
  return z > 56 && z <= 86 ? below + Math.min(14, z - 56) : below;
}

interface Occupation {
  /** Electrons that FEFF counts below its Fermi level. */
  readonly counted: number;
  /** Those of them in s shells. */
  readonly s: number;
  /** What is missing to a neutral atom. */
  readonly charge: number;
}

/** Last electronic configuration of the log, by type of potential; empty where the log has none. */
function occupations(log: string): Occupation[] {
  const from = log.lastIndexOf('Electronic configuration');
  if (from < 0) return [];
  const [shells, charges = ''] = log.slice(from).split('Charge transfer');
  const counts: number[][] = [];
  for (const [, type, l, electrons] of shells.matchAll(/^ +(\d+) +(\d) +(-?\d+\.\d+)\s*$/gm)) {
    (counts[Number(type)] ??= [])[Number(l)] = Number(electrons);
  }
  const charge = new Map(
    [...charges.matchAll(/^ +(\d+) +(-?\d+\.\d+)\s*$/gm)].map(([, type, q]) => [Number(type), Number(q)]),
  );
  return counts.map((shell, type) => ({
    counted: shell.reduce((sum, electrons) => sum + electrons, 0),
    s: shell[0],
    charge: charge.get(type) ?? NaN,
  }));
}

/**
 * What is wrong with the potentials that the log of FEFF's `pot` tells of; null where they can be used. They must have
 * become self-consistent, without which the program ends as if all were well. And no s shell may count twice: while the
 * potentials still change, 3s of Ti or Ca or 2s of Na may rise into the range of the valence electrons. FEFF then goes on
 * with two valence electrons too few in that atom, and comes to rest there.
 * @param atomicNumbers of the types of potential, the absorber first
 */
export function faultOfPotentials(log: string, atomicNumbers: readonly number[]): string | null {
  if (!/Convergence reached/i.test(log) || !/Done with module: potentials/i.test(log)) {
    return 'did not become self-consistent';
  }
  const twice = occupations(log).findIndex(({ counted, s, charge }, type) => {
    const z = atomicNumbers[type];
    return s > MOST_OF_ONE_SHELL && z - (counted - charge) > coreBelowInnerS(z) + 0.5;
  });
  return twice < 0
    ? null
    : `count s electrons of the core among the valence electrons of atomic number ${atomicNumbers[twice]}`;
}
