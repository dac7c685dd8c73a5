import type { Analysis } from '../../../domain/analysis';
import type { PackMark } from '../../../domain/forest/pack-mark';
import { comparisonOf, packName } from '../../../domain/pack-answer';
import { describeEnvironment } from '../../../exporters/journal';
import { confidenceWords, percent, verdictOf, VERDICTS } from '../../widgets/format';
import styles from './Answer.module.css';

const sourceText = (pack: PackMark): string => `${packName(pack)}, ${pack.sha256.slice(0, 8)}`;

/** Where the shipped models and the pack agree, in words. */
function agreement(analysis: Analysis): string {
  const comparison = comparisonOf(analysis);
  if (!comparison) return '';
  const { sameFirstEntry, sameLeadingCn, jaccard } = comparison;
  const first = sameFirstEntry
    ? 'Both name the same first environment'
    : sameLeadingCn
      ? 'Both name the same first coordination number, with other motifs'
      : 'They name different first coordination numbers';
  return `${first}; Jaccard index of the two rankings ${percent(jaccard)}.`;
}

/** What a pack says beside the shipped models, and where the two differ. */
function Beside({ analysis, beside }: { readonly analysis: Analysis; readonly beside: Analysis }) {
  const verdict = verdictOf(beside);
  const { applicability, isUpperBound } = beside.confidence;
  const isOutside = verdict === 'outside';
  return (
    <>
      <dl className={styles.facts}>
        <dt>Shipped</dt>
        <dd>
          {verdictOf(analysis) === 'outside' ? 'no answer' : describeEnvironment(analysis.answer.environment)}
        </dd>
        <dt>Pack</dt>
        <dd>
          {isOutside ? 'no answer' : <strong>{describeEnvironment(beside.answer.environment)}</strong>}
          {!isOutside && (
            <>
              <br />
              Jaccard confidence {confidenceWords(beside.jaccardConfidence, isUpperBound)}
              {applicability.reasons.some(({ code }) => code === 'pack-uncalibrated') && ', not calibrated'}
            </>
          )}
        </dd>
      </dl>
      {!isOutside && verdictOf(analysis) !== 'outside' && <p>{agreement(analysis)}</p>}
      {applicability.reasons.length > 0 && (
        <details>
          <summary>{VERDICTS[verdict].sentence}</summary>
          <ul className={styles.small}>
            {applicability.reasons.map(({ code, message }) => (
              <li key={code}>{message}</li>
            ))}
          </ul>
        </details>
      )}
    </>
  );
}

/** Which pack has a part in the answer. */
export default function PackAnswer({ analysis }: { readonly analysis: Analysis }) {
  const { pack, beside } = analysis;
  const mark = pack ?? beside?.pack;
  if (!mark) return null;
  return (
    <section className={styles.section} aria-label="Model pack">
      <h3>
        {pack ? 'Answered by a pack' : 'Beside it, a pack'} <span>{sourceText(mark)}</span>
      </h3>
      {pack && <p>This is the answer of the pack, not of the models shipped with Xanopy.</p>}
      {beside && <Beside analysis={analysis} beside={beside} />}
      <p className={styles.small}>
        <a href="#/models">Packs and the choice of models</a>
      </p>
    </section>
  );
}
