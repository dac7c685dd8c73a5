import { XanopyError } from '../../domain/errors';
import type { Stack } from './types';

/** Lines, evenly spread, that stand for a whole stack. */
const SAMPLED_LINES = 16;
/** Spectra of a series that are read beside each other, as a line of a map is. */
const SERIES_BLOCK = 16;

/** Adds up spectra, without the values that are no numbers. */
export function meanOf(points: number): {
  readonly add: (values: Float64Array, from: number) => void;
  readonly values: () => Float64Array;
} {
  const sums = new Float64Array(points);
  const counts = new Uint32Array(points);
  return {
    add: (values, from) => {
      for (let i = 0; i < points; i++) {
        const value = values[from + i];
        if (!Number.isFinite(value)) continue;
        sums[i] += value;
        counts[i] += 1;
      }
    },
    values: () => sums.map((sum, i) => sum / counts[i]),
  };
}

/**
 * The mean spectrum of a sample of the lines, for every signal: what the stack as a whole is judged by. Lines that cannot be read
 * are left out.
 * @throws XanopyError `stack-unread` where none of them can be read
 */
export function sampleMean(
  stack: Pick<Stack, 'lines' | 'columns' | 'points' | 'signals' | 'read'>,
): Float64Array[] {
  const { lines, columns, points, signals, read } = stack;
  const size = columns === 1 ? Math.min(SERIES_BLOCK, lines) : 1;
  const blocks = Math.min(SAMPLED_LINES, Math.floor(lines / size));
  const means = signals.map(() => meanOf(points));
  let readable = 0;
  let damage: XanopyError | null = null;
  for (let block = 0; block < blocks; block++) {
    const first = blocks === 1 ? 0 : Math.round((block * (lines - size)) / (blocks - 1));
    let all: readonly Float64Array[];
    try {
      all = read(first, size);
    } catch (error) {
      if (!(error instanceof XanopyError)) throw error;
      damage ??= error;
      continue;
    }
    readable += 1;
    all.forEach((values, signal) => {
      for (let from = 0; from < values.length; from += points) means[signal].add(values, from);
    });
  }
  if (readable === 0 && damage) throw damage;
  return means.map(({ values }) => values());
}
