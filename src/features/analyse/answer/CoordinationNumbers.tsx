import type { Analysis } from '../../../domain/analysis';
import { MotifPicture } from '../../motifs/MotifPicture';
import { percent } from '../../widgets/format';
import styles from './Answer.module.css';

/** Shares below this are noise of a few trees and only lengthen the list. */
const SMALLEST_SHOWN = 0.02;

/**
 * Every CN with its share of what the votes name; under those of the answer, their motif ranking, with the share of the
 * trees that name a motif where some leave it out.
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
                <ol className={styles.motifs} aria-label={`Motifs of CN ${cn}, most similar first`}>
                  {entry.motifs.map(({ name, weight }) => (
                    <li key={name}>
                      <MotifPicture name={name} size={72} />
                      <span>
                        {name}
                        {/* Motifs that no tree leaves out are told apart by their order alone. */}
                        {(analysis.motifOrders.get(cn) ?? 0) > 1 && weight < 0.995 && (
                          <>
                            <br />
                            <span className={styles.value}>{percent(weight)} of the trees</span>
                          </>
                        )}
                      </span>
                    </li>
                  ))}
                </ol>
              )}
            </li>
          );
        })}
      </ol>
    </section>
  );
}
