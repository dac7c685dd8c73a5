import * as v from 'valibot';
import { elementOf } from '../elements';
import { XanopyError, type Code } from '../errors';
import { cross, dot, norm, type Vector } from '../vector';

/** A crystal in which one element fills every site. */
export interface Structure {
  /** Cell vectors a, b and c as rows, angstrom. */
  readonly lattice: readonly [Vector, Vector, Vector];
  /** Element symbol of every site. */
  readonly species: readonly string[];
  /** Fractional coordinates of every site, in the order of `species`. */
  readonly fractional: readonly Vector[];
}

/** Largest cell that is taken; beyond it symmetry and neighbours take minutes. */
export const MOST_ATOMS = 1000;
/** Sites nearer than this (angstrom) are one atom written twice. */
const SAME_SITE = 0.1;
/** No two atoms of a real crystal are nearer than this, angstrom (the bond of H2 is 0.74 A long). */
const SHORTEST_BOND = 0.5;
/** Volume per atom (cubic angstrom) below which a cell cannot hold its atoms; metallic hydrogen needs more. */
const SMALLEST_VOLUME = 1;

const refuse = (code: Code, message: string): never => {
  throw new XanopyError(code, message);
};

/** Volume of the cell, cubic angstrom. */
export function cellVolume([a, b, c]: Structure['lattice']): number {
  return Math.abs(dot(a, cross(b, c)));
}

/** Distances between opposite faces of the cell (angstrom): how far one step along a, b, c reaches. */
export function cellHeights(lattice: Structure['lattice']): Vector {
  const [a, b, c] = lattice;
  const volume = cellVolume(lattice);
  const height = (p: Vector, q: Vector): number => volume / norm(cross(p, q));
  return [height(b, c), height(c, a), height(a, b)];
}

/** Cartesian coordinates (angstrom) of a fractional position. */
export function cartesian([a, b, c]: Structure['lattice'], [x, y, z]: Vector): Vector {
  return [x * a[0] + y * b[0] + z * c[0], x * a[1] + y * b[1] + z * c[1], x * a[2] + y * b[2] + z * c[2]];
}

/** Cell vectors (angstrom) of the cell lengths (angstrom) and angles (degrees): a along x, b in the xy plane. */
export function latticeOfCell(cell: readonly number[]): Structure['lattice'] {
  const [a, b, c, alpha, beta, gamma] = cell;
  const isCell = cell.length === 6 && cell.every((value) => Number.isFinite(value) && value > 0);
  const [ca, cb, cg] = [alpha, beta, gamma].map((angle) => Math.cos((angle * Math.PI) / 180));
  const sg = Math.sin((gamma * Math.PI) / 180);
  const cy = (ca - cb * cg) / sg;
  const height = 1 - cb * cb - cy * cy;
  if (!isCell || [alpha, beta, gamma].some((angle) => angle >= 180) || !(height > 0)) {
    return refuse(
      'structure-cell',
      `No cell has the lengths and angles ${cell.slice(0, 6).join(' ')}; check the cell parameters of the file.`,
    );
  }
  return [
    [a, 0, 0],
    [b * cg, b * sg, 0],
    [c * cb, c * cy, c * Math.sqrt(height)],
  ];
}

/** Number of atoms of each element, in the order of the first site. */
export function composition(species: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const symbol of species) counts.set(symbol, (counts.get(symbol) ?? 0) + 1);
  return counts;
}

const divisor = (a: number, b: number): number => (b === 0 ? a : divisor(b, a % b));

/** The formula in lowest terms, such as `Fe2O3`, elements in the order of the first site, O last. */
export function reducedFormula(species: readonly string[]): string {
  const counts = composition(species);
  const common = [...counts.values()].reduce(divisor, 0);
  return [...counts]
    .sort(([a], [b]) => Number(a === 'O') - Number(b === 'O'))
    .map(([symbol, count]) => (count === common ? symbol : `${symbol}${count / common}`))
    .join('');
}

/** The two nearest sites, images of a site across the cell's faces included, and their distance in angstrom. */
export function nearestPair({ lattice, fractional }: Pick<Structure, 'lattice' | 'fractional'>): {
  readonly pair: readonly [number, number];
  readonly distance: number;
} {
  let pair: [number, number] = [0, 0];
  let distance = Math.min(...lattice.map(norm));
  const heights = cellHeights(lattice);
  for (let i = 0; i < fractional.length; i += 1) {
    for (let j = i + 1; j < fractional.length; j += 1) {
      const step = fractional[i].map((x, k) => {
        const d = fractional[j][k] - x;
        return d - Math.round(d);
      });
      // A pair is at least as far apart as its largest step between faces.
      if (step.some((d, k) => Math.abs(d) * heights[k] >= distance)) continue;
      const [x, y, z] = step;
      for (const u of [x, x - Math.sign(x)]) {
        for (const w of [y, y - Math.sign(y)]) {
          for (const t of [z, z - Math.sign(z)]) {
            const length = norm(cartesian(lattice, [u, w, t]));
            if (length < distance) [pair, distance] = [[i, j], length];
          }
        }
      }
    }
  }
  return { pair, distance };
}

