import * as v from 'valibot';
import type { StoreApi } from 'zustand/vanilla';
import { openDatabase, type Database } from '../database';
import { sourceOf, type Item, type ItemSource } from './item';
import { storedItemSchema } from './schema';
import type { SessionState } from './session';

const orderSchema = v.object({
  version: v.literal(1),
  order: v.array(v.string()),
  current: v.nullable(v.string()),
});

/** Milliseconds between a change and its writing. */
const DELAY = 300;

/** Whether nothing that is kept differs. */
function isKept(a: Item, b: Item): boolean {
  return a.name === b.name && a.choices === b.choices && a.options === b.options && a.scan === b.scan;
}

/** What must be written to the database to get from one state of the session to another. */
export function changesBetween(
  before: Readonly<Record<string, Item>>,
  after: Readonly<Record<string, Item>>,
): { readonly put: Item[]; readonly remove: string[] } {
  return {
    put: Object.values(after).filter((item) => {
      const old = before[item.id];
      return !old || (old !== item && !isKept(old, item));
    }),
    remove: Object.keys(before).filter((id) => !after[id]),
  };
}

/** Stored spectra in the stored order; records that no longer fit the schema are left out. */
export function sourcesFrom(
  records: readonly unknown[],
  orderRecord: unknown,
): { readonly sources: ItemSource[]; readonly current: string | null } {
  const parsedOrder = v.safeParse(orderSchema, orderRecord);
  const { order, current } = parsedOrder.success ? parsedOrder.output : { order: [], current: null };
  const place = new Map(order.map((id, index) => [id, index]));
  const sources = records.flatMap((record) => {
    const parsed = v.safeParse(storedItemSchema, record);
    return parsed.success ? [parsed.output] : [];
  });
  sources.sort((a, b) => (place.get(a.id) ?? Infinity) - (place.get(b.id) ?? Infinity));
  return { sources, current };
}

async function restore(database: Database, session: StoreApi<SessionState>): Promise<void> {
  const transaction = database.transaction(['items', 'state']);
  const [records, order] = await Promise.all([
    transaction.objectStore('items').getAll(),
    transaction.objectStore('state').get('session'),
  ]);
  const { sources, current } = sourcesFrom(records, order);
  session.getState().addSources(sources, current);
}

/**
 * Brings the kept session back and keeps it from then on; without a database it lives as long as the page.
 * `onFailure` is told once when the browser refuses to keep it.
 */
export async function keepSession(session: StoreApi<SessionState>, onFailure: () => void): Promise<void> {
  try {
    const first = await openDatabase();
    if (!first) return;
    await restore(first, session);
  } finally {
    session.getState().release();
  }

  let written = session.getState().items;
  let hasFailed = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const write = async (): Promise<void> => {
    timer = undefined;
    const { items, order, current } = session.getState();
    const { put, remove } = changesBetween(written, items);
    written = items;
    const database = await openDatabase();
    if (!database) return;
    const transaction = database.transaction(['items', 'state'], 'readwrite');
    await Promise.all([
      ...put.map((item) => transaction.objectStore('items').put(sourceOf(item), item.id)),
      ...remove.map((id) => transaction.objectStore('items').delete(id)),
      transaction.objectStore('state').put({ version: 1, order, current }, 'session'),
      transaction.done,
    ]);
  };
  session.subscribe((state, previous) => {
    const { items, order, current } = state;
    if (items === previous.items && order === previous.order && current === previous.current) return;
    timer ??= setTimeout(() => {
      write().catch(() => {
        if (!hasFailed) onFailure();
        hasFailed = true;
      });
    }, DELAY);
  });
}
