import { XanopyError } from '../domain/errors';
import { canBeEnergy, guessUnit } from './energy';
import type { ReadContext } from './types';
import { assertColumns, assertLine, LONGEST_NUMBER } from './limits';
import { asByteText, decodeText } from './text';
import { withoutThousands } from './untidy';

/** A line that is not a row of numbers. */
export interface TextLine {
  /** 1-based. */
  readonly number: number;
  readonly text: string;
  /** The character that marks it as a comment, if one does. */
  readonly comment: string | null;
  /** 1-based column of the first character that is no number, for lines that begin like a row. */
  readonly brokenAt: number | null;
}

/** The table of a text file and what stands around it. */
export interface Table {
  /** Equal lengths. */
  readonly columns: readonly Float64Array[];
  /** 1-based line of every row. */
  readonly lines: Int32Array;
  readonly header: readonly TextLine[];
  /** Comments and broken rows between the rows. */
  readonly inside: readonly TextLine[];
  readonly footer: readonly TextLine[];
  /** Rows with another number of columns than most; not among `columns`. */
  readonly ragged: readonly { readonly line: number; readonly found: number }[];
  /** Rows right above the table with another number of columns: header in some formats, a fault in others. */
  readonly leading: readonly { readonly line: number; readonly found: number }[];
  /** Cells that are empty or say NaN, infinity or the like. */
  readonly notNumbers: readonly { readonly line: number; readonly column: number }[];
  /** Columns of words or times that were left out, by label or number. */
  readonly words: readonly string[];
  /** First and last line of other long tables of the file that are not read. */
  readonly unread: readonly (readonly [number, number])[];
}

const NEWLINE = 10;
const RETURN = 13;
const COMMA = 44;
const SEMICOLON = 59;
const MINUS = 45;
const POINT = 46;
const ZERO = 48;
const NINE = 57;
const BLANK = 1;
const COMMENT = 2;
/** What a byte is at the beginning of a line or between cells; quotes around cells count as blanks. */
const KINDS = new Uint8Array(256);
for (const byte of [32, 9, 11, 12, RETURN, 34, 160]) KINDS[byte] = BLANK;
for (const character of '#;%*!$') KINDS[character.charCodeAt(0)] = COMMENT;
const POWERS = Float64Array.from({ length: 23 }, (_, power) => Number(`1e${power}`));
/** Largest mantissa that takes one more digit and stays exact. */
const LARGEST_EXACT = 900719925474098;
/** Rows that a run needs, relative to the longest one of the file, to be its table. */
const LONG_RUN = 0.5;
/** The same for one that has the columns of the longest and an energy. */
const SHORT_RUN = 0.2;
/** Bytes between two chances for others to run, and to cancel. */
const CHUNK = 4 << 20;
const MOST_REMARKS = 1000;
const LONGEST_TEXT_LINE = 20000;

const isDigit = (byte: number): boolean => byte >= ZERO && byte <= NINE;

/** Doubles the room of a typed array. */
function grown<T extends Float64Array | Int32Array>(array: T): T {
  const larger =
    array instanceof Float64Array ? new Float64Array(array.length * 2) : new Int32Array(array.length * 2);
  larger.set(array);
  return larger as T;
}

interface RawLine {
  readonly number: number;
  readonly start: number;
  readonly end: number;
  readonly comment: boolean;
  readonly brokenAt: number | null;
  /** Rows read before this line. */
  readonly row: number;
}

/** Sorts the lines of a text into rows of numbers and other lines, in one pass over the bytes. */
class LineScanner {
  values: Float64Array;
  valueCount = 0;
  rowStarts: Int32Array;
  rowLines: Int32Array;
  rowCount = 0;
  readonly others: RawLine[] = [];
  readonly notNumbers: { line: number; column: number }[] = [];
  /** Rows that end in a separator. */
  openEnds = 0;
  position = 0;
  private line = 0;
  private lineStart = 0;
  /** Where the last cell that could be read ended, or failed. */
  private cursor = 0;
  private readonly newline: number;
  /** The comma, where it separates cells. */
  private readonly separator: number;

