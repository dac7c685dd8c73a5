import type { Data, Layout } from 'plotly.js';
import type { Neighbour } from '../../../domain/confidence/types';
import { interpolate } from '../../../domain/spectrum/curve';
import type { Curve } from '../../../domain/spectrum/types';
import { REGIONS, WINDOW_LENGTH, WINDOW_START } from '../../../domain/spectrum/window';
import type { Item } from '../../../stores/session';
import { preparedOf } from '../prepared';
import {
  alongAxis,
  curveOf,
  effectiveView,
  fitRangesOf,
  shownE0,
  shownHeights,
  shownRange,
  standingWindow,
  type EnergyAxis,
  type View,
} from './curves';
import { decimalsOf, stepOf } from '../../charts/scale';
import { formulaText } from '../../widgets/format';
import { decimate } from './decimate';
import { differenceOf, type Drawn } from './overlays';
import type { Palette } from './palette';
import type { ZoomedTo } from './zoom';

/** Something to point out on the current spectrum. */
export interface Mark {
  /** eV */
  readonly energy: number;
  readonly text: string;
}

export interface FigureInput {
  readonly item: Item;
  /** Other spectra drawn with it, from `overlaysOf`. */
  readonly overlays: readonly Drawn[];
  /** A spectrum whose difference from the current one is drawn too; null for none. */
  readonly compared: Drawn | null;
  /** Computed spectra drawn over it, with their place in the list of neighbours. */
  readonly neighbours: readonly Neighbour[];
  readonly marks: readonly Mark[];
  readonly view: View;
  readonly axis: EnergyAxis;
  /** Where E0 is while it is dragged and where it was before, eV: a relative axis keeps its zero meanwhile. */
  readonly drag: { readonly e0: number; readonly from: number } | null;
  readonly palette: Palette;
  /** The whole scan instead of the surroundings of the edge. */
  readonly isWhole: boolean;
  /** What the user zoomed to. */
  readonly zoom: ZoomedTo | null;
  /** Of the whole plot, px. */
  readonly width: number;
}

/** Traces and layout for plotly.js. */
export interface Figure {
  readonly data: Data[];
  readonly layout: Partial<Layout>;
  /** The curves among the traces, in their order: what a legend lists. */
  readonly curves: readonly Drawn[];
}

/** More points than this are not told apart on any screen. */
const LONGEST_CURVE = 8_000;
/** Room around the plotting area, rem; fixed, so that the E0 handle (`handleArea`) knows where energies lie. */
const MARGIN = { l: 3.625, r: 0.875, t: 0.75, b: 2.75 };

const Y_TITLES: Readonly<Record<View, string>> = {
  raw: 'μ(E), as measured',
  normalised: 'Normalised μ(E)',
  input: 'Normalised μ(E), 200 points',
  derivative: 'dμ/dE (1/eV)',
};

function traceOf({ x, y, name, color, width, dash, hasMarkers, text }: Drawn): Data {
  return {
    type: 'scatter',
    mode: hasMarkers ? 'lines+markers' : 'lines',
    x,
    y,
    name,
    line: { color, width, ...(dash ? { dash } : {}) },
    ...(hasMarkers ? { marker: { size: 3 } } : {}),
    ...(text ? { text: [...text] } : {}),
    // What is under the pointer stands in the legend, where it hides no peak.
    hoverinfo: 'none',
  };
}

/** The ends of a window, in the energies of the axis. */
function endShapes(ends: readonly number[], palette: Palette): NonNullable<Layout['shapes']> {
  return ends.map((x) => ({
    type: 'line' as const,
    x0: x,
    x1: x,
    yref: 'paper' as const,
    y0: 0,
    y1: 1,
    layer: 'below' as const,
    line: { color: palette.line, width: 1, dash: 'dot' as const },
  }));
}

/** The regions around `e0`, which is given in the energies of the axis. */
function regionShapes(e0: number, palette: Palette): NonNullable<Layout['shapes']> {
  const start = e0 + WINDOW_START;
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
    ...endShapes([start, start + WINDOW_LENGTH], palette),
  ];
}

/** The ranges in which the background is fitted, `shift` eV to the left. */
function fitShapes(item: Item, shift: number, palette: Palette): NonNullable<Layout['shapes']> {
  const ranges = fitRangesOf(item);
  if (!ranges) return [];
  return (['preEdge', 'postEdge'] as const).map((side) => ({
    type: 'rect' as const,
    x0: ranges[side][0] - shift,
    x1: ranges[side][1] - shift,
    yref: 'paper' as const,
    y0: 0,
    y1: 1,
    layer: 'below' as const,
    line: { width: 0 },
    fillcolor: palette.regions[side === 'preEdge' ? 'pre-edge' : 'post-peak'].fill,
  }));
}

