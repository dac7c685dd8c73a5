import { openDB, type DBSchema, type IDBPDatabase } from 'idb';
import type { StateStorage } from 'zustand/middleware';

interface Schema extends DBSchema {
  /** One record a spectrum, by its id; checked by `stored.ts` when read. */
  items: { key: string; value: unknown };
  /** Small states by name: order of the session, settings, remembered answers. */
  state: { key: string; value: unknown };
}

export type Database = IDBPDatabase<Schema>;

/** Steps from each version of the database to the next; never edit one that was released. */
const MIGRATIONS: readonly ((database: Database) => void)[] = [
  (database) => {
    database.createObjectStore('items');
    database.createObjectStore('state');
  },
];

let opened: Promise<Database | null> | undefined;

/** The database of this origin; null where the browser keeps nothing (private windows). */
export function openDatabase(): Promise<Database | null> {
  opened ??= openDB<Schema>('xanopy', MIGRATIONS.length, {
    upgrade: (database, from) => {
      for (const migrate of MIGRATIONS.slice(from)) migrate(database);
    },
    // A newer page waits for this one to let go.
    blocking: (_current, _blocked, event) => {
      if (event.target instanceof IDBDatabase) event.target.close();
      opened = undefined;
    },
  }).catch(() => null);
  return opened;
}

/** Keeps the text of zustand's `persist` in the database. */
export const stateStorage: StateStorage = {
  getItem: async (name) => {
    const value = await (await openDatabase())?.get('state', name);
    return typeof value === 'string' ? value : null;
  },
  setItem: async (name, value) => {
    await (await openDatabase())?.put('state', value, name);
  },
  removeItem: async (name) => {
    await (await openDatabase())?.delete('state', name);
  },
};
