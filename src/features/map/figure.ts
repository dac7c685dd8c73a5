import type { Data, Layout } from 'plotly.js';
import type { Palette } from '../analyse/plot/palette';
import { CIVIDIS, LAYER_TITLES, legendOf, valueAt, type Layer, type Shown } from './layers';

/** A layer as traces for a figure: kinds in steps of colour, numbers on a scale. */
export function figureOfMap(
  map: Shown,
  layer: Layer,
  leastStep: number | null,
  range: readonly [number, number],
  palette: Palette,
): { readonly data: Data[]; readonly layout: Partial<Layout> } {
  const { rem } = palette;
  const kinds = layer === 'cn' || layer === 'state' ? legendOf(map, layer, leastStep) : null;
  const placeOf = new Map(kinds?.map(({ value }, place) => [value, place]));
  const isSeries = map.columns === 1;
  const [height, width] = isSeries ? [1, map.lines] : [map.lines, map.columns];
  const z = Array.from({ length: height }, (_, y) =>
    Array.from({ length: width }, (__, x) => {
      const value = valueAt(map, layer, y * width + x, leastStep);
      if (Number.isNaN(value)) return null;
      return kinds ? (placeOf.get(value) ?? null) : value;
    }),
  );
  const steps = kinds?.length ?? 0;
  const colorscale = kinds
    ? kinds.flatMap(({ colour }, place): [number, string][] => [
        [place / steps, colour],
        [(place + 1) / steps, colour],
      ])
    : CIVIDIS.map(([share, colour]): [number, string] => [share, colour]);
  const axis = {
    linecolor: palette.line,
    showline: true,
    mirror: true,
    ticks: 'outside' as const,
    showgrid: false,
    zeroline: false,
    constrain: 'domain' as const,
  };
  return {
    data: [
      {
        type: 'heatmap',
        z,
        // Counted as on the page.
        x0: 1,
        y0: 1,
        colorscale,
        zmin: kinds ? -0.5 : range[0],
        zmax: kinds ? steps - 0.5 : range[1],
        colorbar: {
          title: { text: kinds ? '' : LAYER_TITLES[layer], side: 'right' },
          thickness: 0.75 * rem,
          outlinewidth: 0,
          ...(kinds
            ? { tickvals: kinds.map((_, place) => place), ticktext: kinds.map(({ name }) => name) }
            : {}),
        },
      },
    ],
    layout: {
      margin: { l: 3.5 * rem, r: 5 * rem, t: 1.5 * rem, b: 2.75 * rem },
      font: { family: palette.font, size: 0.75 * rem, color: palette.soft },
      xaxis: { ...axis, title: { text: isSeries ? 'Spectrum' : 'Column', standoff: 6 } },
      yaxis: isSeries
        ? { ...axis, showticklabels: false }
        : { ...axis, title: { text: 'Line', standoff: 6 }, autorange: 'reversed', scaleanchor: 'x' },
    },
  };
}
