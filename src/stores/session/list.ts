import type { Item, Status } from './item';

/** The spectra of the session. Every function here is pure and costs one pass over what it changes or copies. */
export interface SessionList {
  readonly items: Readonly<Record<string, Item>>;
  readonly order: readonly string[];
  /** The spectrum that plot and answer show. */
  readonly current: string | null;
  /** Ticked spectra: drawn over the current one, and what bulk actions mean. */
  readonly ticked: ReadonlySet<string>;
  /** How many spectra stand where. */
  readonly counts: Readonly<Record<Status, number>>;
  /** Counts changes of names: with `order` it tells when labels must be made anew. */
  readonly renamings: number;
}

export const EMPTY_LIST: SessionList = {
  items: {},
  order: [],
  current: null,
  ticked: new Set(),
  counts: { waiting: 0, analysing: 0, question: 0, done: 0, failed: 0, stopped: 0 },
  renamings: 0,
};

/** Spectra that were taken out, with where they were. */
export interface Removed {
  readonly entries: readonly { readonly item: Item; readonly index: number }[];
  readonly current: string | null;
  readonly ticked: readonly string[];
}

/** Replaces spectra that are there and appends those that are not, all in one step. */
export function put(list: SessionList, changed: Iterable<Item>): SessionList {
  const items = { ...list.items };
  const counts = { ...list.counts };
  const added: string[] = [];
  let { renamings } = list;
  for (const item of changed) {
    const old = items[item.id];
    if (old) {
      counts[old.status] -= 1;
      if (old.name !== item.name) renamings += 1;
    } else added.push(item.id);
    counts[item.status] += 1;
    items[item.id] = item;
  }
  const order = added.length > 0 ? [...list.order, ...added] : list.order;
  return { ...list, items, counts, order, renamings, current: list.current ?? order[0] ?? null };
}

/** Takes spectra out; the current one hands over to the next that stays. Null when none of them is there. */
export function remove(list: SessionList, ids: Iterable<string>): [SessionList, Removed] | null {
  const gone = new Set<string>();
  for (const id of ids) if (list.items[id]) gone.add(id);
  if (gone.size === 0) return null;
  const items = { ...list.items };
  const counts = { ...list.counts };
  const entries = list.order.flatMap((id, index) => {
    const item = gone.has(id) ? list.items[id] : undefined;
    return item ? [{ item, index }] : [];
  });
  for (const { item } of entries) {
    counts[item.status] -= 1;
    delete items[item.id];
  }
  const order = list.order.filter((id) => !gone.has(id));
  const place = list.current === null ? 0 : list.order.indexOf(list.current);
  const current = list.order.slice(place).find((id) => !gone.has(id)) ?? order.at(-1) ?? null;
  const ticked = new Set([...list.ticked].filter((id) => !gone.has(id)));
  const removed = {
    entries,
    current: list.current,
    ticked: [...list.ticked].filter((id) => gone.has(id)),
  };
  return [{ ...list, items, counts, order, current, ticked }, removed];
}

/** Puts spectra back where they were. */
export function putBack(list: SessionList, { entries, current, ticked }: Removed): SessionList {
  const missing = entries.filter(({ item }) => !list.items[item.id]);
  const back = put(
    list,
    missing.map(({ item }) => item),
  );
  const places = new Map(missing.map(({ item, index }) => [index, item.id]));
  const order: string[] = [];
  for (const stayed of list.order) {
    for (let id = places.get(order.length); id !== undefined; id = places.get(order.length)) {
      places.delete(order.length);
      order.push(id);
    }
    order.push(stayed);
  }
  // In the order of their places; what lies beyond the end of a list that shrank goes to its end.
  order.push(...places.values());
  return {
    ...back,
    order,
    current: current !== null && back.items[current] ? current : back.current,
    ticked: new Set([...list.ticked, ...ticked]),
  };
}

/** Moves a spectrum to a place of the order, as far as the list goes. */
export function moveTo(list: SessionList, id: string, place: number): SessionList {
  const from = list.order.indexOf(id);
  const to = Math.max(0, Math.min(list.order.length - 1, place));
  if (from < 0 || to === from) return list;
  const order = list.order.filter((other) => other !== id);
  order.splice(to, 0, id);
  return { ...list, order };
}

/** Brings the spectra into the order of `ids`; others keep theirs behind them. */
export function arrange(list: SessionList, ids: readonly string[]): SessionList {
  const place = new Map(ids.map((id, index) => [id, index]));
  const order = list.order.toSorted((a, b) => (place.get(a) ?? Infinity) - (place.get(b) ?? Infinity) || 0);
  return order.every((id, index) => id === list.order[index]) ? list : { ...list, order };
}

export function tick(list: SessionList, ids: readonly string[], isTicked: boolean): SessionList {
  if (ids.length === 0) return list;
  const ticked = new Set(list.ticked);
  for (const id of ids) {
    if (isTicked && list.items[id]) ticked.add(id);
    else ticked.delete(id);
  }
  return { ...list, ticked };
}

export function select(list: SessionList, id: string | null): SessionList {
  return id !== null && list.items[id] ? { ...list, current: id } : list;
}
