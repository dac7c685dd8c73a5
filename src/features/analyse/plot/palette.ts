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
  readonly regions: Readonly<Record<Region, { readonly line: string; readonly fill: string }>>;
  readonly font: string;
  /** px of a rem: wall screens are drawn larger. */
  readonly rem: number;
}

/** Reads the tokens of the theme in force. */
export function readPalette(): Palette {
  const style = getComputedStyle(document.documentElement);
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
    regions: {
      'pre-edge': region('pre-edge'),
      'main-peak': region('main-peak'),
      'post-peak': region('post-peak'),
    },
    font: token('font'),
    rem: parseFloat(style.fontSize),
  };
}