  constructor(
    readonly bytes: Uint8Array,
    private readonly decimalComma: boolean,
  ) {
    // Room for numbers of eight characters and rows of fifty; more is made when it is not enough.
    this.values = new Float64Array((bytes.length >> 3) + 16);
    this.rowStarts = new Int32Array(Math.ceil(bytes.length / 50) + 16);
    this.rowLines = new Int32Array(this.rowStarts.length);
    this.newline = bytes.includes(NEWLINE) ? NEWLINE : RETURN;
    this.separator = decimalComma ? -1 : COMMA;
  }

  /** Reads lines until byte `limit`; false at the end of the text. */
  advance(limit: number): boolean {
    const { bytes, newline } = this;
    while (this.position < bytes.length && this.position < limit) {
      const start = this.position;
      const found = bytes.indexOf(newline, start);
      const end = found < 0 ? bytes.length : found;
      this.position = end + 1;
      this.line += 1;
      this.lineStart = start;
      assertLine(end - start, this.line);
      this.readLine(start, end > start && bytes[end - 1] === RETURN ? end - 1 : end);
    }
    return this.position < bytes.length;
  }

  /** A line that is no row, as it stands. */
  textOf({ start, end }: RawLine): string {
    return decodeText(this.bytes.subarray(start, Math.min(end, start + LONGEST_TEXT_LINE))).trim();
  }

  private readLine(start: number, end: number): void {
    let first = start;
    while (first < end && KINDS[this.bytes[first]] === BLANK) first += 1;
    if (first === end) return;
    const comment = KINDS[this.bytes[first]] === COMMENT;
    let brokenAt: number | null = null;
    if (!comment) {
      const before = this.valueCount;
      if (this.readRow(first, end) && this.hasNumber(before)) {
        if (this.rowCount + 1 >= this.rowStarts.length) {
          this.rowStarts = grown(this.rowStarts);
          this.rowLines = grown(this.rowLines);
        }
        this.rowStarts[this.rowCount] = before;
        this.rowLines[this.rowCount] = this.line;
        this.rowCount += 1;
        this.rowStarts[this.rowCount] = this.valueCount;
        return;
      }
      // Glued numbers too are a row, though a faulty one: `7100.5-103.2E 99`.
      if (this.hasNumber(before) || isDigit(this.bytes[first])) brokenAt = this.cursor - start + 1;
      this.valueCount = before;
      while (this.notNumbers.at(-1)?.line === this.line) this.notNumbers.pop();
    }
    this.others.push({ number: this.line, start, end, comment, brokenAt, row: this.rowCount });
  }

  /** Whether a value from `first` on is a number; a line of dashes has none. */
  private hasNumber(first: number): boolean {
    let at = first;
    while (at < this.valueCount && Number.isNaN(this.values[at])) at += 1;
    return at < this.valueCount;
  }

  /**
   * Appends the numbers of a line; false where it holds anything else. Plain decimals, which nearly all numbers
   * are, are read right here: the loop is what the time of large files goes into.
   */
  private readRow(first: number, end: number): boolean {
    const { bytes, separator } = this;
    let cellOpen = true;
    let p = first;
    while (p < end) {
      let byte = bytes[p];
      if (KINDS[byte] === BLANK) {
        p += 1;
        continue;
      }
      if (byte === SEMICOLON || byte === separator) {
        if (cellOpen) this.push(Number.NaN, p);
        cellOpen = true;
        p += 1;
        continue;
      }
      cellOpen = false;
      const start = p;
      const isNegative = byte === MINUS;
      if (isNegative) byte = bytes[++p];
      let mantissa = 0;
      while (byte >= ZERO && byte <= NINE && p < end) {
        mantissa = mantissa * 10 + (byte - ZERO);
        byte = bytes[++p];
      }
      let decimals = 0;
      if (byte === POINT && p < end) {
        const point = p;
        byte = bytes[++p];
        while (byte >= ZERO && byte <= NINE && p < end) {
          mantissa = mantissa * 10 + (byte - ZERO);
          byte = bytes[++p];
        }
        decimals = p - point - 1;
      }
      const digits = p - start;
      const isPlain =
        digits > 2 &&
        digits < 17 &&
        mantissa <= LARGEST_EXACT &&
        (p === end || KINDS[byte] === BLANK || byte === separator);
      if (isPlain) {
        // Both are exact doubles, so the quotient is the correctly rounded number.
        const value = mantissa / POWERS[decimals];
        if (this.valueCount === this.values.length) this.values = grown(this.values);
        this.values[this.valueCount++] = isNegative ? -value : value;
        continue;
      }
      this.cursor = start;
      const value = this.readNumber(end);
      if (value === null) return false;
      this.push(value, start);
      p = this.cursor;
    }
    if (cellOpen) {
      // Behind the last separator: an empty cell, or just the way in which rows end.
      this.openEnds += 1;
      if (this.valueCount === this.values.length) this.values = grown(this.values);
      this.values[this.valueCount++] = Number.NaN;
    }
    return true;
  }

