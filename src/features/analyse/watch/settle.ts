/** A file of a watched folder as it was last seen. */
export interface Seen {
  readonly size: number;
  /** Milliseconds since 1970. */
  readonly modified: number;
}

/** What is known of a watched folder, by path. */
export interface Known {
  readonly seen: ReadonlyMap<string, Seen>;
  /** What each file was like when it was read. */
  readonly read: ReadonlyMap<string, Seen>;
}

const isSame = (a: Seen | undefined, b: Seen): boolean => a?.size === b.size && a.modified === b.modified;

/**
 * Files that are to be read now: written after `since` (milliseconds since 1970), not empty, unchanged since the last
 * look, so that no scan is read while it is being written, and not read in this state before.
 */
export function settle(
  { seen, read }: Known,
  now: ReadonlyMap<string, Seen>,
  since: number,
): { readonly ready: string[]; readonly known: Known } {
  const ready = [...now].flatMap(([path, file]) =>
    file.modified > since && file.size > 0 && isSame(seen.get(path), file) && !isSame(read.get(path), file)
      ? [path]
      : [],
  );
  const nowRead = new Map(read);
  for (const path of ready) {
    const file = now.get(path);
    if (file) nowRead.set(path, file);
  }
  return { ready, known: { seen: now, read: nowRead } };
}
