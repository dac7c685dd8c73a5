import styles from './charts.module.css';
import { extent, linearScale, pathOf, ticksOf, type Domain } from './scale';
import { useRoom } from './useRoom';

export interface Series {
  readonly label: string;
  readonly x: ArrayLike<number>;
  readonly y: ArrayLike<number>;
  /** A CSS colour. */
  readonly colour: string;
  readonly kind?: 'line' | 'dashed' | 'points' | 'points-and-line';
  /** Half the height of a bar about each point, e.g. of a confidence interval: [low, high] values. */
  readonly intervals?: readonly (readonly [number, number])[];
}

export interface Band {
  readonly label: string;
  readonly from: number;
  readonly to: number;
  readonly fill: string;
  readonly colour: string;
}

export interface Mark {
  readonly label: string;
  readonly x: number;
}

interface XyChartProps {
  /** What a screen reader says about the picture. */
  readonly description: string;
  readonly series: readonly Series[];
  readonly xLabel: string;
  readonly yLabel: string;
  readonly xDomain?: Domain;
  readonly yDomain?: Domain;
  readonly bands?: readonly Band[];
  readonly marks?: readonly Mark[];
  readonly height?: number;
  readonly xTicks?: readonly number[];
  readonly formatX?: (value: number) => string;
  readonly formatY?: (value: number) => string;
  readonly hasLegend?: boolean;
}

const MARGIN = { top: 12, right: 22, bottom: 42, left: 56 };

/** A number with a true minus sign. */
const plain = (value: number): string => String(value).replace('-', '−');

/** Width of a letter of the smallest text, px. */
const LETTER = 7.6;

/** Lines and points over two linear axes, drawn at the width that is there, so that text keeps its size. */
export function XyChart(props: XyChartProps) {
  const { description, series, bands = [], marks = [], height = 260 } = props;
  const [ref, { width, unit }] = useRoom<HTMLDivElement>(480);
  const xDomain = props.xDomain ?? extent(series.flatMap(({ x }) => Array.from(x)));
  const yData = extent(
    series.flatMap(({ x, y }) =>
      Array.from(y).filter((_, i) => {
        const at = x[i] ?? NaN;
        return at >= xDomain[0] && at <= xDomain[1];
      }),
    ),
    0.06,
  );
  // The names of the bands stand above the curves.
  const headroom = bands.length > 0 ? 0.12 * (yData[1] - yData[0]) : 0;
  const yDomain = props.yDomain ?? [yData[0], yData[1] + headroom];
  const inner = { right: width - MARGIN.right, bottom: height - MARGIN.bottom };
  const x = linearScale(xDomain, [MARGIN.left, inner.right]);
  const y = linearScale(yDomain, [inner.bottom, MARGIN.top]);
  const xTicks = props.xTicks ?? ticksOf(xDomain, Math.max(2, Math.floor((inner.right - MARGIN.left) / 64)));
  const yTicks = ticksOf(yDomain, Math.max(2, Math.floor((inner.bottom - MARGIN.top) / 36)));
  const formatX = props.formatX ?? plain;
  const formatY = props.formatY ?? plain;
  const clip = (value: number): number => Math.max(MARGIN.left, Math.min(inner.right, x(value)));
  return (
    <div className={styles.chart} ref={ref}>
      <svg
        width={width * unit}
        height={height * unit}
        viewBox={`0 0 ${width} ${height}`}
        role="img"
        aria-label={description}
      >
        {bands.map((band) => (
          <g key={band.label}>
            <rect
              x={clip(band.from)}
              y={MARGIN.top}
              width={Math.max(0, clip(band.to) - clip(band.from))}
              height={inner.bottom - MARGIN.top}
              style={{ fill: band.fill }}
            />
            {clip(band.to) - clip(band.from) > LETTER * band.label.length && (
              <text
                className={styles.bandLabel}
                x={(clip(band.from) + clip(band.to)) / 2}
                y={MARGIN.top + 13}
                style={{ fill: band.colour }}
              >
                {band.label}
              </text>
            )}
          </g>
        ))}
        {yTicks.map((tick) => (
          <g key={tick}>
            <line className={styles.grid} x1={MARGIN.left} x2={inner.right} y1={y(tick)} y2={y(tick)} />
            <text className={styles.tickY} x={MARGIN.left - 7} y={y(tick) + 4}>
              {formatY(tick)}
            </text>
          </g>
        ))}
        {xTicks.map((tick) => (
          <g key={tick}>
            <line className={styles.axis} x1={x(tick)} x2={x(tick)} y1={inner.bottom} y2={inner.bottom + 4} />
            <text className={styles.tickX} x={x(tick)} y={inner.bottom + 17}>
              {formatX(tick)}
            </text>
          </g>
        ))}
        <line className={styles.axis} x1={MARGIN.left} x2={inner.right} y1={inner.bottom} y2={inner.bottom} />
        <text className={styles.label} x={(MARGIN.left + inner.right) / 2} y={height - 6}>
          {props.xLabel}
        </text>
        <text
          className={styles.label}
          transform={`translate(12 ${(MARGIN.top + inner.bottom) / 2}) rotate(-90)`}
        >
          {props.yLabel}
        </text>
        {marks.map((mark) => (
          <g key={mark.label}>
            <line className={styles.mark} x1={x(mark.x)} x2={x(mark.x)} y1={MARGIN.top} y2={inner.bottom} />
            <text className={styles.markLabel} x={x(mark.x) + 5} y={inner.bottom - 6}>
              {mark.label}
            </text>
          </g>
        ))}
        {series.map((one) => (
          <Curve key={one.label} series={one} xDomain={xDomain} x={x} y={y} />
        ))}
      </svg>
      {props.hasLegend && <Legend series={series} />}
    </div>
  );
}

