import type { Analysis } from '../../../domain/analysis';
import { confidencePercent, verdictOf } from '../../widgets/format';
import styles from './Answer.module.css';

const VERDICTS = {
  'in-domain': 'Within the models’ domain',
  borderline: 'At the border of the models’ domain',
} as const;

/** What the confidence means, in one sentence. */
function meaning({ modelKind }: Analysis): string {
  return modelKind === 'baseline'
    ? 'No forest beats the most frequent label for this element: this is only how often it occurs.'
    : 'Answers with this confidence share this part of their (CN, motif) pairs with the truth, on average, on materials that were held out of training.';
}

/** The answer in one line with its one number, or why there is none. */
export function Headline({ analysis }: { readonly analysis: Analysis }) {
  const verdict = verdictOf(analysis);
  const { reasons } = analysis.confidence.applicability;
  const { environment } = analysis.answer;
  return (
    <section className={styles.headline} aria-label="Coordination environment">
      {verdict === 'outside' ? (
        <p className={styles.refusal}>No answer: outside the models’ domain</p>
      ) : (
        <>
          <p className={styles.environment}>
            {environment.map(({ cn, motifs }) => (
              <span key={cn}>
                <strong>CN {cn}</strong> {motifs[0]}
              </span>
            ))}
          </p>
          <div className={styles.confidence}>
            <span className={styles.number}>{confidencePercent(analysis.jaccardConfidence)}</span>
            <span>
              <strong>Jaccard confidence</strong>
              <br />
              {meaning(analysis)}
            </span>
          </div>
        </>
      )}
      <div className={styles.verdict} data-verdict={verdict}>
        {verdict !== 'outside' && <strong>{VERDICTS[verdict]}</strong>}
        {verdict === 'in-domain' && (
          <p>Edge, window, noise, shape and stability raise no doubt that the models apply.</p>
        )}
        {reasons.length > 0 && (
          <ul>
            {reasons.map(({ code, message }) => (
              <li key={code}>{message}</li>
            ))}
          </ul>
        )}
      </div>
    </section>
  );
}
