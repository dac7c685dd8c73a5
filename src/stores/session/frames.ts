import type { Item } from './item';
import { put, type SessionList } from './list';

/** The list with changes that it does not show yet. */
export interface Frames {
  /** A spectrum as it is now, shown or not. */
  readonly peek: (id: string) => Item | undefined;
  /** Takes a change that is shown with the next frame. */
  readonly stage: (item: Item) => void;
  /** Takes changes and shows them at once, with all others. */
  readonly show: (items?: Iterable<Item>) => void;
}

/** Milliseconds that a state is shown at least: results that come faster are shown together. */
const FRAME = 16;

/**
 * Collects changes and puts them into the list once a frame: one at a time, copying the list would cost the square
 * of its length. The first change after a pause is shown at once.
 */
export function createFrames(read: () => SessionList, write: (list: SessionList) => void): Frames {
  let staged = new Map<string, Item>();
  let lastShown = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const flush = (): void => {
    clearTimeout(timer);
    timer = undefined;
    if (staged.size === 0) return;
    const changed = staged;
    staged = new Map();
    lastShown = performance.now();
    write(put(read(), changed.values()));
  };

  return {
    peek: (id) => staged.get(id) ?? read().items[id],
    stage: (item) => {
      staged.set(item.id, item);
      const wait = lastShown + FRAME - performance.now();
      if (wait <= 0) flush();
      else timer ??= setTimeout(flush, wait);
    },
    show: (items = []) => {
      for (const item of items) staged.set(item.id, item);
      flush();
    },
  };
}
