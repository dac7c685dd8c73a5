import type { Analysis } from '../../../domain/analysis';
import { isUncalibrated } from '../../../domain/pack-answer';
import { rankingText, SHOWN_RANKINGS } from '../../../exporters/words';
import { confidenceWords, environmentText, percent } from '../../widgets/format';
import styles from './Answer.module.css';

/** Rankings of which one is the truth: the first few, the others at a click. */
function ConformalSet({ conformalSet: { coverage, rankings }, applicability }: Analysis['confidence']) {
  const share = percent(coverage);
  const texts = rankings.map(rankingText);
  const others = texts.slice(SHOWN_RANKINGS);
  return (
    <>
      <dt>{share} set</dt>
      <dd>
        <strong>{texts.slice(0, SHOWN_RANKINGS).join(', or ')}</strong>, at {share}.{' '}
        {others.length > 0 && (
          <details>
            <summary>or {others.length} more: the spectrum does not decide</summary>
            {others.join(', or ')}
          </details>
        )}
        {isUncalibrated(applicability)
          ? 'Without a calibration the pack excludes no ranking that it knows.'
          : `Such a set holds the truth for ${share} of held-out materials.`}
      </dd>
    </>
  );
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
          <strong>{confidenceWords(confidence.firstEntryProbability, confidence.isUpperBound)}</strong>{' '}
          probability that CN {first?.cn} with its whole motif ranking is right
        </dd>
        {confidence.conformalSet.rankings.length > 0 && <ConformalSet {...confidence} />}
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
