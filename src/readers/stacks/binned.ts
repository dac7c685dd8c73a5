import { meanOf } from './mean';
import { linesAtOnce, type Stack } from './types';

/** Pixels of each side that are averaged to one. */
export const BINNINGS = [1, 2, 4] as const;
export type Binning = (typeof BINNINGS)[number];

/** Lines and columns of a stack whose pixels are averaged; at its ends fewer make one. A series is averaged along itself. */
export const binnedSize = (
  { lines, columns }: Pick<Stack, 'lines' | 'columns'>,
  binning: Binning,
): { readonly lines: number; readonly columns: number } => ({
  lines: Math.ceil(lines / binning),
  columns: Math.ceil(columns / binning),
});

/** Averaged lines that are read at once. */
export const binnedLinesAtOnce = (stack: Parameters<typeof linesAtOnce>[0], binning: Binning): number =>
  Math.max(1, Math.floor(linesAtOnce(stack) / binning));

/**
 * Values of every signal in `count` averaged lines from `first` on: of intensities the means, not of what is made of them.
 * @throws XanopyError `stack-unread`
 */
export function readBinned(
  stack: Stack,
  binning: Binning,
  first: number,
  count: number,
): readonly Float64Array[] {
  const { lines, columns, points, read } = stack;
  const from = first * binning;
  const all = read(from, Math.min(count * binning, lines - from));
  if (binning === 1) return all;
  const size = binnedSize(stack, binning);
  return all.map((values) => {
    const height = values.length / (columns * points);
    const result = new Float64Array(count * size.columns * points);
    for (let y = 0; y < count; y++)
      for (let x = 0; x < size.columns; x++) {
        const mean = meanOf(points);
        for (let line = y * binning; line < Math.min(height, (y + 1) * binning); line++)
          for (let column = x * binning; column < Math.min(columns, (x + 1) * binning); column++)
            mean.add(values, (line * columns + column) * points);
        result.set(mean.values(), (y * size.columns + x) * points);
      }
    return result;
  });
}
