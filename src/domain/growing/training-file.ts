import * as v from 'valibot';
import { checked, FETCH_AGAIN } from '../checked';
import type { OrderParameters } from '../environment/labels';
import { XanopyError } from '../errors';
import { samplesOf, type Material } from './samples';

/*
 * The computed spectra of an element as the page loads them to grow its forests again, `public/models/<element>.training.json`.
 */

/** Resolution of the stored energies (eV), mu and order parameters: far below what forests can see. */
const ENERGY_QUANTUM = 1e-3;
const MU_QUANTUM = 5e-4;
const PARAMETER_QUANTUM = 1e-5;

const whole = v.pipe(v.number(), v.integer());
const count = v.pipe(whole, v.minValue(0));
/** Pairs of a coordination number or a motif and its weight in quanta. */
const cnWeights = v.array(v.tuple([count, whole]));
const motifs = v.array(v.tuple([count, v.array(v.tuple([v.string(), whole]))]));

export const trainingSchema = v.object({
  format: v.literal('xanopy-training'),
  formatVersion: v.literal(1),
  element: v.string(),
  /** Sites and averages that forests learn from. */
  spectra: count,
  /** Energies of calculations as differences to the first one, in quanta: many share them. */
  grids: v.array(v.pipe(v.array(count), v.minLength(2))),
  materials: v.array(
    v.object({
      material: v.string(),
      formula: v.string(),
      source: v.string(),
      complete: v.boolean(),
      sites: v.pipe(
        v.array(
          v.object({
            site: count,
            multiplicity: v.pipe(count, v.minValue(1)),
            grid: count,
            /** First energy in quanta. */
            origin: whole,
            /** In quanta, as long as its grid. */
            mu: v.array(whole),
            cnWeights,
            motifs,
          }),
        ),
        v.minLength(1),
      ),
    }),
  ),
});

export type TrainingJson = v.InferOutput<typeof trainingSchema>;

const quanta = (value: number, quantum: number): number => Math.round(value / quantum);
const weights = <K>(values: ReadonlyMap<K, number>): [K, number][] =>
  [...values].flatMap(([key, value]): [K, number][] => {
    const n = quanta(value, PARAMETER_QUANTUM);
    return n === 0 ? [] : [[key, n]];
  });

/** Materials that are handed out, at most: what grows again in the time that people wait. */
export const MOST_MATERIALS = 100;

/** At most `MOST_MATERIALS` of the materials, evenly. */
const thinnedOut = (materials: readonly Material[]): readonly Material[] => {
  const n = materials.length;
  return n <= MOST_MATERIALS
    ? materials
    : materials.filter(
        (_, i) => Math.floor((i * MOST_MATERIALS) / n) !== Math.floor(((i + 1) * MOST_MATERIALS) / n),
      );
};

/** The JSON form of the materials of an element, thinned out where they are many. */
export function encodeTraining(element: string, all: readonly Material[]): TrainingJson {
  const materials = thinnedOut(all);
  const grids = new Map<string, { readonly index: number; readonly steps: number[] }>();
  const gridOf = (energy: Float64Array): number => {
    const steps = Array.from(energy, (at) => quanta(at, ENERGY_QUANTUM) - quanta(energy[0], ENERGY_QUANTUM));
    const key = steps.join();
    const known = grids.get(key) ?? { index: grids.size, steps };
    grids.set(key, known);
    return known.index;
  };
  const entries = materials.map(({ material, formula, source, complete, sites }) => ({
    material,
    formula,
    source,
    complete,
    sites: sites.map(({ site, multiplicity, energy, mu, parameters }) => ({
      site,
      multiplicity,
      grid: gridOf(energy),
      origin: quanta(energy[0], ENERGY_QUANTUM),
      mu: Array.from(mu, (value) => quanta(value, MU_QUANTUM)),
      cnWeights: weights(parameters.cnWeights),
      motifs: [...parameters.motifs].map(([cn, values]): [number, [string, number][]] => [
        cn,
        weights(values),
      ]),
    })),
  }));
  return {
    format: 'xanopy-training',
    formatVersion: 1,
    element,
    spectra: materials.flatMap(samplesOf).length,
    grids: [...grids.values()].map(({ steps }) => steps),
    materials: entries,
  };
}

function parametersOf(
  json: Pick<TrainingJson['materials'][number]['sites'][number], 'cnWeights' | 'motifs'>,
): OrderParameters {
  return {
    cnWeights: new Map(json.cnWeights.map(([cn, n]) => [cn, n * PARAMETER_QUANTUM])),
    motifs: new Map(
      json.motifs.map(([cn, values]) => [
        cn,
        new Map(values.map(([name, n]) => [name, n * PARAMETER_QUANTUM])),
      ]),
    ),
  };
}

/**
 * The materials from parsed JSON of unknown origin.
 * @throws XanopyError `training-invalid`
 */
export function decodeTraining(json: unknown): { readonly element: string; readonly materials: Material[] } {
  const { element, grids, materials } = checked(
    trainingSchema,
    json,
    'training-invalid',
    'The file of training spectra',
    FETCH_AGAIN,
  );
  return {
    element,
    materials: materials.map(({ sites, ...material }) => ({
      ...material,
      element,
      sites: sites.map(({ site, multiplicity, grid, origin, mu, ...parameters }) => {
        const steps = grids[grid];
        if (steps?.length !== mu.length) {
          throw new XanopyError(
            'training-invalid',
            `The file of training spectra is not valid (energies of ${material.material} are missing). ${FETCH_AGAIN}`,
          );
        }
        return {
          site,
          multiplicity,
          energy: Float64Array.from(steps, (step) => (origin + step) * ENERGY_QUANTUM),
          mu: Float64Array.from(mu, (n) => n * MU_QUANTUM),
          parameters: parametersOf(parameters),
        };
      }),
    })),
  };
}
