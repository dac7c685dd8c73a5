import { COMPONENTS_MEANING, componentsCsv, type ComponentsRecord } from '../../../exporters/resolution';
import { save } from '../../../stores/saving';
import controls from '../../../styles/controls.module.css';
import { XyChart } from '../../charts/XyChart';
import { exportName } from '../../export/results';
import styles from './Mixture.module.css';

/** Components that are listed and drawn. */
const LISTED = 12;

const CHART_HEIGHT = 200;

interface Props {
  readonly record: ComponentsRecord;
  readonly outdated: string | null;
}

/** How many spectra a series is made of: indicators as pictures and in numbers. */
export function ComponentsResult({ record, outdated }: Props) {
  const { components, suggested, smallestIndicator, scans, element } = record.result;
  const listed = components.slice(0, LISTED);
  const numbers = listed.map((_, index) => index + 1);
  const charts = [
    {
      title: 'lg eigenvalue',
      meaning: 'Scree: logarithm of the eigenvalue',
      values: listed.map(({ eigenvalue }) => Math.log10(eigenvalue)),
      mark: { label: `${suggested} suggested`, x: suggested },
    },
    {
      title: 'lg IND',
      meaning: 'Logarithm of the indicator function',
      values: listed.map(({ indicator }) => Math.log10(indicator)),
      mark: { label: 'smallest', x: smallestIndicator },
    },
  ];
  return (
    <section className={outdated ? styles.outdated : styles.result} aria-label="Components">
      {outdated && <p role="status">{outdated} Count again.</p>}
      <p className={styles.shares}>
        <span>
          <strong>
            {suggested} {suggested === 1 ? 'component' : 'components'}
          </strong>{' '}
          more than noise (F test, 5 %); indicator function smallest at {smallestIndicator}
        </span>
      </p>
      <div className={styles.charts}>
        {charts.map(({ title, meaning, values, mark }) => (
          <XyChart
            key={title}
            description={`${meaning} against the number of components, ${element}, ${scans} scans`}
            series={[
              { label: title, x: numbers, y: values, colour: 'var(--curve)', kind: 'points-and-line' },
            ]}
            marks={mark.x <= LISTED ? [mark] : []}
            xLabel="Components"
            yLabel={title}
            xTicks={numbers}
            height={CHART_HEIGHT}
          />
        ))}
      </div>
      <div className={styles.tableScroll} tabIndex={0} role="region" aria-label="Indicators">
        <table className={styles.ranking}>
          <thead>
            <tr>
              <th scope="col" title="Components">
                n
              </th>
              <th scope="col" title="Share of all eigenvalues">
                Explained
              </th>
              <th scope="col" title="Real error, edge steps: the noise if these are all components">
                RE
              </th>
              <th scope="col" title="Imbedded error, edge steps: what of it stays in the reproduced scans">
                IE
              </th>
              <th scope="col" title="Factor indicator function">
                IND
              </th>
              <th scope="col" title="That noise alone gives an eigenvalue as large (F test)">
                Chance
              </th>
            </tr>
          </thead>
          <tbody>
            {listed.map((component, index) => (
              <tr key={index} aria-current={index + 1 === suggested}>
                <th scope="row">{index + 1}</th>
                <td>{(100 * component.explained).toFixed(3)} %</td>
                <td>{component.realError.toPrecision(3)}</td>
                <td>{component.imbeddedError.toPrecision(3)}</td>
                <td>{component.indicator.toExponential(2)}</td>
                <td>{component.chance < 1e-3 ? '<0.001' : component.chance.toFixed(3)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <p className={controls.hint}>{COMPONENTS_MEANING}</p>
      <button
        type="button"
        className={controls.button}
        disabled={outdated !== null}
        title="All indicators as columns, with the scans they were made from"
        onClick={() => {
          const created = new Date();
          const text = componentsCsv(record, { appVersion: __APP_VERSION__, created });
          save({
            name: exportName(
              record.scans.map(({ name }) => name),
              'components.csv',
              created,
            ),
            content: new Blob([text], { type: 'text/csv;charset=utf-8' }),
          });
        }}
      >
        Save components as CSV
      </button>
    </section>
  );
}
