/** Weights and bias of log-odds = bias + sum of weight times feature. */
export interface Logistic {
  readonly weights: readonly number[];
  readonly bias: number;
}

const MOST_ITERATIONS = 50;
const TOLERANCE = 1e-5;

/**
 * Logistic regression with an L2 penalty of `ridge / 2 * |weights|^2` (the bias is free), by Newton's method.
 * `rows` are n feature vectors of equal length, `labels` 0 or 1, `sampleWeights` positive.
 */
export function fitLogistic(
  rows: readonly (readonly number[])[],
  labels: ArrayLike<number>,
  sampleWeights: ArrayLike<number>,
  ridge: number,
): Logistic {
  const size = rows[0].length + 1;
  // Row by row with a one for the bias, flat for speed.
  const x = new Float64Array(rows.length * size).fill(1);
  rows.forEach((row, n) => x.set(row, n * size));
  const theta = new Float64Array(size);
  for (let iteration = 0; iteration < MOST_ITERATIONS; iteration++) {
    const gradient = new Float64Array(size);
    const hessian = new Float64Array(size * size);
    for (let n = 0; n < rows.length; n++) {
      const start = n * size;
      let logOdds = 0;
      for (let k = 0; k < size; k++) logOdds += theta[k] * x[start + k];
      const p = 1 / (1 + Math.exp(-logOdds));
      const residual = sampleWeights[n] * (p - labels[n]);
      const curvature = sampleWeights[n] * Math.max(p * (1 - p), 1e-9);
      for (let a = 0; a < size; a++) {
        gradient[a] += residual * x[start + a];
        const scaled = curvature * x[start + a];
        for (let b = a; b < size; b++) hessian[a * size + b] += scaled * x[start + b];
      }
    }
    for (let k = 0; k < size - 1; k++) {
      gradient[k] += ridge * theta[k];
      hessian[k * size + k] += ridge;
    }
    const step = solve(hessian, gradient);
    for (let k = 0; k < size; k++) theta[k] -= step[k];
    if (step.every((change) => Math.abs(change) < TOLERANCE)) break;
  }
  return { weights: Array.from(theta.subarray(0, size - 1)), bias: theta[size - 1] };
}

/** Solution of a symmetric, positive definite system of which the upper triangle is given, by Cholesky. */
function solve(matrix: Float64Array, right: Float64Array): Float64Array {
  const size = right.length;
  const factor = matrix.slice();
  // Upper factor U with U^T U = matrix.
  for (let k = 0; k < size; k++) {
    const pivot = Math.sqrt(factor[k * size + k]);
    for (let j = k; j < size; j++) factor[k * size + j] /= pivot;
    for (let i = k + 1; i < size; i++) {
      for (let j = i; j < size; j++) factor[i * size + j] -= factor[k * size + i] * factor[k * size + j];
    }
  }
  const result = right.slice();
  for (let i = 0; i < size; i++) {
    for (let k = 0; k < i; k++) result[i] -= factor[k * size + i] * result[k];
    result[i] /= factor[i * size + i];
  }
  for (let i = size - 1; i >= 0; i--) {
    for (let k = i + 1; k < size; k++) result[i] -= factor[i * size + k] * result[k];
    result[i] /= factor[i * size + i];
  }
  return result;
}
