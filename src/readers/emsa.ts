import { XanopyError } from '../domain/errors';
import { parseEnergyUnit } from './energy';
import { asByteText, decodeText, headText } from './text';
import type { Reader } from './types';

/**
 * EMSA/MAS spectral data (ISO 22029), data types XY and Y. Values are separated by commas or blanks, in any
 * number a line; the axis of Y data is offset + i * step.
 */
export const emsaReader: Reader = {
  format: 'emsa',
  title: 'EMSA/MAS',
  identify: (source) =>
    /^\s*#FORMAT\s*:\s*EMSA\/MAS/i.test(headText(source.bytes, 1000))
      ? { confidence: 1, reason: 'the first line "#FORMAT : EMSA/MAS"' }
      : null,
  read: (source) => {
    const fields = new Map<string, string>();
    const values: number[] = [];
    let isData = false;
    for (const [index, line] of decodeText(asByteText(source.bytes))
      .split(/\r\n|\r|\n/)
      .entries()) {
      const field = /^\s*#\s*([A-Za-z][^:]*?)\s*:\s*(.*)$/.exec(line);
      if (/^\s*#\s*ENDOFDATA/i.test(line)) break;
      if (field) {
        // A unit may follow the keyword, as in `#BEAMKV   -kV: 120.0`.
        const name = field[1].split(/\s/)[0].toUpperCase();
        isData = name === 'SPECTRUM';
        if (!fields.has(name)) fields.set(name, field[2].trim());
        continue;
      }
      if (!isData) continue;
      for (const cell of line.split(/[\s,;]+/)) {
        if (cell === '') continue;
        const value = Number(cell);
        if (Number.isNaN(value)) {
          throw new XanopyError(
            'bad-number',
            `"${cell.slice(0, 30)}" is not a number. Correct or remove it.`,
            {
              line: index + 1,
              column: line.indexOf(cell) + 1,
            },
          );
        }
        values.push(value);
      }
    }
    const type = (fields.get('DATATYPE') ?? '').toUpperCase();
    const isXy = type === 'XY';
    const columns = Number(fields.get('NCOLUMNS') ?? 1);
    const energy = isXy ? values.filter((_, i) => i % 2 === 0) : [];
    const counts = isXy ? values.filter((_, i) => i % 2 === 1) : values;
    if (type !== 'XY' && type !== 'Y') {
      throw new XanopyError(
        'emsa-type',
        `The data type "${type}" is neither XY nor Y. Export the spectrum again.`,
      );
    }
    if (counts.length < 3) {
      throw new XanopyError(
        'too-few-points',
        'The file has no spectrum behind "#SPECTRUM". Export it again.',
      );
    }
    if (isXy && energy.length !== counts.length) {
      throw new XanopyError(
        'emsa-pairs',
        'The last energy has no value: the file is cut off. Export it again.',
      );
    }
    const offset = Number(fields.get('OFFSET') ?? Number.NaN);
    const step = Number(fields.get('XPERCHAN') ?? Number.NaN);
    if (!isXy && !(Number.isFinite(offset) && Number.isFinite(step) && step !== 0)) {
      throw new XanopyError(
        'emsa-axis',
        'The energy axis is not given: #OFFSET or #XPERCHAN is missing or no number. Export it again.',
      );
    }
    const unit = fields.get('XUNITS');
    const isEels = /^E?ELS$/i.test(fields.get('SIGNALTYPE') ?? '');
    return [
      {
        id: '0',
        title: fields.get('TITLE') ?? '',
        channels: [
          {
            label: fields.get('XLABEL') ?? 'energy',
            role: 'energy',
            values: isXy ? Float64Array.from(energy) : Float64Array.from(counts, (_, i) => offset + i * step),
            ...(parseEnergyUnit(unit) === undefined || unit === undefined ? {} : { unit }),
          },
          { label: fields.get('YLABEL') || 'counts', role: 'mu', values: Float64Array.from(counts) },
        ],
        metadata: [...fields].filter(([name, value]) => name !== 'SPECTRUM' && value !== ''),
        warnings: [
          ...(isEels
            ? [
                {
                  code: 'is-eels' as const,
                  message:
                    'This is an electron energy-loss spectrum; the models were made for X-ray absorption. Take its answer for a hint only.',
                },
              ]
            : []),
          ...(columns > 1 && isXy
            ? [
                {
                  code: 'emsa-columns' as const,
                  message: `The file states ${columns} columns; it is read as pairs of energy and value.`,
                },
              ]
            : []),
        ],
      },
    ];
  },
};