  private push(value: number, at: number): void {
    if (this.valueCount === this.values.length) this.values = grown(this.values);
    this.values[this.valueCount++] = value;
    if (!Number.isFinite(value) && this.notNumbers.length < MOST_REMARKS) {
      this.notNumbers.push({ line: this.line, column: at - this.lineStart + 1 });
    }
  }

  /** The number at the cursor, which moves behind it; null when there is none that ends in a separator. */
  private readNumber(end: number): number | null {
    const { bytes } = this;
    const start = this.cursor;
    let p = start;
    const negative = bytes[p] === 45;
    if (negative || bytes[p] === 43) p += 1;
    let mantissa = 0;
    let digits = 0;
    let exact = true;
    let power = 0;
    let afterPoint = false;
    for (; p < end; p++) {
      const byte = bytes[p];
      if (byte >= 48 && byte <= 57) {
        digits += 1;
        if (mantissa <= LARGEST_EXACT) {
          mantissa = mantissa * 10 + (byte - 48);
          if (afterPoint) power -= 1;
        } else {
          exact = false;
        }
      } else if (!afterPoint && (byte === 46 || (byte === 44 && this.decimalComma))) {
        afterPoint = true;
      } else {
        break;
      }
    }
    if (digits === 0) return this.readWord(start, end);
    const letter = bytes[p] | 32;
    if (p < end && (letter === 101 || letter === 100)) {
      let q = p + 1;
      const negativePower = bytes[q] === 45;
      if (negativePower || bytes[q] === 43) q += 1;
      const firstDigit = q;
      let exponent = 0;
      while (q < end && bytes[q] >= 48 && bytes[q] <= 57)
        exponent = Math.min(exponent * 10 + bytes[q++] - 48, 9999);
      if (q === firstDigit) return this.fail(p);
      power += negativePower ? -exponent : exponent;
      p = q;
    }
    if (p < end && !this.isSeparator(bytes[p])) return this.fail(p);
    this.cursor = p;
    if (exact && power >= -22 && power <= 22) {
      // Both factors are exact doubles, so the result is the correctly rounded one.
      const value = power < 0 ? mantissa / POWERS[-power] : mantissa * POWERS[power];
      return negative ? -value : value;
    }
    if (p - start > LONGEST_NUMBER) return this.fail(start);
    const text = String.fromCharCode(...bytes.subarray(start, p));
    return Number(text.replace(/[dD]/, 'e').replace(',', '.'));
  }

  private readWord(start: number, end: number): number | null {
    let p = start;
    while (p < end && !this.isSeparator(this.bytes[p]) && p - start < 12) p += 1;
    const word = String.fromCharCode(...this.bytes.subarray(start, p)).toLowerCase();
    if (!/^[+-]?(nan|inf(inity)?|null|none|n\/a|na|nil|-{2,3}|\*{2,8})$/.test(word)) return this.fail(start);
    this.cursor = p;
    return Number.NaN;
  }

  private fail(at: number): null {
    this.cursor = at;
    return null;
  }

