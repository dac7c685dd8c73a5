import { countsOf, stateAt, type AnsweredMap } from '../domain/map/layers';
import type { Environment } from '../domain/environment/labels';
import type { PrepareOptions } from '../domain/spectrum/prepare';
import type { Choices } from '../readers/types';
import type { Provenance } from './document';
import { oneLine } from './one-line';

/** A map with what it was made from. */
export interface MapRecord {
  readonly file: string;
  /** Bytes of the file. */
  readonly size: number;
  /** Place and title of the stack within the file. */
  readonly stack: string;
  readonly title: string;
  readonly element: string;
  readonly muExpression: string;
  readonly modelVersion: string;
  readonly binning: number;
  readonly choices: Choices;
  readonly options: PrepareOptions;
  /** Least edge step of the pixels that count, in units of the signal; null: all. */
  readonly leastStep: number | null;
  readonly map: AnsweredMap;
}

/** Whether a pixel has an answer and an edge step that is not masked. */
export const counts = ({ map, leastStep }: Pick<MapRecord, 'map' | 'leastStep'>, pixel: number): boolean => {
  const state = stateAt(map, pixel);
  if (state === 'open' || state === 'failed') return false;
  return leastStep === null || (map.layers.edgeStep[pixel] ?? Number.NaN) >= leastStep;
};

/** How a map was made, a line each. */
export function mapJournal(record: MapRecord, { appVersion, created }: Provenance): string[] {
  const { states, failures } = countsOf(record.map);
  const {
    file,
    size,
    stack,
    title,
    element,
    muExpression,
    modelVersion,
    binning,
    choices,
    options,
    leastStep,
  } = record;
  return [
    `app: Xanopy ${appVersion}`,
    `created: ${created.toISOString()}`,
    `file: ${file}, ${size} bytes`,
    `stack: ${stack}${title === '' ? '' : ` (${title})`}`,
    `spectra: ${record.map.lines} x ${record.map.columns}, ${binning} x ${binning} pixels averaged to one`,
    `absorber: ${element} K; mu = ${muExpression}; columns: ${JSON.stringify(choices)}`,
    `requested: ${JSON.stringify(options)}`,
    `models: ${modelVersion}`,
    `pixels: ${Object.entries(states)
      .map(([state, pixels]) => `${state} ${pixels}`)
      .join(', ')}`,
    ...failures.map(({ code, message, pixels }) => `failed: ${pixels} pixels, ${code}: ${message}`),
    ...(leastStep === null ? [] : [`mask: edge steps below ${leastStep} are left out`]),
    'meaning: cn is the leading coordination number; confidence is the expected Jaccard index, at most that for measured spectra',
  ].map(oneLine);
}

/** An environment in words without commas. */
export const environmentName = (environment: Environment): string =>
  environment
    .map(({ cn, motifs }) => `CN ${cn}${motifs.length > 0 ? ` ${motifs.join(' > ')}` : ''}`)
    .join('; ');

const number = (value: number | undefined): string =>
  value === undefined || Number.isNaN(value) ? '' : String(Number(value.toPrecision(7)));

/** The answers as comma-separated columns behind `#` lines, a row a pixel; pixels that are masked have no answer. */
export function mapCsv(record: MapRecord, provenance: Provenance): string {
  const { map } = record;
  const { lines, columns, layers, environments, failures } = map;
  const rows = [
    ...mapJournal(record, provenance).map((line) => `# ${line}`),
    'line,column,cn,environment,confidence,e0_ev,edge_step,state,failure',
  ];
  for (let pixel = 0; pixel < lines * columns; pixel++) {
    const state = stateAt(map, pixel);
    const isShown = counts(record, pixel);
    const environment = environments[layers.environment[pixel] ?? 0];
    rows.push(
      [
        Math.floor(pixel / columns),
        pixel % columns,
        isShown && state !== 'outside' ? layers.cn[pixel] : '',
        isShown && state !== 'outside' && environment ? environmentName(environment) : '',
        isShown ? number(layers.confidence[pixel]) : '',
        number(layers.e0[pixel]),
        number(layers.edgeStep[pixel]),
        isShown || state === 'open' || state === 'failed' ? state : 'masked',
        state === 'failed' ? (failures[layers.failure[pixel] ?? 0]?.code ?? '') : '',
      ].join(','),
    );
  }
  return `${rows.join('\n')}\n`;
}
