import { elementOf } from '../../domain/elements';
import type { ConfidenceEvaluation } from '../../domain/confidence/evaluation';
import type { ElementEvaluation } from '../../domain/forest/evaluation';
import type { ManifestEntry, ModelEntry } from '../../domain/forest/manifest';
import { percent } from '../widgets/format';
import { HeatMap } from '../charts/HeatMap';
import { XyChart } from '../charts/XyChart';
import { MotifPicture } from '../motifs/MotifPicture';
import { ExampleSpectra } from './ExampleSpectra';
import { MeasureTable } from './MeasureTable';
import { importanceOf } from './importance';
import { limitsOf } from './limits';
import styles from './Models.module.css';
import { ReliabilityCurve } from './Reliability';
import { RobustnessCharts } from './RobustnessCharts';

interface ElementCardProps {
  readonly entry: ManifestEntry;
  readonly evaluation: ElementEvaluation | null;
  readonly confidence: ConfidenceEvaluation['elements'][number] | null;
}

/** Everything that is known about the model of one element. */
export function ElementCard({ entry, evaluation, confidence }: ElementCardProps) {
  const name = elementOf(entry.element)?.name ?? entry.element;
  const limits = limitsOf(entry);
  return (
    <>
      <h2>
        {name}{' '}
        <span className={styles.soft}>
          ({entry.element}, {entry.group})
        </span>
      </h2>
      {entry.kind !== 'forest' && <p className={styles.notice}>{entry.reason}</p>}
      <dl className={styles.facts}>
        <div>
          <dt>Training spectra</dt>
          <dd>{entry.spectra.toLocaleString('en')}</dd>
        </div>
        <div>
          <dt>Materials</dt>
          <dd>{entry.materials.toLocaleString('en')}</dd>
        </div>
        <div>
          <dt>Sources</dt>
          <dd>{entry.sources.map(({ source, spectra }) => `${source} (${spectra})`).join(', ')}</dd>
        </div>
        {entry.kind !== 'none' && <ModelFacts entry={entry} />}
      </dl>
      {limits.length > 0 && (
        <div>
          <h3>Limits</h3>
          <ul className={styles.bullets}>
            {limits.map((limit) => (
              <li key={limit}>{limit}</li>
            ))}
          </ul>
        </div>
      )}
      {evaluation && <MeasureTable measures={evaluation.measures} materials={evaluation.materials} />}
      {entry.kind !== 'none' && <Classes entry={entry} />}
      {confidence && (
        <div className={styles.charts}>
          <ReliabilityCurve
            title="Is the Jaccard confidence right?"
            calibrated={confidence.jaccard}
            actual="Mean Jaccard index"
          />
          <ReliabilityCurve
            title="Is the probability of the first entry right?"
            calibrated={confidence.firstEntry}
            actual="Share that is right"
          />
        </div>
      )}
      {evaluation && <Charts entry={entry} evaluation={evaluation} />}
    </>
  );
}

function ModelFacts({ entry }: { readonly entry: ModelEntry }) {
  return (
    <>
      <div>
        <dt>Recipe</dt>
        <dd>{entry.recipe}</dd>
      </div>
      <div>
        <dt>Borrowed spectra</dt>
        <dd title="Spectra of other elements, aligned at the edge, that were learnt from too">
          {entry.borrowedSpectra > 0 ? `${entry.borrowedSpectra} of other elements` : 'none'}
        </dd>
      </div>
      <div>
        <dt>Entropy of the labels</dt>
        <dd>{entry.labelEntropy.toFixed(2)} bits</dd>
      </div>
      <div>
        <dt>Size</dt>
        <dd>
          {(entry.bytes / 1e3).toFixed(0)} kB, {(entry.gzippedBytes / 1e3).toFixed(0)} kB compressed
        </dd>
      </div>
      {entry.library && (
        <div>
          <dt>Spectra to compare with</dt>
          <dd>
            {entry.library.spectra}, {(entry.library.bytes / 1e3).toFixed(0)} kB
          </dd>
        </div>
      )}
      <div>
        <dt>Version</dt>
        <dd>{entry.version}</dd>
      </div>
      <div>
        <dt>SHA-256</dt>
        <dd className={styles.hash} title={entry.sha256}>
          {entry.sha256.slice(0, 16)}…
        </dd>
      </div>
    </>
  );
}