  private isSeparator(byte: number): boolean {
    return KINDS[byte] === BLANK || byte === COMMA || byte === SEMICOLON;
  }
}

/** Whether commas are decimal commas: numbers like `7112,5` with other separators and no point anywhere. */
function usesDecimalComma(bytes: Uint8Array): boolean {
  const middle = bytes.length >> 1;
  const lines = decodeText(bytes.subarray(Math.max(0, middle - 4000), middle + 4000))
    .split(/\r\n|\r|\n/)
    .slice(1, -1);
  const rows = lines.filter((line) => /^[\s\d+\-.,;eEdD"]+$/.test(line) && /\d/.test(line));
  const sample = rows.length > 0 ? rows : decodeText(bytes.subarray(0, 8000)).split(/\r\n|\r|\n/);
  const withComma = sample.filter((line) => /^\s*"?[-+]?\d*,\d+([eEdD][-+]?\d+)?"?\s*[\t ;]/.test(line));
  return withComma.length > 0.5 * sample.length && !withComma.some((line) => line.includes('.'));
}

interface Run {
  first: number;
  end: number;
  width: number;
}

/** The number of columns that most rows of [first, end) have. */
function modalWidth(scanner: LineScanner, first: number, end: number): number {
  const counts = new Map<number, number>();
  let best = 0;
  for (let row = first; row < end; row++) {
    const width = scanner.rowStarts[row + 1] - scanner.rowStarts[row];
    const count = (counts.get(width) ?? 0) + 1;
    counts.set(width, count);
    if (count >= (counts.get(best) ?? 0)) best = width;
  }
  return best;
}

/** Runs of rows with nothing but comments and broken rows between them. */
function runsOf(scanner: LineScanner): Run[] {
  const runs: Run[] = [];
  let first = 0;
  let joinable = false;
  const close = (end: number): void => {
    if (end > first) {
      const width = modalWidth(scanner, first, end);
      const last = runs.at(-1);
      if (last && joinable && last.width === width) last.end = end;
      else runs.push({ first, end, width });
      joinable = true;
    }
    first = end;
  };
  for (const line of scanner.others) {
    if (line.comment) continue;
    close(line.row);
    if (line.brokenAt === null) joinable = false;
  }
  close(scanner.rowCount);
  return runs;
}

const pause = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));

/**
 * Finds the table of a text file: the last long run of numeric rows. What stands above is header, what stands
 * below is footer. Separators are blanks, tabs, commas and semicolons; decimal commas and Fortran exponents are
 * understood. Large texts are read in pieces, with pauses and progress between them.
 * @throws XanopyError `no-table`, `line-too-long`, `too-many-columns`; the reason of the signal when aborted
 */
export async function readTable(source: Uint8Array, context: ReadContext = {}): Promise<Table> {
  const tables = await tablesIn(source, context, false);
  return tables[tables.length - 1];
}

/** Every long table of a text, in its order: scans that were written one below the other. */
export const readTables = (source: Uint8Array, context: ReadContext = {}): Promise<Table[]> =>
  tablesIn(source, context, true);

/** @param isOpen whether tables may follow each other without a line between them */
async function tablesIn(source: Uint8Array, context: ReadContext, isOpen: boolean): Promise<Table[]> {
  const text = asByteText(source);
  const bytes = withoutThousands(text) ?? text;
  const scanner = await scan(bytes, context);
  // Words in every row leave no rows of numbers, or only what a header holds.
  const strange = scanner.others.filter(({ comment }) => !comment).length;
  if (strange >= 10 && strange > 3 * scanner.rowCount) {
    // Few files have words, and the page loads faster without this.
    const { withoutWords } = await import('./words');
    const tidied = withoutWords(bytes);
    const second = tidied && (await scan(tidied.bytes, context));
    if (second && second.rowCount > scanner.rowCount) return tablesOf(second, isOpen, tidied.dropped);
  }
  return tablesOf(scanner, isOpen);
}

