import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import * as v from 'valibot';
import { plainStructure, type Structure } from '../../src/domain/structure/structure';
import { SHARED } from '../data/shared';

/** A site whose weights and order parameters pymatgen 2022.11.7 gave. */
interface OracleSite {
  readonly index: number;
  readonly element: string;
  readonly multiplicity: number;
  readonly cnWeights: Readonly<Record<string, number>>;
  readonly motifs: Readonly<Record<string, Readonly<Record<string, number>>>>;
}

export interface OracleCrystal {
  readonly material: string;
  readonly spaceGroup: number;
  readonly structure: Structure;
  readonly sites: readonly OracleSite[];
}

const crystalSchema = v.object({
  material: v.string(),
  spaceGroup: v.number(),
  sites: v.array(
    v.object({
      index: v.number(),
      element: v.string(),
      multiplicity: v.number(),
      cnWeights: v.record(v.string(), v.number()),
      motifs: v.record(v.string(), v.record(v.string(), v.number())),
    }),
  ),
});

/** The oxide crystals with true labels that lie outside the project; none where they are absent. */
export function oracleCrystals(): OracleCrystal[] {
  const file = join(SHARED, 'structures', 'oxides.ndjson.gz');
  if (!existsSync(file)) return [];
  return gunzipSync(readFileSync(file))
    .toString()
    .trim()
    .split('\n')
    .map((line) => {
      const json: unknown = JSON.parse(line);
      return { ...v.parse(crystalSchema, json), structure: plainStructure(json) };
    });
}
