import type { Analysis } from '../../../domain/analysis';
import { confidencePercent, environmentText, percent } from '../format';
import styles from './Answer.module.css';

/** `[[6], [6, 4]]` as `6 · 6 then 4`. */
function rankingsText(rankings: readonly (readonly number[])[]): string {
  return rankings.map((ranking) => ranking.join(' then ')).join(' · ');
}

/** What else could be true, and how probable it is. */
export function Trust({ analysis }: { readonly analysis: Analysis }) {
  const { confidence, answer } = analysis;
  const { runnerUp } = answer;
  const first = answer.environment[0];
  return (
    <section className={styles.section} aria-label="How sure">
      <h3>How sure</h3>
      <dl className={styles.facts}>
        <dt>First entry right</dt>
        <dd>
          <strong>{confidencePercent(confidence.firstEntryProbability)}</strong> probability that CN{' '}
          {first?.cn} with its whole motif ranking is right
        </dd>
        {confidence.conformalSet.rankings.length > 0 && (
          <>
            <dt>{percent(confidence.conformalSet.coverage)} set</dt>
            <dd>
              One of <strong>CN {rankingsText(confidence.conformalSet.rankings)}</strong>: such a set holds
              the truth for {percent(confidence.conformalSet.coverage)} of held-out materials.
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
