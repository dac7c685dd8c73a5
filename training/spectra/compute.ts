import { XanopyError } from '../../src/domain/errors';
import { coordinationOf } from '../../src/domain/structure/site';
import { symmetryOf, type SymmetrySearch } from '../../src/domain/structure/symmetry';
import { feffInput, SELF_CONSISTENCY, SETTINGS } from './feff-input';
import type { FeffSpectrum } from './feff-output';
import { runFeff } from './feff-run';
import type { SpectrumRecord } from './store';
import type { Crystal } from './structures';

/** Crystals with more distinct sites of an element than this cost more time than they teach. */
const MOST_SITES = 4;

const rounded = (value: number, digits: number): number => Number(value.toFixed(digits));

const object = <V>(map: ReadonlyMap<number | string, V>): Record<string, V> =>
  Object.fromEntries([...map].sort(([a], [b]) => Number(a) - Number(b)));

/** What is still to be computed of one element of a crystal. */
export interface SiteTask {
  readonly crystal: Crystal;
  readonly element: string;
  readonly site: number;
  readonly multiplicity: number;
  readonly sitesOfElement: number;
  readonly spaceGroup: number;
}

/**
 * The distinct sites of `element` in a crystal.
 * @throws XanopyError `campaign-sites` where there are none or too many, `structure-symmetry`
 */
export function sitesOf(crystal: Crystal, element: string, search: SymmetrySearch): SiteTask[] {
  const { spaceGroup, sites } = symmetryOf(crystal.structure, search);
  const own = sites.filter((site) => site.element === element);
  if (own.length === 0 || own.length > MOST_SITES) {
    throw new XanopyError(
      'campaign-sites',
      `${crystal.material} has ${own.length} distinct sites of ${element}; between 1 and ${MOST_SITES} are computed.`,
    );
  }
  return own.map(({ index, multiplicity }) => ({
    crystal,
    element,
    site: index,
    multiplicity,
    sitesOfElement: own.length,
    spaceGroup,
  }));
}

/**
 * Runs FEFF10 for one site of a crystal.
 * @throws XanopyError of FEFF
 */
export function computeCurve(
  { structure }: Crystal,
  site: number,
  programs: string,
  cpuSeconds: number,
  signal: AbortSignal,
): Promise<FeffSpectrum> {
  const inputs = SELF_CONSISTENCY.map((way) => feffInput(structure, site, way));
  return runFeff(inputs, structure.species[site], programs, cpuSeconds, signal);
}

/**
 * The spectrum of one site with its labels, as a line of the training data; for a compound that is no oxide with its structure
 * instead of labels.
 * @throws XanopyError of FEFF or of the labels
 */
export async function computeSite(
  { crystal, element, site, multiplicity, sitesOfElement, spaceGroup }: SiteTask,
  programs: string,
  cpuSeconds: number,
  signal: AbortSignal,
): Promise<SpectrumRecord> {
  const { material, formula, structure } = crystal;
  const coordination = crystal.class === null ? coordinationOf(structure, site) : null;
  const { energy, mu, fermiEdge } = await computeCurve(crystal, site, programs, cpuSeconds, signal);
  const spectrum = {
    fermiEdge: rounded(fermiEdge, 4),
    energy: energy.map((value) => rounded(value, 4)),
    mu: mu.map((value) => Number(value.toPrecision(6))),
  };
  if (!coordination) {
    const { species, lattice, fractional } = structure;
    return {
      material,
      class: crystal.class,
      element,
      site,
      sitesOfElement,
      spaceGroup,
      species,
      lattice,
      fractional,
      ...spectrum,
      settings: SETTINGS,
    };
  }
  return {
    material,
    formula,
    spaceGroup,
    element,
    site,
    multiplicity,
    sitesOfElement,
    ...spectrum,
    cnWeights: object(new Map([...coordination.cnWeights].map(([cn, weight]) => [cn, rounded(weight, 5)]))),
    motifs: object(
      new Map(
        [...coordination.motifs].map(([cn, values]) => [
          cn,
          Object.fromEntries([...values].map(([name, value]) => [name, rounded(value, 5)])),
        ]),
      ),
    ),
    settings: SETTINGS,
  };
}
