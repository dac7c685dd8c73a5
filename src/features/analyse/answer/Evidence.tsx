import type { Analysis } from '../../../domain/analysis';
import { percent } from '../../widgets/format';
import styles from './Answer.module.css';

const NAMES = { 'pre-edge': 'pre-edge', 'main-peak': 'main peak', 'post-peak': 'post-peak' } as const;

/** Which regions of the spectrum the trees looked at, in the colours of the plot. */
export function Evidence({ analysis }: { readonly analysis: Analysis }) {
  const { evidence } = analysis.confidence;
  if (evidence.length === 0) return null;
  return (
    <section className={styles.section} aria-label="Evidence by region">
      <h3>
        Evidence <span>by region of the window</span>
      </h3>
      <p className={styles.small}>
        Share of the trees’ questions, on the way to this answer, about each region.
      </p>
      <ul className={styles.evidence}>
        {evidence.map(({ region, share }) => (
          <li key={region} data-region={region} style={{ flexGrow: Math.max(share, 0.12) }}>
            {NAMES[region]} <strong>{percent(share)}</strong>
          </li>
        ))}
      </ul>
    </section>
  );
}
