import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import * as v from 'valibot';
import { scfConverged } from './dataset';

const FOLDER = join(import.meta.dirname, 'nonoxides');

const lineSchema = v.object({
  material: v.string(),
  /** metal, sulfide, nitride and so on. */
  class: v.string(),
  element: v.string(),
  site: v.number(),
  energy: v.array(v.number()),
  mu: v.array(v.number()),
  scfConverged,
});

/** Computed spectrum of an element in a compound that is no oxide. */
export interface NonOxide {
  readonly material: string;
  readonly class: string;
  readonly element: string;
  readonly site: number;
  /** eV, absolute, the calculation's own offset. */
  readonly energy: Float64Array;
  /** Normalised to the edge step. */
  readonly mu: Float64Array;
}

/** Every computed spectrum of metals, intermetallics, sulfides, halides and so on. */
export function readNonOxides(): NonOxide[] {
  return readdirSync(FOLDER)
    .filter((name) => name.endsWith('.ndjson.gz'))
    .sort()
    .flatMap((name) => gunzipSync(readFileSync(join(FOLDER, name))).toString('utf8').split('\n'))
    .filter((line) => line.trim() !== '')
    .map((line) => {
      const { energy, mu, ...rest } = v.parse(lineSchema, JSON.parse(line));
      return { ...rest, energy: Float64Array.from(energy), mu: Float64Array.from(mu) };
    });
}
