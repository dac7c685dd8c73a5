import type { OrderParameters } from '../environment/labels';
import { bondsOf, shellsOf, type Shell } from './crystal-nn';
import { motifOrderParameters } from './order-parameters';
import type { Structure } from './structure';

/** Largest coordination number that labels hold: the largest with a motif. */
export const LARGEST_LABEL_CN = 12;

/** The coordination of one site: its shells, and the weights that labels are made of. */
export interface SiteCoordination extends OrderParameters {
  /** Every coordination number with a likelihood, the likeliest first. */
  readonly shells: readonly Shell[];
}

/**
 * Coordination numbers of a site with their weights, and for each the order parameters of its motifs times that
 * weight, as the labels of the training spectra hold them: numbers from 1 to {@link LARGEST_LABEL_CN}, motifs with a
 * value above 0.
 * @throws XanopyError `structure-open` for a site that no neighbours surround.
 */
export function coordinationOf(structure: Structure, site: number): SiteCoordination {
  const shells = shellsOf(bondsOf(structure, site)).sort((a, b) => b.weight - a.weight);
  const labelled = shells.filter(({ cn }) => cn > 0 && cn <= LARGEST_LABEL_CN);
  const motifs = new Map<number, ReadonlyMap<string, number>>();
  for (const { cn, weight, bonds } of labelled) {
    const values = [...motifOrderParameters(bonds.map(({ vector }) => vector))]
      .map(([name, value]) => [name, value * weight] as const)
      .filter(([, value]) => value > 0);
    if (values.length > 0) motifs.set(cn, new Map(values));
  }
  return { shells, cnWeights: new Map(labelled.map(({ cn, weight }) => [cn, weight])), motifs };
}
