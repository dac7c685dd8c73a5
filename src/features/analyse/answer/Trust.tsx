import { confidencePercent, environmentText, percent, type Analysed } from '../format';
import styles from './Answer.module.css';

/** `[[6], [6, 4]]` as `6 or (6, 4)`. */
export function rankingsText(rankings: readonly (readonly number[])[]): string {
  const texts = rankings.map((ranking) => (ranking.length > 1 ? `(${ranking.join(', ')})` : ranking.join()));
  const last = texts[texts.length - 1] ?? '';
  return texts.length > 1 ? `${texts.slice(0, -1).join(', ')} or ${last}` : last;
}

/** What else could be true, and how probable it is. */
export function Trust({ analysis }: { readonly analysis: Analysed }) {
  const { confidence, answer } = analysis;
  const { runnerUp, firstEntryShare } = answer;
  const first = answer.environment[0];
  return (
    <section className={styles.section} aria-label="How sure">
      <h3>How sure</h3>
      <dl className={styles.facts}>
        <dt>First entry right</dt>
        <dd>
          {confidence ? (
            <>
              <strong>{confidencePercent(confidence.firstEntryProbability)}</strong> probability that CN{' '}
              {first?.cn} with its whole motif ranking is right
            </>
          ) : (
            <>
              <strong>{percent(firstEntryShare)}</strong> of the votes for CN {first?.cn} with exactly this
              motif ranking
            </>
          )}
        </dd>
        {confidence && confidence.conformalSet.rankings.length > 0 && (
          <>
            <dt>{percent(confidence.conformalSet.coverage)} set</dt>
            <dd>
              The CN ranking is <strong>{rankingsText(confidence.conformalSet.rankings)}</strong>: such a set
              holds the truth for {percent(confidence.conformalSet.coverage)} of held-out materials.
            </dd>
          </>
        )}
        <dt>Runner-up</dt>
        <dd>
          {runnerUp ? (
            <>
              <strong>{environmentText(runnerUp.environment)}</strong>, {percent(runnerUp.probability)} of the
              votes
            </>
          ) : (
            'none: all trees name the same coordination numbers'
          )}
        </dd>
      </dl>
    </section>
  );
}
