import type { Analysis } from '../../../domain/analysis';
import { trainingTwin } from '../../../domain/confidence/twin';
import { isUncalibrated } from '../../../domain/pack-answer';
import { formulaText, verdictOf, VERDICTS } from '../../widgets/format';
import styles from './Answer.module.css';

/** What the confidence means, in one sentence. */
function meaning({ modelKind, confidence }: Analysis): string {
  if (isUncalibrated(confidence.applicability))
    return 'The Jaccard confidence is the mean overlap of the answer with all that the trees of the pack voted for.';
  return modelKind === 'baseline'
    ? 'No forest beats the most frequent label for this element: the confidence is only how often it occurs.'
    : 'Answers with this Jaccard confidence share this part of their (CN, motif) pairs with the truth, on average, on materials that were held out of training.';
}

/** Whether the models may judge the spectrum, why not, and what their number means. */
export function Verdict({ analysis }: { readonly analysis: Analysis }) {
  const verdict = verdictOf(analysis);
  const { reasons } = analysis.confidence.applicability;
  const twin = trainingTwin(analysis.confidence);
  return (
    <section className={styles.judged} aria-label="Verdict">
      <div className={styles.verdict} data-verdict={verdict}>
        {verdict !== 'outside' && <strong>{VERDICTS[verdict].sentence}</strong>}
        {verdict === 'in-domain' && (
          <p>
            Edge, window, noise, shape and stability raise no doubt that the models apply. This does not prove
            an oxide.
          </p>
        )}
        {reasons.length > 0 && (
          <ul>
            {reasons.map(({ code, message }) => (
              <li key={code}>{message}</li>
            ))}
          </ul>
        )}
      </div>
      {twin && (
        <p className={styles.verdict} data-verdict="borderline">
          The forests were trained on this very spectrum ({formulaText(twin.formula)}, {twin.material}): the
          answer is what they have learnt, not what they can do.
        </p>
      )}
      {verdict !== 'outside' && <p className={styles.small}>{meaning(analysis)}</p>}
    </section>
  );
}
