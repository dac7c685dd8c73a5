import type { Annotations, Data, Layout } from 'plotly.js';
import { middleEllipsis } from '../../widgets/format';
import type { Item } from '../../../stores/session';
import { effectiveView, shownE0 } from './curves';
import { figureOf, type FigureInput } from './figure';
import { overlaysOf } from './overlays';
import { readPaperPalette, type Palette } from './palette';

/** A figure for a journal: its width, the size of its letters. */
export interface Paper {
  /** mm */
  readonly width: number;
  /** pt */
  readonly font: number;
}

/** A figure drawn at its size on paper. */
export interface PaperFigure {
  readonly data: Data[];
  readonly layout: Partial<Layout>;
  /** CSS px, 1/96 inch. */
  readonly width: number;
  readonly height: number;
}

const PX_PER_INCH = 96;
const MM_PER_INCH = 25.4;
const PT_PER_INCH = 72;
/** Letters of a figure are this part of a rem. */
const LETTERS = 0.75;
/** The fonts that journals ask for. */
const FONT = 'Arial, Helvetica, "Liberation Sans", sans-serif';

export const pxOfMm = (mm: number): number => (mm / MM_PER_INCH) * PX_PER_INCH;
export const mmOfPx = (px: number): number => (px / PX_PER_INCH) * MM_PER_INCH;

/** Colours of the light theme with letters of the wanted size. */
export function paperPalette({ font }: Paper): Palette {
  return {
    ...readPaperPalette(),
    font: FONT,
    soft: '#000000',
    rem: ((font / PT_PER_INCH) * PX_PER_INCH) / LETTERS,
  };
}

/** plotly.js reads a little HTML in names. */
const plain = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');

/** rem: above the plotting area for the title, below it for each name. */
const TITLE_ROOM = 2.6;
const LEGEND_LINE = 1.35;
const LEGEND_GAP = 0.3;

/** Letters that fit into a line of the figure, roughly. */
const lettersIn = (width: number, palette: Palette): number => Math.floor(width / (0.46 * palette.rem));

type Axis = Layout['xaxis'];

/** The axis with the letters of its title as large as all others. */
function withTitleSize(axis: Partial<Axis> | undefined, size: number): Partial<Axis> {
  const title = typeof axis?.title === 'object' ? axis.title : {};
  return { ...axis, title: { ...title, font: { ...title.font, size } } };
}

/** What every figure on paper has: white ground, a title, a legend below the axis. */
export function onPaper(
  { data, layout }: { readonly data: Data[]; readonly layout: Partial<Layout> },
  title: string,
  paper: Paper,
  palette: Palette,
  aspect: number,
): PaperFigure {
  const width = pxOfMm(paper.width);
  const letters = lettersIn(width, palette);
  const named = data.map((trace) =>
    'name' in trace && typeof trace.name === 'string'
      ? { ...trace, name: plain(middleEllipsis(trace.name, letters - 6)) }
      : trace,
  );
  const isNamed = data.filter((trace) => !('showlegend' in trace && trace.showlegend === false)).length;
  const legend = isNamed > 1 ? (isNamed * LEGEND_LINE + LEGEND_GAP) * palette.rem : 0;
  const top = TITLE_ROOM * palette.rem;
  return {
    data: named,
    width,
    height: width * aspect + top + legend,
    layout: {
      ...layout,
      paper_bgcolor: '#ffffff',
      plot_bgcolor: '#ffffff',
      margin: { ...layout.margin, t: top, b: (layout.margin?.b ?? 0) + legend },
      title: {
        text: plain(middleEllipsis(title, letters)),
        x: 0.5,
        xref: 'container',
        y: 1,
        yref: 'container',
        yanchor: 'top',
        pad: { t: 0.4 * palette.rem },
        font: { size: LETTERS * palette.rem, color: palette.ink },
      },
      xaxis: withTitleSize(layout.xaxis, LETTERS * palette.rem),
      yaxis: withTitleSize(layout.yaxis, LETTERS * palette.rem),
      showlegend: isNamed > 1,
      legend: {
        orientation: 'v',
        x: 0,
        xanchor: 'left',
        y: 0,
        yref: 'container',
        yanchor: 'bottom',
        font: { size: 0.6875 * palette.rem },
        bgcolor: 'rgba(0,0,0,0)',
      },
    },
  };
}

/** E0 as a line with its name and value. */
function e0Mark(e0: number, shift: number, palette: Palette): Pick<Layout, 'shapes' | 'annotations'> {
  const x = e0 - shift;
  const label: Partial<Annotations> = {
    x,
    y: 1,
    yref: 'paper',
    xanchor: 'center',
    yanchor: 'bottom',
    showarrow: false,
    text: `E<sub>0</sub> = ${e0.toFixed(1)} eV`,
    font: { color: palette.accent, size: 0.6875 * palette.rem },
  };
  return {
    shapes: [
      {
        type: 'line',
        x0: x,
        x1: x,
        yref: 'paper',
        y0: 0,
        y1: 1,
        line: { color: palette.accent, width: 1 },
      },
    ],
    annotations: [label],
  };
}

/** The plot as it is seen, in the light palette, with E0, name and legend, at its size on paper. */
export function paperFigure(
  input: FigureInput,
  others: readonly Item[],
  offset: number,
  paper: Paper,
): PaperFigure {
  const palette = paperPalette(paper);
  const { item, axis } = input;
  const view = effectiveView(item, input.view);
  const overlays = overlaysOf(others, view, axis, palette, offset);
  const compared = input.compared && (overlaysOf(others, view, axis, palette)[0] ?? null);
  const figure = figureOf({
    ...input,
    overlays,
    compared,
    drag: null,
    palette,
    width: pxOfMm(paper.width),
  });
  const e0 = shownE0(item);
  const mark = e0 === null ? null : e0Mark(e0, axis === 'relative' ? e0 : 0, palette);
  const layout = {
    ...figure.layout,
    shapes: [...(figure.layout.shapes ?? []), ...(mark?.shapes ?? [])],
    annotations: [...(figure.layout.annotations ?? []), ...(mark?.annotations ?? [])],
  };
  return onPaper({ data: figure.data, layout }, item.name, paper, palette, 0.68);
}
