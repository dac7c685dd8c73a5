import type { Environment } from './labels';

/** The set of (CN, motif) pairs of an environment; a CN without motifs counts as one pair. */
export function pairsOf(environment: Environment): Set<string> {
  const pairs = new Set<string>();
  for (const { cn, motifs } of environment) {
    if (motifs.length === 0) pairs.add(`${cn}`);
    for (const motif of motifs) pairs.add(`${cn} ${motif}`);
  }
  return pairs;
}

/** Jaccard index |A and B| / |A or B| of two sets; 1 when both are empty. */
export function jaccard<T>(a: ReadonlySet<T>, b: ReadonlySet<T>): number {
  let shared = 0;
  for (const item of a) if (b.has(item)) shared += 1;
  const union = a.size + b.size - shared;
  return union === 0 ? 1 : shared / union;
}

/** Whether the first CN and its whole motif ranking agree (the paper's top-1 accuracy). */
export function sameFirstEntry(a: Environment, b: Environment): boolean {
  const [first, second] = [a[0], b[0]];
  if (!first || !second) return first === second;
  return (
    first.cn === second.cn &&
    first.motifs.length === second.motifs.length &&
    first.motifs.every((motif, index) => motif === second.motifs[index])
  );
}
