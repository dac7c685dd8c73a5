import type { Curve } from '../domain/spectrum/types';
import { oneLine } from './one-line';
import { FAMILY, SUMMARY } from './resolution';

/** The mean of some scans of a series. */
export interface SeriesMean {
  readonly element: string;
  /** Names of the scans, in the order of the series. */
  readonly scans: readonly string[];
  /** Places of the first and the last of them in the series, from 1 on. */
  readonly first: number;
  readonly last: number;
  /** Normalised. */
  readonly curve: Curve;
}

export const seriesMeanName = ({ element, first, last }: SeriesMean): string =>
  `${element}-mean-of-scans-${first}-to-${last}.xdi`;

/** The mean as an XDI 1.0 file that says what it was made from. */
export function seriesMeanXdi({ element, scans, first, last, curve }: SeriesMean): string {
  const header = [
    ['Column.1', 'energy eV'],
    ['Column.2', 'norm'],
    ['Element.symbol', element],
    ['Element.edge', 'K'],
    [SUMMARY, `mean of the normalised scans ${first} to ${last} of a series`],
    ...scans.map((name, place) => [`${FAMILY}.scan_${first + place}`, name]),
  ];
  return [
    '# XDI/1.0 Xanopy',
    ...header.map(([key, text]) => `# ${key}: ${oneLine(text ?? '')}`),
    '# ---',
    '# energy norm',
    ...Array.from(curve.energy, (energy, point) => `${energy} ${curve.mu[point]}`),
    '',
  ].join('\n');
}
