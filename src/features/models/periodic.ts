/** Column (1 to 18) and row (1 to 5) of an element in the long periodic table; null beyond xenon. */
export function positionOf(z: number): { readonly column: number; readonly row: number } | null {
  if (z < 1 || z > 54) return null;
  if (z <= 2) return { row: 1, column: z === 1 ? 1 : 18 };
  if (z <= 18) {
    const [row, n] = z <= 10 ? [2, z - 2] : [3, z - 10];
    return { row, column: n <= 2 ? n : n + 10 };
  }
  return z <= 36 ? { row: 4, column: z - 18 } : { row: 5, column: z - 36 };
}
