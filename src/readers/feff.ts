import { elementOf, ELEMENTS } from '../domain/elements';
import { XanopyError } from '../domain/errors';
import { harvest } from './columns';
import { assertUsable, tableWarnings } from './tabular';
import { readTable } from './table';
import { headText } from './text';
import type { Channel, Reader, Role } from './types';

/** FEFF 8.2 and later; FEFF 8.1 and before. */
const COLUMN_LINE = /^\s*#\s*(omega\s+e|e\s+e\(wrt edge\))\s+k\s+mu(=\(1\+chi\)\*mu0)?\s+mu0\s+chi/im;
const COLUMNS: readonly (readonly [string, string | undefined, Role | undefined])[] = [
  ['omega', 'eV', 'energy'],
  ['e', undefined, undefined],
  ['k', undefined, undefined],
  ['mu', undefined, 'mu'],
  ['mu0', undefined, undefined],
  ['chi', undefined, undefined],
];

/** `xmu.dat` of FEFF: energy = column 1, mu = column 4. */
export const feffReader: Reader = {
  format: 'feff',
  title: 'FEFF xmu.dat',
  identify: (source) =>
    COLUMN_LINE.test(headText(source.bytes, 20000))
      ? { confidence: 0.95, reason: 'the column line "omega e k mu mu0 chi" of FEFF' }
      : null,
  read: async (source, context) => {
    const table = await readTable(source.bytes, context);
    assertUsable(table);
    if (table.columns.length !== COLUMNS.length) {
      throw new XanopyError(
        'feff-columns',
        `A FEFF xmu.dat has 6 columns, this one has ${table.columns.length}. Run FEFF again or restore the file.`,
        { line: table.lines[0] },
      );
    }
    const channels = COLUMNS.map(([label, unit, role], index): Channel => ({
      label,
      values: table.columns[index],
      ...(unit === undefined ? {} : { unit }),
      ...(role === undefined ? {} : { role }),
    }));
    const header = table.header.map(({ text }) => text).join('\n');
    const absorber = /Abs\s+Z=\s*(\d+).*?([KLM]\d?)\s+shell/.exec(header);
    const element = elementOf(ELEMENTS[Number(absorber?.[1]) - 1]?.symbol ?? '')?.symbol;
    return [
      {
        id: '0',
        title: '',
        channels,
        signal: 'computed' as const,
        // FEFF divides mu by its value 50 eV above the edge.
        isNormalised: true,
        ...(element === undefined ? {} : { element }),
        ...(absorber?.[2] === undefined ? {} : { edge: absorber[2] }),
        metadata: harvest(table.header),
        warnings: tableWarnings(table),
      },
    ];
  },
};