async function scan(bytes: Uint8Array, context: ReadContext): Promise<LineScanner> {
  const scanner = new LineScanner(bytes, usesDecimalComma(bytes));
  while (scanner.advance(scanner.position + CHUNK)) {
    await pause();
    context.signal?.throwIfAborted();
    context.onProgress?.(scanner.position / bytes.length);
  }
  context.signal?.throwIfAborted();
  return scanner;
}

/** Least rows of a table beside another, and how near its first value begins where that of the one before began. */
const LEAST_ROWS = 10;
const RESTART = 0.1;
const LEAP = 0.5;

/** Rows between two looks for a return: fewer than a table has, so that none is overlooked. */
const LOOK = 4;
/** Steps that a leap is longer than where the labels are said again behind it. */
const LEAP_STEPS = 5;

/** Rows behind which the first column begins anew: where a comment stands, or energies return to where they began. */
function* restartsIn(scanner: LineScanner, run: Run, isOpen: boolean): Generator<number> {
  const { rowStarts, values } = scanner;
  const first = (row: number): number => values[rowStarts[row]];
  let begin = run.first;
  const isBack = (row: number): boolean => {
    const covered = Math.abs(first(row - 1) - first(begin));
    return covered > 0 && Math.abs(first(row) - first(begin)) < RESTART * covered;
  };
  const isFar = (row: number): boolean => {
    const covered = Math.abs(first(row - 1) - first(begin));
    return covered > 0 && Math.abs(first(row) - first(row - 1)) > LEAP * covered;
  };
  /** A gap or a turn, at which scans that only go on do not show their labels again. */
  const isApart = (row: number): boolean => {
    const [before, between, after] = [row - 1, row, row + 1].map((at) => first(at) - first(at - 1));
    return Math.abs(between) > LEAP_STEPS * Math.max(Math.abs(before), Math.abs(after)) || before * after < 0;
  };
  const isInside = (row: number): boolean => row - begin >= LEAST_ROWS && row <= run.end - LEAST_ROWS;
  if (isOpen) {
    const awayFromBegin = (row: number): number => Math.abs(first(row) - first(begin));
    for (let look = run.first + LOOK; look < run.end; look += LOOK) {
      if (awayFromBegin(look) >= awayFromBegin(look - LOOK)) continue;
      for (let row = look - LOOK + 1; row <= look; row++) {
        if (!isInside(row) || !isBack(row)) continue;
        yield row;
        begin = row;
      }
    }
    return;
  }
  const heading = scanner.others.findLast(({ row }) => row <= run.first);
  const labels = heading && scanner.textOf(heading);
  for (const line of scanner.others) {
    const { row } = line;
    if (!isInside(row)) continue;
    if (isBack(row) || isFar(row) || (scanner.textOf(line) === labels && isApart(row))) {
      yield row;
      begin = row;
    }
  }
}

function cutAt(run: Run, rows: Iterable<number>): Run[] {
  const ends = [...rows, run.end];
  return ends.map((end, index) => ({ ...run, first: index === 0 ? run.first : ends[index - 1], end }));
}

/** A run cut into the tables that follow each other in it. */
function restarts(scanner: LineScanner, run: Run, isOpen: boolean): Run[] {
  const said = cutAt(run, restartsIn(scanner, run, false));
  if (!isOpen) return said;
  // Without a word between them only energies tell tables from the lines of a map.
  return said.flatMap((part) => {
    const parts = cutAt(part, restartsIn(scanner, part, true));
    if (parts.length === 1) return parts;
    const areScans = parts.every((one) => {
      const values = firstColumn(scanner, one);
      return canBeEnergy({ label: '', values }) && guessUnit(values) !== 'degree';
    });
    return areScans ? parts : [part];
  });
}

/** The first value of every row of a run. */
function firstColumn({ values, rowStarts }: LineScanner, { first, end }: Run): Float64Array {
  const column = new Float64Array(end - first);
  for (let row = first; row < end; row++) column[row - first] = values[rowStarts[row]];
  return column;
}

