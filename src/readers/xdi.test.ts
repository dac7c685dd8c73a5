import { describe, expect, it } from 'vitest';
import { interpret, readSource } from './index';
import { leftOut, errorOf, rowsOf, scansOf, sharedSources, sourceOf } from './testing';

const HEADER = [
  '# XDI/1.0 Tests/1.0',
  '# Column.1: energy eV',
  '# Column.2: i0',
  '# Column.3: itrans',
  '# Element.symbol: Fe',
  '# Element.edge: K',
  '# Mono.name: Si 111',
  '# Mono.d_spacing: 3.13553',
  '# Facility.name: Somewhere',
  '# Facility.energy: 7.00 GeV',
  '# Beamline.name: 1',
  '# Scan.start_time: 2001-06-26T22:27:31',
  '# Sample.name: rust',
  '# ///',
  '# measured at room temperature',
  '#----',
  '# energy i0 itrans',
];
const file = (change: (lines: string[]) => string[] = (lines) => lines, rows = rowsOf()): string =>
  [...change([...HEADER]), rows].join('\n');
const replace = (from: string, to: string) => (lines: string[]) =>
  lines.map((line) => (line.includes(from) ? to : line));
const drop = (part: string) => (lines: string[]) => lines.filter((line) => !line.includes(part));
const add = (line: string) => (lines: string[]) => [...lines.slice(0, 6), line, ...lines.slice(6)];

describe('XDI', () => {
  it('gives a sound file without a word', async () => {
    const [scan] = await scansOf(file());
    expect(scan).toMatchObject({ title: 'rust', element: 'Fe', edge: 'K', dSpacing: 3.13553, warnings: [] });
    expect(scan.channels.map(({ role }) => role)).toEqual(['energy', 'i0', 'transmitted']);
    expect(scan.channels[0].unit).toBe('eV');
    expect(scan.metadata).toContainEqual(['Comment', 'measured at room temperature']);
  });

  it('takes the last of a repeated field, in any case, split at the first colon', async () => {
    const [scan] = await scansOf(file(add('# SAMPLE.NAME: goethite: natural')));
    expect(scan.title).toBe('rust');
    const [last] = await scansOf(
      file((lines) => [...lines.slice(0, 13), '# sample.NAME: a: b', ...lines.slice(13)]),
    );
    expect(last.title).toBe('a: b');
  });

  it.each([
    ['no XDI line at top', replace('XDI/1.0', '# some file'), 'xdi-no-version'],
    ['no element', drop('Element.symbol'), 'xdi-no-element'],
    ['no edge', drop('Element.edge'), 'xdi-no-edge'],
    ['an element that is none', replace('Element.symbol', '# Element.symbol: Foo'), 'xdi-bad-element'],
    ['an edge that is none', replace('Element.edge', '# Element.edge: Foo'), 'xdi-bad-edge'],
    ['no dashes', replace('----', '#'), 'xdi-no-dashes'],
    ['no column labels', drop('Column.'), 'xdi-no-labels'],
    ['too few column labels', drop('Column.3'), 'xdi-few-labels'],
    ['too many column labels', add('# Column.4: ifluor'), 'xdi-many-labels'],
    ['a gap in the labels', replace('Column.3', '# Column.7: itrans'), 'xdi-label-gap'],
    ['another comment character', replace('Facility.name', '! Facility.name: x'), 'xdi-comment-character'],
    ['a field without value', add('# Family.key:'), 'xdi-field-value'],
    ['a field without colon', add('# Family.key  Value'), 'xdi-field-colon'],
    ['two colons', add('# Family:key:  Value'), 'xdi-field-colons'],
    ['no dot', add('# Family key:  Value'), 'xdi-field-dot'],
    ['two dots', add('# Family.key.subkey:  Value'), 'xdi-field-dots'],
    ['a family that starts with a digit', add('# 2000Family.key:  Value'), 'xdi-family-digit'],
    ['a key that starts with a digit', add('# Family.00key:  Value'), 'xdi-note-key-digit'],
    ['no application', replace('XDI/1.0', '# XDI/1.0'), 'xdi-note-application'],
    ['no comment', drop('measured'), 'xdi-note-comment'],
    ['a date that is none', replace('Scan.start', '# Scan.start_time: 2001-Jun-26'), 'xdi-bad-date'],
    ['a month 26', replace('Scan.start', '# Scan.start_time: 2001-26-6T22:27:31'), 'xdi-bad-date'],
    ['a lattice spacing in words', replace('d_spacing', '# Mono.d_spacing: three'), 'xdi-bad-d-spacing'],
    ['a temperature without unit', add('# Sample.temperature: 300.0a K'), 'xdi-bad-temperature'],
    [
      'an energy without unit',
      replace('Facility.energy', '# Facility.energy: 7 units'),
      'xdi-bad-facility-energy',
    ],
    ['a current that is none', add('# Facility.current: 101x ma'), 'xdi-bad-facility-current'],
    ['missing recommended fields', drop('Facility.name'), 'xdi-note-recommended'],
  ])('reads a file with %s and says so', async (_, change, code) => {
    const [scan] = await scansOf(file(change));
    expect(scan.warnings.map((warning) => warning.code)).toContain(code);
    expect(scan.channels[0].values).toHaveLength(60);
  });

  it.each([
    ['too few cells', '7000 1', 'xdi-ragged-table', undefined],
    ['too many cells', '7000 1 2 3', 'xdi-ragged-table', undefined],
    ['NaN', '7000 nan 3', 'xdi-nan', 6],
    ['a word', '7000 STRING 3', 'xdi-bad-number', 6],
    ['two points in a number', '7000 1.4.9 3', 'xdi-bad-number', 9],
  ])('refuses a table with %s, with line and column', async (_, row, code, column) => {
    const rows = rowsOf().split('\n');
    for (const at of [0, 10, rows.length - 1]) {
      const error = await errorOf(file(undefined, rows.toSpliced(at, 1, row).join('\n')));
      expect(error).toMatchObject({
        code,
        line: HEADER.length + at + 1,
        ...(column === undefined ? {} : { column }),
      });
    }
  });

  it('keeps a negative first number and a header without blank behind #', async () => {
    const rows = Array.from({ length: 20 }, (_, i) => `${i - 5}.5 ${i} 2`).join('\n');
    const [scan] = await scansOf(file((lines) => lines.map((line) => line.replace('# ', '#')), rows));
    expect(scan.channels[0].values[0]).toBe(-5.5);
    expect(scan.element).toBe('Fe');
  });

  it('asks for the crystal where the axis is an angle without d_spacing', async () => {
    const rows = Array.from({ length: 40 }, (_, i) => `${17 - 0.02 * i} ${100 + i} ${200 - i}`).join('\n');
    const angles = file(
      (lines) => drop('d_spacing')(replace('Column.1', '# Column.1: angle degrees')(lines)),
      rows,
    );
    const [scan] = await scansOf(angles);
    expect(scan.warnings.map(({ message }) => message).join()).toMatch(/axis is an angle/);
    const result = interpret(scan, 'xdi');
    expect(result.kind === 'question' && result.question.about).toBe('unit');
  });
});