function Classes({ entry }: { readonly entry: ModelEntry }) {
  const most = Math.max(...entry.cnClasses.map(({ support }) => support));
  return (
    <div>
      <h3>Classes and the materials behind them</h3>
      <div className={styles.columns}>
        <table className={styles.classes}>
          <caption>Rankings of coordination numbers</caption>
          <tbody>
            {entry.cnClasses.map(({ label, support }) => (
              <tr key={label.join()}>
                <th scope="row">{label.map((cn) => `CN ${cn}`).join(' > ')}</th>
                <td className={styles.barCell}>
                  <span className={styles.bar} style={{ width: `${(100 * support) / most}%` }} />
                </td>
                <td>{support}</td>
              </tr>
            ))}
          </tbody>
        </table>
        <div className={styles.motifs}>
          {entry.motifClasses
            .toSorted((a, b) => a.cn - b.cn)
            .map(({ cn, classes }) => (
              <details key={cn}>
                <summary>
                  Motif rankings of CN {cn} <span className={styles.soft}>({classes.length})</span>
                </summary>
                <ul>
                  {classes.map(({ label, support }) => (
                    <li key={label.join()}>
                      <span className={styles.pictures}>
                        {label.map((motif) => (
                          <MotifPicture key={motif} name={motif} size={34} />
                        ))}
                      </span>
                      <span>{label.join(' > ') || 'no motif'}</span>
                      <span className={styles.soft}>{support}</span>
                    </li>
                  ))}
                </ul>
              </details>
            ))}
        </div>
      </div>
    </div>
  );
}

interface ChartsProps {
  readonly entry: ManifestEntry;
  readonly evaluation: ElementEvaluation;
}

function Charts({ entry, evaluation }: ChartsProps) {
  const { confusion, learningCurve, recalls, element } = evaluation;
  const importance = importanceOf(evaluation.importance);
  const most = Math.max(...confusion.counts.flat());
  const cns = confusion.cns.map((cn) => `CN ${cn}`);
  return (
    <div className={styles.charts}>
      <figure>
        <h3>Confusion of the leading CN</h3>
        <HeatMap
          caption="Held-out spectra"
          rowsAre="truth"
          columnsAre="answer"
          rows={cns}
          columns={cns}
          values={confusion.counts}
          format={(value) => String(Math.round(value))}
          max={most}
        />
      </figure>
      <figure>
        <h3>Recall of every CN</h3>
        <HeatMap
          caption="Share of the materials with this CN that are found"
          rowsAre="CN"
          columnsAre="model"
          rows={recalls.map(({ cn, materials }) => `CN ${cn} (${materials})`)}
          columns={['ours', 'paper’s recipe', 'baseline']}
          values={recalls.map(({ ours, paper, baseline }) => [ours, paper, baseline])}
          format={percent}
          max={1}
        />
      </figure>
      {learningCurve.length > 1 && (
        <figure>
          <h3>Learning curve</h3>
          <XyChart
            description={`Scores of ${element} against the number of training materials`}
            series={[
              {
                label: 'leading CN',
                x: learningCurve.map(({ trainingMaterials }) => trainingMaterials),
                y: learningCurve.map(({ leadingCn }) => leadingCn),
                colour: 'var(--curve-1)',
                kind: 'points-and-line',
              },
              {
                label: 'CN ranking',
                x: learningCurve.map(({ trainingMaterials }) => trainingMaterials),
                y: learningCurve.map(({ cnRanking }) => cnRanking),
                colour: 'var(--curve-2)',
                kind: 'points-and-line',
              },
              {
                label: 'Jaccard',
                x: learningCurve.map(({ trainingMaterials }) => trainingMaterials),
                y: learningCurve.map(({ jaccard }) => jaccard),
                colour: 'var(--curve-3)',
                kind: 'points-and-line',
              },
            ]}
            yDomain={[0, 1]}
            xLabel="Training materials"
            yLabel="Score"
            formatY={percent}
            hasLegend
            height={230}
          />
        </figure>
      )}
      {importance.rows.length > 0 && (
        <figure>
          <h3>What the regions are worth</h3>
          <HeatMap
            caption="Loss of leading-CN accuracy without a region, relative to the largest"
            rowsAre="without"
            columnsAre="true CN"
            rows={importance.rows}
            columns={importance.columns}
            values={importance.values}
            format={(value) => value.toFixed(2)}
            max={1}
          />
        </figure>
      )}
      {entry.kind !== 'none' && entry.library && <ExampleSpectra element={element} />}
      <RobustnessCharts robustness={evaluation.robustness} subject={element} />
    </div>
  );
}
