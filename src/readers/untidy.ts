import { decodeText } from './text';

const GERMAN = /^[-+]?\d{1,3}(\.\d{3})+(,\d+)?$/;
const ENGLISH = /^[-+]?\d{1,3}(,\d{3})+(\.\d+)?$/;

/** `7'112.50` of Switzerland, `7 112,50` of France with one of three blanks. */
const SPACED = /^[-+]?\d{1,3}([ '\u2019\u00a0\u202f]\d{3})+([.,]\d+)?$/;

const SPACED_CELLS =
  /(?<=^|[\t;"])[-+]?\d{1,3}(?:[ '\u2019\u00a0\u202f]\d{3})+(?:[.,]\d+)?(?=[\t;"\r\n]|$)/gm;

const linesAround = (bytes: Uint8Array): string[] => {
  const middle = bytes.length >> 1;
  const text = decodeText(bytes.subarray(Math.max(0, middle - 4000), middle + 4000));
  return text.split(/\r\n|\r|\n/).slice(1, -1);
};

export const unquoted = (cell: string): string => cell.trim().replace(/^"(.*)"$/, '$1');

/**
 * The text without the separators of thousands (`5.850,00`, `"5,850.00"`), as spreadsheets of many countries write
 * them; null where there are none. Judged in the middle of the file.
 */
export function withoutThousands(bytes: Uint8Array): Uint8Array | null {
  const sample = linesAround(bytes);
  const lines = sample.length > 2 ? sample : decodeText(bytes.subarray(0, 8000)).split(/\r\n|\r|\n/);
  const isUsual = (pattern: RegExp): boolean =>
    lines.filter((line) => pattern.test(line)).length > 0.5 * lines.length;
  // Of cells that a semicolon or tab ends; blanks alone separate columns.
  const spaced = lines.filter(
    (line) => /[\t;]/.test(line) && line.split(/[\t;]/).some((cell) => SPACED.test(unquoted(cell))),
  );
  if (spaced.length > 0.5 * lines.length) {
    const joined = decodeText(bytes).replace(SPACED_CELLS, (number) => number.replace(/[^-+\d.,]/g, ''));
    return new TextEncoder().encode(joined);
  }
  // Decimal commas in quotes, between commas that separate: `"7112,50","0,197"`.
  if (isUsual(/"[-+]?\d+,\d+",/) && !isUsual(/"[-+]?\d{1,3}(,\d{3})+(\.\d+)?"/))
    return new TextEncoder().encode(
      decodeText(bytes).replace(/(?<="[-+]?\d+),(?=\d+([eE][-+]?\d+)?")/g, '.'),
    );
  if (isUsual(/"[-+]?\d{1,3}(,\d{3})+(\.\d+)?"/))
    return replaced(bytes, /(?<=")[-+]?\d{1,3}(?:,\d{3})+(?=[."])/g, ',');
  const rows = lines
    .map((line) =>
      line
        .trim()
        .split(/[\t;]|\s+/)
        .map(unquoted),
    )
    .filter((row) => row.length > 1);
  const share = (pattern: RegExp): number =>
    rows.filter((row) => row.some((cell) => pattern.test(cell))).length / Math.max(1, rows.length);
  const cells = rows.flat();
  // Every comma of a German file is a decimal one: `5.850,00 0,197`.
  const hasComma = cells.some((cell) => /^[-+]?[\d.]*\d,\d+$/.test(cell));
  const isGerman = hasComma && cells.every((cell) => !/^[-+]?\d+\.\d+$/.test(cell) || GERMAN.test(cell));
  if (share(GERMAN) > 0.5 && isGerman)
    return replaced(bytes, /(?<![\d.,])[-+]?\d{1,3}(?:\.\d{3})+(?=,\d|[\s;"]|$)/gm, '.');
  return share(ENGLISH) > 0.5 && cells.some((cell) => /^[-+]?[\d,]*\d\.\d+$/.test(cell))
    ? replaced(bytes, /(?<![\d.,])[-+]?\d{1,3}(?:,\d{3})+(?=[.\s;"]|$)/gm, ',')
    : null;
}

const replaced = (bytes: Uint8Array, pattern: RegExp, character: string): Uint8Array =>
  new TextEncoder().encode(decodeText(bytes).replace(pattern, (number) => number.replaceAll(character, '')));
