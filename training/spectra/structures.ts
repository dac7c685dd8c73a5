import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import * as v from 'valibot';
import { describeError } from '../../src/domain/errors';
import { plainStructure, reducedFormula, type Structure } from '../../src/domain/structure/structure';

/** A crystal of the campaign. */
export interface Crystal {
  readonly material: string;
  readonly formula: string;
  /** What a compound that is no oxide is: metal, sulfide, ...; null for oxides. */
  readonly class: string | null;
  readonly structure: Structure;
}

export interface Refusal {
  readonly material: string;
  readonly element: string | null;
  readonly reason: string;
}

const recordSchema = v.object({
  material: v.pipe(v.string(), v.minLength(1)),
  formula: v.optional(v.string()),
  class: v.optional(v.string()),
});

/** The files that a path stands for: itself, or those of a folder in the order of their names. */
function filesOf(path: string): string[] {
  if (!statSync(path).isDirectory()) return [path];
  return readdirSync(path)
    .filter((name) => /\.(ndjson|ndjson\.gz|json)$/.test(name))
    .sort()
    .map((name) => join(path, name));
}

/**
 * Crystals of a file or folder: one JSON a line with `material`, `species`, `fractional` and `lattice` or `cell` (see
 * `plainStructure`), gzipped or not. What cannot be used is refused with a reason, the rest goes on.
 */
export function readCrystals(path: string): { readonly crystals: Crystal[]; readonly refused: Refusal[] } {
  const crystals = new Map<string, Crystal>();
  const refused: Refusal[] = [];
  for (const file of filesOf(path)) {
    const bytes = readFileSync(file);
    const text = (file.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8');
    text.split('\n').forEach((line, index) => {
      if (line.trim() === '') return;
      const where = `${file} line ${index + 1}`;
      try {
        const value: unknown = JSON.parse(line);
        const { material, formula, class: kind } = v.parse(recordSchema, value);
        if (crystals.has(material)) {
          refused.push({ material: where, element: null, reason: `${where}: ${material} was read before.` });
          return;
        }
        const structure = plainStructure(value);
        crystals.set(material, {
          material,
          formula: formula?.replaceAll(' ', '') ?? reducedFormula(structure.species),
          class: kind ?? null,
          structure,
        });
      } catch (error) {
        refused.push({ material: where, element: null, reason: `${where}: ${describeError(error).message}` });
      }
    });
  }
  return { crystals: [...crystals.values()], refused };
}
