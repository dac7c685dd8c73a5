import { XanopyError } from '../domain/errors';

/*
 * Limits of what is read, each well above what beamlines write: a file that exceeds one is not a scan, or would
 * fill the memory of the page.
 */

const MIB = 2 ** 20;

/** Bytes of one file, plain or unpacked. */
export const LARGEST_FILE = 512 * MIB;
/** Bytes of all files of an archive, those of the archives in it included. */
export const LARGEST_ARCHIVE = 1024 * MIB;
export const MOST_ENTRIES = 20_000;
/** How deep archives may lie within each other. */
export const DEEPEST_ARCHIVE = 2;
/** Bytes unpacked for each packed byte; tables of numbers give 3 to 20, zeros up to 1,030. */
export const HIGHEST_RATIO = 200;
/** Unpacked bytes up to which the ratio does not matter: images of a detector that saw nothing. */
export const ANY_RATIO = 16 * MIB;
/** Bytes of one line of a table: 100,000 columns. */
export const LONGEST_LINE = MIB;
/** Columns of one table: multichannel analysers write 4,096. */
export const MOST_COLUMNS = 10_000;
/** Characters of one number. */
export const LONGEST_NUMBER = 400;

const inMebibytes = (bytes: number): string => `${bytes / MIB} MB`;

/** @throws XanopyError `file-too-large` */
export function assertSize(bytes: number): void {
  if (bytes <= LARGEST_FILE) return;
  throw new XanopyError(
    'file-too-large',
    `The file is larger than ${inMebibytes(LARGEST_FILE)}. Export the scan alone, without detector images.`,
  );
}

export const archiveTooLarge = (limit: number): XanopyError =>
  new XanopyError(
    'archive-too-large',
    `Unpacked, this is larger than ${inMebibytes(limit)}. Unpack it yourself and drop the files you need.`,
  );

/** Whether so many bytes from so few packed ones are no data but a decompression bomb. */
export const isTooDense = (unpacked: number, packed: number): boolean =>
  unpacked > ANY_RATIO && unpacked > HIGHEST_RATIO * packed;

export const archiveTooDense = (): XanopyError =>
  new XanopyError(
    'archive-too-dense',
    `Unpacked, this is more than ${HIGHEST_RATIO} times as large: it holds one value over and over. Unpack it yourself if it is a scan.`,
  );

/** @throws XanopyError `line-too-long` */
export function assertLine(bytes: number, line: number): void {
  if (bytes <= LONGEST_LINE) return;
  throw new XanopyError(
    'line-too-long',
    `The line is longer than ${inMebibytes(LONGEST_LINE)}. Write the table with one row a line, or export the scan again.`,
    { line },
  );
}

/** @throws XanopyError `too-many-columns` */
export function assertColumns(count: number, line: number): void {
  if (count <= MOST_COLUMNS) return;
  throw new XanopyError(
    'too-many-columns',
    `The table has ${count} columns; ${MOST_COLUMNS} can be read. Write one row a point, or export fewer columns.`,
    { line },
  );
}