/** Narrower regions (rem) have their names in two lines, still narrower ones none. */
const ONE_LINE = 4;
const TWO_LINES = 2.2;

/** Names of the regions around `e0` (in the energies of the axis) where each is `room` rem wide. */
function regionLabels(e0: number, palette: Palette, room: number): NonNullable<Layout['annotations']> {
  if (room < TWO_LINES) return [];
  const start = e0 + WINDOW_START;
  return REGIONS.map(({ name, from, to }) => ({
    x: start + (from + to) / 2,
    y: 1,
    yref: 'paper' as const,
    yanchor: 'top' as const,
    showarrow: false,
    text: room < ONE_LINE ? name.replace('-', '<br>') : name.replace('main-peak', 'main peak'),
    font: { color: palette.regions[name].line, size: 0.6875 * palette.rem },
  }));
}

/** Ticks of the vertical axis, about. */
const MOST_HEIGHTS = 7;

/** Round ticks with the same number of decimals each; large and tiny numbers as powers of ten. */
function ticksOf(range: readonly [number, number], count: number): Partial<Layout['xaxis']> {
  const step = stepOf(range, count);
  if (Number.isNaN(step)) return {};
  const largest = Math.max(...range.map(Math.abs));
  const isPlain = largest < 1e6 && step >= 1e-4;
  return {
    dtick: step,
    tick0: 0,
    tickformat: isPlain ? `.${decimalsOf(step)}f` : '.2e',
  };
}

/** eV that the fitted lines are drawn past the edge: far from what they were fitted to they would press the curve flat. */
const BEYOND_EDGE = 100;

/** A spectrum with the standard deviation that its scan carries (a merge, in Athena's projects too) added `times`. */
function besideBy({ scan, options }: Item, curve: Curve, scale: number, times: number): Curve | null {
  const channels = scan?.channels ?? [];
  const axis = channels.find(({ role }) => role === 'energy');
  const deviation = channels.find(({ label }) => label === 'stddev');
  if (!axis || !deviation) return null;
  const shift = options.calibration?.shift ?? 0;
  const band = { energy: axis.values.map((energy) => energy + shift), mu: deviation.values };
  return {
    energy: curve.energy,
    mu: curve.mu.map((value, i) => value + (times * interpolate(band, curve.energy[i] ?? NaN)) / scale),
  };
}

/** The curves of the figure, the current spectrum last so that it lies on top. */
function curvesOf(input: FigureInput, view: View, zero: number | null): Drawn[] {
  const { item, overlays, neighbours, axis, palette } = input;
  const colorOf = (index: number): string =>
    palette.overlays[index % palette.overlays.length] ?? palette.curve;
  const drawn: Drawn[] = [...overlays];

  const e0 = shownE0(item);
  if (e0 !== null && (view === 'normalised' || view === 'input')) {
    neighbours.forEach((neighbour, index) => {
      drawn.push({
        x: alongAxis(
          neighbour.energy.map((energy) => energy + e0),
          zero,
          axis,
        ),
        y: neighbour.mu,
        name: neighbour.isOwn
          ? `${neighbour.formula} (own reference)`
          : `${formulaText(neighbour.formula)} (computed)`,
        color: colorOf(overlays.length + index),
        width: 1.5,
        dash: 'dash',
      });
    });
  }

  const prepared = preparedOf(item);
  if (view === 'raw' && prepared && !prepared.normalisation.wasNormalised) {
    const { raw, normalisation } = prepared;
    const x = alongAxis(raw.energy, zero, axis);
    const { regions } = palette;
    const { e0: edge } = prepared;
    const within = (from: number, to: number, y: Float64Array): Pick<Drawn, 'x' | 'y'> => {
      const isShown = (_: number, i: number): boolean => {
        const energy = raw.energy[i] ?? NaN;
        return energy >= from && energy <= to;
      };
      return { x: x.filter(isShown), y: y.filter(isShown) };
    };
    drawn.push(
      {
        ...within(Number.NEGATIVE_INFINITY, edge + BEYOND_EDGE, normalisation.preEdge),
        name: 'Pre-edge line',
        color: regions['pre-edge'].line,
        width: 1.25,
      },
      {
        ...within(edge - BEYOND_EDGE, Number.POSITIVE_INFINITY, normalisation.postEdge),
        name: 'Post-edge curve',
        color: regions['post-peak'].line,
        width: 1.25,
      },
    );
  }

  const measured = curveOf(item, view);
  if (measured && (view === 'raw' || view === 'normalised')) {
    const scale = view === 'raw' ? 1 : (prepared?.normalisation.edgeStep ?? 1);
    for (const times of [-1, 1]) {
      const beside = besideBy(item, measured, scale, times);
      if (!beside) continue;
      const { energy, mu } = decimate(beside, LONGEST_CURVE);
      drawn.push({
        x: alongAxis(energy, zero, axis),
        y: mu,
        name: times < 0 ? 'mean − standard deviation' : 'mean + standard deviation',
        color: palette.overlays[0] ?? palette.curve,
        width: 1,
      });
    }
  }
  if (measured) {
    const { energy, mu } = decimate(measured, LONGEST_CURVE);
    drawn.push({
      x: alongAxis(energy, zero, axis),
      y: mu,
      name: item.name,
      color: palette.curve,
      width: 2,
      hasMarkers: view === 'input',
    });
  }
  const current = drawn.at(-1);
  const difference =
    measured && current && input.compared ? differenceOf(current, input.compared, palette.warning) : null;
  if (difference) drawn.push(difference);
  return drawn;
}

