import { CholeskyDecomposition, Matrix } from 'ml-matrix';
import { XanopyError } from '../errors';
import { chanceOfRatio } from './f-test';
import { energiesIn, independentValues, oneElement, sampledAt, type MixtureCurve } from './samples';

/** What the shares of a combination add up to: whatever fits best, or one. */
export const SUMS = ['free', 'one'] as const;
export type Sum = (typeof SUMS)[number];

export interface CombinationOptions {
  /** Range of the fit, eV, absolute. */
  readonly from: number;
  readonly to: number;
  readonly sum: Sum;
  /** Most references in one combination, 1 to 4. */
  readonly most: number;
}

/** One part of a combination. */
export interface Part {
  /** Index of the reference. */
  readonly reference: number;
  /** Above 0; of the edge step. */
  readonly share: number;
  /** Standard deviation of the share. */
  readonly error: number;
}

/** How far a set of references explains a spectrum. */
export interface Combination {
  readonly parts: readonly Part[];
  /** Sum of squared differences over the sum of squares of the spectrum (as Athena's). */
  readonly rFactor: number;
  /** Root-mean-square difference, edge steps. */
  readonly rms: number;
  /** Squared differences over the independent values that the parameters leave. */
  readonly reduced: number;
}

export interface Combinations {
  readonly element: string;
  /** eV, the energies of the spectrum in the range. */
  readonly energy: Float64Array;
  /** Normalised mu of the spectrum there. */
  readonly measured: Float64Array;
  /** Normalised mu of each reference there. */
  readonly references: readonly Float64Array[];
  /** Best first, at most `MOST_KEPT`. */
  readonly ranking: readonly Combination[];
  /** Place in `ranking` of the smallest set to which no other reference adds significantly. */
  readonly suggested: number;
  /** Sets that were tried. */
  readonly tried: number;
  /** Sets left out because a reference needed a share of zero or less: a smaller set explains as much. */
  readonly negative: number;
  /** Sets left out because their spectra cannot be told apart. */
  readonly singular: number;
  /** Independent values in the range. */
  readonly independent: number;
}

/** Most references that are combined: their sets of four are 91,390. */
export const MOST_REFERENCES = 40;
export const MOST_PARTS = 4;
/** Combinations that are handed back. */
export const MOST_KEPT = 100;
/** Chance below which a further reference counts as needed. */
const SIGNIFICANT = 0.05;
/** Part of a spectrum (squared) that others must leave unexplained for it to count as one of its own. */
const OWN_PART = 1e-9;
/** Sets tried between two signs of progress. */
const BETWEEN_SIGNS = 2000;

const dot = (a: Float64Array, b: Float64Array): number => {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i] * b[i];
  return sum;
};

/** The sets of `size` out of `count` indices, each ascending. */
function* setsOf(size: number, count: number, start = 0): Generator<number[]> {
  if (size === 0) {
    yield [];
    return;
  }
  for (let first = start; first <= count - size; first++) {
    for (const rest of setsOf(size - 1, count, first + 1)) yield [first, ...rest];
  }
}

/** Number of sets of `size` out of `count`. */
function setCount(size: number, count: number): number {
  let product = 1;
  for (let i = 0; i < size; i++) product = (product * (count - i)) / (i + 1);
  return product;
}

/** Sums of products of the spectrum and the references, from which every set is solved. */
export interface Products {
  /** Of the spectrum with itself. */
  readonly yy: number;
  /** Of the spectrum with each reference. */
  readonly xy: readonly number[];
  /** Of the references with each other. */
  readonly xx: readonly (readonly number[])[];
}

export function productsOf(measured: Float64Array, references: readonly Float64Array[]): Products {
  return {
    yy: dot(measured, measured),
    xy: references.map((reference) => dot(measured, reference)),
    xx: references.map((a) => references.map((b) => dot(a, b))),
  };
}

