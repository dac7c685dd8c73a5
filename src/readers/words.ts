import { decodeText } from './text';
import { unquoted } from './untidy';

/** A text without its columns of words. */
export interface Tidied {
  readonly bytes: Uint8Array;
  /** Labels or numbers (from 1) of the columns that were taken out. */
  readonly dropped: readonly string[];
}

const LINES_LOOKED_AT = 400;
const NUMBER = /^[-+]?(\d+[.,]?\d*|[.,]\d+)([eEdD][-+]?\d+)?$|^[-+]?(nan|inf|null|none|n\/a)$/i;

const SEPARATORS: readonly RegExp[] = [/\|/, /\t/, /;/, /,(?=(?:[^"]*"[^"]*")*[^"]*$)/, /\s+/];

/**
 * The text without columns of words, dates and times, so that the numbers beside them form a table; null where no
 * two columns of numbers would be left. Lines keep their places.
 */
export function withoutWords(bytes: Uint8Array): Tidied | null {
  const lines = decodeText(bytes).split(/\r\n|\r|\n/);
  const rows = lines.filter((line) => line.trim() !== '' && !/^\s*[#;%*!$]/.test(line));
  const middle = rows.length >> 1;
  const sample = rows.slice(Math.max(0, middle - LINES_LOOKED_AT / 2), middle + LINES_LOOKED_AT / 2);
  for (const separator of SEPARATORS) {
    const cut = (line: string): string[] => line.trim().split(separator).map(unquoted);
    const counts = new Map<number, number>();
    for (const row of sample) counts.set(cut(row).length, (counts.get(cut(row).length) ?? 0) + 1);
    const [width, count] = [...counts].sort((a, b) => b[1] - a[1])[0] ?? [0, 0];
    if (width < 2 || count < 3 || count < 0.6 * sample.length) continue;
    const fitting = sample.map(cut).filter((row) => row.length === width);
    const words = Array.from({ length: width }, (_, column) => column).filter(
      (column) => fitting.filter((row) => NUMBER.test(row[column])).length < 0.5 * fitting.length,
    );
    if (width - words.length < 2 || (words.length === 0 && separator.source !== '\\|')) continue;
    const gone = new Set(words);
    let head: readonly string[] = [];
    let hasBegun = false;
    const kept = lines.map((line) => {
      const marks = /^\s*[#;%*!$]+\s*/.exec(line)?.[0] ?? '';
      const cells = cut(line.slice(marks.length));
      if (cells.length !== width) return line;
      const numbers = cells.filter((cell, column) => !gone.has(column) && NUMBER.test(cell)).length;
      hasBegun ||= numbers >= 0.5 * (width - gone.size);
      // An index without a name would shift the names behind it.
      if (!hasBegun && cells[0] === '' && separator.source !== '\\|') cells[0] = 'index';
      if (!hasBegun) head = cells;
      return marks + cells.filter((_, column) => !gone.has(column)).join('\t');
    });
    return {
      bytes: new TextEncoder().encode(kept.join('\n')),
      dropped: words.map((column) => head[column] || `${column + 1}`),
    };
  }
  return null;
}
