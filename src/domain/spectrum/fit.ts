/** Solves linear equations by elimination with pivots; the rows end with their right side and are used up. */
export function solve(matrix: Float64Array[]): number[] {
  const size = matrix.length;
  for (let pivot = 0; pivot < size; pivot++) {
    let best = pivot;
    for (let row = pivot + 1; row < size; row++) {
      if (Math.abs(matrix[row][pivot]) > Math.abs(matrix[best][pivot])) best = row;
    }
    [matrix[pivot], matrix[best]] = [matrix[best], matrix[pivot]];
    for (let row = 0; row < size; row++) {
      if (row === pivot || matrix[pivot][pivot] === 0) continue;
      const factor = matrix[row][pivot] / matrix[pivot][pivot];
      for (let column = pivot; column <= size; column++)
        matrix[row][column] -= factor * matrix[pivot][column];
    }
  }
  return matrix.map((row, index) => (row[index] === 0 ? 0 : row[size] / row[index]));
}

/**
 * Least-squares polynomial through samples [first, end); the abscissa is centred and scaled for stability.
 * Returns the fitted function. With fewer samples than `degree + 1` the degree is lowered.
 */
export function fitPolynomial(
  x: Float64Array,
  y: Float64Array,
  first: number,
  end: number,
  degree: number,
): (at: number) => number {
  const size = Math.min(degree, end - first - 1) + 1;
  if (size < 1) return () => Number.NaN;
  const centre = (x[first] + x[end - 1]) / 2;
  const scale = Math.max((x[end - 1] - x[first]) / 2, 1e-9);
  const matrix = Array.from({ length: size }, () => new Float64Array(size + 1));
  for (let i = first; i < end; i++) {
    const t = (x[i] - centre) / scale;
    const powers = [1];
    for (let k = 1; k < 2 * size; k++) powers.push(powers[k - 1] * t);
    for (let row = 0; row < size; row++) {
      for (let column = 0; column < size; column++) matrix[row][column] += powers[row + column];
      matrix[row][size] += powers[row] * y[i];
    }
  }
  const coefficients = solve(matrix);
  return (at) => {
    const t = (at - centre) / scale;
    return coefficients.reduceRight((sum, coefficient) => sum * t + coefficient, 0);
  };
}
