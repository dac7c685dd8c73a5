import { expect, it } from 'vitest';
import { answeredItem } from '../testing';
import { cnShareRows, heatMap, seriesOf } from './series';

const first = answeredItem('1', 7112, {}, [{ cn: 6, share: 1 }]);
const second = answeredItem('2', 7115, {}, [
  { cn: 4, share: 0.75 },
  { cn: 6, share: 0.25 },
]);
const waiting = { ...answeredItem('3', 7112), status: 'waiting' as const };

it('holds the answered scans in their order', () => {
  const { element, scans } = seriesOf([first, waiting, second]);
  expect(element).toBe('Fe');
  expect(scans.map(({ id }) => id)).toEqual(['1', '2']);
  expect(cnShareRows(scans)).toEqual([
    { cn: 4, shares: [0, 0.75] },
    { cn: 6, shares: [1, 0.25] },
  ]);
});

it('shows the series of the element that is looked at, if there is one', () => {
  const other = (name: string): typeof first => {
    const item = answeredItem(name, 7112);
    return { ...item, analysis: item.analysis && { ...item.analysis, element: 'Co' } };
  };
  const items = [first, second, waiting, answeredItem('5', 7112), other('6'), other('7')];
  expect(seriesOf(items).element).toBe('Fe');
  expect(seriesOf(items, 'Co').scans.map(({ id }) => id)).toEqual(['6', '7']);
  expect(seriesOf(items, 'Ni').element).toBe('Fe');
});

it('draws no votes for what the models cannot judge', () => {
  const sulfide = answeredItem('3', 7112, {}, [{ cn: 5, share: 1 }], 'outside');
  expect(cnShareRows(seriesOf([first, sulfide]).scans)).toEqual([{ cn: 6, shares: [1, null] }]);
});

it('lays spectra side by side: a moving edge moves on the absolute axis and stands on the relative one', () => {
  const { scans } = seriesOf([first, second]);
  const crossing = (axis: 'absolute' | 'relative', scan: number) => {
    const { energy, mu } = heatMap(scans, axis);
    return energy[mu.findIndex((row) => (row[scan] ?? 0) > 0.5)] ?? NaN;
  };
  expect(crossing('absolute', 1) - crossing('absolute', 0)).toBeCloseTo(3, 0);
  expect(crossing('relative', 1)).toBeCloseTo(crossing('relative', 0), 0);
});
