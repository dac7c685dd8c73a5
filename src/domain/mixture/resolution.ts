import { fcnnls } from 'ml-fcnnls';
import { CholeskyDecomposition, Matrix } from 'ml-matrix';
import { XanopyError } from '../errors';
import { factorsOf } from './components';
import { purestScans } from './purest';
import type { MixtureCurve } from './samples';
import { MOST_PURE, sampledSeries, type SeriesRange } from './series';

export interface ResolutionOptions extends SeriesRange {
  /** Pure spectra that are sought, 2 to `MOST_PURE`. */
  readonly pure: number;
  /** Whether the shares of every scan add up to 1. */
  readonly isClosed: boolean;
}

/** A series as shares of pure spectra. */
export interface Resolution {
  readonly element: string;
  /** eV, ascending. */
  readonly energy: Float64Array;
  /** Normalised mu of each pure spectrum, not negative. */
  readonly spectra: readonly Float64Array[];
  /** Shares of each pure spectrum, a value a scan, not negative. */
  readonly shares: readonly Float64Array[];
  /** The scans that the search began with, one a pure spectrum, ascending. */
  readonly purest: readonly number[];
  /** Root of the squared differences over the squares of the scans. */
  readonly lackOfFit: number;
  /** Root-mean-square difference, edge steps, a value a scan. */
  readonly rms: Float64Array;
  readonly rounds: number;
  /** False where the last round still changed the fit. */
  readonly hasSettled: boolean;
}

/** Rounds after which the search is given up. */
const MOST_ROUNDS = 500;
/** Relative change of the squared differences in a round below which it has settled. */
const SETTLED = 1e-5;
/** Squared differences below this part of the squares of the scans are rounding. */
const ROUNDING = 1e-20;
/** Part of a spectrum (squared) that the others must leave for it to count as one of its own. */
const OWN_PART = 1e-9;
/** How much more than the data the sum of the shares counts. */
const CLOSURE = 1e3;

const singular = (pure: number): XanopyError =>
  new XanopyError(
    'mixture-components',
    `The series does not hold ${pure} spectra that can be told apart. Choose fewer.`,
  );

/** Sums of products of each of `a` with each of `b`. */
function products(a: readonly Float64Array[], b: readonly Float64Array[]): number[][] {
  return a.map((one) =>
    b.map((other) => {
      let sum = 0;
      for (let i = 0; i < one.length; i++) sum += one[i] * other[i];
      return sum;
    }),
  );
}

/**
 * Non-negative weights of `known` (curves) in each of `targets`, a row a known curve; sums are one if asked.
 * The problem goes to the solver as small as its normal equations: a triangle of the size of `known`.
 */
function weights(
  known: readonly Float64Array[],
  targets: readonly Float64Array[],
  isClosed = false,
): Float64Array[] {
  const square = products(known, known);
  const right = products(known, targets);
  const scale = Math.max(...square.map((row, i) => row[i]));
  if (isClosed) {
    // One more, heavy, value of every curve: 1.
    const heavy = CLOSURE * scale;
    for (const row of square) for (let j = 0; j < row.length; j++) row[j] += heavy;
    for (const row of right) for (let j = 0; j < row.length; j++) row[j] += heavy;
  }
  const cholesky = new CholeskyDecomposition(new Matrix(square));
  const lower = cholesky.lowerTriangularMatrix;
  const isOwn = known.every((_, i) => lower.get(i, i) ** 2 > OWN_PART * scale);
  if (!cholesky.isPositiveDefinite() || !isOwn) throw singular(known.length);
  // Forward substitution: what the triangle makes of the right-hand sides.
  const reduced = new Matrix(known.length, targets.length);
  for (let i = 0; i < known.length; i++) {
    for (let j = 0; j < targets.length; j++) {
      let value = right[i][j];
      for (let k = 0; k < i; k++) value -= lower.get(i, k) * reduced.get(k, j);
      reduced.set(i, j, value / lower.get(i, i));
    }
  }
  const { K } = fcnnls(lower.transpose(), reduced, {
    maxIterations: MOST_SOLVER_STEPS,
    gradientTolerance: SOLVER_TOLERANCE * scale,
  });
  return known.map((_, i) => Float64Array.from(K.getRow(i), (value) => Math.max(0, value)));
}

