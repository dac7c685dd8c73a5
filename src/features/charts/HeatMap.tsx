import styles from './charts.module.css';
import { Scroll } from './Scroll';

interface HeatMapProps {
  readonly caption: string;
  /** What the rows and the columns are. */
  readonly rowsAre: string;
  readonly columnsAre: string;
  readonly rows: readonly string[];
  readonly columns: readonly string[];
  /** Row by row; null where there is nothing to show. */
  readonly values: readonly (readonly (number | null)[])[];
  readonly format: (value: number) => string;
  /** Value of the strongest tint. */
  readonly max: number;
}

/** Strongest tint in percent, such that text on it stays readable. */
const STRONGEST = 45;

/** A table whose cells are tinted by their value. */
export function HeatMap({ caption, rowsAre, columnsAre, rows, columns, values, format, max }: HeatMapProps) {
  const tint = (value: number | null): string => {
    const share = value === null || max <= 0 ? 0 : Math.max(0, Math.min(1, value / max));
    return `color-mix(in oklab, var(--accent) ${(STRONGEST * share).toFixed(1)}%, var(--surface))`;
  };
  return (
    <Scroll label={caption}>
      <table className={styles.heatMap}>
        <caption>{caption}</caption>
        <thead>
          <tr>
            <th scope="col">
              <span className={styles.corner}>
                {rowsAre} \ {columnsAre}
              </span>
            </th>
            {columns.map((column) => (
              <th key={column} scope="col">
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, i) => (
            <tr key={row}>
              <th scope="row">{row}</th>
              {columns.map((column, j) => {
                const value = values[i]?.[j] ?? null;
                return (
                  <td key={column} style={{ background: tint(value) }}>
                    {value === null ? '–' : format(value)}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  );
}