/** The figure of one spectrum with its overlays, as plotly.js wants it. */
export function figureOf(input: FigureInput): Figure {
  const { item, axis, palette, width, drag } = input;
  const { rem } = palette;
  const view = effectiveView(item, input.view);
  const e0 = drag?.e0 ?? shownE0(item);
  const zero = drag?.from ?? e0;
  const drawn = curvesOf(input, view, zero);
  const data = drawn.map(traceOf);
  const measured = curveOf(item, view);
  if (measured && input.marks.length > 0) {
    const at = Float64Array.from(input.marks, ({ energy }) => energy);
    data.push({
      type: 'scatter',
      mode: 'markers',
      x: alongAxis(at, zero, axis),
      y: at.map((energy) => interpolate(measured, energy)),
      text: input.marks.map(({ text }) => text),
      name: 'Glitches',
      marker: { symbol: 'circle-open', size: 0.75 * rem, color: palette.warning, line: { width: 2 } },
      showlegend: false,
      hovertemplate: '%{text}<extra></extra>',
    });
  }
  const isCrowded = drawn.some(({ text }) => text !== undefined);

  const shift = axis === 'relative' ? (zero ?? 0) : 0;
  const [from, to] = input.zoom?.energy ?? shownRange(item, view, input.isWhole);
  const range: [number, number] = [from - shift, to - shift];
  const heights = input.zoom?.heights ?? shownHeights(drawn, range);
  const across = width / rem - MARGIN.l - MARGIN.r;
  const room = (across * (WINDOW_LENGTH / REGIONS.length)) / (range[1] - range[0]);
  // A window of a pack's own has no regions, and stands where it does.
  const standing = view === 'raw' ? null : standingWindow(item);
  const regionsAt = e0 === null || view === 'raw' || standing ? null : e0 - shift;
  const axisStyle = {
    gridcolor: palette.grid,
    linecolor: palette.line,
    showline: true,
    ticks: 'outside' as const,
    tickcolor: palette.line,
    zeroline: false,
  };
  return {
    curves: drawn,
    data,
    layout: {
      margin: { l: MARGIN.l * rem, r: MARGIN.r * rem, t: MARGIN.t * rem, b: MARGIN.b * rem },
      paper_bgcolor: 'rgba(0,0,0,0)',
      plot_bgcolor: 'rgba(0,0,0,0)',
      font: { family: palette.font, size: 0.75 * rem, color: palette.soft },
      showlegend: false,
      hovermode: isCrowded ? 'closest' : 'x',
      hoverlabel: { bgcolor: palette.surface, bordercolor: palette.line, font: { color: palette.ink } },
      dragmode: 'zoom',
      xaxis: {
        ...axisStyle,
        title: {
          text: axis === 'relative' && e0 !== null ? 'E − E<sub>0</sub> (eV)' : 'Energy (eV)',
          standoff: 8,
        },
        range,
        ...ticksOf(range, Math.max(2, Math.round(across / 5))),
      },
      yaxis: {
        ...axisStyle,
        title: { text: Y_TITLES[view], standoff: 6 },
        ...(heights ? { range: [...heights], ...ticksOf(heights, MOST_HEIGHTS) } : {}),
      },
      shapes:
        view === 'raw'
          ? fitShapes(item, shift, palette)
          : regionsAt === null
            ? endShapes(
                (standing ?? []).map((energy) => energy - shift),
                palette,
              )
            : regionShapes(regionsAt, palette),
      annotations: regionsAt === null ? [] : regionLabels(regionsAt, palette, room),
    },
  };
}
