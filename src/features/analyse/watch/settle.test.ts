import { expect, it } from 'vitest';
import { settle, type Known } from './settle';

const NOTHING: Known = { seen: new Map(), read: new Map() };
const folder = (files: Record<string, readonly [size: number, modified: number]>) =>
  new Map(Object.entries(files).map(([path, [size, modified]]) => [path, { size, modified }]));

it('reads a file when it has stopped growing, once', () => {
  let { ready, known } = settle(NOTHING, folder({ 'a.dat': [10, 101] }), 100);
  expect(ready).toEqual([]);
  ({ ready, known } = settle(known, folder({ 'a.dat': [20, 103] }), 100));
  expect(ready).toEqual([]);
  ({ ready, known } = settle(known, folder({ 'a.dat': [20, 103] }), 100));
  expect(ready).toEqual(['a.dat']);
  ({ ready, known } = settle(known, folder({ 'a.dat': [20, 103] }), 100));
  expect(ready).toEqual([]);
  // Another scan is appended to the file.
  ({ known } = settle(known, folder({ 'a.dat': [40, 109] }), 100));
  expect(settle(known, folder({ 'a.dat': [40, 109] }), 100).ready).toEqual(['a.dat']);
});

it('leaves what was there before and what is empty', () => {
  const files = folder({ 'old.dat': [10, 99], 'empty.dat': [0, 120] });
  const { known } = settle(NOTHING, files, 100);
  expect(settle(known, files, 100).ready).toEqual([]);
});
