/** A monotone map as a polygon: between the knots linear, beyond the ends constant. */
export interface MonotoneMap {
  /** Strictly ascending. */
  readonly x: readonly number[];
  /** Not descending, same length as `x`. */
  readonly y: readonly number[];
}

/** Value of the map at `at`. */
export function applyMap({ x, y }: MonotoneMap, at: number): number {
  const last = x.length - 1;
  if (at <= x[0]) return y[0];
  if (at >= x[last]) return y[last];
  let i = 1;
  while (x[i] < at) i += 1;
  return y[i - 1] + ((at - x[i - 1]) / (x[i] - x[i - 1])) * (y[i] - y[i - 1]);
}

interface Block {
  weight: number;
  x: number;
  y: number;
}

/**
 * Weighted isotonic regression by pool-adjacent-violators (Barlow et al. 1972), made continuous by joining
 * the centres of the blocks. `leastWeight` is the weight below which neighbouring abscissae are merged
 * beforehand: single samples at the ends would otherwise become knots of their own.
 * All arrays have the same length of at least 1; weights are positive.
 */
export function fitIsotonic(
  x: ArrayLike<number>,
  y: ArrayLike<number>,
  weights: ArrayLike<number>,
  leastWeight = 0,
): MonotoneMap {
  const order = Array.from(x, (_, i) => i).sort((a, b) => x[a] - x[b]);
  const groups: Block[] = [];
  let lastX = Number.NaN;
  for (const i of order) {
    const group = groups[groups.length - 1];
    if (group && (group.weight < leastWeight || x[i] === lastX))
      merge(group, { weight: weights[i], x: x[i], y: y[i] });
    else groups.push({ weight: weights[i], x: x[i], y: y[i] });
    lastX = x[i];
  }
  const tail = groups[groups.length - 1];
  if (groups.length > 1 && tail.weight < leastWeight) {
    groups.pop();
    merge(groups[groups.length - 1], tail);
  }
  const blocks: Block[] = [];
  for (const group of groups) {
    blocks.push({ ...group });
    while (blocks.length > 1 && blocks[blocks.length - 2].y >= blocks[blocks.length - 1].y) {
      const violator = blocks.pop();
      if (violator) merge(blocks[blocks.length - 1], violator);
    }
  }
  return { x: blocks.map((block) => block.x), y: blocks.map((block) => block.y) };
}

function merge(into: Block, other: Block): void {
  const weight = into.weight + other.weight;
  into.x = (into.x * into.weight + other.x * other.weight) / weight;
  into.y = (into.y * into.weight + other.y * other.weight) / weight;
  into.weight = weight;
}
