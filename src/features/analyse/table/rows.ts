import type { Item, Status } from '../../../stores/session';
import { K_EDGES } from '../../../domain/elements';
import { describeModels } from '../../../exporters/journal';
import { rankingText } from '../../../exporters/words';
import { verdictOf } from '../../widgets/format';
import { lightsOf, worstOf } from '../quality';

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
  readonly firstEntry: number | null;
  /** Whether both are "at most": the spectrum was measured. */
  readonly isUpperBound: boolean;
  /** CN rankings of which one is the truth, as text. */
  readonly set: string;
  /** Level of the worst quality light, where that was asked for. */
  readonly quality: string;
  /** Which models answered, as text; empty without an answer. */
  readonly models: string;
  /** eV */
  readonly e0: number | null;
  /** E0 minus the tabulated edge, eV. */
  readonly e0Shift: number | null;
  /** E0 minus that of the foil measured with it, eV; calibrated or not, the same. */
  readonly e0FromFoil: number | null;
  readonly status: Status | 'borderline' | 'outside';
  /** Why there is no answer; empty where there is one or none is due yet. */
  readonly problem: string;
}

export type SortKey = keyof Omit<ResultRow, 'id' | 'problem' | 'isUpperBound'>;

export interface Sorting {
  readonly key: SortKey;
  readonly isDescending: boolean;
}

export interface Filter {
  /** Part of the name, element or motif; empty lets all pass. */
  readonly text: string;
  /** Only rows in this state. */
  readonly status: 'all' | 'answered' | 'borderline' | 'outside' | 'unanswered';
}

/** Quality in words that sort from bad to good. */
const QUALITY = { poor: '1 poor', fair: '2 fair', good: '3 good' } as const;

/** The row of one spectrum; only an answer to what is asked now is an answer. */
export function rowOf(item: Item, number: number, hasQuality = false): ResultRow {
  const { analysis } = item;
  const isAnswered = item.status === 'done' && analysis !== null;
  const e0 = isAnswered ? analysis.prepared.e0 : null;
  const element = analysis?.element ?? item.options.element ?? item.spectrum?.element ?? '';
  const worst = hasQuality ? worstOf(lightsOf(item)) : null;
  const base = {
    id: item.id,
    number,
    name: item.name,
    element,
    e0,
    e0Shift: e0 === null || K_EDGES[element] === undefined ? null : e0 - K_EDGES[element],
    e0FromFoil: e0 === null || !item.foil ? null : e0 - item.foil.e0 - (item.options.calibration?.shift ?? 0),
    quality: worst ? QUALITY[worst.level] : '',
    models: isAnswered ? describeModels(analysis.pack, analysis.beside?.pack) : '',
  };
  const verdict = isAnswered ? verdictOf(analysis) : null;
  if (!isAnswered || verdict === 'outside') {
    return {
      ...base,
      cn: null,
      ranking: '',
      motif: '',
      confidence: null,
      firstEntry: null,
      isUpperBound: false,
      set: '',
      status: isAnswered ? 'outside' : item.status,
      problem: item.status === 'failed' ? (item.error?.message ?? '') : '',
    };
  }
  const { environment } = analysis.answer;
  const { firstEntryProbability, isUpperBound, conformalSet } = analysis.confidence;
  return {
    ...base,
    cn: environment[0]?.cn ?? null,
    ranking: environment.map(({ cn }) => cn).join(', '),
    motif: environment[0]?.motifs[0] ?? '',
    confidence: analysis.jaccardConfidence,
    firstEntry: firstEntryProbability,
    isUpperBound,
    set: conformalSet.rankings.map(rankingText).join(', or '),
    status: verdict === 'borderline' ? 'borderline' : 'done',
    problem: '',
  };
}

/** Whether packs have a part in some answers. */
export const havePacks = (items: Readonly<Record<string, Item>>): boolean =>
  Object.values(items).some(
    ({ analysis }) => analysis !== null && (analysis.pack ?? analysis.beside) !== null,
  );

/** Whether a row's state is one of those that a filter lets pass. */
function hasState({ status }: ResultRow, wanted: Filter['status']): boolean {
  switch (wanted) {
    case 'all':
      return true;
    case 'answered':
      return status === 'done';
    case 'borderline':
    case 'outside':
      return status === wanted;
    case 'unanswered':
      return status !== 'done' && status !== 'borderline' && status !== 'outside';
  }
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
    if (!hasState(row, status)) return false;
    return (
      wanted === '' ||
      [row.name, row.element, row.motif, row.models, row.cn === null ? '' : `cn ${row.ranking}`].some(
        (value) => value.toLowerCase().includes(wanted),
      )
    );
  });
}
