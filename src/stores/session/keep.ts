import * as v from 'valibot';
import { useStore } from 'zustand';
import { createStore, type StoreApi } from 'zustand/vanilla';
import { isDatabaseOutdated, onDatabaseLeaving, openDatabase, type Database } from '../database';
import { sourceOf, type Item, type ItemSource } from './item';
import { storedItemSchema } from './schema';
import type { SessionState } from './session';

/** A record that this version cannot read, as it was found. */
export interface Unreadable {
  readonly id: string;
  readonly record: unknown;
}

export interface KeepingState {
  /**
   * `kept`: a reload brings back all that is seen. `off`: this browser window keeps nothing. `failed`: the browser
   * refused the last write; it is tried again. `outdated`: a newer Xanopy in another tab has taken over.
   */
  readonly state: 'restoring' | 'kept' | 'saving' | 'off' | 'failed' | 'outdated';
  /** They stay where they are until they are thrown away. */
  readonly unreadable: readonly Unreadable[];
}

/** Whether the session of this page is kept. */
export const keeping = createStore<KeepingState>()(() => ({ state: 'restoring', unreadable: [] }));

export function useKeeping<T>(selector: (state: KeepingState) => T): T {
  return useStore(keeping, selector);
}

const orderSchema = v.object({
  version: v.literal(1),
  order: v.array(v.string()),
  current: v.nullable(v.string()),
  /** Absent in records of earlier releases. */
  ticked: v.optional(v.array(v.string()), []),
});

/** What a tab tells the others after it has written. */
const newsSchema = v.object({ put: v.array(v.string()), removed: v.array(v.string()) });
type News = v.InferOutput<typeof newsSchema>;

const CHANNEL = 'xanopy-session';

/** Milliseconds between the beginnings of two writes. */
const PACE = 300;
/** Milliseconds until a refused write is tried again. */
const RETRY = 5000;

/** Whether nothing that is kept differs. */
function isKept(a: Item, b: Item): boolean {
  return a.name === b.name && a.choices === b.choices && a.options === b.options && a.scan === b.scan;
}

/** What must be written to the database to get from one state of the session to another. */
export function changesBetween(
  before: Readonly<Record<string, Item>>,
  after: Readonly<Record<string, Item>>,
): { readonly put: Item[]; readonly remove: string[] } {
  if (before === after) return { put: [], remove: [] };
  return {
    put: Object.values(after).filter((item) => {
      const old = before[item.id];
      return !old || (old !== item && !isKept(old, item));
    }),
    remove: Object.keys(before).filter((id) => !after[id]),
  };
}

/** Stored spectra in the stored order, and apart from them the records that do not fit the schema. */
export function sourcesFrom(
  records: readonly { readonly id: string; readonly record: unknown }[],
  orderRecord: unknown,
): {
  readonly sources: ItemSource[];
  readonly unreadable: Unreadable[];
  readonly order: readonly string[];
  readonly current: string | null;
  readonly ticked: readonly string[];
} {
  const parsedOrder = v.safeParse(orderSchema, orderRecord);
  const { order, current, ticked } = parsedOrder.success
    ? parsedOrder.output
    : { order: [], current: null, ticked: [] };
  const place = new Map(order.map((id, index) => [id, index]));
  const sources: ItemSource[] = [];
  const unreadable: Unreadable[] = [];
  for (const { id, record } of records) {
    const parsed = v.safeParse(storedItemSchema, record);
    if (parsed.success) sources.push(parsed.output);
    else unreadable.push({ id, record });
  }
  sources.sort((a, b) => (place.get(a.id) ?? Infinity) - (place.get(b.id) ?? Infinity) || 0);
  return { sources, unreadable, order, current, ticked };
}

/** All records, or those of some ids, with the order of the session, in one transaction. */
async function load(database: Database, ids?: readonly string[]): Promise<ReturnType<typeof sourcesFrom>> {
  const transaction = database.transaction(['items', 'state']);
  const items = transaction.objectStore('items');
  const [keys, records, order] = await Promise.all([
    ids ?? items.getAllKeys(),
    ids ? Promise.all(ids.map((id) => items.get(id))) : items.getAll(),
    transaction.objectStore('state').get('session'),
  ]);
  const found = keys.map((id, index) => ({ id, record: records[index] }));
  return sourcesFrom(
    found.filter(({ record }) => record !== undefined),
    order,
  );
}

/** Throws the unreadable records away. */
export async function forgetUnreadable(): Promise<void> {
  const database = await openDatabase();
  if (!database) return;
  const transaction = database.transaction('items', 'readwrite');
  await Promise.all([
    ...keeping.getState().unreadable.map(({ id }) => transaction.store.delete(id)),
    transaction.done,
  ]);
  keeping.setState({ unreadable: [] });
}

/** When the page may be about to go, and when it is back. */
export interface PageLife {
  readonly onHide: (run: () => void) => void;
  /** Back from the browser's cache of pages: other tabs may have gone on meanwhile. */
  readonly onReturn: (run: () => void) => void;
}

const browserPage: PageLife = {
  onHide: (run) => {
    window.addEventListener('pagehide', run);
    document.addEventListener('visibilitychange', () => {
      if (document.visibilityState === 'hidden') run();
    });
  },
  onReturn: (run) => {
    window.addEventListener('pageshow', ({ persisted }) => {
      if (persisted) run();
    });
  },
};

/** What of the session is kept. */
type Kept = Pick<SessionState, 'items' | 'order' | 'current' | 'ticked'>;

const isSame = (a: Kept, b: Kept): boolean =>
  a.items === b.items && a.order === b.order && a.current === b.current && a.ticked === b.ticked;

