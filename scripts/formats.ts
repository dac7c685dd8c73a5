/**
 * Reads every fixture and writes into docs/formats.md what became of it: read, asked or refused, and why.
 * `npm run formats`; with `--check` it only says whether the table is up to date.
 */
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { argv, env, exit } from 'node:process';
import { describeError } from '../src/domain/errors';
import { fieldRows, type FieldRow } from './field';
import { interpret, readSource, type ReadOutcome, type Scan } from '../src/readers/index';

const FIXTURES = join(env.XANOPY_SHARED ?? join('..', 'shared', 'data'), 'fixtures');
const FIELD = join(env.XANOPY_SHARED ?? join('..', 'shared', 'data'), 'field');
const DOCUMENT = join('docs', 'formats.md');
const BEGIN = '<!-- made by `npm run formats`: begin -->';
const END = '<!-- end -->';

interface Row {
  readonly file: string;
  readonly format: string;
  readonly outcome: 'read' | 'asked' | 'refused';
  readonly detail: string;
}

function describeScan(scan: Scan, format: string): Pick<Row, 'outcome' | 'detail'> {
  try {
    const result = interpret(scan, format);
    if (result.kind === 'question') {
      const { text, options } = result.question;
      return { outcome: 'asked', detail: `${text} Best offer: ${options[0].label}` };
    }
    const { attribution, spectrum } = result;
    const element = spectrum.element === undefined ? '' : `, ${spectrum.element}`;
    // Remarks that do not touch the reading are left out of the table.
    const codes = [...new Set(result.warnings.map(({ code }) => code))].filter(
      (code) => !code.includes('-note-'),
    );
    const warnings = codes.length === 0 ? '' : ` (${codes.join(', ')})`;
    return {
      outcome: 'read',
      detail: `${attribution.muExpression} against ${attribution.energyColumn}, ${spectrum.signal}${element}${warnings}`,
    };
  } catch (error) {
    const { code, message } = describeError(error);
    return { outcome: 'refused', detail: `${code}: ${message}` };
  }
}

function rowOf(file: string, outcome: ReadOutcome): Row {
  if (outcome.kind === 'failed') {
    const { code, message, line, column } = outcome.error;
    const place =
      line === undefined ? '' : ` (line ${line}${column === undefined ? '' : `, column ${column}`})`;
    return { file, format: '', outcome: 'refused', detail: `${code}${place}: ${message}` };
  }
  const { scans, format } = outcome;
  const first = describeScan(scans[0], format);
  const count = scans.length > 1 ? `${scans.length} spectra, the first: ` : '';
  return { file, format, ...first, detail: count + first.detail };
}

async function rows(): Promise<Row[]> {
  const files = readdirSync(FIXTURES, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name !== 'BadFiles.txt')
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
  const result: Row[] = [];
  for (const path of files) {
    const file = relative(FIXTURES, path).replaceAll('\\', '/');
    const bytes = new Uint8Array(readFileSync(path));
    for (const outcome of await readSource({ name: file.split('/').at(-1) ?? file, path: '', bytes })) {
      result.push(rowOf(file, outcome));
    }
  }
  return result;
}

function fieldTable(rows: readonly FieldRow[]): string {
  const cell = (text: string): string =>
    text.replaceAll('|', '\\|').replaceAll('<', '&lt;').replaceAll('$', '&#36;').replaceAll('\n', ' ');
  return [
    '### Cases from the field',
    '',
    'Files as people dropped them, rebuilt: what the report asks for, and what happens.',
    '',
    '| File | Expected | Happens |',
    '| --- | --- | --- |',
    ...rows.map(({ file, expected, happens }) => `| ${file} | ${cell(expected)} | ${cell(happens)} |`),
  ].join('\n');
}

function tableOf(all: readonly Row[]): string {
  const count = (outcome: Row['outcome']): number => all.filter((row) => row.outcome === outcome).length;
  const cell = (text: string): string =>
    text.replaceAll('|', '\\|').replaceAll('<', '&lt;').replaceAll('$', '&#36;');
  return [
    `${all.length} files: ${count('read')} read, ${count('asked')} asked, ${count('refused')} refused.`,
    '',
    '| File | Format | Outcome | How, or why not |',
    '| --- | --- | --- | --- |',
    ...all.map(
      ({ file, format, outcome, detail }) => `| ${file} | ${format} | ${outcome} | ${cell(detail)} |`,
    ),
  ].join('\n');
}

if (!existsSync(FIXTURES)) {
  console.log(`No fixtures at ${FIXTURES} (set XANOPY_SHARED to the data folder): the table stays as it is.`);
  exit(0);
}
const text = readFileSync(DOCUMENT, 'utf8');
const [begin, end] = [text.indexOf(BEGIN), text.indexOf(END)];
if (begin < 0 || end < begin)
  throw new Error(`${DOCUMENT} has no place for the table between "${BEGIN}" and "${END}".`);
const field = await fieldRows(FIELD);
const table = [tableOf(await rows()), ...(field.length > 0 ? [fieldTable(field)] : [])].join('\n\n');
const updated = `${text.slice(0, begin + BEGIN.length)}\n\n${table}\n\n${text.slice(end)}`;
console.log(table.split('\n', 1)[0]);
if (argv.includes('--check')) {
  if (updated !== text) {
    console.error(`${DOCUMENT} is out of date. Run npm run formats.`);
    exit(1);
  }
} else writeFileSync(DOCUMENT, updated);
