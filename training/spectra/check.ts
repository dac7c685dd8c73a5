import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';
import { interpolate } from '../../src/domain/spectrum/curve';
import type { FeffSpectrum } from './feff-output';
import { linesOf, parseLine } from './store';

const knownSchema = v.object({
  material: v.string(),
  element: v.string(),
  site: v.number(),
  sitesOfElement: v.number(),
  settings: v.optional(v.string()),
  fermiEdge: v.number(),
  energy: v.array(v.number()),
  mu: v.array(v.number()),
});

/** A packed spectrum that can be computed again. */
export type KnownSpectrum = v.InferOutput<typeof knownSchema>;

/** Packed spectra of a folder for which `isWanted` holds, by element. */
export function knownSpectra(
  folder: string,
  isWanted: (known: KnownSpectrum) => boolean,
): Map<string, KnownSpectrum[]> {
  const byElement = new Map<string, KnownSpectrum[]>();
  for (const name of readdirSync(folder).filter((file) => file.endsWith('.ndjson.gz'))) {
    for (const line of linesOf(join(folder, name))) {
      const parsed = v.safeParse(knownSchema, parseLine(line));
      if (!parsed.success || !isWanted(parsed.output)) continue;
      const { element } = parsed.output;
      byElement.set(element, [...(byElement.get(element) ?? []), parsed.output]);
    }
  }
  return byElement;
}

/** `count` entries that lie evenly over a list. */
export const spread = <T>(list: readonly T[], count: number): T[] =>
  list.filter((_, i) => Math.floor(((i + 1) * count) / list.length) > Math.floor((i * count) / list.length));

/** How far two calculations of one site differ. */
export interface Difference {
  /** Between the Fermi levels, eV. */
  readonly energy: number;
  /** Root mean square of the curves over the energies of both, each from its Fermi level, in edge steps. */
  readonly curve: number;
}

/** Compares the calculation of a site with an earlier one. */
export function difference(now: FeffSpectrum, before: FeffSpectrum): Difference {
  const energy = now.fermiEdge - before.fermiEdge;
  const earlier = { energy: Float64Array.from(before.energy), mu: Float64Array.from(before.mu) };
  const squares = now.energy.flatMap((at, i) => {
    const then = at - energy;
    const isCovered = then >= before.energy[0] && then <= before.energy[before.energy.length - 1];
    return isCovered ? [(now.mu[i] - interpolate(earlier, then)) ** 2] : [];
  });
  return { energy, curve: Math.sqrt(squares.reduce((sum, one) => sum + one, 0) / squares.length) };
}
