import type { Message } from '../domain/errors';
import { XanopyError } from '../domain/errors';
import { findLabels, type Labels } from './labels';
import { assignRoles } from './roles';
import type { Table } from './table';
import type { Channel } from './types';

/** Channels of a table with the labels and roles that its header gives. */
export function channelsOf(
  table: Table,
  labels: Labels = findLabels(table.header, table.columns.length, table.columns[0]?.[0]),
): Channel[] {
  return assignRoles(
    table.columns.map((values, index) => {
      const unit = labels.units[index];
      return { label: labels.labels[index], values, ...(unit === undefined ? {} : { unit }) };
    }),
  );
}

/** The table without trailing rows of zeros, which some programs append. */
export function withoutTrailingZeros(table: Table): Table {
  let rows = table.lines.length;
  while (rows > 0 && table.columns.every((values) => values[rows - 1] === 0)) rows -= 1;
  if (rows === table.lines.length) return table;
  return {
    ...table,
    columns: table.columns.map((values) => values.slice(0, rows)),
    lines: table.lines.slice(0, rows),
  };
}

const list = (items: readonly number[]): string =>
  items.slice(0, 5).join(', ') + (items.length > 5 ? ` and ${items.length - 5} more` : '');

/** What was left out or stands in, in tolerant formats. */
export function tableWarnings(table: Table, labels?: Labels): Message[] {
  const warnings: Message[] = [];
  const width = table.columns.length;
  if (labels && labels.miscounted !== null) {
    warnings.push({
      code: 'labels-miscounted',
      message: `The header has ${labels.miscounted} labels for ${width} columns. Check the columns in use.`,
    });
  }
  if (table.ragged.length > 0) {
    warnings.push({
      code: 'ragged-rows',
      message: `Lines ${list(table.ragged.map(({ line }) => line))} do not have ${width} columns and were left out.`,
    });
  }
  if (table.words.length > 0) {
    warnings.push({
      code: 'text-columns',
      message: `Columns of words or times were left out: ${table.words.slice(0, 5).join(', ')}.`,
    });
  }
  if (table.unread.length > 0) {
    const places = table.unread.map(([first, last]) => `${first} to ${last}`);
    warnings.push({
      code: 'tables-left-out',
      message: `The file holds more tables (lines ${places.slice(0, 5).join(', ')}), which are not scans like this one and were left out.`,
    });
  }
  const broken = table.inside.filter(({ brokenAt }) => brokenAt !== null);
  if (broken.length > 0) {
    warnings.push({
      code: 'broken-rows',
      message: `Lines ${list(broken.map(({ number }) => number))} hold something that is not a number and were left out.`,
    });
  }
  if (table.notNumbers.length > 0) {
    const lines = [...new Set(table.notNumbers.map(({ line }) => line))];
    warnings.push({
      code: 'not-numbers',
      message: `Lines ${list(lines)} hold NaN, infinite or empty cells; these points are left out where they are used.`,
    });
  }
  return warnings;
}

/** @throws XanopyError `one-column` or `too-few-points` where a table cannot hold a spectrum */
export function assertUsable(table: Table): void {
  const line = table.lines.at(0);
  if (table.columns.length < 2) {
    throw new XanopyError(
      'one-column',
      'The file has a single column of numbers; energy and absorption need at least two. Export the scan with its energy column.',
      { line },
    );
  }
  if (table.lines.length < 3) {
    throw new XanopyError(
      'too-few-points',
      `The table has only ${table.lines.length} rows. Check that the scan was not aborted.`,
      { line },
    );
  }
}
