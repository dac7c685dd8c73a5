import type { Analysis } from '../../../domain/analysis';
import { describeHeldOut } from '../../../exporters/words';
import { confidenceNumber, verdictOf } from '../../widgets/format';
import styles from './Answer.module.css';

/** The answer in one line with its one number, or that there is none; it stays in sight. */
export function Headline({ analysis }: { readonly analysis: Analysis }) {
  const verdict = verdictOf(analysis);
  const { pack, answer } = analysis;
  const { environment } = answer;
  const { isUpperBound, heldOut } = analysis.confidence;
  return (
    <section className={styles.headline} aria-label="Coordination environment" data-verdict={verdict}>
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
          <p className={styles.confidence}>
            {verdict === 'borderline' && <span className={styles.borderline}>borderline</span>}
            <span className={styles.bound}>
              {isUpperBound && <span className={styles.small}>at most </span>}
              <span className={styles.number}>
                {confidenceNumber(analysis.jaccardConfidence, isUpperBound)}
              </span>
            </span>
            <span className={styles.small}>Jaccard confidence</span>
          </p>
          {pack && <p className={styles.heldOut}>Answer of the pack {pack.name}</p>}
          {heldOut && (
            <p
              className={styles.heldOut}
              title={`Of ${heldOut.materials} materials that the forests never saw, disturbed as scans, the leading CN is right in this share; every leading CN counts as it is frequent in oxides.`}
            >
              {analysis.element}: {describeHeldOut(heldOut)}
            </p>
          )}
        </>
      )}
    </section>
  );
}
