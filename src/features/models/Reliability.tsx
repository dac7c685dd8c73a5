import type { ConfidenceEvaluation } from '../../domain/confidence/evaluation';
import { percent } from '../widgets/format';
import { XyChart } from '../charts/XyChart';
import { Scroll } from '../charts/Scroll';
import styles from './Models.module.css';

type Calibrated = ConfidenceEvaluation['pooled']['jaccard'];
type Bin = Calibrated['after'][number];

const DIAGONAL = [0, 1] as const;

const curve = (label: string, bins: readonly Bin[], colour: string) => ({
  label,
  x: bins.map(({ stated }) => stated),
  y: bins.map(({ actual }) => actual),
  colour,
  kind: 'points-and-line' as const,
});

interface ReliabilityCurveProps {
  readonly title: string;
  readonly calibrated: Calibrated;
  /** What the vertical axis shows. */
  readonly actual: string;
}

/** What was stated against what came true, before and after calibration. */
export function ReliabilityCurve({ title, calibrated, actual }: ReliabilityCurveProps) {
  const { before, after, errorBefore, errorAfter } = calibrated;
  return (
    <figure>
      <h3>{title}</h3>
      <XyChart
        description={`${title}: stated against ${actual.toLowerCase()}, mean error ${errorAfter.toFixed(3)}`}
        series={[
          { label: 'exact', x: DIAGONAL, y: DIAGONAL, colour: 'var(--line-strong)', kind: 'dashed' },
          curve(`votes (error ${errorBefore.toFixed(3)})`, before, 'var(--curve-2)'),
          curve(`calibrated (error ${errorAfter.toFixed(3)})`, after, 'var(--curve-1)'),
        ]}
        xDomain={DIAGONAL}
        yDomain={DIAGONAL}
        xLabel="Stated"
        yLabel={actual}
        formatX={percent}
        formatY={percent}
        hasLegend
        height={260}
      />
    </figure>
  );
}

/** Whether the numbers of confidence can be taken at their word. */
export function ConfidenceOverview({ confidence }: { readonly confidence: ConfidenceEvaluation }) {
  const { pooled, domain, experiments } = confidence;
  const rows = [
    ...domain,
    ...(experiments?.groups.map((row) => ({ ...row, name: `${row.name} (measured)` })) ?? []),
  ];
  return (
    <section aria-labelledby="confidence" className={styles.section}>
      <h2 id="confidence">Confidence</h2>
      <p>
        Measured on {pooled.materials.toLocaleString('en')} materials that neither the forests nor the
        calibration had seen. Sets of rankings that were to hold the truth for{' '}
        {percent(pooled.conformal.promised)} of the materials held it for {percent(pooled.conformal.measured)}
        , with {pooled.conformal.size.toFixed(1)} rankings a set on average.
      </p>
      <div className={styles.charts}>
        <ReliabilityCurve
          title="Jaccard confidence"
          calibrated={pooled.jaccard}
          actual="Mean Jaccard index"
        />
        <ReliabilityCurve
          title="Probability of the first entry"
          calibrated={pooled.firstEntry}
          actual="Share that is right"
        />
      </div>
      <Scroll label="Verdicts on applicability">
        <table className={styles.measures}>
          <caption>Does the model refuse what it cannot judge, and nothing else?</caption>
          <thead>
            <tr>
              <th scope="col">Spectra</th>
              <th scope="col">Should be</th>
              <th scope="col">Number</th>
              <th scope="col">In domain</th>
              <th scope="col">Borderline</th>
              <th scope="col">Outside</th>
            </tr>
          </thead>
          <tbody>
            {rows.map(({ name, expected, spectra, inDomain, borderline, outside }) => (
              <tr key={name}>
                <th scope="row">{name}</th>
                <td>{expected}</td>
                <td>{spectra.toLocaleString('en')}</td>
                {[inDomain, borderline, outside].map((count, index) => (
                  <td key={index}>{spectra > 0 ? percent(count / spectra) : '–'}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </Scroll>
    </section>
  );
}
