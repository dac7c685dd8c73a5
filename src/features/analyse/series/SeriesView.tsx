import { lazy, useMemo } from 'react';
import type { Data, Layout } from 'plotly.js';
import { session, useSession } from '../../../stores/session';
import { useSettings } from '../../../stores/settings';
import { confidencePercent, environmentText, verdictOf } from '../../widgets/format';
import type { Figure } from '../plot/figure';
import type { Palette } from '../plot/palette';
import { usePalette } from '../plot/usePalette';
import { cnShareRows, heatMap, seriesOf, type SeriesScan } from './series';
import styles from './SeriesView.module.css';

const Chart = lazy(() => import('../plot/Chart'));

/** Dark to light in steps that look equal, readable without colour vision (viridis, five stops). */
const HEAT: [number, string][] = [
  [0, '#440154'],
  [0.25, '#3b528b'],
  [0.5, '#21918c'],
  [0.75, '#5ec962'],
  [1, '#fde725'],
];

function figureOf(
  scans: readonly SeriesScan[],
  axis: 'absolute' | 'relative',
  current: number,
  palette: Palette,
): Pick<Figure, 'data' | 'layout'> {
  const { rem } = palette;
  const x = scans.map((_, index) => index + 1);
  const { energy, mu } = heatMap(scans, axis);
  const text = scans.map(({ name }) => name);
  const lines: Data[] = cnShareRows(scans).map(({ cn, shares }, index) => ({
    type: 'scatter',
    mode: 'lines+markers',
    x,
    y: shares.map((share) => share && share * 100),
    text,
    name: `CN ${cn}`,
    line: { color: palette.overlays[index % palette.overlays.length], width: 2 },
    marker: { size: 4 },
    yaxis: 'y2',
    hovertemplate: '%{y:.0f} %<extra>%{fullData.name}</extra>',
  }));
  const axisStyle = {
    linecolor: palette.line,
    showline: true,
    gridcolor: palette.grid,
    ticks: 'outside' as const,
    tickcolor: palette.line,
    zeroline: false,
  };
  const layout: Partial<Layout> = {
    margin: { l: 3.9 * rem, r: 0.9 * rem, t: 1.9 * rem, b: 2.75 * rem },
    paper_bgcolor: 'rgba(0,0,0,0)',
    plot_bgcolor: 'rgba(0,0,0,0)',
    font: { family: palette.font, size: 0.75 * rem, color: palette.soft },
    hovermode: 'x unified',
    hoverlabel: { bgcolor: palette.surface, bordercolor: palette.line, font: { color: palette.ink } },
    legend: { orientation: 'h', x: 0, y: 1.01, yanchor: 'bottom', font: { size: 0.6875 * rem } },
    uirevision: `series ${axis}`,
    xaxis: {
      ...axisStyle,
      title: { text: 'Scan', standoff: 8 },
      range: [0.5, scans.length + 0.5],
      anchor: 'y',
    },
    yaxis: {
      ...axisStyle,
      domain: [0, 0.58],
      title: { text: axis === 'relative' ? 'E − E<sub>0</sub> (eV)' : 'Energy (eV)', standoff: 6 },
      tickformat: '~f',
    },
    yaxis2: {
      ...axisStyle,
      domain: [0.64, 1],
      range: [-4, 104],
      title: { text: 'Share (%)', standoff: 6 },
    },
    shapes: [
      {
        type: 'line',
        x0: current + 1,
        x1: current + 1,
        yref: 'paper',
        y0: 0,
        y1: 1,
        line: { color: palette.accent, width: 2 },
      },
    ],
  };
  return {
    data: [
      {
        type: 'heatmap',
        x,
        y: [...energy],
        z: mu.map((row) => [...row]),
        colorscale: HEAT,
        showscale: false,
        hovertemplate: '%{y:.1f} eV: μ = %{z:.3f}<extra></extra>',
      },
      ...lines,
      {
        type: 'scatter',
        mode: 'lines',
        x,
        y: scans.map(({ analysis }) =>
          verdictOf(analysis) === 'outside' ? null : analysis.jaccardConfidence * 100,
        ),
        name: 'Jaccard confidence',
        line: { color: palette.ink, width: 1.5, dash: 'dot' },
        yaxis: 'y2',
        hovertemplate: '%{y:.0f} %<extra>%{fullData.name}</extra>',
      },
    ],
    layout,
  };
}

/** An operando series: CN shares and confidence from scan to scan, above the spectra as a heat map. */
export function SeriesView() {
  const items = useSession((state) => state.items);
  const order = useSession((state) => state.order);
  const ticked = useSession((state) => state.ticked);
  const current = useSession((state) => state.current);
  const axis = useSettings((state) => state.energyAxis);
  const palette = usePalette();
  const currentElement = current === null ? undefined : items[current]?.analysis?.element;

  const { element, scans } = useMemo(() => {
    const chosen = ticked.size > 1 ? order.filter((id) => ticked.has(id)) : order;
    return seriesOf(
      chosen.flatMap((id) => items[id] ?? []),
      currentElement,
    );
  }, [items, order, ticked, currentElement]);
  const index = Math.max(
    0,
    scans.findIndex(({ id }) => id === current),
  );
  const figure = useMemo(() => figureOf(scans, axis, index, palette), [scans, axis, index, palette]);

  const show = (place: number): void => {
    const scan = scans[Math.max(0, Math.min(scans.length - 1, place))];
    if (scan) session.getState().select(scan.id);
  };

  const scan = scans[index];
  if (scans.length < 2 || !scan) {
    return (
      <p className={styles.few}>
        A series needs at least two answered spectra of one element. Drop the scans of a series together; the
        list’s order is the order of the series.
      </p>
    );
  }
  return (
    <section className={styles.panel} aria-label="Series">
      <div className={styles.scrubber}>
        <label htmlFor="scrubber">
          {element}, scan {index + 1} of {scans.length}
        </label>
        <input
          id="scrubber"
          type="range"
          min={1}
          max={scans.length}
          value={index + 1}
          onChange={({ target }) => {
            show(target.valueAsNumber - 1);
          }}
        />
        <output htmlFor="scrubber">
          {scan.name}:{' '}
          <strong>
            {verdictOf(scan.analysis) === 'outside'
              ? 'outside the models’ domain'
              : `${environmentText(scan.analysis.answer.environment)}, ${confidencePercent(scan.analysis.jaccardConfidence)}`}
          </strong>
        </output>
      </div>
      <Chart
        figure={figure}
        label={`CN shares, confidence and spectra of ${scans.length} scans`}
        onClick={(x) => {
          show(Math.round(x) - 1);
        }}
      />
    </section>
  );
}