/** Faults of BadFiles.txt and what must be said about each of the 36 files. */
const BAD: Readonly<Record<string, RegExp>> = {
  '00': /(?:)/,
  '01': /no XDI line at the top/,
  '02': /Element\.edge is missing/,
  '03': /Element\.symbol is missing/,
  '04': /Element\.edge "Foo" is invalid/,
  '05': /Element\.symbol "Foo" is invalid/,
  '06': /no line "#----"/,
  '07': /no column labels/,
  '08': /Too few column labels/,
  '09': /Too many column labels/,
  '10': /column indices are not continuous/,
  '11': /"!" is an unsupported comment character/,
  '12': /d_spacing is missing, but the axis is an angle/,
  '13': /inconsistent number of columns.*too few/,
  '14': /inconsistent number of columns.*too many/,
  '15': /NaN/,
  '16': /"STRING" in the data table is not a number/,
  '17': /"\.9" in the data table|"1\.4\.9" in the data table/,
  '18': /has no value/,
  '19': /no colon/,
  '20': /two colons/,
  '21': /no dot/,
  '22': /two dots/,
  '23': /key starts with a digit/,
  '24': /family name cannot start with a digit/,
  '25': /no extra version/,
  '26': /no user comment/,
  '27': /"#\/\/\/" but no user comment/,
  '28': /incorrectly formatted date-time/,
  '29': /date-time outside the valid range/,
  '30': /symbol "Foo" is invalid.*edge "Bar" is invalid/,
  '31': /d_spacing "three point one three five five three" is an invalid value/,
  '32': /Missing recommended fields: Facility\.name, Beamline\.name/,
  '33': /temperature "300\.0a K" is invalid/,
  '34': /energy "7\.00 missing units" is invalid/,
  '35': /current "101x ma" is invalid/,
};

describe('the 36 bad files', () => {
  const files = sharedSources('fixtures/xdi-bad').filter(({ name }) => name.endsWith('.xdi'));
  it.skipIf(leftOut(files.length === 0, 'fixtures/xdi-bad'))(
    'get the fault that BadFiles.txt names (needs ../shared/data)',
    async () => {
      expect(files).toHaveLength(36);
      for (const source of files) {
        const number = /bad_(\d\d)/.exec(source.name)?.[1] ?? '';
        const [outcome] = await readSource(source);
        const said =
          outcome.kind === 'failed'
            ? outcome.error.message
            : outcome.scans[0].warnings.map(({ message }) => message).join(' ');
        expect(`${number}: ${said}`).toMatch(new RegExp(`^${number}: .*(${BAD[number].source})`));
        if (number === '00') expect(said).toBe('');
      }
    },
  );

  it('names the top line when it is missing, from a text of our own', async () => {
    const [outcome] = await readSource(sourceOf(file(replace('XDI/1.0', '#'))));
    expect(outcome.kind === 'scans' && outcome.format).toBe('xdi');
  });
});
