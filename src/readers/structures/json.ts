import * as v from 'valibot';
import { describeError, XanopyError } from '../../domain/errors';
import {
  isPlainStructure,
  plainStructure,
  reducedFormula,
  type Structure,
} from '../../domain/structure/structure';
import { elementAtStart, orderedStructure, type PartialAtom } from './occupancy';
import { fractionalOf } from './poscar';
import type { StructureOutcome } from './types';

const vector = v.pipe(v.strictTuple([v.number(), v.number(), v.number()]), v.readonly());
const lattice = v.pipe(v.strictTuple([vector, vector, vector]), v.readonly());

/** `Structure.as_dict()` of pymatgen. */
const pymatgenSchema = v.object({
  lattice: v.object({ matrix: lattice }),
  sites: v.array(
    v.object({
      species: v.array(v.object({ element: v.string(), occu: v.number() })),
      abc: vector,
      label: v.optional(v.nullable(v.string())),
    }),
  ),
});

/** The attributes of a structure in OPTIMADE (Andersen et al., Sci. Data 8 (2021) 217). */
const optimadeSchema = v.object({
  lattice_vectors: lattice,
  cartesian_site_positions: v.array(vector),
  species_at_sites: v.array(v.string()),
  species: v.array(
    v.object({ name: v.string(), chemical_symbols: v.array(v.string()), concentration: v.array(v.number()) }),
  ),
});

interface Found {
  readonly name: string | undefined;
  readonly read: () => ReturnType<typeof orderedStructure>;
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const element = (symbol: string, label: string): string => {
  const found = elementAtStart(symbol);
  if (found === undefined)
    throw new XanopyError('structure-element', `Atom ${label} is of no known element ("${symbol}").`);
  return found;
};

function parsed<Schema extends v.GenericSchema>(
  schema: Schema,
  value: unknown,
  what: string,
): v.InferOutput<Schema> {
  const result = v.safeParse(schema, value);
  if (result.success) return result.output;
  const [issue] = result.issues;
  throw new XanopyError(
    'structure-json',
    `The structure is no complete ${what} (${v.getDotPath(issue) ?? 'top level'}: ${issue.message}); save it again from the program that made it.`,
  );
}

function pymatgen(value: unknown): ReturnType<typeof orderedStructure> {
  const { lattice: cell, sites } = parsed(pymatgenSchema, value, 'structure of pymatgen');
  const atoms = sites.flatMap(({ species, abc, label }, i) =>
    species.map((part): PartialAtom => {
      const name = label ?? `${part.element}${i + 1}`;
      return { label: name, element: element(part.element, name), occupancy: part.occu, position: abc };
    }),
  );
  return orderedStructure(cell.matrix, atoms);
}

function optimade(value: unknown): ReturnType<typeof orderedStructure> {
  const {
    lattice_vectors: rows,
    cartesian_site_positions: positions,
    species,
    species_at_sites: names,
  } = parsed(optimadeSchema, value, 'structure of OPTIMADE');
  if (positions.length !== names.length) {
    throw new XanopyError(
      'structure-sites',
      `${names.length} species but ${positions.length} positions; every atom needs both.`,
    );
  }
  const kinds = new Map(species.map((kind) => [kind.name, kind]));
  const atoms = names.flatMap((name, i) => {
    const kind = kinds.get(name);
    if (!kind)
      throw new XanopyError(
        'structure-json',
        `The species "${name}" of atom ${i + 1} is not described; add it to the species, or save the structure again.`,
      );
    return kind.chemical_symbols.flatMap((symbol, k): PartialAtom[] => {
      const position = fractionalOf(rows, positions[i]);
      return symbol === 'vacancy'
        ? []
        : [{ label: name, element: element(symbol, name), occupancy: kind.concentration[k] ?? 1, position }];
    });
  });
  return orderedStructure(rows, atoms);
}

/** Every structure anywhere in a JSON value, the outermost first. */
function* structuresIn(value: unknown, name: string | undefined, depth = 0): Generator<Found> {
  if (depth > 6) return;
  if (Array.isArray(value)) {
    for (const item of value) yield* structuresIn(item, name, depth + 1);
    return;
  }
  if (!isObject(value)) return;
  const own = ['id', 'material_id', 'material', 'name']
    .map((key) => value[key])
    .find((text) => typeof text === 'string');
  const title = typeof own === 'string' ? own : name;
  if (isObject(value.lattice) && Array.isArray(value.sites))
    yield { name: title, read: () => pymatgen(value) };
  else if ('lattice_vectors' in value && 'species_at_sites' in value)
    yield { name: title, read: () => optimade(value) };
  else if (isPlainStructure(value))
    yield { name: title, read: () => ({ structure: plainStructure(value), warnings: [] }) };
  else for (const inner of Object.values(value)) yield* structuresIn(inner, title, depth + 1);
}

/**
 * The structures of a JSON file: of pymatgen (`Structure.as_dict`), of OPTIMADE, or plain (see `plainStructure`),
 * alone, in lists or inside other objects.
 * @throws XanopyError `structure-json` for text that is no JSON
 */
export function readStructureJson(text: string): StructureOutcome[] {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new XanopyError('structure-json', `The file is no valid JSON (${reason}); save it again.`);
  }
  return [...structuresIn(value, undefined)].map(({ name, read }): StructureOutcome => {
    try {
      const { structure, warnings } = read();
      return { kind: 'structure', name: name ?? formulaName(structure), structure, warnings };
    } catch (error) {
      return { kind: 'failed', name: name ?? 'structure', error: describeError(error) };
    }
  });
}

const formulaName = ({ species }: Structure): string => reducedFormula(species);
