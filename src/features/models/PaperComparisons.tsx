import { useState } from 'react';
import type { ClassifierComparison, Evaluation } from '../../domain/forest/evaluation';
import { percent } from '../widgets/format';
import { HeatMap } from '../charts/HeatMap';
import { Scroll } from '../charts/Scroll';
import { XyChart } from '../charts/XyChart';
import { importanceOf } from './importance';
import styles from './Models.module.css';

/** What Zheng et al. 2020 give as means over 33 elements, their own held-out spectra. */
const PAPER = { firstEntry: 0.854, jaccard: 0.818 } as const;

/** Percentage points with a sign. */
const points = (value: number): string => {
  const rounded = Math.round(100 * value);
  return rounded > 0 ? `+${rounded}` : String(rounded).replace('-', '−');
};

/** The figures 2 to 4 of Zheng et al. 2020, made with our spectra. */
export function PaperComparisons({ evaluation }: { readonly evaluation: Evaluation }) {
  const { classifiers } = evaluation;
  const all = evaluation.groups.find(({ group }) => group === 'all');
  return (
    <section aria-labelledby="paper" className={styles.section}>
      <h2 id="paper">The paper’s comparisons</h2>
      {all && (
        <p>
          Zheng et al. 2020 name {percent(PAPER.firstEntry)} of the first entries and reach a Jaccard index of{' '}
          {PAPER.jaccard.toFixed(2)} on 190,000 computed spectra of 33 elements; our forests, with fewer
          spectra and crystals that no forest has seen, {percent(all.measures.ours.firstEntry.value)} and{' '}
          {all.measures.ours.jaccard.value.toFixed(2)}.
        </p>
      )}
      {classifiers && <Classifiers comparison={classifiers} />}
      <div className={styles.charts}>
        <DataSize evaluation={evaluation} />
        <Entropy evaluation={evaluation} />
        <Improvement evaluation={evaluation} />
        <ImportanceByCn evaluation={evaluation} />
      </div>
    </section>
  );
}

const MEASURES = [
  { key: 'firstEntry', title: 'Accuracy by group (figure 2A)', label: 'First entry right' },
  { key: 'jaccard', title: 'Jaccard index by group (figure 2B)', label: 'Mean Jaccard index' },
] as const;

