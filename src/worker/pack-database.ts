import { openDB, type DBSchema } from 'idb';
import { XanopyError } from '../domain/errors';
import { gunzipText, gzipText } from './gzip';
import type { PackShelf } from './pack-shelf';

interface Schema extends DBSchema {
  /** Heads by their hash. */
  heads: { key: string; value: unknown };
  /** Bodies by hash and element: gzipped JSON. */
  bodies: { key: [pack: string, element: string]; value: unknown };
}

/** A database of its own: models are large, and the session's must open fast. */
const DATABASE = 'xanopy-packs';

/** Packs in the browser's database, where page and worker find them after a reload. */
export function createDatabaseShelf(): PackShelf {
  const opened = openDB<Schema>(DATABASE, 1, {
    upgrade: (database) => {
      database.createObjectStore('heads');
      database.createObjectStore('bodies');
    },
    blocking: (_current, _wanted, event) => {
      if (event.target instanceof IDBDatabase) event.target.close();
    },
  }).catch(() => {
    throw new XanopyError(
      'pack-not-kept',
      'This browser keeps no data (a private window?), so packs cannot be used here. Open the page in an ordinary window.',
    );
  });
  // Each request says it.
  opened.catch(() => undefined);
  const rangeOf = (pack: string): IDBKeyRange => IDBKeyRange.bound([pack, ''], [pack, '\uffff']);
  return {
    heads: async () => (await opened).getAll('heads'),
    head: async (pack) => (await opened).get('heads', pack),
    body: async (pack, element) => {
      const packed = await (await opened).get('bodies', [pack, element]);
      return packed instanceof Uint8Array ? gunzipText(packed) : undefined;
    },
    put: async (head, bodies) => {
      const packed = await Promise.all(
        [...bodies].map(async ([element, text]) => [element, await gzipText(text)] as const),
      );
      const transaction = (await opened).transaction(['heads', 'bodies'], 'readwrite');
      try {
        await Promise.all([
          transaction.objectStore('bodies').delete(rangeOf(head.sha256)),
          ...packed.map(([element, bytes]) =>
            transaction.objectStore('bodies').put(bytes, [head.sha256, element]),
          ),
          transaction.objectStore('heads').put(head, head.sha256),
          transaction.done,
        ]);
      } catch {
        throw new XanopyError(
          'pack-not-kept',
          'The browser refused to store the pack: it may have no room left. Remove other packs or session data and drop it again.',
        );
      }
    },
    remove: async (pack) => {
      const transaction = (await opened).transaction(['heads', 'bodies'], 'readwrite');
      await Promise.all([
        transaction.objectStore('bodies').delete(rangeOf(pack)),
        transaction.objectStore('heads').delete(pack),
        transaction.done,
      ]);
    },
  };
}