interface Solution {
  readonly shares: readonly number[];
  /** Inverse of the matrix of products: variances for a residual variance of 1. */
  readonly variances: readonly number[];
  readonly squares: number;
}

/** The least-squares shares of a set; `singular` when its spectra cannot be told apart. */
export function solveSet({ yy, xy, xx }: Products, set: readonly number[], sum: Sum): Solution | 'singular' {
  const last = set[set.length - 1];
  // With a sum of one, the last share is what the others leave: fit differences to the last reference.
  const free = sum === 'one' ? set.slice(0, -1) : set;
  const corner = sum === 'one' ? xx[last][last] : 0;
  const matrix = free.map((i) =>
    free.map((j) => (sum === 'one' ? xx[i][j] - xx[i][last] - xx[j][last] + corner : xx[i][j])),
  );
  const right = free.map((i) => (sum === 'one' ? xy[i] - xx[i][last] - xy[last] + corner : xy[i]));
  const base = sum === 'one' ? yy - 2 * xy[last] + corner : yy;
  if (free.length === 0) return { shares: [1], variances: [0], squares: base };
  const cholesky = new CholeskyDecomposition(new Matrix(matrix));
  const { lowerTriangularMatrix: lower } = cholesky;
  const isOwn = (i: number): boolean => lower.get(i, i) ** 2 > OWN_PART * xx[free[i]][free[i]];
  if (!cholesky.isPositiveDefinite() || !free.every((_, i) => isOwn(i))) return 'singular';
  const inverse = cholesky.solve(Matrix.eye(free.length));
  const solved = free.map((_, i) => right.reduce((total, value, j) => total + inverse.get(i, j) * value, 0));
  const squares = base - solved.reduce((total, share, i) => total + share * right[i], 0);
  const variances = free.map((_, i) => inverse.get(i, i));
  if (sum === 'free') return { shares: solved, variances, squares };
  return {
    shares: [...solved, 1 - solved.reduce((total, share) => total + share, 0)],
    variances: [...variances, inverse.sum()],
    squares,
  };
}

/** Squared differences below this part of the squares are rounding. */
const ROUNDING = 1e-13;

/**
 * All non-negative combinations of up to `most` references, ranked. A set is solved without constraint and counts when
 * all shares are positive: the non-negative optimum of any set is that of such a subset of it. Errors are those of
 * least squares with the variance that the residual shows, with one independent value a core-hole width.
 * Yields the part (0 to 1) that is done.
 * @throws XanopyError `mixture-elements`, `mixture-range`, `mixture-coverage`, `mixture-references`, `mixture-singular`
 */
