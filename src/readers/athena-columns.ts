import { absorberOf, harvest } from './columns';
import { bareText, findLabels } from './labels';
import { assertUsable, channelsOf, tableWarnings } from './tabular';
import { manySpectra } from './many';
import { readTable } from './table';
import { headText } from './text';
import type { Reader, Scan } from './types';

const MARK = /^#\s*(XDI\/\S+\s+)?.*\b(Athena|Demeter)\b.*$/im;

/** Columns that Athena or Larch exported (.xmu, .nor): the label line is the last comment; flat goes before norm. */
export const athenaColumnsReader: Reader = {
  format: 'athena-columns',
  title: 'Athena columns',
  identify: (source) => {
    const head = headText(source.bytes, 8192);
    if (/^\s*#?\s*XDI\//.test(head) || !MARK.test(head)) return null;
    return /^\s*#.*\b(energy|ee|e)\b.*\b(xmu|norm|nor|flat)\b/im.test(head)
      ? { confidence: 0.9, reason: "Athena's name and column labels in the header" }
      : null;
  },
  read: async (source, context) => {
    const table = await readTable(source.bytes, context);
    assertUsable(table);
    const last = table.header.filter(({ comment }) => comment !== null).slice(-1);
    const labels = findLabels(last, table.columns.length);
    const metadata = [
      ...harvest(table.header),
      ...table.header.flatMap((line) => {
        const entry = /^Athena data file|^Athena .* group/i.test(bareText(line)) ? bareText(line) : '';
        return entry === '' ? [] : [['Comment', entry] as const];
      }),
    ];
    const scan: Scan = {
      id: '0',
      title: '',
      channels: channelsOf(table, labels),
      ...absorberOf(metadata),
      metadata,
      warnings: tableWarnings(table, labels),
    };
    return manySpectra(scan) ?? [scan];
  },
};
