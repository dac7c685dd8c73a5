import type { PlotlyHTMLElement } from 'plotly.js';
import { useEffect, useImperativeHandle, useLayoutEffect, useRef, type ReactNode, type Ref } from 'react';
import type { Figure } from './figure';
import { Plotly } from './plotly';
import styles from './Plot.module.css';

export interface ChartHandle {
  /** Saves what is drawn; SVG for papers, PNG (three pixels per point) for slides. */
  readonly save: (format: 'svg' | 'png', name: string) => Promise<void>;
}

interface Props {
  readonly figure: Figure;
  readonly label: string;
  /** Told the energies at the left and right edge of the plotting area whenever they change. */
  readonly onRange?: (range: readonly [number, number]) => void;
  readonly onWidth?: (width: number) => void;
  /** Told where on the horizontal axis a point was clicked. */
  readonly onClick?: (x: number) => void;
  readonly ref?: Ref<ChartHandle>;
  readonly children?: ReactNode;
}

const CONFIG = { displayModeBar: false, responsive: false, scrollZoom: false, showTips: false } as const;

function isPlot(element: HTMLElement): element is PlotlyHTMLElement {
  return 'on' in element && 'layout' in element;
}

/** A plotly.js figure that follows its container's size. */
export default function Chart({ figure, label, onRange, onWidth, onClick, ref, children }: Props) {
  const holder = useRef<HTMLDivElement>(null);
  const latest = useRef({ onRange, onWidth, onClick });
  useLayoutEffect(() => {
    latest.current = { onRange, onWidth, onClick };
  });

  useEffect(() => {
    const element = holder.current;
    if (!element) return;
    const report = (): void => {
      const range: unknown = isPlot(element) ? element.layout.xaxis?.range : null;
      if (Array.isArray(range)) latest.current.onRange?.([Number(range[0]), Number(range[1])]);
    };
    // At most one drawing a frame, always of the newest figure: dragging asks for more.
    const frame = requestAnimationFrame(() => {
      const isFirst = !isPlot(element);
      void Plotly.react(element, figure.data, figure.layout, CONFIG).then(() => {
        if (isFirst && isPlot(element)) {
          element.on('plotly_relayout', report);
          element.on('plotly_relayouting', report);
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
  }, [figure]);

  useEffect(() => {
    const element = holder.current;
    if (!element) return;
    const observer = new ResizeObserver(() => {
      latest.current.onWidth?.(element.clientWidth);
      if (isPlot(element)) void Plotly.Plots.resize(element);
    });
    observer.observe(element);
    return () => {
      observer.disconnect();
      Plotly.purge(element);
    };
  }, []);

  useImperativeHandle(ref, () => ({
    save: async (format, name) => {
      const element = holder.current;
      if (!element || !isPlot(element)) return;
      const { clientWidth: width, clientHeight: height } = element;
      // A figure of its own with a background: pictures are looked at on slides and paper.
      const url = await Plotly.toImage(element, { format, width, height, scale: format === 'png' ? 3 : 1 });
      const link = document.createElement('a');
      link.href = url;
      link.download = `${name}.${format}`;
      link.click();
    },
  }));

  return (
    <div className={styles.chart} role="figure" aria-label={label}>
      <div ref={holder} className={styles.holder} />
      {children}
    </div>
  );
}