export function* combinations(
  target: MixtureCurve,
  references: readonly MixtureCurve[],
  { from, to, sum, most }: CombinationOptions,
): Generator<number, Combinations> {
  if (references.length === 0 || references.length > MOST_REFERENCES) {
    throw new XanopyError(
      'mixture-references',
      references.length === 0
        ? 'Nothing to combine. Choose at least one reference spectrum.'
        : `${references.length} references make too many combinations; choose at most ${MOST_REFERENCES}.`,
    );
  }
  const element = oneElement([target, ...references]);
  const energy = energiesIn(target, from, to);
  const measured = sampledAt(target, energy);
  const sampled = references.map((reference) => sampledAt(reference, energy));
  const independent = independentValues(element, energy);
  const products = productsOf(measured, sampled);
  const largest = Math.min(most, MOST_PARTS, references.length);
  const total = Array.from({ length: largest }, (_, i) => setCount(i + 1, references.length)).reduce(
    (all, count) => all + count,
    0,
  );
  const found: Combination[] = [];
  const bestOfSize: (Combination | undefined)[] = [];
  let [tried, negative, singular] = [0, 0, 0];
  for (let size = 1; size <= largest; size++) {
    for (const set of setsOf(size, references.length)) {
      tried += 1;
      if (tried % BETWEEN_SIGNS === 0) {
        yield tried / total;
        // What is far behind need not be kept in memory.
        if (found.length > 20 * MOST_KEPT) keepBest(found, bestOfSize);
      }
      const solution = solveSet(products, set, sum);
      if (solution === 'singular') {
        singular += 1;
        continue;
      }
      if (!solution.shares.every((share) => share > 0)) {
        negative += 1;
        continue;
      }
      const squares = Math.max(solution.squares, ROUNDING * products.yy);
      const parameters = sum === 'one' ? size - 1 : size;
      const left = Math.max(1, independent - parameters);
      const variance = ((squares / energy.length) * independent) / left;
      const scale = energy.length / independent;
      const combination: Combination = {
        parts: set.map((reference, i) => ({
          reference,
          share: solution.shares[i],
          error: Math.sqrt(solution.variances[i] * variance * scale),
        })),
        rFactor: squares / products.yy,
        rms: Math.sqrt(squares / energy.length),
        reduced: variance,
      };
      found.push(combination);
      const best = bestOfSize[size];
      if (!best || combination.rFactor < best.rFactor) bestOfSize[size] = combination;
    }
  }
  if (found.length === 0) {
    throw new XanopyError(
      'mixture-singular',
      'No combination could be fitted: the references cannot be told apart in this range, or none has a positive share. Choose a longer range or other references.',
    );
  }
  keepBest(found, bestOfSize);
  const suggestion = suggested(bestOfSize, independent, sum);
  return {
    element,
    energy,
    measured,
    references: sampled,
    ranking: found,
    suggested: Math.max(0, found.indexOf(suggestion)),
    tried,
    negative,
    singular,
    independent,
  };
}

/** Sorts and shortens; the best of every size stays. */
function keepBest(found: Combination[], bestOfSize: readonly (Combination | undefined)[]): void {
  const byFit = (a: Combination, b: Combination): number =>
    a.reduced - b.reduced || a.parts.length - b.parts.length;
  found.sort(byFit);
  const dropped = found.splice(MOST_KEPT);
  for (const best of bestOfSize) if (best && dropped.includes(best)) found.push(best);
  found.sort(byFit);
}

/** The best of the smallest size that no larger one betters significantly (F test). */
function suggested(
  bestOfSize: readonly (Combination | undefined)[],
  independent: number,
  sum: Sum,
): Combination {
  const sizes = bestOfSize.flatMap((best, size) => (best ? [{ best, size }] : []));
  let [chosen] = sizes;
  for (const larger of sizes.slice(1)) {
    if (isBetter(larger, chosen, independent - (sum === 'one' ? larger.size - 1 : larger.size))) {
      chosen = larger;
    }
  }
  return chosen.best;
}

interface Sized {
  readonly best: { readonly rFactor: number };
  readonly size: number;
}

/** Whether the further parts of `larger` explain more than chance would, with `left` values that its parts leave. */
export function isBetter(larger: Sized, smaller: Sized, left: number): boolean {
  if (!(left >= 1)) return false;
  const more = larger.size - smaller.size;
  const gain = (smaller.best.rFactor - larger.best.rFactor) / more;
  if (!(gain > 0)) return false;
  return chanceOfRatio(gain / (larger.best.rFactor / left), more, left) < SIGNIFICANT;
}

/** The combination at a place of the ranking; the suggested one where there is none. */
export const combinationAt = ({ ranking, suggested }: Combinations, place: number): Combination =>
  ranking[place] ?? ranking[suggested];

/** The parts of a combination, each with what a list holds for its reference. */
export const partsWith = <T>({ parts }: Combination, of: readonly T[]): (Part & { readonly of: T })[] =>
  parts.map((part) => ({ ...part, of: of[part.reference] }));

/** The spectrum that a combination gives on the energies of `result`. */
export function fitOf({ references, energy }: Combinations, { parts }: Combination): Float64Array {
  return energy.map((_, i) =>
    parts.reduce((sum, { reference, share }) => sum + share * references[reference][i], 0),
  );
}
