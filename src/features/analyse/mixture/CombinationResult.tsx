import { useMemo, useState } from 'react';
import { combinationAt, fitOf, partsWith } from '../../../domain/mixture/combination';
import { mixedCnShares } from '../../../domain/mixture/member';
import { combinationCsv } from '../../../exporters/combination-csv';
import { COMBINATION_MEANING, describeOptions, shareText } from '../../../exporters/combination';
import type { Fit } from '../../../stores/combination';
import { save } from '../../../stores/saving';
import controls from '../../../styles/controls.module.css';
import { XyChart, type Series } from '../../charts/XyChart';
import { exportName } from '../../export/results';
import { percent } from '../../widgets/format';
import styles from './Mixture.module.css';
import { nameOf } from './participants';

/** Combinations that are listed. */
const LISTED = 12;

const COLOURS = ['var(--curve-1)', 'var(--curve-2)', 'var(--curve-3)', 'var(--curve-4)'];

/** The measured spectrum, the combination, its parts and what is left. */
function seriesOf({ references, record: { result } }: Fit, place: number): Series[] {
  const { energy, measured } = result;
  const combination = combinationAt(result, place);
  const fit = fitOf(result, combination);
  const curves = partsWith(combination, result.references);
  return [
    { label: 'measured', x: energy, y: measured, colour: 'var(--curve)' },
    { label: 'combination', x: energy, y: fit, colour: 'var(--poor)', kind: 'dashed' },
    ...partsWith(combination, references).map(({ share, of }, index): Series => ({
      label: `${share.toFixed(2)} × ${nameOf(of.origin)}`,
      x: energy,
      y: curves[index]?.of.map((value) => share * value) ?? [],
      colour: COLOURS[index] ?? 'var(--ink-soft)',
    })),
    {
      label: 'measured − combination',
      x: energy,
      y: measured.map((value, i) => value - (fit[i] ?? 0)),
      colour: 'var(--ink-faint)',
    },
  ];
}

/** What a fit gave: the ranking, and one combination of it as a picture. */
export function CombinationResult({
  fit,
  outdated,
}: {
  readonly fit: Fit;
  readonly outdated: string | null;
}) {
  const { record, references, target } = fit;
  const { result } = record;
  const [chosen, setChosen] = useState<{ readonly of: Fit; readonly place: number } | null>(null);
  const place = chosen?.of === fit ? chosen.place : result.suggested;
  const series = useMemo(() => seriesOf(fit, place), [fit, place]);
  const parts = partsWith(combinationAt(result, place), references);
  const shares = mixedCnShares(parts.map(({ share, of }) => ({ share, cnShares: of.member.cnShares })));
  const listed = result.ranking
    .map((one, index) => ({ one, index }))
    .filter(({ index }) => index < LISTED || index === result.suggested);
  const name = target.origin.name;
  return (
    <section className={outdated ? styles.outdated : styles.result} aria-label="Combination">
      {outdated && <p role="status">{outdated} Fit again.</p>}
      <p className={styles.shares}>
        {parts.map(({ reference, share, error, of }) => (
          <span key={reference}>
            <strong>{shareText(share, error)}</strong> {nameOf(of.origin)}
          </span>
        ))}
      </p>
      <p>
        Coordination numbers of the parts in these shares:{' '}
        {shares
          .filter(({ share }) => share >= 0.01)
          .map(({ cn, share }) => `CN ${cn} ${percent(share)}`)
          .join(', ')}
      </p>
      <XyChart
        description={`${name} with the combination number ${place + 1}, its parts and the difference`}
        series={series}
        xLabel="Energy (eV)"
        yLabel="Normalised absorption"
        height={300}
        hasLegend
      />
      <div className={styles.tableScroll} tabIndex={0} role="region" aria-label="Ranking of combinations">
        <table className={styles.ranking}>
          <thead>
            <tr>
              <th scope="col">Shares</th>
              <th scope="col" title="Squared differences over the squares of the spectrum">
                R factor
              </th>
              <th scope="col" title="Root-mean-square difference, edge steps">
                rms
              </th>
              <th scope="col">Sum</th>
            </tr>
          </thead>
          <tbody>
            {listed.map(({ one, index }) => (
              <tr key={index} aria-current={index === place}>
                <th scope="row">
                  <button
                    type="button"
                    aria-pressed={index === place}
                    onClick={() => {
                      setChosen({ of: fit, place: index });
                    }}
                  >
                    {partsWith(one, references)
                      .map(({ share, error, of }) => `${shareText(share, error)} ${nameOf(of.origin)}`)
                      .join(' + ')}
                    {index === result.suggested && <span className={styles.suggested}>suggested</span>}
                  </button>
                </th>
                <td>{one.rFactor.toPrecision(3)}</td>
                <td>{one.rms.toFixed(4)}</td>
                <td>{one.parts.reduce((sum, { share }) => sum + share, 0).toFixed(3)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <p className={controls.hint}>
        {describeOptions(record.options)}; {result.tried} tried
        {result.singular > 0 && `, ${result.singular} of spectra that cannot be told apart`}
        {result.negative > 0 && `, ${result.negative} with a share of zero or less`}. {COMBINATION_MEANING}
      </p>
      <button
        type="button"
        className={controls.button}
        disabled={outdated !== null}
        title="Measured spectrum, combination, parts and difference as columns, with the journal of the fit"
        onClick={() => {
          const created = new Date();
          const text = combinationCsv(record, place, { appVersion: __APP_VERSION__, created });
          save({
            name: exportName([name], 'combination.csv', created),
            content: new Blob([text], { type: 'text/csv;charset=utf-8' }),
          });
        }}
      >
        Save combination as CSV
      </button>
    </section>
  );
}
