import { lazy, useMemo, useRef, useState } from 'react';
import type { Data, Layout } from 'plotly.js';
import { session, useSession } from '../../../stores/session';
import { useSettings } from '../../../stores/settings';
import { confidenceWords, doubtOf, environmentText, verdictOf } from '../../widgets/format';
import controls from '../../../styles/controls.module.css';
import { FigureMenu } from '../../export/FigureMenu';
import type { Figure } from '../plot/figure';
import { colorsFor } from '../plot/overlays';
import type { Palette } from '../plot/palette';
import { onPaper, paperPalette } from '../plot/paper';
import { usePalette } from '../plot/usePalette';
import { axesOf, scanNumbers, type SeriesAxis } from './axis';
import { seriesMeanName, seriesMeanXdi } from '../../../exporters/series-mean';
import { NumberField } from '../../widgets/NumberField';
import {
  changesOf,
  cnShareRows,
  differencesOf,
  heatMap,
  meanCurve,
  seriesOf,
  type SeriesScan,
} from './series';
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

/** Less and more than the first scan, told apart without colour vision. */
const DIFFERENCE: [number, string][] = [
  [0, '#0072b2'],
  [0.5, '#f7f7f7'],
  [1, '#d55e00'],
];

/** More changes than these are one slow one, and would hide what is drawn. */
const MOST_CHANGES = 12;

function changesText(changes: readonly number[]): string {
  if (changes.length === 0) return 'No change of the spectra';
  if (changes.length > MOST_CHANGES) return `The spectra change gradually, in ${changes.length} steps`;
  return `Changes behind scan ${changes.join(', ')}`;
}

/** The values with half a step of room on both sides. */
function rangeOf(values: readonly number[]): [number, number] {
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const room = (high - low) / Math.max(1, values.length - 1) / 2;
  return [low - room, high + room];
}

/** A doubtful answer is drawn hollow. */
const symbolsOf = (scans: readonly SeriesScan[]): ('circle' | 'circle-open')[] =>
  scans.map(({ analysis }) => (verdictOf(analysis) === 'borderline' ? 'circle-open' : 'circle'));

