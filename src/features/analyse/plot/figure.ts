import type { Data, Layout } from 'plotly.js';
import type { Neighbour } from '../../../domain/confidence/types';
import { REGIONS, WINDOW_LENGTH, WINDOW_START } from '../../../domain/spectrum/window';
import type { Item } from '../../../stores/session';
import { alongAxis, curveOf, effectiveView, shownE0, shownRange, type EnergyAxis, type View } from './curves';
import { decimate } from './decimate';
import type { Palette } from './palette';

export interface FigureInput {
  readonly item: Item;
  /** Other spectra drawn over it. */
  readonly overlays: readonly Item[];
  /** Computed spectra drawn over it, with their place in the list of neighbours. */
  readonly neighbours: readonly Neighbour[];
  readonly view: View;
  readonly axis: EnergyAxis;
  /** E0 while it is dragged, eV. */
  readonly draggedE0: number | null;
  readonly palette: Palette;
  readonly isNarrow: boolean;
}

export interface Figure {
  readonly data: Data[];
  readonly layout: Partial<Layout>;
}

/** SVG stays smooth up to about this many points in all. */
const POINT_BUDGET = 60_000;
/** More names than this hide the plot. */
const LONGEST_LEGEND = 10;

/** Room around the plotting area, rem; fixed, so that the E0 handle (`handleArea`) knows where energies lie. */
const MARGIN = { l: 3.625, r: 0.875, t: 0.75, b: 2.75 };

const Y_TITLES: Readonly<Record<View, string>> = {
  raw: 'μ(E), as measured',
  normalised: 'Normalised μ(E)',
  input: 'Normalised μ(E), 200 points',
  derivative: 'dμ/dE (1/eV)',
};

function line(curve: { x: Float64Array; y: Float64Array }, name: string, color: string, width = 2): Data {
  return {
    type: 'scatter',
    mode: 'lines',
    ...curve,
    name,
    line: { color, width },
    hovertemplate: '%{y:.4g}<extra>%{fullData.name}</extra>',
  };
}

function regionShapes(e0: number, axis: EnergyAxis, palette: Palette): NonNullable<Layout['shapes']> {
  const start = (axis === 'relative' ? 0 : e0) + WINDOW_START;
  const edge = (x: number) => ({
    type: 'line' as const,
    x0: x,
    x1: x,
    yref: 'paper' as const,
    y0: 0,
    y1: 1,
    layer: 'below' as const,
    line: { color: palette.line, width: 1, dash: 'dot' as const },
  });
  return [
    ...REGIONS.map(({ name, from, to }) => ({
      type: 'rect' as const,
      x0: start + from,
      x1: start + to,
      yref: 'paper' as const,
      y0: 0,
      y1: 1,
      layer: 'below' as const,
      line: { width: 0 },
      fillcolor: palette.regions[name].fill,
    })),
    edge(start),
    edge(start + WINDOW_LENGTH),
  ];
}

function regionLabels(
  e0: number,
  axis: EnergyAxis,
  palette: Palette,
  isNarrow: boolean,
): NonNullable<Layout['annotations']> {
  const start = (axis === 'relative' ? 0 : e0) + WINDOW_START;
  return REGIONS.map(({ name, from, to }) => ({
    x: start + (from + to) / 2,
    y: 1,
    yref: 'paper' as const,
    yanchor: 'top' as const,
    showarrow: false,
    text: name
      .replace('-', isNarrow ? '<br>' : '-')
      .replace('main-peak', 'main peak')
      .replace('post-peak', 'post-peak'),
    font: { color: palette.regions[name].line, size: 0.6875 * palette.rem },
  }));
}

