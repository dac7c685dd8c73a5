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
  const names = order.map((id) => items[id]?.name ?? '');
  const byName = count(names);
  if (byName.size === names.length) return names;
  const withFolder = names.map((name, place) => {
    const path = items[order[place] ?? '']?.path ?? '';
    return (byName.get(name) ?? 0) > 1 && path !== '' ? `${path}/${name}` : name;
  });
  const byLabel = count(withFolder);
  const used = new Map<string, number>();
  return withFolder.map((label) => {
    if ((byLabel.get(label) ?? 0) < 2) return label;
    const number = (used.get(label) ?? 0) + 1;
    used.set(label, number);
    return `${label} (${number})`;
  });
}
