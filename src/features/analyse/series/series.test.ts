import { expect, it } from 'vitest';
import { answeredItem } from '../testing';
import { changesOf, cnShareRows, differencesOf, heatMap, meanCurve, seriesOf } from './series';

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

it('shows differences to the first scan', () => {
  const { scans } = seriesOf([first, second]);
  const { mu } = differencesOf({ energy: [7112, 7113, 7114], mu: [[1, 1.5], [null, 1], [1, null]] }); // prettier-ignore
  expect(mu).toEqual([[0, 0.5], [null, null], [0, null]]); // prettier-ignore
  expect(differencesOf(heatMap(scans, 'absolute')).mu.every(([zero]) => zero === 0 || zero === null)).toBe(
    true,
  );
});

it('takes the mean of scans as far as all reach, and finds no change in equal ones', () => {
  const { scans } = seriesOf([first, second]);
  const curve = meanCurve(scans);
  const [one, other] = scans.map(({ analysis: { prepared } }) => prepared);
  expect(curve?.energy[0]).toBe(Math.max(one?.raw.energy[0] ?? 0, other?.raw.energy[0] ?? 0));
  expect(meanCurve(scans.slice(0, 1))?.mu).toEqual(one?.normalisation.mu);
  expect(changesOf(Array.from({ length: 8 }, () => scans.slice(0, 1)).flat())).toEqual([]);
});
