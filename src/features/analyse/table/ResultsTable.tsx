import { useEffect, useMemo, useRef } from 'react';
import { session, useSession } from '../../../stores/session';
import controls from '../../../styles/controls.module.css';
import { confidencePercent, signed } from '../../widgets/format';
import { remInPixels, useVisibleRange } from '../list/useVisibleRange';
import { FigureMenu } from '../../export/FigureMenu';
import { MiddleEllipsis } from '../../widgets/MiddleEllipsis';
import { Popover } from '../../widgets/Popover';
import { tableFigure } from './table-figure';
import { shownRows, tableState, useTableState } from './filter';
import { havePacks, type Filter, type ResultRow, type SortKey } from './rows';
import styles from './ResultsTable.module.css';

/** rem */
const ROW_HEIGHT = 2;

interface Column {
  readonly key: SortKey;
  readonly label: string;
  /** rem; names get what the others leave, at least this. */
  readonly width: number;
  readonly isNumber?: boolean;
}

const COLUMNS: readonly Column[] = [
  { key: 'number', label: 'No.', width: 3, isNumber: true },
  { key: 'name', label: 'Spectrum', width: 7.5 },
  { key: 'status', label: 'State', width: 5.5 },
  { key: 'element', label: 'Element', width: 4.5 },
  { key: 'cn', label: 'CN', width: 2.75 },
  { key: 'motif', label: 'Leading motif', width: 9.25 },
  { key: 'confidence', label: 'Confidence', width: 5.5, isNumber: true },
  { key: 'firstEntry', label: 'First entry right', width: 8, isNumber: true },
  { key: 'set', label: 'Set', width: 8 },
  { key: 'quality', label: 'Data quality', width: 6.5 },
  { key: 'models', label: 'Models', width: 9 },
  { key: 'e0', label: 'E0 (eV)', width: 5.5, isNumber: true },
  { key: 'e0Shift', label: 'E0 − tabulated (eV)', width: 9.5, isNumber: true },
  { key: 'e0FromFoil', label: 'E0 − foil (eV)', width: 7.25, isNumber: true },
];

const STATES: Readonly<Record<ResultRow['status'], string>> = {
  waiting: 'waiting',
  analysing: 'computing',
  question: 'question',
  done: 'answered',
  failed: 'failed',
  stopped: 'stopped',
  borderline: 'borderline',
  outside: 'outside',
};

const FILTERS: readonly { readonly value: Filter['status']; readonly label: string }[] = [
  { value: 'all', label: 'all states' },
  { value: 'answered', label: 'answered' },
  { value: 'borderline', label: 'borderline' },
  { value: 'outside', label: 'outside the domain' },
  { value: 'unanswered', label: 'without an answer' },
];

function cellText(row: ResultRow, key: SortKey): string {
  switch (key) {
    case 'cn':
      return row.ranking;
    case 'confidence':
      return row.confidence === null ? '' : confidencePercent(row.confidence, row.isUpperBound);
    case 'firstEntry':
      return row.firstEntry === null ? '' : confidencePercent(row.firstEntry, row.isUpperBound);
    case 'quality':
      // The number in front is there to sort by.
      return row.quality.slice(2);
    case 'e0Shift':
      return row.e0Shift === null ? '' : signed(row.e0Shift, 2);
    case 'e0FromFoil':
      return row.e0FromFoil === null ? '' : signed(row.e0FromFoil, 2);
    case 'e0':
      return row.e0?.toFixed(2) ?? '';
    case 'status':
      return row.problem ? `${STATES[row.status]}: ${row.problem}` : STATES[row.status];
    case 'number':
    case 'name':
    case 'element':
    case 'motif':
    case 'set':
    case 'models':
    case 'ranking':
      return String(row[key]);
  }
}

