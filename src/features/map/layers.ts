import { PIXEL_STATES, stateAt, type AnsweredMap } from '../../domain/map/layers';
import { counts } from '../../exporters/map';
import { confidenceWords, environmentText } from '../widgets/format';

/** What a map shows. */
export const LAYERS = ['cn', 'confidence', 'e0', 'edgeStep', 'state'] as const;
export type Layer = (typeof LAYERS)[number];

export const LAYER_NAMES: Readonly<Record<Layer, string>> = {
  cn: 'CN',
  confidence: 'Confidence',
  e0: 'E0',
  edgeStep: 'Edge step',
  state: 'Domain',
};

export const LAYER_TITLES: Readonly<Record<Layer, string>> = {
  cn: 'Leading coordination number',
  confidence: 'Confidence, at most',
  e0: 'E0 (eV)',
  edgeStep: 'Edge step',
  state: 'What the models may judge',
};

type Colour = readonly [red: number, green: number, blue: number];

/** Colours that are told apart without colour vision (Okabe and Ito 2008), by coordination number. */
const BY_CN: Readonly<Record<number, string>> = {
  2: '#cc79a7',
  3: '#56b4e9',
  4: '#e69f00',
  5: '#009e73',
  6: '#0072b2',
  7: '#d55e00',
  8: '#f0e442',
};
const OTHER_CN = '#8f8f8f';
/** What sets borderline answers apart among the kinds of the CN layer. */
const BORDERLINE = 0.5;
const BY_STATE: Readonly<Record<(typeof PIXEL_STATES)[number], string>> = {
  open: '#ffffff',
  'in-domain': '#0072b2',
  borderline: '#e69f00',
  outside: '#8f8f8f',
  failed: '#000000',
};
const STATE_NAMES: Readonly<Record<(typeof PIXEL_STATES)[number], string>> = {
  open: 'not answered yet',
  'in-domain': 'in domain',
  borderline: 'borderline',
  outside: 'outside',
  failed: 'no answer',
};

/** Even steps of lightness, the same with and without colour vision (cividis: Nuñez, Anderton, Renslow 2018), five stops. */
export const CIVIDIS: readonly (readonly [number, string])[] = [
  [0, '#00224e'],
  [0.25, '#414d6b'],
  [0.5, '#7c7b78'],
  [0.75, '#bcaf6f'],
  [1, '#fee838'],
];

const known = new Map<string, Colour>();

/** Every pixel asks. */
function parsed(hex: string): Colour {
  const before = known.get(hex);
  if (before) return before;
  const value = Number.parseInt(hex.slice(1), 16);
  const colour: Colour = [value >> 16, (value >> 8) & 255, value & 255];
  known.set(hex, colour);
  return colour;
}

const cividis = (share: number): Colour => {
  const place = Math.min(CIVIDIS.length - 2, Math.max(0, Math.floor(share * (CIVIDIS.length - 1))));
  const [low, high] = [
    parsed(CIVIDIS[place]?.[1] ?? '#000000'),
    parsed(CIVIDIS[place + 1]?.[1] ?? '#000000'),
  ];
  const part = Math.min(1, Math.max(0, share * (CIVIDIS.length - 1) - place));
  const mix = (a: number, b: number): number => Math.round(a + part * (b - a));
  return [mix(low[0], high[0]), mix(low[1], high[1]), mix(low[2], high[2])];
};

/** Halfway to white: the same number, but doubtful. */
const pale = (hex: string): string =>
  `#${parsed(hex)
    .map((channel) => Math.round((channel + 255) / 2).toString(16))
    .join('')}`;

function kindOfCn(value: number): { readonly name: string; readonly colour: string } {
  const cn = Math.floor(value);
  const colour = BY_CN[cn] ?? OTHER_CN;
  return value === cn ? { name: `CN ${cn}`, colour } : { name: `CN ${cn}, borderline`, colour: pale(colour) };
}

export type Shown = Pick<AnsweredMap, 'lines' | 'columns' | 'layers' | 'environments' | 'failures'>;

/** The number that a layer shows of a pixel; NaN where it shows none. A borderline CN is a kind of its own. */
export function valueAt(map: Shown, layer: Layer, pixel: number, leastStep: number | null): number {
  const state = stateAt(map, pixel);
  if (layer === 'state') return map.layers.state[pixel] ?? 0;
  if (!counts({ map, leastStep }, pixel)) return Number.NaN;
  if ((layer === 'cn' || layer === 'confidence') && state === 'outside') return Number.NaN;
  const value = map.layers[layer][pixel] ?? Number.NaN;
  return layer === 'cn' && state === 'borderline' ? value + BORDERLINE : value;
}

/** The range of numbers without their outermost hundredths, so that single pixels do not take all the colours. */
export function rangeOf(map: Shown, layer: Layer, leastStep: number | null): readonly [number, number] {
  // Kinds have no range, and a map on its way asks twice a second.
  if (layer === 'confidence' || layer === 'cn' || layer === 'state') return [0, 1];
  const values: number[] = [];
  for (let pixel = 0; pixel < map.lines * map.columns; pixel++) {
    const value = valueAt(map, layer, pixel, leastStep);
    if (!Number.isNaN(value)) values.push(value);
  }
  values.sort((a, b) => a - b);
  const [low = 0, high = 1] = [
    values[Math.floor(0.01 * (values.length - 1))],
    values[Math.ceil(0.99 * (values.length - 1))],
  ];
  return high > low ? [low, high] : [low - 0.5, low + 0.5];
}

