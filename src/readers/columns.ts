import { elementOf } from '../domain/elements';
import { crystalSpacing } from './energy';
import { isBinary } from './refuse';
import { bareText, EDGE_NOTE, findLabels } from './labels';
import { assertUsable, channelsOf, tableWarnings, withoutTrailingZeros } from './tabular';
import { manySpectra } from './many';
import { readTables, type Table, type TextLine } from './table';
import type { Reader, Scan } from './types';

const MOST_METADATA = 200;

/** `key: value` and `key = value` lines of a header, and the edge that a line names in words (`Cr K edge`). */
export function harvest(header: readonly TextLine[]): [string, string][] {
  const entries: [string, string][] = [];
  for (const line of header) {
    const match = /^%?([A-Za-z][\w .()/-]{0,40}?)\s*[:=]\s+(\S.*)$/.exec(bareText(line));
    if (match && entries.length < MOST_METADATA) entries.push([match[1], match[2].split('||')[0].trim()]);
    const noted = match ? null : EDGE_NOTE.exec(bareText(line));
    const element = noted && elementOf(noted[1]);
    if (element) entries.push(['edge', `${element.symbol} ${noted[2]}`]);
  }
  return entries;
}

/** Absorber and edge where a header entry names them as such; a formula under `atom` names none. */
export function absorberOf(metadata: readonly (readonly [string, string])[]): Pick<Scan, 'element' | 'edge'> {
  const value = (...keys: RegExp[]): string =>
    keys.map((key) => metadata.find(([name]) => key.test(name.trim()))?.[1].trim()).find(Boolean) ?? '';
  const element = elementOf(value(/^element\.symbol$/i, /^(.*\.)?(element|atom|absorber)$/i))?.symbol;
  const edge = /^(K|[LMN][1-7]?)$/i.exec(value(/^element\.edge$/i, /^(.*\.)?edge$/i))?.[1].toUpperCase();
  return { ...(element === undefined ? {} : { element }), ...(edge === undefined ? {} : { edge }) };
}

/** Lattice spacing where a header entry gives it, or names the crystal; a number by itself may be any setting of the monochromator. */
function spacingOf(metadata: readonly (readonly [string, string])[]): number | undefined {
  return metadata
    .map(([key, value]) => {
      const isSpacing = /d[ _-]?spacing/i.test(key);
      const isCrystal =
        /(^|[^a-z])(crystals?|mono(chromator)?)([^a-z]|$)/i.test(key) && /^\s*(si|ge)/i.test(value);
      return isSpacing || isCrystal
        ? crystalSpacing(value.replace(/(?<=\d)\s*(a|å|ang(stroms?)?)\.?$/i, ''))
        : undefined;
    })
    .find((spacing) => spacing !== undefined);
}

/**
 * The scan of a plain table; what is special about a layout is decided by its labels alone.
 * @param above header of the first table of the file, whose labels hold for tables without any
 */
export function scanOfTable(table: Table, index = 0, above: readonly TextLine[] = []): Scan {
  const trimmed = withoutTrailingZeros(table);
  assertUsable(trimmed);
  const own = findLabels(trimmed.header, trimmed.columns.length, trimmed.columns[0][0]);
  const labels = own.found ? own : findLabels(above, trimmed.columns.length, trimmed.columns[0][0]);
  const metadata = harvest(trimmed.header);
  const dSpacing = spacingOf(metadata);
  return {
    id: `${index}`,
    title: '',
    channels: channelsOf(trimmed, labels),
    ...absorberOf(metadata),
    ...(dSpacing === undefined ? {} : { dSpacing }),
    metadata,
    warnings: tableWarnings(trimmed, labels),
  };
}

/** Any text with a table of numbers; the last resort of the registry. */
export const columnsReader: Reader = {
  format: 'columns',
  title: 'columns of numbers',
  identify: (source) =>
    isBinary(source) ? null : { confidence: 0.1, reason: 'a text with rows of numbers' },
  read: async (source, context) => {
    const tables = await readTables(source.bytes, context);
    const scans = tables.map((table, index) => scanOfTable(table, index, tables[0].header));
    return scans.flatMap((scan, index) => {
      const titled = scans.length === 1 ? scan : { ...scan, title: `Table ${index + 1}` };
      return manySpectra(titled) ?? [titled];
    });
  },
};
