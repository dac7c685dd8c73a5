import type { Analysis } from '../../../domain/analysis';
import { MotifRanking } from '../../motifs/MotifRanking';
import { percent } from '../../widgets/format';
import styles from './Answer.module.css';

/** Shares below this are noise of a few trees and only lengthen the list. */
const SMALLEST_SHOWN = 0.02;

/**
 * Every CN with its share of what the votes name; under those of the answer, their motif ranking.
 */
export function CoordinationNumbers({ analysis }: { readonly analysis: Analysis }) {
  const { cnShares, ranking } = analysis.answer;
  const rankingOf = new Map(ranking.map((entry) => [entry.cn, entry]));
  const others = cnShares.filter(({ cn, share }) => !rankingOf.has(cn) && share >= SMALLEST_SHOWN);
  const bars = [
    ...ranking.map(({ cn, weight }) => ({ cn, share: weight })),
    ...others.map(({ cn, share }) => ({ cn, share: Math.min(1, share) })),
  ];
  return (
    <section className={styles.section} aria-label="Coordination numbers">
      <h3>
        Coordination numbers <span>share among those that the trees name</span>
      </h3>
      <ol className={styles.bars}>
        {bars.map(({ cn, share }) => {
          const entry = rankingOf.get(cn);
          return (
            <li key={cn} className={entry ? undefined : styles.unranked}>
              <div className={styles.bar}>
                <span>CN {cn}</span>
                <span className={styles.track} aria-hidden="true">
                  <span style={{ width: `${share * 100}%` }} />
                </span>
                <span className={styles.value}>{percent(share)}</span>
              </div>
              {entry && entry.motifs.length > 0 && (
                <MotifRanking entry={entry} orders={analysis.motifOrders.get(cn) ?? 0} />
              )}
            </li>
          );
        })}
      </ol>
    </section>
  );
}