function tablesOf(scanner: LineScanner, isOpen: boolean, words: readonly string[] = []): Table[] {
  const runs = runsOf(scanner).flatMap((run) => restarts(scanner, run, isOpen));
  const longest = runs.reduce((most, { first, end }) => Math.max(most, end - first), 0);
  const long = runs.filter(({ first, end }) => end - first >= LONG_RUN * longest);
  const last = long.at(-1);
  if (!last) {
    throw new XanopyError(
      'no-table',
      'No rows of numbers found. Check that this is a file with columns of data.',
    );
  }
  // Foils are scanned in fewer points: a shorter table of the same columns is one where it has an energy.
  const isWhole = ({ first, end, width }: Run): boolean =>
    width > 1 &&
    end - first >= LEAST_ROWS &&
    end - first >= (width === last.width ? SHORT_RUN : LONG_RUN) * longest;
  const whole = runs.filter(isWhole);
  const scans =
    whole.length > 1
      ? whole.filter((run) => canBeEnergy({ label: '', values: firstColumn(scanner, run) }))
      : whole;
  const alike = scans.includes(last) ? scans : long.filter((run) => isWhole(run) && run.width === last.width);
  const tables = alike.length > 1 ? alike : [last];
  const unread = runs
    .filter((run) => run.width > 1 && run.end - run.first >= LEAST_ROWS && !tables.includes(run))
    .map(({ first, end }) => [scanner.rowLines[first], scanner.rowLines[end - 1]] as const);
  return tables.map((run, index) => {
    const before = index === 0 ? 0 : tables[index - 1].end;
    const after = tables.at(index + 1)?.first ?? scanner.rowCount;
    return { ...tableOf(scanner, run, before, after), words, unread: index === 0 ? unread : [] };
  });
}

/** The table of one run; header and footer reach to the rows `before` and `after`, where other tables end and begin. */
function tableOf(
  scanner: LineScanner,
  run: Run,
  before: number,
  after: number,
): Omit<Table, 'words' | 'unread'> {
  const { bytes, rowStarts, rowLines } = scanner;
  const { width } = run;
  assertColumns(width, rowLines[run.first]);
  const widthOf = (row: number): number => rowStarts[row + 1] - rowStarts[row];
  let { first } = run;
  while (widthOf(first) !== width) first += 1;
  const leading: { line: number; found: number }[] = [];
  for (let row = Math.max(run.first, first - MOST_REMARKS); row < first; row++) {
    leading.push({ line: rowLines[row], found: widthOf(row) });
  }

  const ragged: { line: number; found: number }[] = [];
  let rows = 0;
  for (let row = first; row < run.end; row++) {
    if (widthOf(row) === width) rows += 1;
    else if (ragged.length < MOST_REMARKS) ragged.push({ line: rowLines[row], found: widthOf(row) });
  }
  const all = Array.from({ length: width }, () => new Float64Array(rows));
  const lines = new Int32Array(rows);
  let next = 0;
  for (let row = first; row < run.end; row++) {
    if (widthOf(row) !== width) continue;
    const start = rowStarts[row];
    for (let column = 0; column < width; column++) all[column][next] = scanner.values[start + column];
    lines[next++] = rowLines[row];
  }

  // A separator at the end of every row opens no column.
  const isOpenEnd = width > 1 && scanner.openEnds > 0 && all[width - 1].every(Number.isNaN);
  const columns = isOpenEnd ? all.slice(0, -1) : all;

  const header: TextLine[] = [];
  const inside: TextLine[] = [];
  const footer: TextLine[] = [];
  const firstLine = rowLines[first];
  const lastLine = rowLines[run.end - 1];
  for (const { number, start, end, comment, brokenAt, row } of scanner.others) {
    if (row < before || row > after) continue;
    const text = decodeText(bytes.subarray(start, Math.min(end, start + LONGEST_TEXT_LINE)));
    const line = { number, text, comment: comment ? text.trimStart()[0] : null, brokenAt };
    (number < firstLine ? header : number > lastLine ? footer : inside).push(line);
  }
  const notNumbers = scanner.notNumbers.filter(({ line }) => line >= firstLine && line <= lastLine);
  return { columns, lines, header, inside, footer, ragged, leading, notNumbers };
}
