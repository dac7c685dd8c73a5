import { elementOf } from '../domain/elements';
import { XanopyError, type Code, type Message } from '../domain/errors';
import { absorberOf } from './columns';
import { bareText, findLabels } from './labels';
import { assertUsable, channelsOf } from './tabular';
import { readTable, type Table, type TextLine } from './table';
import { headText } from './text';
import type { Reader, Scan } from './types';

/**
 * XDI 1.0 (github.com/XraySpectroscopy/XAS-Data-Interchange). Read tolerantly, then checked: faults of the
 * header are warnings with their line, faults of the table are errors, because rows would be lost or shifted.
 */

const VERSION = /^\s*#?\s*XDI\/(\d+(?:\.\d+)?)[ \t]*(.*)$/;
const FIELD_HINT = /^#\s*(Column\.1|Element\.(symbol|edge)|Mono\.d_spacing)\s*:/im;
const RECOMMENDED = ['Facility.name', 'Beamline.name', 'Scan.start_time', 'Mono.name', 'Column.1'];
const EDGES = new Set('K L L1 L2 L3 M M1 M2 M3 M4 M5 N N1 N2 N3 N4 N5 N6 N7'.split(' '));

interface Header {
  /** Lower-case name to [name, value, line]; the last of a repeated name wins. */
  readonly fields: ReadonlyMap<string, readonly [string, string, number]>;
  readonly comments: readonly string[];
  readonly warnings: readonly Message[];
}

const at = (line: number, text: string): string => `Line ${line}: ${text}`;

/** The fault of a header line that should be `Family.key: value`; null when it is sound. */
function fieldFault(text: string): Message | null {
  const colon = text.indexOf(':');
  const quoted = `"${text.slice(0, 60)}"`;
  if (colon < 0)
    return { code: 'xdi-field-colon', message: `${quoted} has no colon between name and value.` };
  const name = text.slice(0, colon).trim();
  const dots = name.split('.').length - 1;
  if (dots === 0) {
    return /^\s*\w+\s*:/.test(text.slice(colon + 1))
      ? { code: 'xdi-field-colons', message: `${quoted} has two colons; names are written Family.key.` }
      : { code: 'xdi-field-dot', message: `${quoted} has no dot in its name; names are written Family.key.` };
  }
  if (dots > 1) return { code: 'xdi-field-dots', message: `${quoted} has two dots in its name.` };
  if (/^\d/.test(name))
    return { code: 'xdi-family-digit', message: `${quoted}: a family name cannot start with a digit.` };
  if (/^(?!column\.)[^.]*\.\d/i.test(name)) {
    return { code: 'xdi-note-key-digit', message: `${quoted}: the key starts with a digit.` };
  }
  if (text.slice(colon + 1).trim() === '') {
    return { code: 'xdi-field-value', message: `${quoted} has no value.` };
  }
  return null;
}

function parseHeader(lines: readonly TextLine[]): Header {
  const fields = new Map<string, readonly [string, string, number]>();
  const comments: string[] = [];
  const warnings: Message[] = [];
  const version = lines[0]?.number === 1 ? VERSION.exec(lines[0].text) : null;
  if (!version) {
    warnings.push({
      code: 'xdi-no-version',
      message: 'There is no XDI line at the top ("# XDI/1.0"); the rest is read as XDI.',
    });
  } else if (version[2].trim() === '') {
    warnings.push({
      code: 'xdi-note-application',
      message: at(1, 'no extra version: the line does not name the program that wrote the file.'),
    });
  }
  let section: 'fields' | 'comments' | 'end' = 'fields';
  let hasSlashes = false;
  for (const line of lines.slice(version ? 1 : 0)) {
    const text = line.text.trim().replace(/^#/, '').trim();
    if (text === '') continue;
    if (/^-{3,}/.test(text)) section = 'end';
    else if (/^\/{3,}/.test(text)) {
      section = 'comments';
      hasSlashes = true;
    } else if (line.comment !== '#') {
      if (line.comment !== null && section === 'fields') {
        warnings.push({
          code: 'xdi-comment-character',
          message: at(
            line.number,
            `"${line.comment}" is an unsupported comment character; XDI uses "#". The line is ignored.`,
          ),
        });
      }
    } else if (section === 'comments') comments.push(text);
    else if (section === 'fields') {
      const fault = fieldFault(text);
      // Without a closing line the labels stand among the fields.
      const isLabels = fault?.code === 'xdi-field-colon' && line === lines.at(-1);
      if (fault && !isLabels) warnings.push({ code: fault.code, message: at(line.number, fault.message) });
      const colon = text.indexOf(':');
      if (colon > 0) {
        const name = text.slice(0, colon).trim();
        fields.set(name.toLowerCase(), [
          name,
          text
            .slice(colon + 1)
            .split('||')[0]
            .trim(),
          line.number,
        ]);
      }
    }
  }
  if (section !== 'end') {
    warnings.push({
      code: 'xdi-no-dashes',
      message: 'There is no line "#----" between header and column labels.',
    });
  }
  if (comments.length === 0 && (hasSlashes || section === 'end')) {
    warnings.push({
      code: 'xdi-note-comment',
      message: hasSlashes
        ? 'There is a line "#///" but no user comment below it.'
        : 'There is no user comment.',
    });
  }
  return { fields, comments, warnings };
}

/** `7.00 GeV`: a number and one of the units. */
const isQuantity = (value: string, units: string): boolean =>
  new RegExp(`^[-+]?\\d*\\.?\\d+(e[-+]?\\d+)?\\s*(${units})$`, 'i').test(value);

/** A length in angstrom, with or without its unit; NaN for anything else. */
const lengthOf = (value: string): number =>
  Number(/^([\d.]+)\s*(Å|A|angstroms?)?$/i.exec(value.trim())?.[1] ?? Number.NaN);

function checkDate(value: string): string | null {
  const match = /^(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ](\d{1,2}):(\d{2})(?::(\d{2}))?)?/.exec(value);
  if (!match) return 'is an incorrectly formatted date-time; write 2001-06-26T22:27:31.';
  const [month, day, hour, minute] = match.slice(2).map((part) => (part === undefined ? 0 : Number(part)));
  const inRange = month >= 1 && month <= 12 && day >= 1 && day <= 31 && hour < 24 && minute < 60;
  return inRange ? null : 'is a date-time outside the valid range (months go to 12, days to 31).';
}

