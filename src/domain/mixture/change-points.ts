/** Fewest spectra between two changes. */
const SHORTEST = 3;

/** Variance of the noise of a series of numbers, from the differences of neighbours, which a few steps do not move. */
function noiseVariance(values: readonly number[]): number {
  const sizes = values
    .slice(1)
    .map((value, i) => Math.abs(value - (values[i] ?? value)))
    .sort((a, b) => a - b);
  // 0.6745: the median of |x| for x of the standard normal distribution; a difference has twice the variance.
  return ((sizes[sizes.length >> 1] ?? 0) / 0.6745) ** 2 / 2;
}

/**
 * Places at which the mean of a series changes: the segmentation of least squared deviations from the segments' means, in
 * units of the noise, plus a penalty of (d + 2) log n a change for d variables (modified Bayes criterion: Zhang, Siegmund,
 * Biometrics 63 (2007) 22). Found exactly by PELT: Killick, Fearnhead, Eckley, J. Am. Stat. Assoc. 107 (2012) 1590.
 * @param rows the variables, each with a value for every one of the n members of the series, in their order
 * @returns the index of the first member behind each change, ascending
 */
export function changePoints(rows: readonly (readonly number[])[]): number[] {
  const n = rows[0]?.length ?? 0;
  // Sums and sums of squares up to each member, in units of the noise.
  const sums = rows.flatMap((row) => {
    const noise = noiseVariance(row);
    if (!(noise > 0)) return [];
    const values = new Float64Array(n + 1);
    const squares = new Float64Array(n + 1);
    row.forEach((value, i) => {
      values[i + 1] = (values[i] ?? 0) + value;
      squares[i + 1] = (squares[i] ?? 0) + value * value;
    });
    return [{ noise, values, squares }];
  });
  if (n < 2 * SHORTEST || sums.length === 0) return [];
  const cost = (from: number, to: number): number =>
    sums.reduce((total, { noise, values, squares }) => {
      const sum = values[to] - values[from];
      return total + (squares[to] - squares[from] - (sum * sum) / (to - from)) / noise;
    }, 0);
  const penalty = (sums.length + 2) * Math.log(n);
  const best = new Float64Array(n + 1).fill(Number.POSITIVE_INFINITY);
  best[0] = -penalty;
  const before = new Int32Array(n + 1);
  let candidates = [0];
  for (let end = SHORTEST; end <= n; end++) {
    const costs = candidates.map((start) => best[start] + cost(start, end));
    costs.forEach((value, place) => {
      if (value + penalty < best[end]) {
        best[end] = value + penalty;
        before[end] = candidates[place];
      }
    });
    // A start that is worse now without its penalty stays worse for every later end.
    candidates = candidates.filter((_, place) => costs[place] <= best[end]);
    if (end - SHORTEST + 1 >= SHORTEST) candidates.push(end - SHORTEST + 1);
  }
  const found: number[] = [];
  for (let end = before[n]; end > 0; end = before[end]) found.unshift(end);
  return found;
}
