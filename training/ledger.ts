/**
 * `npm run ledger`: counts the computed materials and spectra of every element, by leading CN, and writes the table in
 * `docs/training.md`.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { elementsWithData, readMaterials } from './data/dataset';
import { samplesOf } from '../src/domain/growing/samples';

const DOCUMENT = join(import.meta.dirname, '..', 'docs', 'training.md');
const [BEGIN, END] = ['<!-- ledger -->', '<!-- end of ledger -->'];

interface Row {
  readonly element: string;
  readonly materials: number;
  readonly sites: number;
  readonly averages: number;
  /** Materials with a spectrum (site or average) of each leading CN, and those spectra. */
  readonly byCn: readonly (readonly [cn: number, materials: number, spectra: number])[];
}

function rowOf(element: string): Row {
  const samples = readMaterials(element).flatMap(samplesOf);
  const cns = [...new Set(samples.map(({ truth }) => truth[0].cn))].sort((a, b) => a - b);
  const count = (chosen: typeof samples): number => new Set(chosen.map(({ material }) => material)).size;
  return {
    element,
    materials: count(samples),
    sites: samples.filter(({ site }) => site >= 0).length,
    averages: samples.filter(({ site }) => site < 0).length,
    byCn: cns.map((cn) => {
      const chosen = samples.filter(({ truth }) => truth[0].cn === cn);
      return [cn, count(chosen), chosen.length];
    }),
  };
}

const rows = elementsWithData().map(rowOf);
const sum = (pick: (row: Row) => number): number => rows.reduce((total, row) => total + pick(row), 0);
const table = [
  '| element | materials | sites | averages | leading CN: materials (spectra) |',
  '| --- | --- | --- | --- | --- |',
  ...rows.map(
    ({ element, materials, sites, averages, byCn }) =>
      `| ${element} | ${materials} | ${sites} | ${averages} | ${byCn.map(([cn, m, s]) => `${cn}: ${m} (${s})`).join(', ')} |`,
  ),
  `| all | ${sum((row) => row.materials)} | ${sum((row) => row.sites)} | ${sum((row) => row.averages)} | |`,
].join('\n');

const text = readFileSync(DOCUMENT, 'utf8');
const [before, after] = [text.indexOf(BEGIN), text.indexOf(END)];
if (before < 0 || after < before) throw new Error(`${DOCUMENT} has no ${BEGIN} ... ${END} to write between.`);
writeFileSync(DOCUMENT, `${text.slice(0, before)}${BEGIN}\n\n${table}\n\n${text.slice(after)}`);
console.log(table);