/** What the specification requires of the fields, and what it recommends. */
function checkFields({ fields }: Header, hasAngle: boolean): Message[] {
  const warnings: Message[] = [];
  const value = (name: string): string => fields.get(name.toLowerCase())?.[1] ?? '';
  const say = (code: Code, name: string, text: string): void => {
    const line = fields.get(name.toLowerCase())?.[2];
    const message = `${name} ${text}`;
    warnings.push({ code, message: line === undefined ? message : at(line, message) });
  };

  const symbol = value('Element.symbol');
  if (symbol === '') say('xdi-no-element', 'Element.symbol', 'is missing: the element is found by its edge.');
  else if (!elementOf(symbol))
    say('xdi-bad-element', 'Element.symbol', `"${symbol}" is invalid: not an element.`);
  const edge = value('Element.edge');
  if (edge === '') say('xdi-no-edge', 'Element.edge', 'is missing.');
  else if (!EDGES.has(edge.toUpperCase()))
    say('xdi-bad-edge', 'Element.edge', `"${edge}" is invalid: not an edge.`);
  const spacing = value('Mono.d_spacing');
  if (spacing === '') {
    say(
      'xdi-no-d-spacing',
      'Mono.d_spacing',
      hasAngle ? 'is missing, but the axis is an angle.' : 'is missing.',
    );
  } else if (!(lengthOf(spacing) > 0)) {
    say('xdi-bad-d-spacing', 'Mono.d_spacing', `"${spacing}" is an invalid value: not a number of angstrom.`);
  }
  for (const name of ['Scan.start_time', 'Scan.end_time']) {
    const fault = value(name) === '' ? null : checkDate(value(name));
    if (fault !== null) say('xdi-bad-date', name, `"${value(name)}" ${fault}`);
  }
  const temperature = value('Sample.temperature');
  // Words such as "room temperature" are common and clear.
  if (/^[-+\d.]/.test(temperature) && !isQuantity(temperature, 'K|C|F|degC|°C')) {
    say(
      'xdi-bad-temperature',
      'Sample.temperature',
      `"${temperature}" is invalid: not a number with unit K or C.`,
    );
  }
  const energy = value('Facility.energy');
  if (energy !== '' && !isQuantity(energy, 'GeV|MeV')) {
    say('xdi-bad-facility-energy', 'Facility.energy', `"${energy}" is invalid: not a number with unit GeV.`);
  }
  const current = value('Facility.current');
  if (current !== '' && !isQuantity(current, 'mA|A')) {
    say(
      'xdi-bad-facility-current',
      'Facility.current',
      `"${current}" is invalid: not a number with unit mA.`,
    );
  }
  const missing = RECOMMENDED.filter((name) => !fields.has(name.toLowerCase()));
  if (missing.length > 0) {
    warnings.push({
      code: 'xdi-note-recommended',
      message: `Missing recommended fields: ${missing.join(', ')}.`,
    });
  }
  return warnings;
}

