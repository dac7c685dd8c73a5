/** Ground-truth labels from order parameters, as in the paper. */

/** Weight of every coordination number of a site (or average of sites); the values sum to 1. */
export type CnWeights = ReadonlyMap<number, number>;

/** For each CN its motifs' order parameters, already multiplied by the weight of the CN. */
export type MotifWeights = ReadonlyMap<number, ReadonlyMap<string, number>>;

export interface OrderParameters {
  readonly cnWeights: CnWeights;
  readonly motifs: MotifWeights;
}

/** Smallest weight with which a CN enters the CN ranking (paper: t1). */
export const CN_THRESHOLD = 0.2;
/** Smallest order parameter with which a motif enters the CM ranking (paper: t2). */
export const MOTIF_THRESHOLD = 0.05;

/** One entry of an environment: a coordination number and its motifs, most similar first. */
export interface RankedCn {
  readonly cn: number;
  readonly motifs: readonly string[];
}

/** The environment of an absorber: coordination numbers, most important first. */
export type Environment = readonly RankedCn[];

function rank<K>(weights: ReadonlyMap<K, number>, threshold: number): K[] {
  return [...weights]
    .filter(([, weight]) => weight >= threshold)
    .sort(([, a], [, b]) => b - a)
    .map(([key]) => key);
}

/** CNs with a weight of at least `threshold`, by descending weight. */
export function cnRanking(weights: CnWeights, threshold = CN_THRESHOLD): number[] {
  return rank(weights, threshold);
}

/** Motifs of one CN with a value of at least `threshold`, most similar first. */
export function motifRanking(
  motifs: ReadonlyMap<string, number> | undefined,
  threshold = MOTIF_THRESHOLD,
): string[] {
  return motifs ? rank(motifs, threshold) : [];
}

/** The ranked environment that the order parameters describe. */
export function environmentOf(
  parameters: OrderParameters,
  thresholds = { cn: CN_THRESHOLD, motif: MOTIF_THRESHOLD },
): Environment {
  return cnRanking(parameters.cnWeights, thresholds.cn).map((cn) => ({
    cn,
    motifs: motifRanking(parameters.motifs.get(cn), thresholds.motif),
  }));
}

/** Average of the order parameters of several sites, weighted by `multiplicities` (same length). */
export function averageOrderParameters(
  sites: readonly OrderParameters[],
  multiplicities: readonly number[],
): OrderParameters {
  const total = multiplicities.reduce((sum, m) => sum + m, 0);
  const cnWeights = new Map<number, number>();
  const motifs = new Map<number, Map<string, number>>();
  sites.forEach((site, index) => {
    const share = (multiplicities[index] ?? 0) / total;
    for (const [cn, weight] of site.cnWeights) cnWeights.set(cn, (cnWeights.get(cn) ?? 0) + share * weight);
    for (const [cn, values] of site.motifs) {
      const sum = motifs.get(cn) ?? new Map<string, number>();
      for (const [name, value] of values) sum.set(name, (sum.get(name) ?? 0) + share * value);
      motifs.set(cn, sum);
    }
  });
  return { cnWeights, motifs };
}
