import type { Region } from '../../../domain/spectrum/window';

/** The design tokens that a plot needs as plain colours. */
export interface Palette {
  readonly ink: string;
  readonly soft: string;
  readonly grid: string;
  readonly line: string;
  readonly surface: string;
  readonly accent: string;
  readonly curve: string;
  readonly warning: string;
  readonly overlays: readonly string[];
  /** A sequence of colours for curves that have an order, first to last. */
  readonly ordered: readonly string[];
  readonly regions: Readonly<Record<Region, { readonly line: string; readonly fill: string }>>;
  readonly font: string;
  /** px of a rem: wall screens are drawn larger. */
  readonly rem: number;
}

/** Colours between the stops of the ordered colours, both ends included. */
const ORDERED_COLOURS = 24;

/** `#rrggbb` colours at even distances along the stops. */
export function between(stops: readonly string[], count: number): string[] {
  const channelsOf = (stop = '#000000'): number[] =>
    [1, 3, 5].map((at) => parseInt(stop.slice(at, at + 2), 16));
  return Array.from({ length: count }, (_, i) => {
    const place = (i / (count - 1)) * (stops.length - 1);
    const left = Math.min(Math.floor(place), stops.length - 2);
    const upper = channelsOf(stops[left + 1]);
    const mixed = channelsOf(stops[left]).map((value, channel) =>
      Math.round(value + (place - left) * ((upper[channel] ?? value) - value)),
    );
    return `#${mixed.map((value) => value.toString(16).padStart(2, '0')).join('')}`;
  });
}

/** The light theme whatever the page wears: for paper. */
export function readPaperPalette(): Palette {
  const probe = document.createElement('div');
  probe.dataset.theme = 'light';
  document.body.append(probe);
  try {
    return readPalette(probe);
  } finally {
    probe.remove();
  }
}

/** Reads the tokens of the theme in force on an element. */
export function readPalette(element: Element = document.documentElement): Palette {
  const style = getComputedStyle(element);
  const token = (name: string): string => style.getPropertyValue(`--${name}`).trim();
  const region = (name: Region) => ({ line: token(name), fill: token(`${name}-fill`) });
  return {
    ink: token('ink'),
    soft: token('ink-soft'),
    grid: token('grid'),
    line: token('line-strong'),
    surface: token('surface'),
    accent: token('accent'),
    curve: token('curve'),
    warning: token('poor'),
    overlays: [1, 2, 3, 4, 5, 6].map((n) => token(`curve-${n}`)),
    ordered: between(
      [1, 2, 3, 4, 5].map((n) => token(`ordered-${n}`)),
      ORDERED_COLOURS,
    ),
    regions: {
      'pre-edge': region('pre-edge'),
      'main-peak': region('main-peak'),
      'post-peak': region('post-peak'),
    },
    font: token('font'),
    rem: parseFloat(getComputedStyle(document.documentElement).fontSize),
  };
}
