import type { Evaluation } from '../../domain/forest/evaluation';
import { percent } from '../widgets/format';
import { HeatMap } from '../charts/HeatMap';
import { Scroll } from '../charts/Scroll';
import { XyChart } from '../charts/XyChart';
import { Experiments } from './Experiments';
import { importanceOf } from './importance';
import styles from './Models.module.css';
import { PaperComparisons } from './PaperComparisons';
import { ConfidenceOverview } from './Reliability';
import { RobustnessCharts } from './RobustnessCharts';

/** The paper's views of all models at once, with our data. */
export function Overview({ evaluation }: { readonly evaluation: Evaluation }) {
  return (
    <>
      <section aria-labelledby="all-elements" className={styles.section}>
        <h2 id="all-elements">All elements</h2>
        <Groups evaluation={evaluation} />
        <div className={styles.charts}>
          <Regions evaluation={evaluation} />
          <RobustnessCharts robustness={evaluation.robustness} subject="all elements" />
          <Thresholds evaluation={evaluation} />
        </div>
        <Ablations evaluation={evaluation} />
      </section>
      <PaperComparisons evaluation={evaluation} />
      {evaluation.confidence && <ConfidenceOverview confidence={evaluation.confidence} />}
      {evaluation.experiments && <Experiments experiments={evaluation.experiments} />}
    </>
  );
}

function Groups({ evaluation }: { readonly evaluation: Evaluation }) {
  return (
    <Scroll label="Scores by group">
      <table className={styles.measures}>
        <caption>
          Means over the elements of a group: this recipe / the paper’s recipe / the most frequent label
        </caption>
        <thead>
          <tr>
            <th scope="col">Group</th>
            <th scope="col">Elements</th>
            <th scope="col">Materials</th>
            <th scope="col">CN ranking</th>
            <th scope="col">Leading CN</th>
            <th scope="col">First entry</th>
            <th scope="col">Jaccard</th>
          </tr>
        </thead>
        <tbody>
          {evaluation.groups.map(({ group, elements, materials, measures }) => (
            <tr key={group}>
              <th scope="row">{group}</th>
              <td>{elements}</td>
              <td>{materials.toLocaleString('en')}</td>
              {(['cnRanking', 'leadingCn', 'firstEntry', 'jaccard'] as const).map((key) => (
                <td key={key}>
                  <strong>{percent(measures.ours[key].value)}</strong>{' '}
                  <span className={styles.soft}>
                    / {percent(measures.paper[key].value)} / {percent(measures.baseline[key].value)}
                  </span>
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  );
}

/** Importance of the regions, element by element. */
function Regions({ evaluation }: { readonly evaluation: Evaluation }) {
  const tables = evaluation.elements.map(({ element, importance }) => ({
    element,
    table: importanceOf(importance.filter(({ cn }) => cn === null)),
  }));
  const rows = tables.find(({ table }) => table.rows.length > 0)?.table.rows ?? [];
  if (rows.length === 0) return null;
  return (
    <figure className={styles.wide}>
      <h3>What the regions are worth</h3>
      <HeatMap
        caption="Loss of leading-CN accuracy when the forests are trained without a region, relative to the element’s largest"
        rowsAre="without"
        columnsAre="element"
        rows={rows}
        columns={tables.map(({ element }) => element)}
        values={rows.map((row) =>
          tables.map(({ table }) => {
            const index = table.rows.indexOf(row);
            return index < 0 ? null : (table.values[index]?.[0] ?? null);
          }),
        )}
        format={(value) => (Math.abs(value) < 0.05 ? '0.0' : value.toFixed(1).replace('-', '−'))}
        max={1}
      />
    </figure>
  );
}

function Thresholds({ evaluation }: { readonly evaluation: Evaluation }) {
  const { chosen } = evaluation.thresholds;
  return (
    <>
      {(['cn', 'motif'] as const).map((kind) => {
        const points = evaluation.thresholds[kind];
        if (points.length < 2) return null;
        const x = points.map(({ threshold }) => threshold);
        const what = kind === 'cn' ? 'coordination numbers' : '(CN, motif) pairs';
        return (
          <figure key={kind}>
            <h3>Labels a spectrum: {what}</h3>
            <XyChart
              description={`Mean number of ${what} in a label against the threshold`}
              series={[
                { label: 'single sites', x, y: points.map(({ site }) => site), colour: 'var(--curve-1)' },
                {
                  label: 'averages over sites',
                  x,
                  y: points.map(({ average }) => average),
                  colour: 'var(--curve-2)',
                },
              ]}
              marks={[{ label: `chosen ${chosen[kind]}`, x: chosen[kind] }]}
              xLabel="Threshold of the order parameter"
              yLabel="Labels a spectrum"
              hasLegend
              height={230}
            />
          </figure>
        );
      })}
    </>
  );
}

function Ablations({ evaluation }: { readonly evaluation: Evaluation }) {
  const { ablations } = evaluation;
  if (ablations.length === 0) return null;
  return (
    <details className={styles.details}>
      <summary>Which choices mattered ({ablations.length} recipes)</summary>
      <Scroll label="Recipes">
        <table className={styles.measures}>
          <caption>Means over elements, each recipe with one choice changed</caption>
          <thead>
            <tr>
              <th scope="col">Recipe</th>
              <th scope="col">CN ranking</th>
              <th scope="col">Leading CN</th>
              <th scope="col">First entry</th>
              <th scope="col">Jaccard</th>
              <th scope="col">Balanced</th>
              <th scope="col">CN ranking, as scanned</th>
              <th scope="col">Jaccard, as scanned</th>
            </tr>
          </thead>
          <tbody>
            {ablations.map(({ name, cnRanking, leadingCn, firstEntry, jaccard, balanced, scan }) => (
              <tr key={name}>
                <th scope="row">{name}</th>
                {[cnRanking, leadingCn, firstEntry, jaccard, balanced, scan.cnRanking, scan.jaccard].map(
                  (value, index) => (
                    <td key={index}>{(100 * value).toFixed(1)}</td>
                  ),
                )}
              </tr>
            ))}
          </tbody>
        </table>
      </Scroll>
    </details>
  );
}
