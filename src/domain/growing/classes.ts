import { jaccard } from '../environment/jaccard';

/** A ranking and what shows it: materials count once, however many spectra they have. */
export interface Observed<T> {
  readonly material: string;
  readonly ranking: readonly T[];
}

/** The classes of a forest, most frequent first, and which of them a ranking is learnt as. */
export interface Classes<T> {
  readonly labels: readonly (readonly T[])[];
  /** Class of a ranking; undefined where no class shares its leading entry. */
  readonly classOf: (ranking: readonly T[]) => number | undefined;
}

/** A ranking as a map key; names contain hyphens and blanks but no bar. */
const keyOf = (ranking: readonly (string | number)[]): string => ranking.join('|');

/**
 * Classes from observed rankings. A ranking that fewer than `minimumSupport` materials show is learnt as the
 * most similar supported ranking with the same leading entry, or, where there is none, as the leading entry
 * alone. So no material vanishes, and every leading entry that was ever seen can be answered.
 */
export function formClasses<T extends string | number>(
  observed: readonly Observed<T>[],
  minimumSupport: number,
): Classes<T> {
  const seen = new Map<string, { ranking: readonly T[]; materials: Set<string> }>();
  for (const { material, ranking } of observed) {
    const key = keyOf(ranking);
    const entry = seen.get(key) ?? { ranking, materials: new Set<string>() };
    entry.materials.add(material);
    seen.set(key, entry);
  }
  const ordered = [...seen].sort(([a, x], [b, y]) => y.materials.size - x.materials.size || (a < b ? -1 : 1));
  const supported = ordered.flatMap(([, { ranking, materials }]) =>
    materials.size >= minimumSupport ? [ranking] : [],
  );
  const labels = [...supported];
  for (const [, { ranking }] of ordered) {
    if (!relative(ranking, labels)) labels.push(ranking.slice(0, 1));
  }
  return classesOf(labels);
}

/** The most similar of `among` with the same leading entry. */
function relative<T>(ranking: readonly T[], among: readonly (readonly T[])[]): readonly T[] | undefined {
  let best: readonly T[] | undefined;
  let similarity = 0;
  for (const other of among) {
    if (other[0] !== ranking[0]) continue;
    if (other.length === ranking.length && other.every((item, i) => item === ranking[i])) return other;
    const shared = jaccard(new Set(other), new Set(ranking));
    if (shared > similarity) [best, similarity] = [other, shared];
  }
  return best;
}

/** Classes with given labels. */
export function classesOf<T>(labels: readonly (readonly T[])[]): Classes<T> {
  return {
    labels,
    classOf: (ranking) => {
      const label = relative(ranking, labels);
      return label && labels.indexOf(label);
    },
  };
}

/** Number of materials behind each class. */
export function supportOf<T>({ labels, classOf }: Classes<T>, observed: readonly Observed<T>[]): number[] {
  const materials = labels.map(() => new Set<string>());
  for (const { material, ranking } of observed) {
    const label = classOf(ranking);
    if (label !== undefined) materials[label].add(material);
  }
  return materials.map((set) => set.size);
}
