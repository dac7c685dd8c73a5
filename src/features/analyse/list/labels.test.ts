import { expect, it } from 'vitest';
import { answeredItem } from '../testing';
import { labelsOf } from './labels';

it('tells files of the same name apart by their folder, then by a number', () => {
  const items = [
    { ...answeredItem('scan.dat', 7112), path: '' },
    { ...answeredItem('iron.dat', 7112), path: 'monday' },
    { ...answeredItem('scan.dat', 7112), path: 'monday' },
    { ...answeredItem('scan.dat', 7112), path: 'tuesday' },
    { ...answeredItem('scan.dat', 7112), path: 'tuesday' },
  ];
  const order = items.map((_, index) => `${index}`);
  expect(labelsOf({ items: Object.fromEntries(items.map((item, i) => [`${i}`, item])), order })).toEqual([
    'scan.dat',
    'iron.dat',
    'monday/scan.dat',
    'tuesday/scan.dat (1)',
    'tuesday/scan.dat (2)',
  ]);
});
