import type { Message } from '../../domain/errors';
import type { Scan } from '../types';

/** The bytes of a file, fetched as they are asked for: a stack may be larger than the memory. */
export interface SlicedBytes {
  readonly size: number;
  /** The bytes [from, to), within the file. */
  readonly read: (from: number, to: number) => Uint8Array;
}

/**
 * Spectra over the same energies, in lines of some columns as they were measured: a map, a full-field image, or a series
 * (one column). They are read in parts.
 */
export interface Stack {
  /** Place within the file, stable between reads. */
  readonly id: string;
  readonly title: string;
  readonly format: 'hdf5' | 'tiff';
  readonly lines: number;
  /** Spectra of a line; 1 in a series. */
  readonly columns: number;
  /** Energies of a spectrum. */
  readonly points: number;
  /** Labels of what `read` gives, such as `mu`, or `i0` and `it`. */
  readonly signals: readonly string[];
  readonly warnings: readonly Message[];
  /** Values of every signal in `count` lines from `first` on, spectrum after spectrum: `count x columns x points` each. */
  readonly read: (first: number, count: number) => readonly Float64Array[];
  /** A spectrum as a scan, from the values (length `points`) of every signal. */
  readonly scanOf: (values: readonly Float64Array[], id: string, title: string) => Scan;
}

/** The stacks of an open file. */
export interface OpenStacks {
  readonly stacks: readonly Stack[];
  readonly close: () => void;
}

/** Values that are read at once, of all signals together: 32 MB. */
export const MOST_VALUES = 4_000_000;

/** Lines of a stack that are read at once. */
export const linesAtOnce = ({
  lines,
  columns,
  points,
  signals,
}: Pick<Stack, 'lines' | 'columns' | 'points' | 'signals'>): number =>
  Math.max(1, Math.min(lines, Math.floor(MOST_VALUES / (columns * points * signals.length))));
