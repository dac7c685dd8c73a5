import { describe, expect, it } from 'vitest';
import { filterRows, sortRows, type ResultRow } from './rows';

const row = (number: number, changes: Partial<ResultRow> = {}): ResultRow => ({
  id: `${number}`,
  number,
  name: `scan ${number}`,
  element: 'Fe',
  cn: 6,
  ranking: '6',
  motif: 'octahedral',
  confidence: 0.5,
  firstEntry: 0.4,
  isUpperBound: true,
  set: 'CN 6',
  quality: '',
  e0Shift: 8,
  e0FromFoil: null,
  e0: 7120,
  status: 'done',
  problem: '',
  ...changes,
});

const rows = [
  row(1, { confidence: 0.4, name: 'b10' }),
  row(2, { confidence: null, cn: null, ranking: '', motif: '', status: 'failed', name: 'b9' }),
  row(3, { confidence: 0.9, name: 'a', cn: 4, ranking: '4, 6', motif: 'tetrahedral' }),
];
const numbers = (list: readonly ResultRow[]) => list.map(({ number }) => number);

describe('sortRows', () => {
  it('puts rows without a value last in both directions', () => {
    expect(numbers(sortRows(rows, { key: 'confidence', isDescending: false }))).toEqual([1, 3, 2]);
    expect(numbers(sortRows(rows, { key: 'confidence', isDescending: true }))).toEqual([3, 1, 2]);
  });

  it('orders numbers in names by value', () => {
    expect(numbers(sortRows(rows, { key: 'name', isDescending: false }))).toEqual([3, 2, 1]);
  });
});

describe('filterRows', () => {
  it('finds text in name, element, motif and CN', () => {
    expect(numbers(filterRows(rows, { text: 'TETRA', status: 'all' }))).toEqual([3]);
    expect(numbers(filterRows(rows, { text: 'cn 6', status: 'all' }))).toEqual([1]);
    expect(numbers(filterRows(rows, { text: 'b', status: 'all' }))).toEqual([1, 2]);
  });

  it('separates answers, doubtful answers, refusals and what has no answer', () => {
    const all = [...rows, row(4, { status: 'borderline' }), row(5, { status: 'outside' })];
    expect(numbers(filterRows(all, { text: '', status: 'answered' }))).toEqual([1, 3]);
    expect(numbers(filterRows(all, { text: '', status: 'borderline' }))).toEqual([4]);
    expect(numbers(filterRows(all, { text: '', status: 'outside' }))).toEqual([5]);
    expect(numbers(filterRows(all, { text: '', status: 'unanswered' }))).toEqual([2]);
  });
});
