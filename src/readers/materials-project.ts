import { elementOf } from '../domain/elements';
import { XanopyError } from '../domain/errors';
import { asByteText, decodeText, headText } from './text';
import type { Reader, Scan } from './types';

const TITLE = /^Absorption \((K|L\d?|M\d?)-edge\) for (.+)$/m;

/**
 * Spectra of the Materials Project: a row of groups (`Avg Fe`, `Site 0 (Fe), multiplicity 4`), a row of headings
 * and pairs of columns of unequal length. The averaged curves come first.
 */
export const materialsProjectReader: Reader = {
  format: 'materials-project',
  title: 'Materials Project XAS table',
  identify: (source) =>
    TITLE.test(headText(source.bytes, 300))
      ? { confidence: 0.98, reason: 'the title line of a Materials Project XAS table' }
      : null,
  read: (source) => {
    const lines = decodeText(asByteText(source.bytes)).split(/\r\n|\r|\n/);
    const title = TITLE.exec(lines[0]);
    const headings = lines.findIndex((line) => /^E \(ev\)\tmu/i.test(line));
    if (headings < 1) {
      throw new XanopyError(
        'mp-headings',
        'The row of headings "E (eV)  mu" is missing. Download the table from the Materials Project again.',
      );
    }
    const rows = lines.slice(headings + 1).map((line) => line.split('\t'));
    const scans: Scan[] = [];
    lines[headings - 1].split('\t').forEach((group, column) => {
      const match = /^(?:Avg (\w+)|Site \d+ \((\w+)\))/.exec(group.trim());
      if (!match) return;
      const energy: number[] = [];
      const mu: number[] = [];
      rows.forEach((cells, row) => {
        const pair = [cells[column]?.trim() ?? '', cells[column + 1]?.trim() ?? ''];
        if (pair.every((cell) => cell === '')) return;
        const numbers = pair.map((cell) => (cell === '' ? Number.NaN : Number(cell)));
        if (numbers.some(Number.isNaN)) {
          throw new XanopyError(
            'bad-number',
            `"${pair.join('  ').slice(0, 40)}" is not a pair of numbers. Download the table from the Materials Project again.`,
            { line: headings + row + 2, column: cells.slice(0, column).join('\t').length + 1 },
          );
        }
        energy.push(numbers[0]);
        mu.push(numbers[1]);
      });
      if (energy.length === 0) return;
      const element = elementOf(match[1] ?? match[2])?.symbol;
      scans.push({
        id: `${column}`,
        title: `${title?.[2] ?? ''} ${group.trim()}`.trim(),
        channels: [
          { label: 'E', unit: 'eV', role: 'energy', values: Float64Array.from(energy) },
          { label: 'mu', role: 'mu', values: Float64Array.from(mu) },
        ],
        ...(element === undefined ? {} : { element }),
        ...(title ? { edge: title[1] } : {}),
        signal: 'computed',
        // FEFF's own normalisation.
        isNormalised: true,
        metadata: title ? [['Material', title[2]]] : [],
        warnings: [],
      });
    });
    if (scans.length === 0) {
      throw new XanopyError(
        'mp-headings',
        'No averaged or site spectrum is named above the headings. Download the table from the Materials Project again.',
        { line: headings },
      );
    }
    return scans;
  },
};
