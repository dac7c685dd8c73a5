import type { Evaluation } from '../../domain/forest/evaluation';
import { Scroll } from '../charts/Scroll';
import { XyChart } from '../charts/XyChart';
import styles from './Models.module.css';

type ExperimentsData = NonNullable<Evaluation['experiments']>;
type Score = ExperimentsData['table1'][number]['ours'];

const score = ({ right, total, jaccard }: Score): string =>
  `${right} of ${total}, Jaccard ${jaccard.toFixed(2)}`;

/** Accuracy and Jaccard index that the paper gives in its table 1 (28 spectra). */
const PAPER_TABLE_1: Readonly<Record<string, string>> = {
  'site-and-average true': '0.821 / 0.804',
  'site-and-average false': '0.786 / 0.768',
  'site true': '0.643 / 0.625',
  'site false': '0.714 / 0.696',
};

/** How the models do on measured spectra, which took no part in any choice. */
export function Experiments({ experiments }: { readonly experiments: ExperimentsData }) {
  const shifts = experiments.shifts.toSorted((a, b) => a.shift - b.shift);
  const x = shifts.map(({ shift }) => shift);
  return (
    <section aria-labelledby="experiments" className={styles.section}>
      <h2 id="experiments">Measured spectra</h2>
      <p>
        The labelled experimental spectra of the paper. They were used for this test only: nothing was trained
        on them and no setting was chosen by them. Ours are the forests alone, without confidence and verdict.
      </p>
      <div className={styles.charts}>
        {shifts.length > 1 && (
          <figure>
            <h3>When the energy window is wrong</h3>
            <XyChart
              description="Jaccard index on measured spectra against a shift of the window, ours and the forests published in 2020"
              series={[
                {
                  label: 'ours',
                  x,
                  y: shifts.map(({ ours }) => ours.jaccard),
                  colour: 'var(--curve-1)',
                  kind: 'points-and-line',
                },
                {
                  label: 'published 2020',
                  x,
                  y: shifts.map(({ published }) => published.jaccard),
                  colour: 'var(--curve-2)',
                  kind: 'points-and-line',
                },
              ]}
              yDomain={[0, 1]}
              xLabel="Shift of the window (eV)"
              yLabel="Mean Jaccard index"
              hasLegend
              height={230}
            />
          </figure>
        )}
        {experiments.table1.length > 0 && (
          <figure>
            <h3>Table 1 of the paper</h3>
            <Scroll label="Table 1">
              <table className={styles.measures}>
                <caption>Which training spectra matter (accuracy / Jaccard on measured spectra)</caption>
                <thead>
                  <tr>
                    <th scope="col">Trained on</th>
                    <th scope="col">Ours</th>
                    <th scope="col">Paper</th>
                  </tr>
                </thead>
                <tbody>
                  {experiments.table1.map(({ training, augmented, ours }) => (
                    <tr key={`${training} ${augmented}`}>
                      <th scope="row">
                        {training === 'site' ? 'sites' : 'sites and averages'}, {augmented ? '' : 'not '}
                        augmented
                      </th>
                      <td>
                        {(ours.right / ours.total).toFixed(3)} / {ours.jaccard.toFixed(3)}
                      </td>
                      <td>{PAPER_TABLE_1[`${training} ${augmented}`]}</td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </Scroll>
          </figure>
        )}
      </div>
      {shifts.some(({ shift }) => shift === 0) && (
        <p>
          With the window where it belongs:{' '}
          {shifts
            .filter(({ shift }) => shift === 0)
            .map(
              ({ ours, published }) =>
                `ours ${score(ours)}; the forests published in 2020 ${score(published)}.`,
            )}
        </p>
      )}
      <details className={styles.details}>
        <summary>Spectrum by spectrum ({experiments.spectra.length + experiments.scans.length})</summary>
        <Scroll label="Measured spectra of the paper">
          <table className={styles.measures}>
            <caption>The paper’s spectra; a tick where the first entry is right</caption>
            <thead>
              <tr>
                <th scope="col">Material</th>
                <th scope="col">True</th>
                <th scope="col">Ours</th>
                <th scope="col">Published 2020</th>
              </tr>
            </thead>
            <tbody>
              {experiments.spectra.map((row, index) => (
                <tr key={index}>
                  <th scope="row">
                    {row.formula} ({row.element})
                  </th>
                  <td>{row.truth}</td>
                  <td>
                    {row.oursRight ? '✓ ' : '✗ '}
                    {row.ours}
                  </td>
                  <td>
                    {row.publishedRight ? '✓ ' : '✗ '}
                    {row.published}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </Scroll>
        {experiments.scans.length > 0 && (
          <Scroll label="Raw scans">
            <table className={styles.measures}>
              <caption>Raw scans, by the forests alone</caption>
              <thead>
                <tr>
                  <th scope="col">Scan</th>
                  <th scope="col">Element</th>
                  <th scope="col">Expected</th>
                  <th scope="col">Answer</th>
                </tr>
              </thead>
              <tbody>
                {experiments.scans.map((row) => (
                  <tr key={row.file}>
                    <th scope="row">{row.file}</th>
                    <td>{row.element}</td>
                    <td>{row.expected}</td>
                    <td>
                      {row.right ? '✓ ' : '✗ '}
                      {row.answer}
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </Scroll>
        )}
      </details>
    </section>
  );
}
