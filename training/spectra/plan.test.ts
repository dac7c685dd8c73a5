import { expect, it } from 'vitest';
import { orderJobs, parseJobs, type Job } from './plan';

const job = (element: string, cn: number, known: number, n: number): Job => ({
  element,
  cn,
  known,
  material: `${element}${cn}-${n}`,
});
const jobs = (element: string, cn: number, known: number, count: number): Job[] =>
  Array.from({ length: count }, (_, n) => job(element, cn, known, n));

it('lets the elements take turns, each with its rarest coordination number', () => {
  const order = orderJobs([...jobs('Fe', 4, 2, 5), ...jobs('Fe', 6, 4, 5), ...jobs('Zn', 4, 9, 3)]);
  expect(order.map(({ material }) => material)).toEqual([
    'Fe4-0', 'Zn4-0', 'Fe4-1', 'Zn4-1', 'Fe4-2', 'Zn4-2', 'Fe6-0', 'Fe4-3', 'Fe6-1', 'Fe4-4', 'Fe6-2', 'Fe6-3', 'Fe6-4',
  ]); // prettier-ignore
});

it('leaves coordination numbers of fewer than five crystals for last', () => {
  const order = orderJobs([...jobs('Fe', 1, 0, 2), ...jobs('Fe', 6, 50, 2)]);
  expect(order.map(({ cn }) => cn)).toEqual([6, 6, 1, 1]);
});

it('reads the table of jobs and names a line that is none', () => {
  const head = 'element\tcn_by_bonds\tmaterial\tformula\tatoms\town';
  expect(parseJobs(`${head}\nAg\t2\tmp-7237\tCuAgO2\t4\t3\n`)).toEqual([
    { element: 'Ag', cn: 2, material: 'mp-7237', known: 3 },
  ]);
  expect(() => parseJobs(`${head}\nAg\ttwo\tmp-7237\n`)).toThrow(/Line 2/);
});