/** The colours of a layer, four bytes a pixel; clear where it shows nothing. */
export function coloursOf(
  map: Shown,
  layer: Layer,
  leastStep: number | null,
  [low, high]: readonly [number, number],
): Uint8ClampedArray<ArrayBuffer> {
  const size = map.lines * map.columns;
  const colours = new Uint8ClampedArray(4 * size);
  for (let pixel = 0; pixel < size; pixel++) {
    const value = valueAt(map, layer, pixel, leastStep);
    if (Number.isNaN(value) || (layer === 'state' && value === 0)) continue;
    const [red, green, blue] =
      layer === 'cn'
        ? parsed(kindOfCn(value).colour)
        : layer === 'state'
          ? parsed(BY_STATE[stateAt(map, pixel)])
          : cividis((value - low) / (high - low));
    colours.set([red, green, blue, 255], 4 * pixel);
  }
  return colours;
}

/** What the colours of a layer of kinds mean, with the pixels of each. */
export function legendOf(
  map: Shown,
  layer: 'cn' | 'state',
  leastStep: number | null,
): readonly {
  readonly name: string;
  readonly colour: string;
  readonly value: number;
  readonly pixels: number;
}[] {
  const pixels = new Map<number, number>();
  for (let pixel = 0; pixel < map.lines * map.columns; pixel++) {
    const value = valueAt(map, layer, pixel, leastStep);
    if (!Number.isNaN(value)) pixels.set(value, (pixels.get(value) ?? 0) + 1);
  }
  return [...pixels]
    .sort(([a], [b]) => a - b)
    .map(([value, of]) => {
      const state = PIXEL_STATES[value] ?? 'open';
      const kind = layer === 'cn' ? kindOfCn(value) : { name: STATE_NAMES[state], colour: BY_STATE[state] };
      return { ...kind, value, pixels: of };
    });
}

/** Where a pixel is, counted from 1; the spectra of a series have no columns. */
export const placeOf = ({ columns }: Pick<Shown, 'columns'>, pixel: number): string =>
  columns === 1
    ? `spectrum ${pixel + 1}`
    : `line ${Math.floor(pixel / columns) + 1}, column ${(pixel % columns) + 1}`;

/** Which pixels a mean is made of, in runs along the lines. */
export function runsOf({ lines, columns }: Pick<Shown, 'lines' | 'columns'>, pixels: Uint32Array): string {
  const width = columns === 1 ? lines : columns;
  const runs: [first: number, last: number][] = [];
  for (const pixel of pixels.slice().sort()) {
    const run = runs.at(-1);
    if (run?.[1] === pixel - 1 && pixel % width > 0) run[1] = pixel;
    else runs.push([pixel, pixel]);
  }
  return runs
    .map(([first, last]) => {
      const line = columns === 1 ? 'spectra' : `line ${Math.floor(first / width) + 1}, columns`;
      return `${line} ${(first % width) + 1} to ${(last % width) + 1}`;
    })
    .join('; ');
}

/** A pixel in words. */
export function describePixel(map: Shown, pixel: number): string {
  const { layers, environments, failures } = map;
  const place = placeOf(map, pixel);
  const where = place.charAt(0).toUpperCase() + place.slice(1);
  const state = stateAt(map, pixel);
  const step = layers.edgeStep[pixel] ?? Number.NaN;
  const numbers = `E0 ${(layers.e0[pixel] ?? 0).toFixed(1)} eV, edge step ${step.toPrecision(3)}`;
  const environment = environments[layers.environment[pixel] ?? 0];
  switch (state) {
    case 'open':
      return `${where}: not answered yet`;
    case 'failed':
      return `${where}: no answer. ${failures[layers.failure[pixel] ?? 0]?.message ?? ''}`;
    case 'outside':
      return `${where}: outside the models’ domain, ${numbers}`;
    default:
      return `${where}: ${state === 'borderline' ? 'borderline: ' : ''}${environment ? environmentText(environment) : ''}, ${confidenceWords(layers.confidence[pixel] ?? 0, true)}, ${numbers}`;
  }
}

/** Pixels whose centres lie inside a polygon, in pixels from the corner of the map. */
export function insideOf(
  { lines, columns }: Pick<Shown, 'lines' | 'columns'>,
  polygon: readonly (readonly [x: number, y: number])[],
): Uint32Array {
  const found: number[] = [];
  for (let line = 0; line < lines; line++) {
    const y = line + 0.5;
    const crossings = polygon
      .flatMap(([x1, y1], place) => {
        const [x2, y2] = polygon[(place + 1) % polygon.length] ?? [x1, y1];
        return y1 <= y === y2 <= y ? [] : [x1 + ((y - y1) / (y2 - y1)) * (x2 - x1)];
      })
      .sort((a, b) => a - b);
    for (let pair = 0; pair + 1 < crossings.length; pair += 2) {
      const [from = 0, to = 0] = [crossings[pair], crossings[pair + 1]];
      for (let column = Math.max(0, Math.ceil(from - 0.5)); column < columns && column + 0.5 < to; column++)
        found.push(line * columns + column);
    }
  }
  return Uint32Array.from(found);
}
