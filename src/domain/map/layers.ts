import type { Analysis } from '../analysis';
import type { Environment } from '../environment/labels';
import type { Message } from '../errors';

/** What became of a pixel; the number is what the layer `state` holds. */
export const PIXEL_STATES = ['open', 'in-domain', 'borderline', 'outside', 'failed'] as const;
export type PixelState = (typeof PIXEL_STATES)[number];

/** The answers of a map, one value a pixel, line after line. */
export interface MapLayers {
  /** Leading coordination number; 0 without an answer. */
  readonly cn: Uint8Array;
  /** Index among the environments of the map. */
  readonly environment: Uint16Array;
  /** Expected Jaccard index, 0 to 1; NaN without an answer. */
  readonly confidence: Float32Array;
  /** eV; NaN without. */
  readonly e0: Float32Array;
  /** In units of the signal; NaN without. */
  readonly edgeStep: Float32Array;
  readonly state: Uint8Array;
  /** Index among the failures of the map. */
  readonly failure: Uint8Array;
}

/** Answers of consecutive pixels, from `first` on. */
export interface MapPart {
  readonly first: number;
  readonly layers: MapLayers;
  readonly environments: readonly Environment[];
  readonly failures: readonly Message[];
}

/** A map as far as it is answered. */
export interface AnsweredMap extends Omit<MapPart, 'first'> {
  readonly lines: number;
  readonly columns: number;
}

const layersOf = (count: number): MapLayers => ({
  cn: new Uint8Array(count),
  environment: new Uint16Array(count),
  confidence: new Float32Array(count).fill(Number.NaN),
  e0: new Float32Array(count).fill(Number.NaN),
  edgeStep: new Float32Array(count).fill(Number.NaN),
  state: new Uint8Array(count),
  failure: new Uint8Array(count),
});

export const emptyMap = (lines: number, columns: number): AnsweredMap => ({
  lines,
  columns,
  layers: layersOf(lines * columns),
  environments: [],
  failures: [],
});

export const stateAt = ({ layers }: Pick<MapPart, 'layers'>, pixel: number): PixelState =>
  PIXEL_STATES[layers.state[pixel] ?? 0] ?? 'open';

/** Most failures of different kinds that are told apart. */
const MOST_FAILURES = 255;

/** The place of `value` in a list by its key, added where it is new. */
function placeIn<T>(
  list: T[],
  value: T,
  keyOf: (value: T) => string,
  most = Number.POSITIVE_INFINITY,
): number {
  const key = keyOf(value);
  const known = list.findIndex((one) => keyOf(one) === key);
  if (known >= 0) return known;
  return list.length < most ? list.push(value) - 1 : most - 1;
}

const environmentKey = (environment: Environment): string =>
  environment.map(({ cn, motifs }) => `${cn}:${motifs.join('+')}`).join(' ');
/** Messages name energies: the first of a kind stands for all. */
const failureKey = ({ code }: Message): string => code;

/** Collects the answers of `count` pixels from `first` on. */
export function mapPart(first: number, count: number) {
  const layers = layersOf(count);
  const environments: Environment[] = [];
  const failures: Message[] = [];
  return {
    part: { first, layers, environments, failures } satisfies MapPart,
    answer: (at: number, { answer, jaccardConfidence, prepared, confidence }: Analysis): void => {
      const { verdict } = confidence.applicability;
      layers.cn[at] = answer.environment[0]?.cn ?? 0;
      layers.environment[at] = placeIn(environments, answer.environment, environmentKey);
      layers.confidence[at] = jaccardConfidence;
      layers.e0[at] = prepared.e0;
      layers.edgeStep[at] = prepared.normalisation.edgeStep;
      layers.state[at] = PIXEL_STATES.indexOf(verdict);
    },
    fail: (at: number, failure: Message): void => {
      layers.failure[at] = placeIn(failures, failure, failureKey, MOST_FAILURES);
      layers.state[at] = PIXEL_STATES.indexOf('failed');
    },
  };
}

/** The map with the answers of a part, whose memory is taken over in place. */
export function withPart(map: AnsweredMap, { first, layers, environments, failures }: MapPart): AnsweredMap {
  const ours = [...map.environments];
  const kinds = [...map.failures];
  const environmentPlaces = environments.map((one) => placeIn(ours, one, environmentKey));
  const failurePlaces = failures.map((one) => placeIn(kinds, one, failureKey, MOST_FAILURES));
  const { cn, confidence, e0, edgeStep, state } = layers;
  map.layers.cn.set(cn, first);
  map.layers.confidence.set(confidence, first);
  map.layers.e0.set(e0, first);
  map.layers.edgeStep.set(edgeStep, first);
  map.layers.state.set(state, first);
  map.layers.environment.set(
    layers.environment.map((place) => environmentPlaces[place] ?? 0),
    first,
  );
  map.layers.failure.set(
    layers.failure.map((place) => failurePlaces[place] ?? 0),
    first,
  );
  return { ...map, environments: ours, failures: kinds };
}

/** Pixels in each state, and with each failure. */
export function countsOf({ layers, failures }: AnsweredMap): {
  readonly states: Readonly<Record<PixelState, number>>;
  readonly failures: readonly (Message & { readonly pixels: number })[];
} {
  const states: Record<PixelState, number> = {
    open: 0,
    'in-domain': 0,
    borderline: 0,
    outside: 0,
    failed: 0,
  };
  const pixels = new Uint32Array(failures.length);
  layers.state.forEach((code, pixel) => {
    const state = PIXEL_STATES[code] ?? 'open';
    states[state] += 1;
    if (state === 'failed') pixels[layers.failure[pixel]] += 1;
  });
  return { states, failures: failures.map((one, place) => ({ ...one, pixels: pixels[place] })) };
}