/**
 * The structure, checked: between 1 and {@link MOST_ATOMS} atoms of known elements, finite numbers, a cell with room
 * for them, no site written twice and no two atoms on top of each other. Fractional coordinates are brought into
 * the cell (0 to 1).
 * @throws XanopyError `structure-...` with what to do.
 */
export function checkedStructure({ lattice, species, fractional }: Structure): Structure {
  if (species.length === 0)
    return refuse('structure-empty', 'The structure has no atoms; choose a file that lists them.');
  if (species.length > MOST_ATOMS) {
    return refuse(
      'structure-size',
      `The cell holds ${species.length} atoms, more than the ${MOST_ATOMS} that are computed here; reduce it to the primitive cell or cut out the part of interest.`,
    );
  }
  if (fractional.length !== species.length) {
    return refuse(
      'structure-sites',
      `${species.length} elements but ${fractional.length} positions; every atom needs both.`,
    );
  }
  const unknown = species.find((symbol) => elementOf(symbol)?.symbol !== symbol);
  if (unknown !== undefined) {
    return refuse(
      'structure-element',
      `"${unknown}" is no element that is known here (H to U); correct the symbol in the file.`,
    );
  }
  const bad = fractional.findIndex((position) => !position.every((x) => Number.isFinite(x)));
  if (bad >= 0 || !lattice.flat().every((x) => Number.isFinite(x))) {
    return refuse(
      'structure-number',
      bad >= 0
        ? `The position of atom ${bad + 1} (${species[bad]}) is no number; correct its coordinates.`
        : 'The cell is no set of numbers; correct its lengths and angles.',
    );
  }
  const volume = cellVolume(lattice);
  if (volume < SMALLEST_VOLUME * species.length) {
    return refuse(
      'structure-volume',
      `The cell of ${volume.toPrecision(3)} cubic angstrom is too small for ${species.length} atoms; check that lengths are in angstrom.`,
    );
  }
  const wrapped = fractional.map((position): Vector => {
    const [x, y, z] = position.map((value) => value - Math.floor(value));
    return [x, y, z];
  });
  const { pair, distance } = nearestPair({ lattice, fractional: wrapped });
  const names = pair.map((index) => `${species[index]} (atom ${index + 1})`).join(' and ');
  if (distance < SAME_SITE && pair[0] !== pair[1]) {
    return refuse(
      'structure-duplicate',
      `${names} lie on the same site; delete the duplicate or give the site's occupancies.`,
    );
  }
  if (distance < SHORTEST_BOND) {
    return refuse(
      'structure-clash',
      `${names} are ${distance.toFixed(2)} A apart, nearer than any bond; check the cell and the coordinates.`,
    );
  }
  return { lattice, species, fractional: wrapped };
}

const vectorSchema = v.pipe(v.strictTuple([v.number(), v.number(), v.number()]), v.readonly());

/** Structures as the data for this project keep them: species, fractional and lattice rows, or cell lengths and angles. */
const plainSchema = v.intersect([
  v.object({ species: v.array(v.string()), fractional: v.array(vectorSchema) }),
  v.union([
    v.object({ lattice: v.pipe(v.strictTuple([vectorSchema, vectorSchema, vectorSchema]), v.readonly()) }),
    v.object({ cell: v.array(v.number()) }),
  ]),
]);

/** Whether a JSON value has the keys of the plain format. */
export function isPlainStructure(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'species' in value && 'fractional' in value;
}

/**
 * A structure of the plain JSON format: `species` (symbols), `fractional` (triples) and either `lattice` (rows,
 * angstrom) or `cell` (a, b, c in angstrom, alpha, beta, gamma in degrees); other keys are left to the caller.
 * @throws XanopyError when the value is not of that form, or {@link checkedStructure} refuses it.
 */
export function plainStructure(value: unknown): Structure {
  const parsed = v.safeParse(plainSchema, value);
  if (!parsed.success) {
    return refuse(
      'structure-json',
      'The JSON is no structure: it needs "species", "fractional" and "lattice" (three rows) or "cell" (six numbers).',
    );
  }
  const { species, fractional } = parsed.output;
  const lattice = 'lattice' in parsed.output ? parsed.output.lattice : latticeOfCell(parsed.output.cell);
  return checkedStructure({ lattice, species, fractional });
}
