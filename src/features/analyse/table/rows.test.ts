import { describe, expect, it } from 'vitest';
import { IRON_MODEL, ironAnalysis } from '../../../exporters/testing';
import { answerOfPack } from '../../../domain/pack-answer';
import { itemFrom } from '../../../stores/session/item';
import { keptSource } from '../../../stores/session/testing';
import { filterRows, havePacks, rowOf, sortRows, type ResultRow } from './rows';

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
  models: 'shipped',
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

describe('the column of models', () => {
  const shipped = ironAnalysis();
  const pack = { name: 'rust', version: '3', origin: 'yours', citation: 'me', sha256: 'ab' } as const;
  const ofPack = answerOfPack(shipped, pack, { model: IRON_MODEL, library: null }, null);
  const item = (analysis: typeof shipped) => ({
    ...itemFrom(keptSource('a')),
    status: 'done' as const,
    analysis,
  });

  it('says which models answered, and can be searched', () => {
    const all = [shipped, ofPack, { ...shipped, beside: ofPack }].map((analysis, i) =>
      rowOf(item(analysis), i + 1),
    );
    expect(all.map(({ models }) => models)).toEqual([
      'shipped',
      'pack rust (version 3)',
      'shipped, and pack rust (version 3)',
    ]);
    expect(numbers(filterRows(all, { text: 'rust', status: 'all' }))).toEqual([2, 3]);
    expect(rowOf({ ...item(ofPack), status: 'waiting' }, 1).models).toBe('');
  });

  it('is offered where a pack has a part in an answer', () => {
    expect(havePacks({ a: item(shipped) })).toBe(false);
    expect(havePacks({ a: itemFrom(keptSource('a')), b: item({ ...shipped, beside: ofPack }) })).toBe(true);
  });
});
