import {
  describeResolution,
  pureSpectrumName,
  pureSpectrumXdi,
  RESOLUTION_MEANING,
  sharesCsv,
  type ResolutionRecord,
} from '../../../exporters/resolution';
import { save } from '../../../stores/saving';
import { session } from '../../../stores/session';
import controls from '../../../styles/controls.module.css';
import { XyChart, type Series } from '../../charts/XyChart';
import { exportName } from '../../export/results';
import styles from './Mixture.module.css';

const COLOURS = [
  'var(--curve-1)',
  'var(--curve-2)',
  'var(--curve-3)',
  'var(--curve-4)',
  'var(--curve)',
  'var(--poor)',
  'var(--fair)',
  'var(--ink-faint)',
];

interface Props {
  readonly record: ResolutionRecord;
  readonly outdated: string | null;
}

/** Gives the pure spectra to the forests, as files that say what they were made from. */
function addToSession(record: ResolutionRecord): void {
  const files = record.result.spectra.map((_, place) => ({
    name: pureSpectrumName(record.result, place),
    path: '',
    bytes: () => Promise.resolve(new TextEncoder().encode(pureSpectrumXdi(record, place))),
  }));
  session.getState().addFiles(files);
}

/** The pure spectra of a series and their shares from scan to scan. */
export function PureSpectra({ record, outdated }: Props) {
  const { result, scans } = record;
  const numbers = Float64Array.from(scans, (_, scan) => scan + 1);
  const curvesOf = (x: Float64Array, values: readonly Float64Array[]): Series[] =>
    values.map((y, place) => ({
      label: `pure ${place + 1}`,
      x,
      y,
      colour: COLOURS[place] ?? 'var(--ink-soft)',
    }));
  return (
    <section className={outdated ? styles.outdated : styles.result} aria-label="Pure spectra">
      {outdated && <p role="status">{outdated} Find them again.</p>}
      <p className={styles.shares}>
        <span>
          <strong>{result.spectra.length} pure spectra</strong>, lack of fit{' '}
          {(100 * result.lackOfFit).toPrecision(2)} %{!result.hasSettled && ', not settled'}
        </span>
      </p>
      <XyChart
        description={`Shares of the ${result.spectra.length} pure spectra in ${scans.length} scans`}
        series={curvesOf(numbers, result.shares)}
        xLabel="Scan"
        yLabel="Share"
        height={220}
        hasLegend
      />
      <XyChart
        description={`The ${result.spectra.length} pure spectra`}
        series={curvesOf(result.energy, result.spectra)}
        xLabel="Energy (eV)"
        yLabel="Normalised absorption"
        height={260}
      />
      <details>
        <summary>Shares in numbers</summary>
        <div className={styles.tableScroll} tabIndex={0} role="region" aria-label="Shares in numbers">
          <table className={styles.ranking}>
            <thead>
              <tr>
                <th scope="col">Scan</th>
                {result.shares.map((_, place) => (
                  <th key={place} scope="col">
                    pure {place + 1}
                  </th>
                ))}
                <th scope="col">rms</th>
              </tr>
            </thead>
            <tbody>
              {scans.slice(0, LISTED).map(({ name }, scan) => (
                <tr key={scan}>
                  <th scope="row">{name}</th>
                  {result.shares.map((share, place) => (
                    <td key={place}>{share[scan]?.toFixed(3)}</td>
                  ))}
                  <td>{result.rms[scan]?.toFixed(4)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
        {scans.length > LISTED && <p>The CSV holds all {scans.length} scans.</p>}
      </details>
      <p className={controls.hint}>
        {describeResolution(record)}. {RESOLUTION_MEANING}
      </p>
      <div className={styles.actions}>
        <button
          type="button"
          className={controls.primary}
          disabled={outdated !== null}
          title="They are answered like any other spectrum; their journal says what they were made from"
          onClick={() => {
            addToSession(record);
          }}
        >
          Add to the session
        </button>
        <button
          type="button"
          className={controls.button}
          disabled={outdated !== null}
          title="Shares and rms of every scan as columns, with the constraints"
          onClick={() => {
            const created = new Date();
            const text = sharesCsv(record, { appVersion: __APP_VERSION__, created });
            save({
              name: exportName(
                scans.map(({ name }) => name),
                'shares.csv',
                created,
              ),
              content: new Blob([text], { type: 'text/csv;charset=utf-8' }),
            });
          }}
        >
          Save shares as CSV
        </button>
      </div>
    </section>
  );
}

/** Scans whose shares are listed; more would slow the page. */
const LISTED = 100;