/** The kept session in `session`; null where there is nothing to keep it in. */
async function restore(session: StoreApi<SessionState>): Promise<Database | null> {
  const database = await openDatabase();
  if (!database) return null;
  const { sources, unreadable, current, ticked } = await load(database);
  session.getState().addSources(sources, current, ticked);
  keeping.setState({ unreadable });
  return database;
}

/**
 * Brings the kept session back, lets it begin its work, and keeps it from then on, in step with other tabs.
 * What is written counts as kept when its transaction is done.
 */
export async function keepSession(
  session: StoreApi<SessionState>,
  page: PageLife = browserPage,
): Promise<void> {
  const restored = await restore(session).catch(() => null);
  session.getState().release();
  if (!restored) {
    keeping.setState({ state: isDatabaseOutdated() ? 'outdated' : 'off' });
    return;
  }

  const channel = new BroadcastChannel(CHANNEL);
  /** What finished transactions left, and what the begun ones will leave. */
  let written: Kept = session.getState();
  let sent: Kept = written;
  let underWay = 0;
  /** A refusal makes what was sent before it worthless. */
  let refusals = 0;
  let lastBegun = 0;
  let due = Infinity;
  let timer: ReturnType<typeof setTimeout> | undefined;

  /** The next write begins after `wait`, or earlier if one is planned. */
  const plan = (wait: number): void => {
    const at = performance.now() + wait;
    if (at >= due) return;
    clearTimeout(timer);
    due = at;
    timer = setTimeout(() => {
      due = Infinity;
      void flush();
    }, wait);
  };

  const settle = (): void => {
    const isAllWritten = written === sent && isSame(sent, session.getState());
    const state = isDatabaseOutdated() ? 'outdated' : isAllWritten ? 'kept' : 'saving';
    if (keeping.getState().state !== state) keeping.setState({ state });
  };

  /** Begins at once to write what is not written yet. */
  const write = async (database: Database): Promise<void> => {
    const target: Kept = session.getState();
    const { put, remove } = changesBetween(sent.items, target.items);
    const hasNews = put.length + remove.length > 0 || sent.order !== target.order;
    if (!hasNews && isSame({ ...target, items: sent.items }, sent)) {
      // Only answers changed.
      sent = target;
      if (underWay === 0) written = sent;
      settle();
      return;
    }
    const { order, current, ticked } = target;
    const refusalsBefore = refusals;
    sent = target;
    underWay += 1;
    lastBegun = performance.now();
    try {
      const transaction = database.transaction(['items', 'state'], 'readwrite');
      const items = transaction.objectStore('items');
      const requests = [
        ...put.map((item) => items.put(sourceOf(item), item.id)),
        ...remove.map((id) => items.delete(id)),
        transaction.objectStore('state').put({ version: 1, order, current, ticked: [...ticked] }, 'session'),
      ];
      // The page may be gone before the requests have told of their success.
      transaction.commit();
      await Promise.all([...requests, transaction.done]);
      underWay -= 1;
      if (refusalsBefore !== refusals) return;
      if (underWay === 0) written = sent;
      if (hasNews) {
        const news: News = { put: put.map(({ id }) => id), removed: remove };
        channel.postMessage(news);
      }
      settle();
    } catch {
      underWay -= 1;
      refusals += 1;
      sent = written;
      keeping.setState({ state: isDatabaseOutdated() ? 'outdated' : 'failed' });
      plan(RETRY);
    }
  };

  const flush = async (): Promise<void> => {
    const database = await openDatabase();
    if (database) await write(database);
    else keeping.setState({ state: isDatabaseOutdated() ? 'outdated' : 'off' });
  };

  session.subscribe((state, previous) => {
    if (isSame(state, previous)) return;
    const { state: now } = keeping.getState();
    if (now === 'outdated') return;
    if (now === 'kept') keeping.setState({ state: 'saving' });
    plan(Math.max(0, lastBegun + PACE - performance.now()));
  });
  page.onHide(() => {
    if (!isSame(sent, session.getState())) void flush();
  });
  onDatabaseLeaving((database) => {
    void write(database);
  });

  /** Takes over what another tab wrote; without news, everything. */
  const follow = async (news?: News): Promise<void> => {
    const database = await openDatabase();
    if (!database) return;
    const { sources, order } = await load(database, news?.put);
    const { items } = session.getState();
    const there = new Set(sources.map(({ id }) => id));
    const removed = news?.removed ?? Object.keys(written.items).filter((id) => !there.has(id));
    const differing = sources.filter((source) => {
      const mine = items[source.id];
      return !mine || !isSameSource(mine, source);
    });
    const isClean = isSame(sent, session.getState());
    session.getState().adopt({ sources: differing, removed, order });
    // What came from the database need not go back.
    const isWritten = written === sent;
    const now = session.getState();
    if (isClean) sent = now;
    else {
      const known = { ...sent.items };
      for (const id of removed) delete known[id];
      for (const { id } of differing) if (now.items[id]) known[id] = now.items[id];
      sent = { ...sent, items: known };
    }
    if (isWritten) written = sent;
    settle();
  };
  channel.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
    const news = v.safeParse(newsSchema, data);
    // What cannot be loaded now comes with a later reload.
    if (news.success) follow(news.output).catch(() => undefined);
  });
  page.onReturn(() => {
    follow().catch(() => undefined);
  });
  settle();
}

/** Whether the user decided the same; the numbers of a scan never change. */
function isSameSource(a: ItemSource, b: ItemSource): boolean {
  return (
    a.name === b.name &&
    JSON.stringify(a.choices) === JSON.stringify(b.choices) &&
    JSON.stringify(a.options) === JSON.stringify(b.options)
  );
}
