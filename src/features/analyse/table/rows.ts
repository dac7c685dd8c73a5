import type { Item, Status } from '../../../stores/session';
import { verdictOf } from '../../widgets/format';

/** One line of the results table: plain values to sort and filter by. */
export interface ResultRow {
  readonly id: string;
  /** Place in the session, from 1. */
  readonly number: number;
  readonly name: string;
  readonly element: string;
  /** Leading CN; null without an answer. */
  readonly cn: number | null;
  /** The CN ranking as text, e.g. `6, 4`. */
  readonly ranking: string;
  readonly motif: string;
  readonly confidence: number | null;
  /** eV */
  readonly e0: number | null;
  readonly status: Status | 'outside';
  /** Why there is no answer; empty where there is one or none is due yet. */
  readonly problem: string;
}

export type SortKey = keyof Omit<ResultRow, 'id' | 'problem'>;

export interface Sorting {
  readonly key: SortKey;
  readonly isDescending: boolean;
}

export interface Filter {
  /** Part of the name, element or motif; empty lets all pass. */
  readonly text: string;
  /** Only rows in one of these states; empty lets all pass. */
  readonly status: 'all' | 'answered' | 'unanswered';
}

/** The row of one spectrum; only an answer to what is asked now is an answer. */
export function rowOf(item: Item, number: number): ResultRow {
  const base = {
    id: item.id,
    number,
    name: item.name,
    element: item.analysis?.element ?? item.options.element ?? item.spectrum?.element ?? '',
  };
  const { analysis } = item;
  const isAnswered = item.status === 'done' && analysis !== null;
  const isOutside = isAnswered && verdictOf(analysis) === 'outside';
  if (!isAnswered || isOutside) {
    return {
      ...base,
      cn: null,
      ranking: '',
      motif: '',
      confidence: null,
      e0: isAnswered ? analysis.prepared.e0 : null,
      status: isOutside ? 'outside' : item.status,
      problem: item.status === 'failed' ? (item.error?.message ?? '') : '',
    };
  }
  const { environment } = analysis.answer;
  return {
    ...base,
    cn: environment[0]?.cn ?? null,
    ranking: environment.map(({ cn }) => cn).join(', '),
    motif: environment[0]?.motifs[0] ?? '',
    confidence: analysis.jaccardConfidence,
    e0: analysis.prepared.e0,
    status: 'done',
    problem: '',
  };
}

const collator = new Intl.Collator('en', { numeric: true });

/** Rows in order; those without a value come last in either direction, ties keep the session's order. */
export function sortRows(rows: readonly ResultRow[], { key, isDescending }: Sorting): ResultRow[] {
  const sign = isDescending ? -1 : 1;
  return rows.toSorted((a, b) => {
    const [left, right] = [a[key], b[key]];
    if (left === right) return a.number - b.number;
    if (left === null || left === '') return 1;
    if (right === null || right === '') return -1;
    if (typeof left === 'number' && typeof right === 'number') return sign * (left - right);
    return sign * collator.compare(String(left), String(right)) || a.number - b.number;
  });
}

/** Rows that pass the filter. */
export function filterRows(rows: readonly ResultRow[], { text, status }: Filter): ResultRow[] {
  const wanted = text.trim().toLowerCase();
  return rows.filter((row) => {
    if (status === 'answered' && row.status !== 'done') return false;
    if (status === 'unanswered' && row.status === 'done') return false;
    return (
      wanted === '' ||
      [row.name, row.element, row.motif, row.cn === null ? '' : `cn ${row.ranking}`].some((value) =>
        value.toLowerCase().includes(wanted),
      )
    );
  });
}