function Classifiers({ comparison }: { readonly comparison: ClassifierComparison }) {
  const { classifiers, groups, most } = comparison;
  return (
    <>
      <p>
        Five classifiers of the paper and the most frequent label, on the same 200 intensities and the same
        held-out crystals: at most {most} spectra of an element, no augmented copies, parameters chosen on the
        training folds. In the paper random forests lead; with a few dozen crystals an element the five lie
        within some points of each other. What the shipped forests gain comes from augmented copies, two views
        and spectra borrowed from neighbouring elements.
      </p>
      <div className={styles.charts}>
        {MEASURES.map(({ key, title, label }) => (
          <figure key={key} className={styles.wide}>
            <h3>{title}</h3>
            <HeatMap
              caption={`${label}, mean over the elements of a group`}
              rowsAre="classifier"
              columnsAre="group"
              rows={classifiers.map(({ name }) => name)}
              columns={groups.map(({ group, elements }) => `${group} (${elements})`)}
              values={classifiers.map(({ name }) =>
                groups.map(
                  ({ scores }) => scores.find(({ classifier }) => classifier === name)?.[key].value ?? null,
                ),
              )}
              format={percent}
              max={1}
            />
          </figure>
        ))}
      </div>
      <details className={styles.details}>
        <summary>What the classifiers could choose</summary>
        <Scroll label="Parameters">
          <table className={styles.measures}>
            <thead>
              <tr>
                <th scope="col">Classifier</th>
                <th scope="col">Parameters</th>
              </tr>
            </thead>
            <tbody>
              {classifiers.map(({ name, grid }) => (
                <tr key={name}>
                  <th scope="row">{name}</th>
                  <td>
                    {Object.entries(grid)
                      .map(([parameter, values]) => `${parameter} ${values.join(', ')}`)
                      .join('; ') || 'none'}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </Scroll>
      </details>
    </>
  );
}

/** Accuracy against the number of materials (figure 2C): every element at a quarter, a half and all of its training data. */
function DataSize({ evaluation }: { readonly evaluation: Evaluation }) {
  const elements = evaluation.elements.filter(({ learningCurve }) => learningCurve.length > 1);
  const [first] = elements;
  if (!first) return null;
  const steps = first.learningCurve.map((_, step) => {
    const at = elements.flatMap(({ learningCurve }) => learningCurve[step] ?? []);
    const mean = (pick: (point: (typeof at)[number]) => number): number =>
      at.reduce((sum, point) => sum + pick(point), 0) / at.length;
    return {
      x: mean(({ trainingMaterials }) => Math.log10(trainingMaterials)),
      y: mean((p) => p.firstEntry),
    };
  });
  const curve = elements.flatMap(({ learningCurve }) => learningCurve);
  return (
    <figure>
      <h3>Accuracy against data (figure 2C)</h3>
      <XyChart
        description="Share of first entries that are right against the number of training materials, every element at a quarter, a half and all of its data, and the mean over elements"
        series={[
          {
            label: 'one element',
            x: curve.map(({ trainingMaterials }) => Math.log10(trainingMaterials)),
            y: curve.map(({ firstEntry }) => firstEntry),
            colour: 'var(--curve-1)',
            kind: 'points',
          },
          {
            label: 'mean over elements',
            x: steps.map(({ x }) => x),
            y: steps.map(({ y }) => y),
            colour: 'var(--curve-2)',
            kind: 'points-and-line',
          },
        ]}
        yDomain={[0, 1]}
        xTicks={[3, 5, 10, 20, 50, 100].map(Math.log10)}
        formatX={(value) => String(Math.round(10 ** value))}
        formatY={percent}
        xLabel="Training materials (logarithmic)"
        yLabel="First entry right"
        hasLegend
        height={240}
      />
      <p className={styles.small}>
        The paper had some 5,800 spectra an element, augmented copies included; here a few dozen crystals are
        the limit.
      </p>
    </figure>
  );
}

/** Accuracy against the entropy of the labels (figure 2D): what is there to be learnt, and what was. */
function Entropy({ evaluation }: { readonly evaluation: Evaluation }) {
  const sorted = evaluation.elements.toSorted((a, b) => a.labelEntropy - b.labelEntropy);
  const x = sorted.map(({ labelEntropy }) => labelEntropy);
  return (
    <figure>
      <h3>Accuracy against label entropy (figure 2D)</h3>
      <XyChart
        description="CN ranking accuracy of every element against the entropy of its labels, with the most frequent label"
        series={[
          {
            label: 'our forests',
            x,
            y: sorted.map(({ measures }) => measures.ours.cnRanking.value),
            intervals: sorted.map(({ measures }) => [
              measures.ours.cnRanking.low,
              measures.ours.cnRanking.high,
            ]),
            colour: 'var(--curve-1)',
            kind: 'points',
          },
          {
            label: 'most frequent label',
            x,
            y: sorted.map(({ measures }) => measures.baseline.cnRanking.value),
            colour: 'var(--curve-2)',
            kind: 'points',
          },
        ]}
        xDomain={[0, Math.max(1, ...x) * 1.05]}
        yDomain={[0, 1]}
        xLabel="Entropy of the CN rankings (bits)"
        yLabel="CN ranking accuracy"
        formatY={percent}
        hasLegend
      />
    </figure>
  );
}

const GAINS = [
  ['cnRanking', 'CN ranking'],
  ['leadingCn', 'leading CN'],
  ['firstEntry', 'first entry'],
  ['jaccard', 'Jaccard'],
] as const;

/** Gain on the most frequent label, element by element (figure 3). */
function Improvement({ evaluation }: { readonly evaluation: Evaluation }) {
  const { elements } = evaluation;
  return (
    <figure className={styles.wide}>
      <h3>Gain on the most frequent label (figure 3)</h3>
      <HeatMap
        caption="Percentage points that the forests gain on always answering the element’s most frequent label"
        rowsAre="measure"
        columnsAre="element"
        rows={GAINS.map(([, name]) => name)}
        columns={elements.map(({ element }) => element)}
        values={GAINS.map(([key]) =>
          elements.map(({ measures }) => measures.ours[key].value - measures.baseline[key].value),
        )}
        format={points}
        max={0.6}
      />
      <p className={styles.small}>
        Most is gained where environments are many and evenly spread; nothing where nearly all are the same.
      </p>
    </figure>
  );
}

/** What each region of the window is worth to every CN of every element (figure 4). */
function ImportanceByCn({ evaluation }: { readonly evaluation: Evaluation }) {
  const tables = evaluation.elements.map(({ element, importance }) => ({
    element,
    table: importanceOf(importance),
  }));
  const regions = tables.find(({ table }) => table.rows.length > 0)?.table.rows ?? [];
  const [region, setRegion] = useState(regions[0] ?? '');
  if (regions.length === 0) return null;
  const cns = [2, 3, 4, 5, 6, 7, 8].map((cn) => `CN ${cn}`);
  return (
    <figure className={styles.wide}>
      <h3>What the regions are worth, by coordination number (figure 4)</h3>
      <label className={styles.choice}>
        Left out{' '}
        <select value={region} onChange={(event) => setRegion(event.target.value)}>
          {regions.map((name) => (
            <option key={name}>{name}</option>
          ))}
        </select>
      </label>
      <HeatMap
        caption={`Loss of leading-CN accuracy when the forests are trained without ${region}, relative to the element’s largest`}
        rowsAre="true CN"
        columnsAre="element"
        rows={cns}
        columns={tables.map(({ element }) => element)}
        values={cns.map((cn) =>
          tables.map(({ table }) => {
            const [row, column] = [table.rows.indexOf(region), table.columns.indexOf(cn)];
            return table.values[row]?.[column] ?? null;
          }),
        )}
        format={(value) => (Math.abs(value) < 0.05 ? '0.0' : value.toFixed(1).replace('-', '−'))}
        max={1}
      />
      <p className={styles.small}>
        The paper finds pre-edge and main peak together worth most, and the pre-edge alone most for 3d metals.
        Values of a few materials scatter: negative ones are noise.
      </p>
    </figure>
  );
}
