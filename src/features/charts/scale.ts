/** Lowest and highest value of an axis. */
export type Domain = readonly [low: number, high: number];

/** A point in px. */
export type Point = readonly [x: number, y: number];

/** Maps a domain onto a range of px. */
export function linearScale([low, high]: Domain, [start, end]: Domain): (value: number) => number {
  const slope = high === low ? 0 : (end - start) / (high - low);
  return (value) => start + slope * (value - low);
}

/** 1, 2 or 5 times a power of ten: the distance of about `count` ticks of a domain; NaN without any. */
export function stepOf([low, high]: Domain, count: number): number {
  if (!(high > low) || count < 1) return Number.NaN;
  const rough = (high - low) / count;
  const power = 10 ** Math.floor(Math.log10(rough));
  // The factor nearest to the rough step on a logarithmic axis.
  const ratio = rough / power;
  return power * (ratio >= Math.sqrt(50) ? 10 : ratio >= Math.sqrt(10) ? 5 : ratio >= Math.SQRT2 ? 2 : 1);
}

/** Decimals that every tick of a step needs, so that all have the same number of them. */
export function decimalsOf(step: number): number {
  return step > 0 ? Math.max(0, -Math.floor(Math.log10(step) + 1e-9)) : 0;
}

/** Round values inside a domain, about `count` of them, 1, 2 or 5 times a power of ten apart. */
export function ticksOf([low, high]: Domain, count: number): number[] {
  const step = stepOf([low, high], count);
  if (Number.isNaN(step)) return [low];
  const first = Math.ceil(low / step - 1e-9);
  const last = Math.floor(high / step + 1e-9);
  const digits = decimalsOf(step);
  return Array.from({ length: last - first + 1 }, (_, i) => Number(((first + i) * step).toFixed(digits)));
}

/** Lowest and highest of the finite values, widened by `margin` of their distance at both ends. */
export function extent(values: Iterable<number>, margin = 0): Domain {
  let low = Infinity;
  let high = -Infinity;
  for (const value of values) {
    if (!Number.isFinite(value)) continue;
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  if (low > high) return [0, 1];
  const room = margin * (high - low || Math.abs(high) || 1);
  return [low - room, high + room];
}

/** Path data of a polyline; gaps where a coordinate is not finite. */
export function pathOf(points: Iterable<Point>): string {
  let path = '';
  let isDown = false;
  for (const [x, y] of points) {
    const isDrawn = Number.isFinite(x) && Number.isFinite(y);
    if (isDrawn) path += `${isDown ? 'L' : 'M'}${x.toFixed(1)} ${y.toFixed(1)}`;
    isDown = isDrawn;
  }
  return path;
}
