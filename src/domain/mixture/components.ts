import { EigenvalueDecomposition, Matrix } from 'ml-matrix';
import type { MixtureCurve } from './samples';
import { chanceOfRatio } from './f-test';
import { sampledSeries, type SampledSeries, type SeriesRange } from './series';

/** A principal component with what is left when it and those before it are taken out (Malinowski's indicators). */
export interface Component {
  /** Of the sums of products of the scans, not centred. */
  readonly eigenvalue: number;
  /** Share of all eigenvalues, 0 to 1. */
  readonly explained: number;
  /** Real error: what the scans would differ by, were these all components; edge steps. */
  readonly realError: number;
  /** Imbedded error: the part of the real error that stays in the reproduced scans; edge steps. */
  readonly imbeddedError: number;
  /** Factor indicator function: smallest where the components are enough. */
  readonly indicator: number;
  /** Probability that noise alone gives an eigenvalue as large (Malinowski's F test), 0 to 1. */
  readonly chance: number;
}

export interface Components {
  readonly element: string;
  /** eV, first and last energy that was looked at. */
  readonly from: number;
  readonly to: number;
  readonly energies: number;
  readonly scans: number;
  /** Largest first, at most `MOST_COMPONENTS`. */
  readonly components: readonly Component[];
  /** Leading components that noise gives with less than 5 % chance, at least 1. */
  readonly suggested: number;
  /** Number of components with the smallest indicator function. */
  readonly smallestIndicator: number;
}

/** Components that are listed. */
export const MOST_COMPONENTS = 20;
/** Chance below which a component is more than noise. */
const SIGNIFICANT = 0.05;
/** Eigenvalues below this part of the first are rounding. */
const ROUNDING = 1e-14;

/** Sums of products of the rows with each other. */
function productsOfRows(rows: readonly Float64Array[]): number[][] {
  const products = rows.map(() => new Array<number>(rows.length).fill(0));
  for (let i = 0; i < rows.length; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = 0;
      for (let k = 0; k < rows[i].length; k++) sum += rows[i][k] * rows[j][k];
      products[i][j] = sum;
      products[j][i] = sum;
    }
  }
  return products;
}

const transposed = (rows: readonly Float64Array[]): Float64Array[] =>
  Array.from(rows[0], (_, j) => Float64Array.from(rows, (row) => row[j]));

/** A series split into components: scans are `scores` times unit vectors over the energies. */
export interface Factors {
  /** All, largest first, not negative. */
  readonly eigenvalues: readonly number[];
  /** The `count` leading scores of a scan, a row a scan. */
  readonly scores: (count: number) => Float64Array[];
}

/** Principal components about the origin, from the sums of products of the shorter side of the data. */
export function factorsOf({ rows }: SampledSeries): Factors {
  const isWide = rows.length <= rows[0].length;
  const columns = isWide ? [] : transposed(rows);
  const decomposition = new EigenvalueDecomposition(new Matrix(productsOfRows(isWide ? rows : columns)), {
    assumeSymmetric: true,
  });
  const order = decomposition.realEigenvalues
    .map((value, index) => ({ value: Math.max(0, value), index }))
    .sort((a, b) => b.value - a.value);
  const { eigenvectorMatrix: vectors } = decomposition;
  return {
    eigenvalues: order.map(({ value }) => value),
    scores: (count) => {
      const leading = order.slice(0, count);
      if (isWide) {
        // The vectors are the scores themselves, of length one.
        return rows.map((_, scan) =>
          Float64Array.from(leading, ({ value, index }) => Math.sqrt(value) * vectors.get(scan, index)),
        );
      }
      const directions = leading.map(({ index }) => vectors.getColumn(index));
      return rows.map((row) =>
        Float64Array.from(directions, (direction) => row.reduce((sum, mu, j) => sum + mu * direction[j], 0)),
      );
    },
  };
}

/**
 * The indicators of Malinowski (Anal. Chem. 49 (1977) 606 and 612; J. Chemometrics 3 (1989) 49) for a table of
 * `rows` by `columns` with these eigenvalues, largest first.
 */
export function indicatorsOf(eigenvalues: readonly number[], rows: number, columns: number): Component[] {
  const shorter = Math.min(rows, columns);
  const longer = Math.max(rows, columns);
  const floor = ROUNDING * eigenvalues[0];
  const values = eigenvalues.slice(0, shorter).map((value) => Math.max(value, floor));
  const total = values.reduce((sum, value) => sum + value, 0);
  // Degrees of freedom of each eigenvalue, and both summed from the end so that small ones are not lost.
  const freedom = values.map((_, j) => (rows - j) * (columns - j));
  let [rest, restFreedom] = [0, 0];
  const listed: Component[] = [];
  for (let n = shorter; n > 0; n--) {
    // `rest` holds what comes after the n-th.
    const left = shorter - n;
    if (left > 0 && n <= MOST_COMPONENTS) {
      const realError = Math.sqrt(rest / (longer * left));
      const ratio = (restFreedom / freedom[n - 1]) * (values[n - 1] / rest);
      listed.unshift({
        eigenvalue: values[n - 1],
        explained: values[n - 1] / total,
        realError,
        imbeddedError: realError * Math.sqrt(n / shorter),
        indicator: realError / left ** 2,
        chance: chanceOfRatio(ratio, 1, left),
      });
    }
    rest += values[n - 1];
    restFreedom += freedom[n - 1];
  }
  return listed;
}

/**
 * Principal components of a series, and how many of them are more than noise. Yields the part (0 to 1) that is done.
 * @throws XanopyError what `sampledSeries` throws
 */
export function* components(
  scans: readonly MixtureCurve[],
  range: SeriesRange,
): Generator<number, Components> {
  const series = yield* sampledSeries(scans, range);
  const { element, energy, rows } = series;
  const { eigenvalues } = factorsOf(series);
  const listed = indicatorsOf(eigenvalues, rows.length, energy.length);
  const noise = listed.findIndex(({ chance }) => chance >= SIGNIFICANT);
  const indicators = listed.map(({ indicator }) => indicator);
  return {
    element,
    from: energy[0],
    to: energy[energy.length - 1],
    energies: energy.length,
    scans: rows.length,
    components: listed,
    suggested: Math.max(1, noise < 0 ? listed.length : noise),
    smallestIndicator: 1 + indicators.indexOf(Math.min(...indicators)),
  };
}
