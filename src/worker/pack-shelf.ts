import type { PackHead } from '../domain/forest/pack';

/** Where packs are kept: heads to list, and a body an element to answer with. */
export interface PackShelf {
  readonly heads: () => Promise<readonly unknown[]>;
  readonly head: (pack: string) => Promise<unknown>;
  /** The body of an element as JSON text; undefined where it is not there. */
  readonly body: (pack: string, element: string) => Promise<string | undefined>;
  readonly put: (head: PackHead, bodies: ReadonlyMap<string, string>) => Promise<void>;
  readonly remove: (pack: string) => Promise<void>;
}

/** Packs in memory, for commands and tests. */
export function createMemoryShelf(): PackShelf {
  const kept = new Map<string, { head: PackHead; bodies: ReadonlyMap<string, string> }>();
  return {
    heads: () => Promise.resolve([...kept.values()].map(({ head }) => head)),
    head: (pack) => Promise.resolve(kept.get(pack)?.head),
    body: (pack, element) => Promise.resolve(kept.get(pack)?.bodies.get(element)),
    put: (head, bodies) => {
      kept.set(head.sha256, { head, bodies });
      return Promise.resolve();
    },
    remove: (pack) => {
      kept.delete(pack);
      return Promise.resolve();
    },
  };
}
