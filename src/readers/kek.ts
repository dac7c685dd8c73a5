import { XanopyError } from '../domain/errors';
import { bareText } from './labels';
import { assertUsable, tableWarnings } from './tabular';
import { readTable } from './table';
import { headText } from './text';
import type { Channel, Reader, Role } from './types';

const FIRST_LINE = /^\s*9809\s+(KEK-PF|SPring-8|SAGA-LS|AichiSR)\s+(\S+)/;
/** Meaning of the numbers in the row `Mode` above the detectors. */
const MODES: Readonly<Record<string, Role>> = { '1': 'i0', '2': 'transmitted', '3': 'fluorescence' };

/**
 * The 9809 format of the Japanese beamlines: commanded and observed angle, time, detectors whose mode row says
 * what they measure. Detector offsets are shown and not subtracted, as in Demeter.
 */
export const kekReader: Reader = {
  format: 'kek-9809',
  title: 'KEK 9809',
  identify: (source) =>
    FIRST_LINE.test(headText(source.bytes, 200))
      ? { confidence: 1, reason: 'the first line "9809 ..."' }
      : null,
  read: async (source, context) => {
    const table = await readTable(source.bytes, context);
    assertUsable(table);
    const lines = table.header.map(bareText);
    const spacing = /\bD=\s*([\d.]+)\s*A/i.exec(lines.join('\n'))?.[1];
    const modeLine = lines.find((line) => /^Mode\b/i.test(line));
    if (modeLine === undefined || table.columns.length < 5) {
      throw new XanopyError(
        'kek-modes',
        'The row "Mode", which says what the detectors measure, is missing. Take the original file.',
        { line: table.lines[0] },
      );
    }
    const modes = modeLine.split(/\s+/).slice(1);
    const channels = table.columns.map((values, index): Channel => {
      if (index === 0) return { label: 'angle (commanded)', unit: 'degree', values };
      if (index === 1) return { label: 'angle (observed)', unit: 'degree', role: 'angle', values };
      if (index === 2) return { label: 'time', unit: 's', values };
      // The word "Mode" stands in the first column, so the row is one shorter than the table.
      const role = MODES[modes[index - 1] ?? ''];
      return { label: `detector ${index - 2}`, values, ...(role === undefined ? {} : { role }) };
    });
    return [
      {
        id: '0',
        title: lines[1]?.split(/\s{2,}/)[0] ?? '',
        channels,
        ...(spacing === undefined ? {} : { dSpacing: Number(spacing) }),
        metadata: [
          ['Beamline', FIRST_LINE.exec(table.header[0]?.text ?? '')?.[2] ?? ''],
          ['Sample', lines[2] ?? ''],
          ...lines.flatMap((line) => {
            const match = /^(Ring|Mono|Offset)\b\s*:?\s*(.*)$/.exec(line);
            return match ? [[match[1], match[2]] as const] : [];
          }),
        ],
        warnings: tableWarnings(table),
      },
    ];
  },
};
