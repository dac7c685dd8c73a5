import { endsOf } from '../../domain/spectrum/curve';
import { trainingTwin } from '../../domain/confidence/twin';
import {
  describeConformalSet,
  describePack,
  describePackAnswer,
  journalOf,
  meaningsOf,
  METHOD_CITATION,
} from '../../exporters/journal';
import { describeMixture } from '../../exporters/mixture';
import { resultOf } from '../../exporters/result';
import { SHOWN_RANKINGS } from '../../exporters/words';
import { confidenceWords, percent } from '../widgets/format';
import { windowBands } from '../charts/regions';
import { XyChart } from '../charts/XyChart';
import { MotifRanking } from '../motifs/MotifRanking';
import styles from './Report.module.css';
import { foundFor, type AnsweredItem } from './results';

/** Shown on the report's plot, eV from E0. */
const SHOWN = [-30, 90] as const;

/** What one spectrum says and how that was found, on one page. */
export function Report({ entry, created }: { readonly entry: AnsweredItem; readonly created: Date }) {
  const { item, analysis } = entry;
  const { prepared } = analysis;
  const result = resultOf(entry.file, analysis, entry.origin, foundFor(entry.item));
  const twin = trainingTwin(analysis.confidence);
  const meanings = meaningsOf(result);
  const isOutside = result.applicability.verdict === 'outside';
  const { energy } = prepared.raw;
  const [first, last] = endsOf(energy);
  return (
    <article className={styles.page}>
      <header>
        <h2>{item.name}</h2>
        <p>
          {result.element} K edge, E<sub>0</sub> = {result.e0.toFixed(2)} eV ({result.e0Method})
        </p>
        {result.pack && (
          <p>
            Answered by the model pack {describePack(result.pack)}, not by the models shipped with Xanopy.
          </p>
        )}
        {result.packAnswer && (
          <p>
            Answered by the models shipped with Xanopy; beside them the model pack{' '}
            {describePackAnswer(result.packAnswer)}.
          </p>
        )}
      </header>
      <XyChart
        description={`Normalised absorption of ${item.name} with the regions that the models look at`}
        series={[{ label: 'normalised', x: energy, y: prepared.normalisation.mu, colour: 'var(--curve)' }]}
        xDomain={[Math.max(first, result.e0 + SHOWN[0]), Math.min(last, result.e0 + SHOWN[1])]}
        bands={windowBands(result)}
        marks={[{ label: 'E₀', x: result.e0 }]}
        xLabel="Energy (eV)"
        yLabel="Normalised absorption"
        height={230}
      />
      {isOutside ? (
        <p className={styles.outside}>
          Outside the models’ domain: no answer.{' '}
          {result.applicability.reasons.map(({ message }) => message).join(' ')}
        </p>
      ) : (
        <section className={styles.answer}>
          {result.ranking.map((entry) => (
            <div key={entry.cn} className={styles.entry}>
              <h3>
                CN {entry.cn} <small>{percent(entry.weight)} of the numbers that the trees name</small>
              </h3>
              {entry.motifs.length > 0 && <MotifRanking entry={entry} orders={entry.motifOrders} />}
            </div>
          ))}
          {result.applicability.verdict === 'borderline' && (
            <p className={styles.borderline}>
              At the border of the models’ domain.{' '}
              {result.applicability.reasons.map(({ message }) => message).join(' ')}
            </p>
          )}
          {result.mixture && (
            <p className={styles.borderline}>May be a mixture: {describeMixture(result.mixture)}.</p>
          )}
          {twin && (
            <p className={styles.borderline}>
              The forests were trained on this very spectrum ({twin.material}): the answer is what they have
              learnt, not what they can do.
            </p>
          )}
          <dl className={styles.trust} data-verdict={result.applicability.verdict}>
            {[
              {
                name: 'Jaccard confidence',
                value: confidenceWords(result.jaccardConfidence, result.isUpperBound),
                meaning: meanings.jaccard_confidence,
              },
              {
                name: 'First entry right',
                value: confidenceWords(result.firstEntryProbability, result.isUpperBound),
                meaning: meanings.first_entry_probability,
              },
              {
                name: 'Conformal set',
                value: describeConformalSet(result.conformalSet, SHOWN_RANKINGS),
                meaning: meanings.conformal_set,
              },
            ].map(({ name, value, meaning }) => (
              <div key={name}>
                <dt>{name}</dt>
                <dd>
                  <strong>{value}</strong>
                  <small>{meaning}</small>
                </dd>
              </div>
            ))}
          </dl>
        </section>
      )}
      <table className={styles.journal}>
        <caption>How this was made</caption>
        <tbody>
          {journalOf(result).map(([key, text], index) => (
            <tr key={index}>
              <th scope="row">{key}</th>
              <td>{text}</td>
            </tr>
          ))}
          <tr>
            <th scope="row">date</th>
            <td>{created.toISOString().slice(0, 16).replace('T', ' ')} UTC</td>
          </tr>
          <tr>
            <th scope="row">app</th>
            <td>Xanopy {__APP_VERSION__}</td>
          </tr>
          <tr>
            <th scope="row">method</th>
            <td>{METHOD_CITATION}</td>
          </tr>
        </tbody>
      </table>
    </article>
  );
}
