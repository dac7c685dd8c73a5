import type { SessionState } from '../../../stores/session';

/**
 * A label for every spectrum in the order of the list: its name, with its folder in front, and at last a number
 * behind, where others have the same name.
 */
export function labelsOf({ items, order }: Pick<SessionState, 'items' | 'order'>): string[] {
  const count = (names: readonly string[]): Map<string, number> => {
    const counts = new Map<string, number>();
    for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
    return counts;
  };
  const named = order.map((id) => ({ name: items[id]?.name ?? '', path: items[id]?.path ?? '' }));
  const byName = count(named.map(({ name }) => name));
  const withFolder = named.map(({ name, path }) =>
    (byName.get(name) ?? 0) > 1 && path !== '' ? `${path}/${name}` : name,
  );
  const byLabel = count(withFolder);
  const used = new Map<string, number>();
  return withFolder.map((label) => {
    if ((byLabel.get(label) ?? 0) < 2) return label;
    const number = (used.get(label) ?? 0) + 1;
    used.set(label, number);
    return `${label} (${number})`;
  });
}
