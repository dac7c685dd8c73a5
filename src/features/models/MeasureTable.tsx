import type { ElementEvaluation } from '../../domain/forest/evaluation';
import { percent } from '../widgets/format';
import { Scroll } from '../charts/Scroll';
import styles from './Models.module.css';
import { SHOWN, type Shown } from './PeriodicTable';

type Compared = ElementEvaluation['measures'];

const MODELS = [
  ['ours', 'this model'],
  ['paper', 'paper’s recipe, same data'],
  ['baseline', 'most frequent label'],
] as const;

const KEYS = Object.keys(SHOWN) as Shown[];

interface MeasureTableProps {
  readonly measures: Compared;
  readonly materials: number;
}

/** Scores of ours, the paper's recipe and the baseline, with their 95 % intervals. */
export function MeasureTable({ measures, materials }: MeasureTableProps) {
  return (
    <Scroll label="Scores">
      <table className={styles.measures}>
        <caption>
          Measured on {materials} held-out materials; in brackets the 95 % interval of a bootstrap over
          materials
        </caption>
        <thead>
          <tr>
            <th scope="col">Model</th>
            {KEYS.map((key) => (
              <th key={key} scope="col" title={SHOWN[key].help}>
                {SHOWN[key].label}
              </th>
            ))}
            <th scope="col" title="Mean recall over the leading CNs">
              Balanced
            </th>
          </tr>
        </thead>
        <tbody>
          {MODELS.map(([model, label]) => (
            <tr key={model}>
              <th scope="row">{label}</th>
              {KEYS.map((key) => {
                const { value, low, high } = measures[model][key];
                return (
                  <td key={key}>
                    {percent(value)}{' '}
                    <span className={styles.soft}>
                      [{Math.round(100 * low)}, {Math.round(100 * high)}]
                    </span>
                  </td>
                );
              })}
              <td>{percent(measures[model].balanced)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  );
}
