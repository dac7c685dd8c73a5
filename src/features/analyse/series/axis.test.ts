import { expect, it } from 'vitest';
import { axesOf } from './axis';
import { seriesOf } from './series';
import { answeredItem } from '../testing';

const scans = (...headers: readonly (readonly (readonly [string, string])[])[]) =>
  seriesOf(headers.map((_, i) => answeredItem(`${i}`, 7112))).scans.map((scan, i) => ({
    ...scan,
    metadata: headers[i],
  }));

it('offers what all scans have as a number of one unit or as a time, and what changes', () => {
  const axes = axesOf(
    scans(
      [['Sample.temperature', '300 K'], ['Scan.start_time', '2026-01-01T10:00:00'], ['Mono.name', 'Si 111'], ['Ring', '200']], // prettier-ignore
      [['Sample.temperature', '350.5 K'], ['Scan.start_time', '2026-01-01T10:30:00'], ['Mono.name', 'Si 311'], ['Ring', '200']], // prettier-ignore
    ),
  );
  expect(axes).toEqual([
    { key: 'scan', title: 'Scan', values: [1, 2] },
    { key: 'Sample.temperature', title: 'Sample.temperature (K)', values: [300, 350.5] },
    { key: 'Scan.start_time', title: 'Scan.start_time: minutes from the first', values: [0, 30] },
  ]);
});

it('offers no value that a scan lacks or gives in another unit', () => {
  const axes = axesOf(scans([['T', '300 K'], ['p', '1']], [['T', '27 C']])); // prettier-ignore
  expect(axes.map(({ key }) => key)).toEqual(['scan']);
});