/** All answers of the session; a click on a name makes the spectrum the current one. */
export function ResultsTable() {
  const items = useSession((state) => state.items);
  const order = useSession((state) => state.order);
  const current = useSession((state) => state.current);
  const sorting = useTableState((state) => state.sorting);
  const filter = useTableState((state) => state.filter);
  const setFilter = (changed: Filter): void => {
    tableState.setState({ filter: changed });
  };
  const columns = useTableState((state) => state.columns);
  const scroller = useRef<HTMLDivElement>(null);

  const rows = useMemo(
    () => shownRows({ items, order }, { filter, sorting, columns }),
    [items, order, filter, sorting, columns],
  );
  // Without packs all answers are the shipped models'.
  const hasPacks = useMemo(() => havePacks(items), [items]);
  const offered = COLUMNS.filter(({ key }) => key !== 'models' || hasPacks);
  const shownColumns = offered.filter(({ key }) => key === 'number' || key === 'name' || columns.has(key));
  const [first, end] = useVisibleRange(scroller, ROW_HEIGHT, rows.length);

  // The current row is in sight when the table opens and wherever the selection came from.
  const place = rows.findIndex(({ id }) => id === current);
  useEffect(() => {
    const element = scroller.current;
    if (!element || place < 0) return;
    const height = ROW_HEIGHT * remInPixels();
    // The head of the table covers the height of a row.
    const top = place * height;
    if (top < element.scrollTop) element.scrollTop = top;
    else if (top + 2 * height > element.scrollTop + element.clientHeight)
      element.scrollTop = top + 2 * height - element.clientHeight;
  }, [place]);

  const sortBy = (key: SortKey): void => {
    const isDescending = sorting.key === key && !sorting.isDescending;
    tableState.setState({ sorting: { key, isDescending } });
  };

  return (
    <section className={styles.panel} aria-label="Results">
      <div className={styles.filters}>
        <input
          type="search"
          className={controls.field}
          placeholder="Filter by name, element, motif, CN"
          aria-label="Filter"
          value={filter.text}
          onChange={({ target }) => {
            setFilter({ ...filter, text: target.value });
          }}
        />
        <select
          className={controls.field}
          aria-label="State"
          value={filter.status}
          onChange={({ target }) => {
            const status = FILTERS.find(({ value }) => value === target.value)?.value ?? 'all';
            setFilter({ ...filter, status });
          }}
        >
          {FILTERS.map(({ value, label }) => (
            <option key={value} value={value}>
              {label}
            </option>
          ))}
        </select>
        <Popover label="Columns" name="Columns to show">
          {() => (
            <ul className={styles.columns}>
              {offered
                .filter(({ key }) => key !== 'number' && key !== 'name')
                .map(({ key, label }) => (
                  <li key={key}>
                    <label>
                      <input
                        type="checkbox"
                        checked={columns.has(key)}
                        onChange={() => {
                          const next = new Set(columns);
                          if (!next.delete(key)) next.add(key);
                          tableState.setState({ columns: next });
                        }}
                      />
                      {label}
                    </label>
                  </li>
                ))}
            </ul>
          )}
        </Popover>
        <FigureMenu
          name="results"
          draw={(paper) =>
            tableFigure(
              shownColumns.map(({ label, key, isNumber = false }) => ({
                label,
                isNumber,
                cells: rows.map((row) => cellText(row, key)),
              })),
              paper,
            )
          }
          items={() => rows.flatMap(({ id }) => items[id] ?? [])}
        />
        <span className={controls.hint} role="status">
          {rows.length} of {order.length}
        </span>
      </div>
      <div ref={scroller} className={styles.scroller} tabIndex={0} role="region" aria-label="Results table">
        <table
          className={styles.table}
          style={{ minWidth: `${shownColumns.reduce((sum, { width }) => sum + width, 0)}rem` }}
          aria-rowcount={rows.length + 1}
        >
          <thead>
            <tr>
              {shownColumns.map(({ key, label, width, isNumber }) => {
                const isSorted = sorting.key === key;
                return (
                  <th
                    key={key}
                    scope="col"
                    className={isNumber ? styles.numeric : undefined}
                    style={key === 'name' ? undefined : { width: `${width}rem` }}
                    aria-sort={isSorted ? (sorting.isDescending ? 'descending' : 'ascending') : undefined}
                  >
                    <button
                      type="button"
                      onClick={() => {
                        sortBy(key);
                      }}
                    >
                      {label}
                      <span aria-hidden="true">{isSorted ? (sorting.isDescending ? ' ↓' : ' ↑') : ''}</span>
                    </button>
                  </th>
                );
              })}
            </tr>
          </thead>
          <tbody>
            {first > 0 && <tr aria-hidden="true" style={{ height: `${first * ROW_HEIGHT}rem` }} />}
            {rows.slice(first, end).map((row, index) => (
              <tr
                key={row.id}
                className={row.id === current ? styles.current : undefined}
                style={{ height: `${ROW_HEIGHT}rem` }}
                aria-rowindex={first + index + 2}
              >
                {shownColumns.map(({ key, isNumber }) => (
                  <td
                    key={key}
                    className={isNumber ? styles.numeric : undefined}
                    data-state={row.status}
                    data-column={key}
                    title={isNumber ? undefined : cellText(row, key)}
                  >
                    {key === 'name' ? (
                      <button
                        type="button"
                        className={styles.name}
                        aria-current={row.id === current ? 'true' : undefined}
                        onClick={() => {
                          session.getState().select(row.id);
                        }}
                      >
                        <MiddleEllipsis text={row.name} />
                      </button>
                    ) : (
                      cellText(row, key)
                    )}
                  </td>
                ))}
              </tr>
            ))}
            {end < rows.length && (
              <tr aria-hidden="true" style={{ height: `${(rows.length - end) * ROW_HEIGHT}rem` }} />
            )}
          </tbody>
        </table>
      </div>
    </section>
  );
}
