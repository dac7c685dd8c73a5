import { XanopyError } from '../errors';
import { f2At } from './f2';
import { solve } from './fit';
import type { Curve } from './types';

/** Samples [first, end) of a curve. */
interface Run {
  readonly first: number;
  readonly end: number;
}

/** Background below the edge, and height of the one above over it, in units of the signal. */
export interface Background {
  readonly pre: (energy: number) => number;
  readonly post: (energy: number) => number;
}

/** Legendre polynomials of orders 0 to `degree` at x in [-1, 1]. */
function legendre(x: number, degree: number): number[] {
  const values = [1, x];
  for (let k = 1; k < degree; k++) values.push(((2 * k + 1) * x * values[k] - k * values[k - 1]) / (k + 1));
  return values.slice(0, degree + 1);
}

/**
 * MBACK (Weng, Waldo, Penner-Hahn, J. Synchrotron Rad. 12 (2005) 506): one smooth background, Legendre polynomials over
 * the whole scan, and one scale bring the signal onto tabulated f'' below and above the edge, both sides weighted alike.
 * The paper's further term for elastic scattering (an error function) is left out.
 * @throws XanopyError `mback` without a tabulated edge at `edge` (eV), with too few points, or where nothing fits
 */
export function mback(
  { energy, mu }: Curve,
  edge: number,
  below: Run,
  above: Run,
  degree: number,
): Background {
  const f2 = f2At(edge);
  if (!f2) {
    throw new XanopyError(
      'mback',
      `MBACK needs tabulated f'', which is there for the K edges from K to Sn; none lies at ${edge.toFixed(1)} eV. Take the line and the polynomial.`,
    );
  }
  const size = degree + 2;
  const [from, to] = [energy[below.first], energy[above.end - 1]];
  const counts = [below.end - below.first, above.end - above.first];
  if (Math.min(...counts) < 2 || counts[0] + counts[1] < size + 2) {
    throw new XanopyError(
      'mback',
      `MBACK of order ${degree} needs at least ${size + 2} points in both ranges together, two in each; there are ${counts[0]} and ${counts[1]}. Widen the ranges or lower the order.`,
    );
  }
  const basisAt = (at: number): number[] => legendre((2 * at - from - to) / (to - from), degree);
  const matrix = Array.from({ length: size }, () => new Float64Array(size + 1));
  const add = ({ first, end }: Run, target: (at: number) => number): void => {
    const weight = 1 / (end - first);
    for (let i = first; i < end; i++) {
      const row = [mu[i], ...basisAt(energy[i])];
      const wanted = target(energy[i]);
      row.forEach((value, r) => {
        row.forEach((other, c) => (matrix[r][c] += weight * value * other));
        matrix[r][size] += weight * value * wanted;
      });
    }
  };
  add(below, f2.below);
  add(above, f2.above);
  const [scale, ...coefficients] = solve(matrix);
  if (!(scale > 0) || !coefficients.every(Number.isFinite)) {
    throw new XanopyError(
      'mback',
      `MBACK of order ${degree} finds no edge that rises at ${edge.toFixed(1)} eV. Lower the order or change the ranges.`,
    );
  }
  const smooth = (at: number): number =>
    basisAt(at).reduce((sum, value, k) => sum + value * coefficients[k], 0);
  return {
    pre: (at) => (f2.below(at) - smooth(at)) / scale,
    post: (at) => (f2.above(at) - f2.below(at)) / scale,
  };
}
