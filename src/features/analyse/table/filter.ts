import { useStore } from 'zustand';
import { createStore } from 'zustand/vanilla';
import type { SessionState } from '../../../stores/session';
import { filterRows, rowOf, sortRows, type Filter, type ResultRow, type SortKey, type Sorting } from './rows';

interface TableState {
  readonly filter: Filter;
  readonly sorting: Sorting;
  /** Columns that are shown besides number and name. */
  readonly columns: ReadonlySet<SortKey>;
}

export const EVERYTHING: Filter = { text: '', status: 'all' };

/** What the table shows, which exports can follow; lives as long as the page. */
export const tableState = createStore<TableState>()(() => ({
  filter: EVERYTHING,
  sorting: { key: 'number', isDescending: false },
  columns: new Set<SortKey>(['status', 'element', 'cn', 'motif', 'confidence']),
}));

export function useTableState<T>(selector: (state: TableState) => T): T {
  return useStore(tableState, selector);
}

/** Whether the filter leaves anything out on purpose. */
export const isFiltering = ({ text, status }: Filter): boolean => text.trim() !== '' || status !== 'all';

/** The rows of the table in the order in which they are shown. */
export function shownRows(
  { items, order }: Pick<SessionState, 'items' | 'order'>,
  { filter, sorting, columns }: TableState,
): ResultRow[] {
  const all = order.flatMap((id, index) =>
    items[id] ? [rowOf(items[id], index + 1, columns.has('quality'))] : [],
  );
  return sortRows(filterRows(all, filter), sorting);
}