/** The figure of one spectrum with its overlays, as plotly.js wants it. */
export function figureOf(input: FigureInput): Figure {
  const { item, overlays, neighbours, axis, palette, isNarrow } = input;
  const { rem } = palette;
  const view = effectiveView(item, input.view);
  const e0 = input.draggedE0 ?? shownE0(item);
  const measured = curveOf(item, view);
  const data: Data[] = [];
  const perCurve = Math.max(150, Math.floor(POINT_BUDGET / (overlays.length + 1)));

  overlays.forEach((other, index) => {
    const curve = curveOf(other, view);
    if (!curve || (!other.analysis && view !== 'raw')) return;
    const { energy, mu } = decimate(curve, perCurve);
    const color = palette.overlays[index % palette.overlays.length];
    data.push(line({ x: alongAxis(energy, shownE0(other), axis), y: mu }, other.name, color, 1.25));
  });
  if (view === 'normalised' || view === 'input') {
    neighbours.forEach((neighbour, index) => {
      const offset = axis === 'relative' ? 0 : (e0 ?? 0);
      const color = palette.overlays[index % palette.overlays.length];
      data.push({
        ...line(
          { x: neighbour.energy.map((energy) => energy + offset), y: neighbour.mu },
          `${neighbour.formula} (computed)`,
          color,
          1.5,
        ),
        line: { color, width: 1.5, dash: 'dash' },
      });
    });
  }
  if (view === 'raw' && item.analysis && !item.analysis.prepared.normalisation.wasNormalised) {
    const { raw, normalisation } = item.analysis.prepared;
    const x = alongAxis(raw.energy, e0, axis);
    data.push(
      { ...line({ x, y: normalisation.preEdge }, 'Pre-edge line', palette.regions['pre-edge'].line, 1.25) },
      {
        ...line({ x, y: normalisation.postEdge }, 'Post-edge curve', palette.regions['post-peak'].line, 1.25),
      },
    );
  }
  if (measured) {
    const { energy, mu } = decimate(measured, perCurve);
    const x = alongAxis(energy, e0, axis);
    data.push(line({ x, y: mu }, item.name, palette.curve, 2));
  }

  const range = measured && shownRange(measured, shownE0(item), view);
  const shift = axis === 'relative' ? (shownE0(item) ?? 0) : 0;
  return {
    data,
    layout: {
      margin: { l: MARGIN.l * rem, r: MARGIN.r * rem, t: MARGIN.t * rem, b: MARGIN.b * rem },
      paper_bgcolor: 'rgba(0,0,0,0)',
      plot_bgcolor: 'rgba(0,0,0,0)',
      font: { family: palette.font, size: 0.75 * rem, color: palette.soft },
      showlegend: data.length > 1 && data.length <= LONGEST_LEGEND,
      legend: {
        x: 1,
        xanchor: 'right',
        y: 0.02,
        yanchor: 'bottom',
        bgcolor: 'rgba(0,0,0,0)',
        font: { size: 0.6875 * rem },
      },
      hovermode: data.length <= LONGEST_LEGEND ? 'x unified' : 'closest',
      hoverlabel: { bgcolor: palette.surface, bordercolor: palette.line, font: { color: palette.ink } },
      dragmode: 'zoom',
      // Zoom survives new answers for the same spectrum and view, nothing else.
      uirevision: `${item.id} ${view} ${axis}`,
      xaxis: {
        title: {
          text: axis === 'relative' && e0 !== null ? 'E − E<sub>0</sub> (eV)' : 'Energy (eV)',
          standoff: 8,
        },
        ...(range ? { range: [range[0] - shift, range[1] - shift] } : {}),
        gridcolor: palette.grid,
        linecolor: palette.line,
        showline: true,
        ticks: 'outside',
        tickcolor: palette.line,
        zeroline: false,
        tickformat: '~f',
        hoverformat: '.2f',
        nticks: isNarrow ? 5 : 10,
        ticksuffix: '',
      },
      yaxis: {
        title: { text: Y_TITLES[view], standoff: 6 },
        gridcolor: palette.grid,
        linecolor: palette.line,
        showline: true,
        ticks: 'outside',
        tickcolor: palette.line,
        zeroline: false,
        rangemode: 'normal',
      },
      shapes: e0 === null || view === 'raw' ? [] : regionShapes(e0, axis, palette),
      annotations: e0 === null || view === 'raw' ? [] : regionLabels(e0, axis, palette, isNarrow),
    },
  };
}