/** Steps of the solver over all scans together; each needs few. */
const MOST_SOLVER_STEPS = 1e6;
/** Gradient, in units of the squares of a spectrum, that counts as zero. */
const SOLVER_TOLERANCE = 1e-9;

const columnsOf = (rows: readonly Float64Array[]): Float64Array[] =>
  Array.from(rows[0], (_, j) => Float64Array.from(rows, (row) => row[j]));

const area = (curve: Float64Array): number => curve.reduce((sum, value) => sum + value, 0);

/** Squared differences between a scan and the mixture of pure spectra with its shares. */
function squaredDifferences(
  row: Float64Array,
  scan: number,
  shares: readonly Float64Array[],
  spectra: readonly Float64Array[],
): number {
  let sum = 0;
  for (let i = 0; i < row.length; i++) {
    let difference = row[i];
    for (let k = 0; k < spectra.length; k++) difference -= shares[k][scan] * spectra[k][i];
    sum += difference * difference;
  }
  return sum;
}

/**
 * Multivariate curve resolution by alternating least squares (Tauler, Chemom. Intell. Lab. Syst. 30 (1995) 133): shares
 * and spectra are not negative, the shares of a scan add up to 1 if asked; it begins with the purest scans. Without
 * that sum, pure spectra have the area of the mean scan. Yields the part (0 to 1) that is done.
 * @throws XanopyError what `sampledSeries` throws, and `mixture-components`
 */
export function* resolution(
  scans: readonly MixtureCurve[],
  { pure, isClosed, ...range }: ResolutionOptions,
): Generator<number, Resolution> {
  if (!Number.isInteger(pure) || pure < 2 || pure > MOST_PURE) {
    throw new XanopyError(
      'mixture-components',
      `The number of pure spectra is a whole number from 2 to ${MOST_PURE}, not ${pure}.`,
    );
  }
  const series = yield* sampledSeries(scans, range);
  const { element, energy, rows } = series;
  if (pure > rows.length) throw singular(pure);
  const purest = purestScans(factorsOf(series).scores(pure), pure).sort((a, b) => a - b);
  if (new Set(purest).size < pure) throw singular(pure);
  const columns = columnsOf(rows);
  const meanArea = rows.reduce((sum, row) => sum + area(row), 0) / rows.length;
  const total = rows.reduce((sum, row) => sum + row.reduce((all, value) => all + value * value, 0), 0);

  let spectra: readonly Float64Array[] = purest.map((scan) => rows[scan].map((value) => Math.max(0, value)));
  let shares = weights(spectra, rows, isClosed);
  const difference = (): number =>
    rows.reduce((sum, row, scan) => sum + squaredDifferences(row, scan, shares, spectra), 0);
  let squares = difference();
  let rounds = 0;
  let hasSettled = false;
  while (!hasSettled && rounds < MOST_ROUNDS) {
    rounds += 1;
    spectra = weights(shares, columns);
    if (!isClosed) {
      spectra = spectra.map((curve) => {
        const scale = meanArea / area(curve);
        return curve.map((value) => value * scale);
      });
    }
    shares = weights(spectra, rows, isClosed);
    const now = difference();
    hasSettled = Math.abs(squares - now) <= SETTLED * squares + ROUNDING * total;
    squares = now;
    yield rounds / MOST_ROUNDS;
  }
  return {
    element,
    energy,
    spectra,
    shares,
    purest,
    lackOfFit: Math.sqrt(squares / total),
    rms: Float64Array.from(rows, (row, scan) =>
      Math.sqrt(squaredDifferences(row, scan, shares, spectra) / row.length),
    ),
    rounds,
    hasSettled,
  };
}
