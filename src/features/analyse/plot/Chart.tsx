import type { PlotlyHTMLElement } from 'plotly.js';
import { useEffect, useLayoutEffect, useRef, type ReactNode } from 'react';
import type { Figure } from './figure';
import { Plotly } from './plotly';
import styles from './Plot.module.css';

type Range = readonly [low: number, high: number];

/** A sample under the pointer. */
export interface Hovered {
  /** Place of its trace in the figure. */
  readonly trace: number;
  readonly x: number;
  readonly y: number;
  /** Name of the sample, where the trace gives one. */
  readonly text: string | null;
}

interface Props {
  readonly figure: Pick<Figure, 'data' | 'layout'>;
  readonly label: string;
  /** Told the energies at the left and right edge of the plotting area whenever they change. */
  readonly onRange?: (range: Range) => void;
  /** Told what the user zoomed to: the horizontal range, and the vertical one if that was chosen too. */
  readonly onZoom?: (x: Range, y: Range | null) => void;
  /** Told of a double click, which asks for everything back. */
  readonly onReset?: () => void;
  /** Told what lies under the pointer; an empty list when it leaves. */
  readonly onHover?: (samples: readonly Hovered[]) => void;
  readonly onWidth?: (width: number) => void;
  /** Told where on the horizontal axis a point was clicked. */
  readonly onClick?: (x: number) => void;
  readonly children?: ReactNode;
}

const CONFIG = { displayModeBar: false, responsive: false, scrollZoom: false, showTips: false } as const;

function isPlot(element: HTMLElement): element is PlotlyHTMLElement {
  return 'on' in element && 'layout' in element;
}

/** The range of an axis as plotly.js keeps it, as numbers. */
function rangeOf(range: unknown): Range | null {
  return Array.isArray(range) ? [Number(range[0]), Number(range[1])] : null;
}

/** A plotly.js figure that follows its container's size. */
export default function Chart({ figure, label, children, ...listeners }: Props) {
  const holder = useRef<HTMLDivElement>(null);
  const latest = useRef(listeners);
  useLayoutEffect(() => {
    latest.current = listeners;
  });
  const ownsZoom = listeners.onZoom !== undefined;

  useEffect(() => {
    const element = holder.current;
    if (!element) return;
    const report = (): void => {
      const range = isPlot(element) ? rangeOf(element.layout.xaxis?.range) : null;
      if (range) latest.current.onRange?.(range);
    };
    const reportZoom = (changes: object): void => {
      report();
      const has = (axis: string): boolean => Object.keys(changes).some((key) => key.startsWith(axis));
      if (!isPlot(element) || !(has('xaxis.range') || has('yaxis.range'))) return;
      const x = rangeOf(element.layout.xaxis?.range);
      const y = has('yaxis.range') ? rangeOf(element.layout.yaxis?.range) : null;
      if (x) latest.current.onZoom?.(x, y);
    };
    // At most one drawing a frame, always of the newest figure: dragging asks for more.
    const frame = requestAnimationFrame(() => {
      const isFirst = !isPlot(element);
      const config = { ...CONFIG, ...(ownsZoom ? { doubleClick: false as const } : {}) };
      void Plotly.react(element, figure.data, figure.layout, config).then(() => {
        if (isFirst && isPlot(element)) {
          element.on('plotly_relayout', reportZoom);
          element.on('plotly_relayouting', report);
          element.on('plotly_doubleclick', () => {
            latest.current.onReset?.();
          });
          element.on('plotly_hover', ({ points }) => {
            latest.current.onHover?.(
              points.flatMap(({ curveNumber: trace, x, y, text }) =>
                typeof x === 'number' && typeof y === 'number'
                  ? [{ trace, x, y, text: typeof text === 'string' ? text : null }]
                  : [],
              ),
            );
          });
          element.on('plotly_unhover', () => {
            latest.current.onHover?.([]);
          });
          element.on('plotly_click', ({ points }) => {
            const x = points[0]?.x;
            if (typeof x === 'number') latest.current.onClick?.(x);
          });
        }
        report();
      });
    });
    return () => {
      cancelAnimationFrame(frame);
    };
  }, [figure, ownsZoom]);

  useEffect(() => {
    const element = holder.current;
    if (!element) return;
    const observer = new ResizeObserver(() => {
      latest.current.onWidth?.(element.clientWidth);
      if (isPlot(element)) void Plotly.Plots.resize(element);
    });
    observer.observe(element);
    // plotly.js would make a box zoom of every swipe; a finger scrolls the page and a tap still shows values.
    const keepTouch = (event: TouchEvent): void => {
      event.stopPropagation();
    };
    element.addEventListener('touchstart', keepTouch, { capture: true, passive: true });
    return () => {
      element.removeEventListener('touchstart', keepTouch, { capture: true });
      observer.disconnect();
      Plotly.purge(element);
    };
  }, []);

  return (
    <div className={styles.chart} role="figure" aria-label={label}>
      <div ref={holder} className={styles.holder} />
      {children}
    </div>
  );
}
