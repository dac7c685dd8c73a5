import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import * as v from 'valibot';
import { SHARED } from '../data/shared';

const FILE = join(SHARED, 'structures', 'oxides.ndjson.gz');

const vector = v.tuple([v.number(), v.number(), v.number()]);
const crystalSchema = v.object({
  /** Rows in angstrom. */
  lattice: v.tuple([vector, vector, vector]),
  species: v.array(v.string()),
  fractional: v.array(vector),
  sites: v.array(v.object({ index: v.number(), element: v.string() })),
});
type Crystal = v.InferOutput<typeof crystalSchema>;

/** Cells on every side that are searched for neighbours. */
const IMAGES = [-2, -1, 0, 1, 2];
/** Oxygens up to this much (angstrom) farther than the nearest one make up the first shell of an EXAFS peak. */
const SHELL_WIDTH = 0.35;

/** Mean distance (angstrom) from one site to the oxygens of its first shell; null without oxygen. */
export function oxygenDistance({ lattice, species, fractional }: Crystal, site: number): number | null {
  const distances = species.flatMap((symbol, other) => {
    if (symbol !== 'O') return [];
    return IMAGES.flatMap((a) =>
      IMAGES.flatMap((b) =>
        IMAGES.map((c) => {
          const d = [a, b, c].map((image, k) => fractional[other][k] - fractional[site][k] + image);
          return Math.hypot(...[0, 1, 2].map((k) => d.reduce((sum, x, row) => sum + x * lattice[row][k], 0)));
        }),
      ),
    );
  });
  if (distances.length === 0) return null;
  const nearest = Math.min(...distances);
  const shell = distances.filter((distance) => distance <= nearest + SHELL_WIDTH);
  return shell.reduce((sum, distance) => sum + distance, 0) / shell.length;
}

/** For every element of the oxide structures its longest `oxygenDistance`; empty where they are not at hand. */
export function longestOxygenDistances(): Map<string, number> {
  const longest = new Map<string, number>();
  if (!existsSync(FILE)) return longest;
  for (const line of gunzipSync(readFileSync(FILE)).toString('utf8').trim().split('\n')) {
    const crystal = v.parse(crystalSchema, JSON.parse(line));
    for (const { index, element } of crystal.sites) {
      const distance = oxygenDistance(crystal, index);
      if (distance !== null) longest.set(element, Math.max(distance, longest.get(element) ?? 0));
    }
  }
  return longest;
}
