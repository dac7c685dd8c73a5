import type { Components } from '../domain/mixture/components';
import type { Resolution, ResolutionOptions } from '../domain/mixture/resolution';
import type { CurveOrigin } from './combination';
import type { Provenance } from './document';
import { oneLine } from './one-line';
import type { Origin } from './result';

/** A count of components with the scans it was made from. */
export interface ComponentsRecord {
  /** In the order of the series. */
  readonly scans: readonly CurveOrigin[];
  readonly result: Components;
}

/** Pure spectra with the scans they were made from. */
export interface ResolutionRecord {
  /** In the order of the series. */
  readonly scans: readonly CurveOrigin[];
  readonly options: ResolutionOptions;
  readonly result: Resolution;
}

export const COMPONENTS_MEANING =
  'Components are not centred; real error, imbedded error and indicator function: Malinowski, Anal. Chem. 49 (1977) 606 and 612; chance: that noise alone gives an eigenvalue as large (Malinowski, J. Chemometrics 3 (1989) 49).';

export const RESOLUTION_MEANING =
  'Multivariate curve resolution by alternating least squares; shares and spectra not negative. Other pure spectra may explain the series as well: they are as pure as the purest scans and these constraints make them.';

/** What pure spectra were made with, in words. */
export function describeResolution({ scans, options, result }: ResolutionRecord): string {
  const { from, to, pure, isClosed } = options;
  return [
    `MCR-ALS of ${scans.length} scans, ${pure} pure spectra`,
    `${from.toFixed(1)} to ${to.toFixed(1)} eV (${result.energy.length} energies)`,
    `not negative, ${isClosed ? 'shares of a scan add up to 1' : 'sums of shares free'}`,
    `begun with ${result.purest.map((scan) => scans[scan]?.name ?? '').join(' and ')}`,
    `lack of fit ${(100 * result.lackOfFit).toPrecision(3)} %`,
    `${result.rounds} rounds${result.hasSettled ? '' : ', not settled'}`,
  ].join('; ');
}

const originText = ({ name, sha256 }: CurveOrigin): string =>
  oneLine(sha256 === null ? name : `${name}, sha256 ${sha256}`);

const cell = (value: string | number | undefined): string => {
  const text = typeof value === 'string' ? oneLine(value) : String(value ?? '');
  return /[",]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
};

const csv = (
  title: string,
  journal: readonly string[],
  rows: readonly (readonly (string | number | undefined)[])[],
  { appVersion, created }: Provenance,
): string =>
  [
    `# ${title}`,
    `# app: Xanopy ${appVersion}`,
    `# created: ${created.toISOString()}`,
    ...journal.map((line) => `# ${oneLine(line)}`),
    ...rows.map((row) => row.map(cell).join(',')),
    '',
  ].join('\n');

/** The principal components of a series as comma-separated columns behind `#` lines that say what they rest on. */
export function componentsCsv({ scans, result }: ComponentsRecord, provenance: Provenance): string {
  return csv(
    'Xanopy principal components',
    [
      `series: ${scans.length} scans, ${result.element} K, ${result.from.toFixed(1)} to ${result.to.toFixed(1)} eV, ${result.energies} energies`,
      ...scans.map((scan, index) => `scan ${index + 1}: ${originText(scan)}`),
      `suggested: ${result.suggested} (F test, 5 %); smallest indicator function at ${result.smallestIndicator}`,
      `meaning: ${COMPONENTS_MEANING}`,
    ],
    [
      ['components', 'eigenvalue', 'explained', 'real_error', 'imbedded_error', 'indicator', 'chance'],
      ...result.components.map((component, index) => [
        index + 1,
        component.eigenvalue,
        component.explained,
        component.realError,
        component.imbeddedError,
        component.indicator,
        component.chance,
      ]),
    ],
    provenance,
  );
}

/** The shares of the pure spectra in every scan as comma-separated columns, a row a scan. */
export function sharesCsv(record: ResolutionRecord, provenance: Provenance): string {
  const { scans, result } = record;
  return csv(
    'Xanopy shares of pure spectra',
    [`series: ${describeResolution(record)}`, `meaning: ${RESOLUTION_MEANING}`],
    [
      ['scan', 'file', ...result.shares.map((_, index) => `pure_${index + 1}`), 'rms', 'sha256'],
      ...scans.map(({ name, sha256 }, scan) => [
        scan + 1,
        name,
        ...result.shares.map((share) => share[scan]),
        result.rms[scan],
        sha256 ?? '',
      ]),
    ],
    provenance,
  );
}

/** Header family that says what a computed file was made from. */
export const FAMILY = 'Derivation';
export const SUMMARY = `${FAMILY}.summary`;

/** What a file says it was computed from; nothing where it is as it was measured. */
export function derivationOf(metadata: readonly (readonly [string, string])[]): Pick<Origin, 'derivation'> {
  const summary = metadata.find(([key]) => key === SUMMARY)?.[1];
  return summary === undefined ? {} : { derivation: summary };
}

/** File name of a pure spectrum. */
export const pureSpectrumName = ({ element, spectra }: Resolution, place: number): string =>
  `${element}-pure-${place + 1}-of-${spectra.length}.xdi`;

/**
 * A pure spectrum (its place in the result) as an XDI 1.0 file that says what it was made from. The same spectrum
 * always gives the same text.
 */
export function pureSpectrumXdi(record: ResolutionRecord, place: number): string {
  const { scans, result } = record;
  const mu = result.spectra[place] ?? new Float64Array(result.energy.length);
  const header = [
    ['Column.1', 'energy eV'],
    ['Column.2', 'norm'],
    ['Element.symbol', result.element],
    ['Element.edge', 'K'],
    [SUMMARY, `pure spectrum ${place + 1} of ${describeResolution(record)}`],
    ...scans.map((scan, index) => [`${FAMILY}.scan_${index + 1}`, originText(scan)]),
  ];
  return [
    '# XDI/1.0 Xanopy',
    ...header.map(([key, text]) => `# ${key}: ${oneLine(text ?? '')}`),
    '# ///',
    `# ${RESOLUTION_MEANING}`,
    '# ---',
    '# energy norm',
    ...Array.from(result.energy, (energy, index) => `${energy} ${mu[index]}`),
    '',
  ].join('\n');
}
