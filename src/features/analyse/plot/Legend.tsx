import { useStore } from 'zustand';
import type { StoreApi } from 'zustand/vanilla';
import { MiddleEllipsis } from '../../widgets/MiddleEllipsis';
import type { Hovered } from './Chart';
import type { Drawn } from './overlays';
import styles from './Plot.module.css';

/** More names would push the plot off the screen. */
const MOST_NAMES = 8;

interface Props {
  readonly curves: readonly Drawn[];
  /** The current spectrum among the curves; its name comes first. */
  readonly current: Drawn | undefined;
  readonly hovered: StoreApi<readonly Hovered[]>;
  /** What follows the energy under the pointer. */
  readonly isRelative: boolean;
}

function Swatch({ color, dash }: Pick<Drawn, 'color' | 'dash'>) {
  return (
    <svg width="20" height="8" aria-hidden="true" className={styles.swatch}>
      <line x1="0" x2="20" y1="4" y2="4" stroke={color} strokeWidth="2.5" strokeDasharray={dash && '5 3'} />
    </svg>
  );
}

const numberText = (value: number): string => String(Number(value.toPrecision(4)));

/** Names of the curves with their values under the pointer, beside the plot and never over it. */
export function Legend({ curves, current, hovered, isRelative }: Props) {
  const samples = useStore(hovered);
  const crowd = curves.filter(({ text }) => text !== undefined);
  const named = curves.filter(({ text }) => text === undefined);
  const ordered = [...named.filter((curve) => curve === current), ...named.filter((c) => c !== current)];
  const shown = ordered.slice(0, MOST_NAMES);
  const valueOf = (curve: Drawn): Hovered | undefined =>
    samples.find(({ trace }) => trace === curves.indexOf(curve));
  const at = (current && valueOf(current)) ?? samples[0];
  const inCrowd = samples.find(({ trace, text }) => text !== null && curves[trace]?.text !== undefined);
  const count = crowd.reduce((sum, { text }) => sum + new Set(text).size, 0);
  return (
    <ul className={styles.legend} aria-label="Curves">
      {shown.map((curve) => {
        const sample = valueOf(curve);
        return (
          <li key={`${curve.name} ${curve.color}`} title={curve.name} data-current={curve === current}>
            <Swatch {...curve} />
            <MiddleEllipsis text={curve.name} />
            <span className={styles.reading}>{sample && numberText(sample.y)}</span>
          </li>
        );
      })}
      {ordered.length > shown.length && <li>and {ordered.length - shown.length} more</li>}
      {count > 0 && (
        <li>
          <span
            className={styles.gradient}
            style={{ background: `linear-gradient(to right, ${crowd.map(({ color }) => color).join(', ')})` }}
          />
          <span>{count} spectra in order</span>
          {inCrowd && (
            <>
              <MiddleEllipsis text={inCrowd.text ?? ''} />
              <span className={styles.reading}>{numberText(inCrowd.y)}</span>
            </>
          )}
        </li>
      )}
      <li className={styles.cursor}>
        {at &&
          `${isRelative ? (at.x < 0 ? 'E₀ − ' : 'E₀ + ') : ''}${(isRelative ? Math.abs(at.x) : at.x).toFixed(2)}\u202feV`}
      </li>
    </ul>
  );
}

/** A line at the energy under the pointer; `range` are the ends of the plotting area. */
export function CursorLine({
  hovered,
  range,
}: {
  readonly hovered: StoreApi<readonly Hovered[]>;
  readonly range: readonly [number, number];
}) {
  const x = useStore(hovered, (samples) => samples[0]?.x);
  if (x === undefined) return null;
  const fraction = (x - range[0]) / (range[1] - range[0]);
  if (!(fraction >= 0 && fraction <= 1)) return null;
  return (
    <div className={styles.handleArea}>
      <div className={styles.cursorLine} style={{ left: `${fraction * 100}%` }} />
    </div>
  );
}
