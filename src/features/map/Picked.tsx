import type { StackSpectrum } from '../../worker/stacks';
import { session } from '../../stores/session';
import controls from '../../styles/controls.module.css';
import { XyChart } from '../charts/XyChart';
import { confidenceWords, doubtOf, environmentText, verdictOf } from '../widgets/format';
import styles from './Map.module.css';

interface Props {
  readonly spectrum: StackSpectrum;
  readonly heading: string;
  readonly file: string;
  readonly format: string;
  /** What it was made from, for journal and exports. */
  readonly derivation: string;
}

/** Gives the spectrum to the session as it is read here; the removal can be undone like any other. */
function addToSession({ spectrum: { scan, examination }, file, format, derivation }: Props): void {
  if (examination.kind !== 'answered') return;
  const { attribution } = examination.reading;
  session.getState().addMade(`spectrum of ${file}`, [
    {
      name: `${file} · ${scan.title}`,
      file,
      path: '',
      hash: '',
      format,
      scan: { ...scan, metadata: [...scan.metadata, ['Derivation.summary', derivation]] },
      choices: attribution.choices,
      options: { element: examination.analysis.element },
      readError: null,
    },
  ]);
  window.location.hash = '#/';
}

/** A spectrum out of the map with its answer. */
export function Picked(props: Props) {
  const { spectrum, heading } = props;
  const { examination } = spectrum;
  if (examination.kind === 'question') return <p>{examination.question.text}</p>;
  if (examination.kind === 'failed') {
    return (
      <section aria-label={heading}>
        <h2>{heading}</h2>
        <p className={styles.failure}>{examination.error.message}</p>
      </section>
    );
  }
  const { analysis, reading } = examination;
  const { raw, normalisation, e0 } = analysis.prepared;
  const verdict = verdictOf(analysis);
  const { reasons } = analysis.confidence.applicability;
  return (
    <section aria-label={heading}>
      <h2>{heading}</h2>
      <p>
        <strong>
          {verdict === 'outside'
            ? 'Outside the models’ domain'
            : `${doubtOf(analysis)}${environmentText(analysis.answer.environment)}`}
        </strong>
        {verdict !== 'outside' &&
          `, ${confidenceWords(analysis.jaccardConfidence, analysis.confidence.isUpperBound)}`}
      </p>
      <p className={styles.soft}>
        {analysis.element} K, E0 {e0.toFixed(1)} eV, edge step {normalisation.edgeStep.toPrecision(3)}; mu ={' '}
        {reading.attribution.muExpression}
      </p>
      <XyChart
        description={`Normalised spectrum: ${heading}`}
        series={[{ label: 'mu', x: raw.energy, y: normalisation.mu, colour: 'var(--curve)' }]}
        marks={[{ label: 'E0', x: e0 }]}
        xLabel="Energy (eV)"
        yLabel="Normalised absorption"
        height={240}
      />
      {reasons.length > 0 && (
        <ul className={styles.reasons}>
          {reasons.map(({ code, message }) => (
            <li key={code}>{message}</li>
          ))}
        </ul>
      )}
      <button
        type="button"
        className={controls.button}
        onClick={() => {
          addToSession(props);
        }}
      >
        Add to the session
      </button>
    </section>
  );
}