/** @throws XanopyError where a row has a wrong number of columns or something that is no number */
function checkTable(table: Table): void {
  const width = table.columns.length;
  // A first row that is broken ends up above the table.
  const above = table.header.at(-1);
  const broken = [...(above ? [above] : []), ...table.inside, ...table.footer].find(
    ({ brokenAt }) => brokenAt !== null,
  );
  if (broken && broken.brokenAt !== null) {
    const word = /^\S*/.exec(broken.text.slice(broken.brokenAt - 1))?.[0] ?? '';
    throw new XanopyError(
      'xdi-bad-number',
      `"${word.slice(0, 30)}" in the data table is not a number. Correct or remove the line.`,
      {
        line: broken.number,
        column: broken.brokenAt,
      },
    );
  }
  const [ragged] = [...table.leading, ...table.ragged];
  if (ragged) {
    throw new XanopyError(
      'xdi-ragged-table',
      `The data table has an inconsistent number of columns: ${ragged.found} here, ${width} elsewhere (too ${ragged.found < width ? 'few' : 'many'}). Correct or remove the line.`,
      { line: ragged.line },
    );
  }
  const [hole] = table.notNumbers;
  if (hole) {
    throw new XanopyError(
      'xdi-nan',
      'The data table holds NaN or an empty cell. Correct or remove the line.',
      hole,
    );
  }
}

function columnWarnings(table: Table, header: Header): Message[] {
  const width = table.columns.length;
  const indices = [...header.fields.keys()].flatMap((name) => {
    const match = /^column\.(\d+)$/.exec(name);
    return match ? [Number(match[1])] : [];
  });
  if (indices.length === 0) {
    return [
      {
        code: 'xdi-no-labels',
        message: 'There are no column labels (Column.1 and so on); the label line is used.',
      },
    ];
  }
  const warnings: Message[] = [];
  const missing = Array.from({ length: width }, (_, i) => i + 1).filter((index) => !indices.includes(index));
  const extra = indices.filter((index) => index > width);
  if (missing.length > 0 && extra.length > 0) {
    warnings.push({
      code: 'xdi-label-gap',
      message: `The column indices are not continuous: Column.${missing.join(', Column.')} missing, Column.${extra.join(', Column.')} without a column.`,
    });
  } else if (missing.length > 0) {
    warnings.push({
      code: 'xdi-few-labels',
      message: `Too few column labels: ${indices.length} for ${width} columns.`,
    });
  } else if (extra.length > 0) {
    warnings.push({
      code: 'xdi-many-labels',
      message: `Too many column labels: ${indices.length} for ${width} columns; the extra ones are ignored.`,
    });
  }
  return warnings;
}

function xdiScan(table: Table): Scan {
  checkTable(table);
  assertUsable(table);
  const header = parseHeader(table.header);
  const columnLines = table.header.filter((line) => /^column\./i.test(bareText(line)));
  const labels = findLabels(
    columnLines.length > 0 ? columnLines : table.header.slice(-1),
    table.columns.length,
  );
  const channels = channelsOf(table, labels);
  const value = (name: string): string => header.fields.get(name.toLowerCase())?.[1] ?? '';
  const hasAngle = channels.some(({ role }) => role === 'angle');
  const metadata = [...header.fields.values()]
    .filter(([name]) => !/^column\./i.test(name))
    .map(([name, text]) => [name, text] as const);
  const dSpacing = lengthOf(value('Mono.d_spacing') || value('Mono.dspacing'));
  const inner = table.inside.some((line) => /^outer\.value\s*:/i.test(bareText(line)));
  return {
    id: '0',
    title: value('Sample.name'),
    channels,
    // Epics scans, which borrow the format, name the absorber in a field of their own.
    ...absorberOf(metadata),
    ...(dSpacing > 0 ? { dSpacing } : {}),
    metadata: [...metadata, ...header.comments.map((comment) => ['Comment', comment] as const)],
    warnings: [
      ...header.warnings,
      ...checkFields(header, hasAngle),
      ...columnWarnings(table, header),
      ...(inner
        ? [
            {
              code: 'xdi-two-dimensional' as const,
              message: 'The file holds a two-dimensional scan (Outer.value); its rows are taken as one scan.',
            },
          ]
        : []),
    ],
  };
}

export const xdiReader: Reader = {
  format: 'xdi',
  title: 'XDI 1.0',
  identify: (source) => {
    const head = headText(source.bytes);
    if (VERSION.test(head.split(/\r\n|\r|\n/, 1)[0]))
      return { confidence: 1, reason: 'the first line "# XDI/..."' };
    return FIELD_HINT.test(head)
      ? { confidence: 0.6, reason: 'header fields of XDI such as "Column.1:"' }
      : null;
  },
  read: async (source, context) => [xdiScan(await readTable(source.bytes, context))],
};
