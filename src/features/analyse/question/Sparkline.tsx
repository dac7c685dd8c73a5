import { decimate } from '../plot/decimate';
import styles from './QuestionBar.module.css';

interface Props {
  readonly energy: Float64Array;
  readonly mu: Float64Array;
}

const WIDTH = 200;
const HEIGHT = 64;

/** The outline of a curve as an SVG path in a box of `WIDTH` x `HEIGHT`; empty when nothing is finite. */
export function outline({ energy, mu }: Props): string {
  const points = decimate({ energy, mu }, 400);
  const finite = Array.from(points.energy, (x, i) => [x, points.mu[i] ?? NaN] as const).filter(
    ([x, y]) => Number.isFinite(x) && Number.isFinite(y),
  );
  if (finite.length < 2) return '';
  const xs = finite.map(([x]) => x);
  const ys = finite.map(([, y]) => y);
  const [left, right, low, high] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
  const at = ([x, y]: readonly [number, number]): string =>
    `${(((x - left) / (right - left || 1)) * WIDTH).toFixed(1)} ${(HEIGHT - ((y - low) / (high - low || 1)) * HEIGHT).toFixed(1)}`;
  return `M${finite.map(at).join('L')}`;
}

/** A small picture of a curve with its energy range. */
export function Sparkline({ energy, mu }: Props) {
  const finite = energy.filter(Number.isFinite);
  const [first, last] = finite.reduce(
    ([low, high], e) => [Math.min(low, e), Math.max(high, e)],
    [Infinity, -Infinity],
  );
  return (
    <>
      <svg className={styles.sparkline} viewBox={`-2 -2 ${WIDTH + 4} ${HEIGHT + 4}`} aria-hidden="true">
        <path d={outline({ energy, mu })} />
      </svg>
      <span>
        {first.toFixed(0)} to {last.toFixed(0)} eV, {energy.length} points
      </span>
    </>
  );
}