interface CurveProps {
  readonly series: Series;
  readonly xDomain: Domain;
  readonly x: (value: number) => number;
  readonly y: (value: number) => number;
}

function Curve({ series, xDomain, x, y }: CurveProps) {
  const { kind = 'line', colour } = series;
  const points = Array.from(series.x).flatMap((value, i) =>
    value >= xDomain[0] && value <= xDomain[1] ? [{ at: [x(value), y(series.y[i] ?? NaN)] as const, i }] : [],
  );
  return (
    <g>
      {kind !== 'points' && (
        <path
          className={styles.line}
          d={pathOf(points.map(({ at }) => at))}
          style={{ stroke: colour }}
          strokeDasharray={kind === 'dashed' ? '5 4' : undefined}
        />
      )}
      {series.intervals &&
        points.map(({ at, i }) => {
          const interval = series.intervals?.[i];
          return (
            interval && (
              <line
                key={i}
                x1={at[0]}
                x2={at[0]}
                y1={y(interval[0])}
                y2={y(interval[1])}
                style={{ stroke: colour, strokeWidth: 1.4 }}
              />
            )
          );
        })}
      {(kind === 'points' || kind === 'points-and-line') &&
        points.map(({ at, i }) => <circle key={i} cx={at[0]} cy={at[1]} r={3.4} style={{ fill: colour }} />)}
    </g>
  );
}

/** Names of the series beside a sample of their line. */
function Legend({ series }: { readonly series: readonly Series[] }) {
  return (
    <ul className={styles.legend}>
      {series.map(({ label, colour, kind = 'line' }) => (
        <li key={label}>
          <svg width="22" height="10" aria-hidden="true">
            {kind !== 'points' && (
              <line
                x1="1"
                x2="21"
                y1="5"
                y2="5"
                style={{ stroke: colour, strokeWidth: 2 }}
                strokeDasharray={kind === 'dashed' ? '5 4' : undefined}
              />
            )}
            {(kind === 'points' || kind === 'points-and-line') && (
              <circle cx="11" cy="5" r="3.4" style={{ fill: colour }} />
            )}
          </svg>
          {label}
        </li>
      ))}
    </ul>
  );
}
