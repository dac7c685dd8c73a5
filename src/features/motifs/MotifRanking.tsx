import type { RankingEntry } from '../../domain/environment/answer';
import { percent } from '../widgets/format';
import { MotifPicture } from './MotifPicture';
import styles from './MotifRanking.module.css';

interface Props {
  readonly entry: RankingEntry;
  /** How many orders of the motifs training knew for this CN. */
  readonly orders: number;
}

/**
 * The motifs of one CN: the leading one large, then those that the site also resembles, in order. The share of the trees
 * that name a motif stands there only where some leave it out and training knew several orders.
 */
export function MotifRanking({ entry: { cn, motifs }, orders }: Props) {
  return (
    <ol className={styles.ranking} aria-label={`Motifs of CN ${cn}, most similar first`}>
      {motifs.map(({ name, weight }, place) => (
        <li key={name}>
          {place === 1 && <p className={styles.also}>also resembles</p>}
          <MotifPicture name={name} size={place === 0 ? 112 : 48} />
          <span>
            {place === 0 ? <strong>{name}</strong> : name}
            {orders > 1 && weight < 0.995 && (
              <span className={styles.share}>{percent(weight)} of the trees</span>
            )}
          </span>
        </li>
      ))}
    </ol>
  );
}
