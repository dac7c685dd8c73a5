import { cnRanking, motifRanking, type OrderParameters } from '../../src/domain/environment/labels';
import { LARGEST_MOTIF_CN } from '../../src/domain/environment/motifs';
import type { Sample } from '../../src/domain/growing/samples';

export interface Cardinality {
  readonly threshold: number;
  /** Mean number of labels a spectrum, of sites and of averages over several sites. */
  readonly site: number;
  readonly average: number;
}

const STEPS = Array.from({ length: 41 }, (_, i) => i / 100);

/** The threshold at which site-specific and averaged spectra have the same label cardinality, closest first. */
export function balancedThreshold(curve: readonly Cardinality[]): number {
  // At 0 every weight is a label; the paper's minimum lies where labels still tell spectra apart.
  return curve
    .filter(({ threshold }) => threshold > 0)
    .reduce((best, point) =>
      Math.abs(point.site - point.average) < Math.abs(best.site - best.average) ? point : best,
    ).threshold;
}

function cardinality(
  samples: readonly Sample[],
  labels: (parameters: OrderParameters, threshold: number) => number,
): Cardinality[] {
  const mean = (kind: 'site' | 'average', threshold: number): number => {
    const chosen = samples.filter(({ site }) => (kind === 'site' ? site >= 0 : site < 0));
    return chosen.reduce((sum, { parameters }) => sum + labels(parameters, threshold), 0) / chosen.length;
  };
  return STEPS.map((threshold) => ({
    threshold,
    site: mean('site', threshold),
    average: mean('average', threshold),
  }));
}

/** Label cardinality of the CN ranking against its threshold. */
export const cnCardinality = (samples: readonly Sample[]): Cardinality[] =>
  cardinality(samples, ({ cnWeights }, threshold) => cnRanking(cnWeights, threshold).length);

/** Label cardinality of the (CN, motif) pairs against the motif threshold. */
export const motifCardinality = (samples: readonly Sample[]): Cardinality[] =>
  cardinality(samples, ({ motifs }, threshold) =>
    [...motifs].reduce(
      (sum, [cn, values]) => sum + (cn <= LARGEST_MOTIF_CN ? motifRanking(values, threshold).length : 0),
      0,
    ),
  );
