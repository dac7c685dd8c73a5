import { Random } from '../../src/domain/random';

/** Parts into which materials are split so that no limit or map is judged by what it was learnt from. */
export const PARTS = 5;

/** The part of a material: the same in every run and for every element that the crystal contains. */
export function partOf(material: string): number {
  return new Random(`confidence/${material}`).below(PARTS);
}

/** Fits without each part in turn and applies the result to that part; the items come back in their order. */
export function crossFit<T extends { readonly material: string }, Fit, Result>(
  items: readonly T[],
  fit: (others: readonly T[]) => Fit,
  apply: (fit: Fit, item: T) => Result,
): Result[] {
  const parts = items.map(({ material }) => partOf(material));
  const results = new Array<Result>(items.length);
  for (let part = 0; part < PARTS; part++) {
    if (!parts.includes(part)) continue;
    const fitted = fit(items.filter((_, i) => parts[i] !== part));
    items.forEach((item, i) => {
      if (parts[i] === part) results[i] = apply(fitted, item);
    });
  }
  return results;
}
