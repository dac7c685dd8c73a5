import type { ManifestEntry } from '../../domain/forest/manifest';
import { percent } from '../widgets/format';

/** Fewest materials of which a share can be told from its neighbours by ten points. */
const FEW_MATERIALS = 60;
/** Share of one ranking among the materials that makes every other one rare. */
const DOMINANT = 0.8;

/** What a user of this model should keep in mind, derived from its card. */
export function limitsOf(entry: ManifestEntry): string[] {
  if (entry.kind === 'none') return [];
  const limits: string[] = [];
  if (entry.materials < FEW_MATERIALS) {
    limits.push(
      `Only ${entry.materials} materials: rankings that are not listed below cannot be answered, and the scores have wide intervals.`,
    );
  }
  const total = entry.cnClasses.reduce((sum, { support }) => sum + support, 0);
  const [first] = entry.cnClasses.toSorted((a, b) => b.support - a.support);
  if (first && total > 0 && first.support / total >= DOMINANT) {
    limits.push(
      `${percent(first.support / total)} of the materials are CN ${first.label.join(' > ')}: a rare environment is easily missed.`,
    );
  }
  const single = entry.motifClasses.filter(({ classes }) => classes.length === 1).map(({ cn }) => cn);
  if (single.length > 0) {
    limits.push(
      `CN ${single.join(', ')}: one motif ranking in the training data, so it is given without a choice.`,
    );
  }
  const { measures, baselineMeasures } = entry;
  if (
    entry.kind === 'forest' &&
    measures &&
    baselineMeasures &&
    measures.jaccard - baselineMeasures.jaccard < 0.05
  ) {
    limits.push('In the Jaccard index the forest is hardly better than the most frequent label.');
  }
  return limits;
}
