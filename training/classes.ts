import { jaccard } from '../src/domain/environment/jaccard';

/** The classes of a forest and which of them each ranking is learnt as. */
export interface Classes<T> {
  readonly labels: readonly (readonly T[])[];
  /** Materials (or other units) behind each label, after back-off. */
  readonly support: readonly number[];
  /** Class of every ranking that was given, by `keyOf`. */
  readonly classOf: ReadonlyMap<string, number>;
}

/** A ranking as a map key; names contain hyphens and blanks but no bar. */
export const keyOf = (ranking: readonly (string | number)[]): string => ranking.join('|');

/**
 * Classes from the rankings of the materials. A ranking that fewer than `minimumSupport` materials show
 * backs off to the most similar supported ranking with the same leading entry, or, where there is none, to
 * the leading entry alone. So no material vanishes and every leading entry that was ever seen can be answered.
 */
export function formClasses<T extends string | number>(
  rankings: readonly { readonly material: string; readonly ranking: readonly T[] }[],
  minimumSupport: number,
): Classes<T> {
  const materials = new Map<string, { ranking: readonly T[]; materials: Set<string> }>();
  for (const { material, ranking } of rankings) {
    const key = keyOf(ranking);
    const entry = materials.get(key) ?? { ranking, materials: new Set<string>() };
    entry.materials.add(material);
    materials.set(key, entry);
  }
  const ordered = [...materials].sort(
    ([a, x], [b, y]) => y.materials.size - x.materials.size || (a < b ? -1 : 1),
  );
  const supported = ordered.filter(([, entry]) => entry.materials.size >= minimumSupport);
  const representative = (ranking: readonly T[]): readonly T[] => {
    const key = keyOf(ranking);
    if (supported.some(([other]) => other === key)) return ranking;
    let best: readonly T[] = ranking.slice(0, 1);
    let similarity = 0;
    for (const [, other] of supported) {
      if (other.ranking[0] !== ranking[0]) continue;
      const shared = jaccard(new Set<T>(other.ranking), new Set<T>(ranking));
      if (shared > similarity) [best, similarity] = [other.ranking, shared];
    }
    return best;
  };
  const labels: (readonly T[])[] = [];
  const members: Set<string>[] = [];
  const index = new Map<string, number>();
  const classOf = new Map<string, number>();
  for (const [key, entry] of ordered) {
    const label = representative(entry.ranking);
    const labelKey = keyOf(label);
    const position = index.get(labelKey) ?? labels.length;
    if (position === labels.length) {
      index.set(labelKey, position);
      labels.push(label);
      members.push(new Set());
    }
    for (const material of entry.materials) members[position].add(material);
    classOf.set(key, position);
  }
  return { labels, support: members.map((set) => set.size), classOf };
}
