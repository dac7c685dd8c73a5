/**
 * The scans that differ most from each other: the first is the farthest from the mean, each other the farthest from
 * what lies between those before (the largest simplex, as the determinants of SIMPLISMA choose pure variables).
 * @param scores of the scans in their leading components, a row a scan
 */
export function purestScans(scores: readonly Float64Array[], count: number): number[] {
  const size = scores[0].length;
  const mean = new Float64Array(size);
  for (const row of scores) for (let i = 0; i < size; i++) mean[i] += row[i] / scores.length;
  const difference = (a: Float64Array, b: Float64Array): Float64Array => a.map((value, i) => value - b[i]);
  const squares = (a: Float64Array): number => a.reduce((sum, value) => sum + value * value, 0);
  const farthest = (rows: readonly Float64Array[]): number => {
    let best = 0;
    rows.forEach((row, i) => {
      if (squares(row) > squares(rows[best])) best = i;
    });
    return best;
  };
  const chosen = [farthest(scores.map((row) => difference(row, mean)))];
  let left = scores.map((row) => difference(row, scores[chosen[0]]));
  while (chosen.length < count) {
    const next = farthest(left);
    chosen.push(next);
    const direction = left[next];
    const length = squares(direction);
    if (!(length > 0)) break;
    left = left.map((row) => {
      const along = row.reduce((sum, value, i) => sum + value * direction[i], 0) / length;
      return row.map((value, i) => value - along * direction[i]);
    });
  }
  return chosen;
}
