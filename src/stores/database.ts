import { openDB, type DBSchema, type IDBPDatabase } from 'idb';
import type { StateStorage } from 'zustand/middleware';
import { notices } from './notices';

interface Schema extends DBSchema {
  /** One record a spectrum, by its id; checked by `session/schema.ts` when read. */
  items: { key: string; value: unknown };
  /** Small states by name: order of the session, settings, remembered answers. */
  state: { key: string; value: unknown };
}

export type Database = IDBPDatabase<Schema>;

export const DATABASE = 'xanopy';

/** Steps from each version of the database to the next; never edit one that was released. */
const MIGRATIONS: readonly ((database: Database) => void)[] = [
  (database) => {
    database.createObjectStore('items');
    database.createObjectStore('state');
  },
];

let opened: Promise<Database | null> | undefined;
let current: Database | null = null;
let isOutdated = false;
const leaving = new Set<(database: Database) => void>();

/**
 * The database of this origin; null where the browser keeps nothing (private windows), and once a newer Xanopy
 * in another tab has changed it (`isDatabaseOutdated`).
 */
export function openDatabase(): Promise<Database | null> {
  if (isOutdated) return Promise.resolve(null);
  opened ??= openDB<Schema>(DATABASE, MIGRATIONS.length, {
    upgrade: (database, from) => {
      for (const migrate of MIGRATIONS.slice(from)) migrate(database);
    },
    // Another page wants to change or delete the database and waits for this one to let go.
    blocking: (_current, wanted) => {
      isOutdated = wanted !== null;
      if (current) {
        for (const tell of leaving) tell(current);
        // Closes after the last transaction.
        current.close();
      }
      opened = undefined;
      current = null;
    },
    terminated: () => {
      opened = undefined;
      current = null;
    },
  }).then(
    (database) => (current = database),
    (error: unknown) => {
      isOutdated = error instanceof DOMException && error.name === 'VersionError';
      return null;
    },
  );
  return opened;
}

/** Whether a newer Xanopy has changed the database: only a reload helps. */
export const isDatabaseOutdated = (): boolean => isOutdated;

/** Tells when a newer page takes the database over; transactions that begin in `tell` are still carried out. */
export function onDatabaseLeaving(tell: (database: Database) => void): void {
  leaving.add(tell);
}

/**
 * Keeps a value under a name, handed over whole: a page that is left in the next moment would take an open transaction with it.
 * @throws DOMException where the browser refuses
 */
export async function keepState(name: string, value: unknown): Promise<void> {
  const transaction = (await openDatabase())?.transaction('state', 'readwrite');
  if (!transaction) return;
  const put = transaction.store.put(value, name);
  transaction.commit();
  await Promise.all([put, transaction.done]);
}

let hasTold = false;

/** Says once in a row that a small state is not stored. */
function tellOfRefusal(): void {
  if (hasTold) return;
  hasTold = true;
  notices
    .getState()
    .notify(
      'The browser refused to store settings, structures or answers about columns: it may have no room left. They stay until this page is closed.',
    );
}

/** Keeps the text of zustand's `persist` in the database. */
export const stateStorage: StateStorage = {
  getItem: async (name) => {
    const value = await (await openDatabase())?.get('state', name);
    return typeof value === 'string' ? value : null;
  },
  setItem: async (name, value) => {
    try {
      await keepState(name, value);
      hasTold = false;
    } catch {
      tellOfRefusal();
    }
  },
  removeItem: async (name) => {
    await (await openDatabase())?.delete('state', name);
  },
};
