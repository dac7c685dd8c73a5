import { createFrames, type Frames } from './frames';
import type { Decisions } from './history';
import { createKnownScans, type KnownScans } from './intake';
import { askedAgain, type Item } from './item';
import * as lists from './list';
import type { SessionList } from './list';
import type { Queue } from './queue';

/** The ways in which the list changes; each keeps list, known scans and queue together. */
export interface Changes extends Frames {
  readonly known: Pick<KnownScans, 'has'>;
  /** What the user does is seen at once. */
  readonly update: (change: (list: SessionList) => SessionList) => void;
  readonly append: (added: readonly Item[]) => void;
  /** Replaces decisions and asks anew where that changes the answer. */
  readonly decide: (decisions: ReadonlyMap<string, Decisions>) => void;
  /** Null when none of the spectra is there. */
  readonly takeOut: (ids: readonly string[]) => lists.Removed | null;
  readonly putBack: (removed: lists.Removed) => void;
}

export function createChanges(
  read: () => SessionList,
  write: (list: SessionList) => void,
  queue: Pick<Queue, 'add' | 'hurry'>,
): Changes {
  const frames = createFrames(read, write);
  const { peek, stage, show } = frames;
  const known = createKnownScans();

  const update = (change: (list: SessionList) => SessionList): void => {
    show();
    write(change(read()));
  };

  return {
    ...frames,
    known,
    update,

    append: (added) => {
      for (const item of added) {
        known.add(item);
        stage(item);
      }
      queue.add(added.flatMap(({ id, status }) => (status === 'waiting' ? [id] : [])));
    },

    decide: (decisions) => {
      const asked: string[] = [];
      const changed: Item[] = [];
      for (const [id, decided] of decisions) {
        const item = peek(id);
        if (!item) continue;
        const { scan, choices, options } = item;
        const isAsked = scan !== null && (choices !== decided.choices || options !== decided.options);
        if (isAsked) asked.push(id);
        changed.push({ ...(isAsked ? askedAgain(item) : item), ...decided });
      }
      show(changed);
      queue.hurry(asked);
    },

    takeOut: (ids) => {
      show();
      const result = lists.remove(read(), ids);
      if (!result) return null;
      const [list, removed] = result;
      for (const { item } of removed.entries) known.drop(item);
      write(list);
      return removed;
    },

    putBack: (removed) => {
      const entries = removed.entries
        .filter(({ item }) => !peek(item.id))
        .map(({ item, index }) => ({
          index,
          // What was computed when it was removed has no taker any more.
          item: item.status === 'waiting' || item.status === 'analysing' ? askedAgain(item) : item,
        }));
      for (const { item } of entries) known.add(item);
      update((list) => lists.putBack(list, { ...removed, entries }));
      queue.add(entries.flatMap(({ item }) => (item.status === 'waiting' ? [item.id] : [])));
    },
  };
}