function figureOf(
  scans: readonly SeriesScan[],
  along: SeriesAxis,
  axis: 'absolute' | 'relative',
  current: number,
  palette: Palette,
  changes: readonly number[],
  isDifference: boolean,
  /** Scans that a mean is made of, from 1. */
  chosen: readonly [first: number, last: number] | null,
): Pick<Figure, 'data' | 'layout'> {
  const { rem } = palette;
  const x = [...along.values];
  const ends = rangeOf(x);
  /** Between the scans before and behind. */
  const before = (place: number): number => {
    const [left, right] = [x[place - 1], x[place]];
    return left === undefined ? ends[0] : right === undefined ? ends[1] : (left + right) / 2;
  };
  const { energy, mu } = isDifference ? differencesOf(heatMap(scans, axis)) : heatMap(scans, axis);
  const text = scans.map(({ name }) => name);
  const refused = scans.flatMap(({ analysis }, place) => (verdictOf(analysis) === 'outside' ? [place] : []));
  const hasDoubtful = scans.some(({ analysis }) => verdictOf(analysis) === 'borderline');
  const rows = cnShareRows(scans);
  const colors = colorsFor(rows.length, palette);
  const lines: Data[] = rows.map(({ cn, shares }, index) => ({
    type: 'scatter',
    mode: 'lines+markers',
    x,
    y: shares.map((share) => share && share * 100),
    text,
    name: `CN ${cn}`,
    line: { color: colors[index] ?? palette.curve, width: 2 },
    marker: { size: 6, symbol: symbolsOf(scans) },
    yaxis: 'y2',
    hovertemplate: '%{y:.0f} %<extra>%{fullData.name}</extra>',
  }));
  const marks: Data[] = [
    ...(refused.length > 0
      ? [
          {
            type: 'scatter' as const,
            mode: 'markers' as const,
            x: refused.flatMap((place) => x[place] ?? []),
            y: refused.map(() => 0),
            name: 'outside the domain',
            marker: { symbol: 'x' as const, size: 8, color: palette.warning },
            yaxis: 'y2' as const,
            hovertemplate: 'no answer<extra>%{fullData.name}</extra>',
          },
        ]
      : []),
    ...(hasDoubtful
      ? [
          {
            type: 'scatter' as const,
            mode: 'markers' as const,
            // Nothing is drawn: this is the legend's explanation of the hollow marks.
            x: [null],
            y: [null],
            name: 'borderline (hollow)',
            marker: { symbol: 'circle-open' as const, size: 6, color: palette.soft },
            yaxis: 'y2' as const,
          },
        ]
      : []),
  ];
  const axisStyle = {
    linecolor: palette.line,
    showline: true,
    gridcolor: palette.grid,
    ticks: 'outside' as const,
    tickcolor: palette.line,
    zeroline: false,
  };
  const layout: Partial<Layout> = {
    margin: { l: 3.9 * rem, r: 4.6 * rem, t: 1.9 * rem, b: 2.75 * rem },
    paper_bgcolor: 'rgba(0,0,0,0)',
    plot_bgcolor: 'rgba(0,0,0,0)',
    font: { family: palette.font, size: 0.75 * rem, color: palette.soft },
    hovermode: 'x unified',
    hoverlabel: { bgcolor: palette.surface, bordercolor: palette.line, font: { color: palette.ink } },
    legend: { orientation: 'h', x: 0, y: 1.01, yanchor: 'bottom', font: { size: 0.6875 * rem } },
    uirevision: `series ${axis} ${along.key}`,
    xaxis: {
      ...axisStyle,
      title: { text: along.title, standoff: 8 },
      range: ends,
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
      ...(changes.length > MOST_CHANGES ? [] : changes).map((place) => ({
        type: 'line' as const,
        x0: before(place),
        x1: before(place),
        yref: 'paper' as const,
        y0: 0,
        y1: 1,
        line: { color: palette.ink, width: 1, dash: 'dash' as const },
      })),
      {
        type: 'line',
        x0: x[current] ?? 0,
        x1: x[current] ?? 0,
        yref: 'paper',
        y0: 0,
        y1: 1,
        line: { color: palette.accent, width: 2 },
      },
      ...(chosen
        ? [
            {
              type: 'rect' as const,
              x0: before(chosen[0] - 1),
              x1: before(chosen[1]),
              yref: 'paper' as const,
              // Between the two plots.
              y0: 0.595,
              y1: 0.615,
              fillcolor: palette.accent,
              line: { width: 0 },
            },
          ]
        : []),
    ],
  };
  return {
    data: [
      {
        type: 'heatmap',
        x,
        y: [...energy],
        z: mu.map((row) => [...row]),
        colorscale: isDifference ? DIFFERENCE : HEAT,
        ...(isDifference ? { zmid: 0 } : {}),
        showlegend: false,
        colorbar: {
          title: { text: isDifference ? 'Δμ' : 'μ', side: 'top' },
          len: 0.58,
          y: 0,
          yanchor: 'bottom',
          thickness: 0.75 * rem,
          outlinewidth: 0,
        },
        hovertemplate: `%{y:.1f} eV: ${isDifference ? 'Δμ' : 'μ'} = %{z:.3f}<extra></extra>`,
      },
      ...lines,
      ...marks,
      {
        type: 'scatter',
        mode: 'lines',
        x,
        y: scans.map(({ analysis }) =>
          verdictOf(analysis) === 'outside' ? null : analysis.jaccardConfidence * 100,
        ),
        name: scans.some(({ analysis }) => analysis.confidence.isUpperBound)
          ? 'Confidence, at most'
          : 'Confidence',
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

  const [alongKey, setAlongKey] = useState('scan');
  const [isDifference, setDifference] = useState(false);
  const [range, setRange] = useState<readonly [number, number] | null>(null);

  const { element, unsorted } = useMemo(() => {
    const chosen = ticked.size > 1 ? order.filter((id) => ticked.has(id)) : order;
    const found = seriesOf(
      chosen.flatMap((id) => items[id] ?? []),
      currentElement,
    );
    return { element: found.element, unsorted: found.scans };
  }, [items, order, ticked, currentElement]);
  const axes = useMemo(() => axesOf(unsorted), [unsorted]);
  const { scans, along } = useMemo(() => {
    const chosen = axes.find(({ key }) => key === alongKey) ?? scanNumbers(unsorted);
    const sorted = unsorted
      .map((scan, place) => ({ scan, value: chosen.values[place] ?? NaN }))
      .sort((a, b) => a.value - b.value);
    return {
      scans: sorted.map(({ scan }) => scan),
      along: { ...chosen, values: sorted.map(({ value }) => value) },
    };
  }, [axes, alongKey, unsorted]);
  const index = Math.max(
    0,
    scans.findIndex(({ id }) => id === current),
  );
  const changes = useMemo(() => changesOf(scans), [scans]);
  const figure = useMemo(
    () => figureOf(scans, along, axis, index, palette, changes, isDifference, range),
    [scans, along, axis, index, palette, changes, isDifference, range],
  );
  const [first, last] = range ?? [1, scans.length];
  /** What of which axis was in view, to tell a zoom from a new drawing. */
  const inView = useRef<{ readonly of: string; readonly view: string } | null>(null);

  const show = (place: number): void => {
    const scan = scans[Math.max(0, Math.min(scans.length - 1, place))];
    if (scan) session.getState().select(scan.id);
  };
  /** The scan nearest to a place on the axis. */
  const nearest = (x: number): number =>
    along.values.reduce(
      (best, value, place) => {
        const distance = Math.abs(value - x);
        return distance < best.distance ? { place, distance } : best;
      },
      { place: 0, distance: Infinity },
    ).place;

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
              : `${doubtOf(scan.analysis)}${environmentText(scan.analysis.answer.environment)}, ${confidenceWords(scan.analysis.jaccardConfidence, scan.analysis.confidence.isUpperBound)}`}
          </strong>
        </output>
        <span className={styles.along}>
          <label htmlFor="along">Along</label>
          <select
            id="along"
            className={controls.field}
            value={along.key}
            title="The order of the list, or a value of the files’ headers that all scans have"
            onChange={({ target }) => {
              setAlongKey(target.value);
            }}
          >
            {axes.map(({ key, title }) => (
              <option key={key} value={key}>
                {title}
              </option>
            ))}
          </select>
          <FigureMenu
            name={`${element}-series-of-${scans.length}`}
            draw={(paper) => {
              const printed = paperPalette(paper);
              return onPaper(
                figureOf(scans, along, axis, index, printed, changes, isDifference, range),
                `${element} K edge, ${scans.length} scans`,
                paper,
                printed,
                0.95,
              );
            }}
            items={() => scans.flatMap(({ id }) => items[id] ?? [])}
          />
        </span>
      </div>
      <div className={styles.tools}>
        <label>
          <input
            type="checkbox"
            checked={isDifference}
            onChange={({ target }) => {
              setDifference(target.checked);
            }}
          />{' '}
          Difference to the first
        </label>
        <NumberField
          label="Mean of scans"
          title="Dragging over the plot chooses what is in view, too; a double click chooses all"
          value={Math.min(first, scans.length)}
          step={1}
          digits={0}
          min={1}
          max={scans.length}
          onCommit={(value) => {
            setRange([Math.round(value), Math.max(Math.round(value), last)]);
          }}
        />
        <NumberField
          label="to"
          value={Math.min(last, scans.length)}
          step={1}
          digits={0}
          min={1}
          max={scans.length}
          onCommit={(value) => {
            setRange([Math.min(first, Math.round(value)), Math.round(value)]);
          }}
        />
        <button
          type="button"
          className={controls.button}
          title="It is answered like any other spectrum; its journal says which scans it was made from"
          onClick={() => {
            const chosen = scans.slice(first - 1, last);
            const curve = meanCurve(chosen);
            if (!curve) return;
            const mean = { element, scans: chosen.map(({ name }) => name), first, last, curve };
            const text = seriesMeanXdi(mean);
            session.getState().addFiles([
              {
                name: seriesMeanName(mean),
                path: '',
                bytes: () => Promise.resolve(new TextEncoder().encode(text)),
              },
            ]);
          }}
        >
          Add mean to the session
        </button>
        <span role="status">{changesText(changes)}</span>
      </div>
      <Chart
        figure={figure}
        label={`CN shares, confidence and spectra of ${scans.length} scans`}
        onRange={([low, high]) => {
          const of = `${along.key} ${scans.length}`;
          const view = `${low} ${high}`;
          const isZoom = inView.current?.of === of && inView.current.view !== view;
          inView.current = { of, view };
          if (!isZoom) return;
          const places = along.values.flatMap((value, place) =>
            value >= low && value <= high ? [place + 1] : [],
          );
          const [from, to] = [places.at(0), places.at(-1)];
          setRange(
            from === undefined || to === undefined || places.length === scans.length ? null : [from, to],
          );
        }}
        onClick={(x) => {
          show(nearest(x));
        }}
      />
    </section>
  );
}
