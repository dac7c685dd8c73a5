import { createStore, type StoreApi } from 'zustand/vanilla';
import { describeError } from '../../domain/errors';
import type { Choices, Scan } from '../../readers/types';
import type { Engine, Failure, FileOutcome } from '../../worker/api';
import { changeOptions, itemFrom, type Item, type ItemSource, type OptionChanges } from './item';
import { isSessionFile, parseSessionFile } from './session-file';

/** A file whose bytes are fetched when its turn comes, so that a thousand files do not fill the memory. */
export interface SourceFile {
  readonly name: string;
  readonly path: string;
  readonly bytes: () => Promise<Uint8Array>;
}

/** Files still to be read in the running batch. */
export interface Progress {
  readonly total: number;
  readonly done: number;
}

/** What became of a batch of files. */
export interface Summary {
  readonly files: number;
  readonly answered: number;
  /** Spectra that the models may not judge. */
  readonly outside: number;
  readonly questions: number;
  readonly failed: number;
  /** Spectra left out because the session holds them already. */
  readonly known: number;
  readonly stopped: boolean;
}

export interface SessionState {
  readonly items: Readonly<Record<string, Item>>;
  readonly order: readonly string[];
  /** The spectrum that plot and answer show. */
  readonly current: string | null;
  /** Ticked spectra: drawn over the current one, and what bulk actions mean. */
  readonly ticked: ReadonlySet<string>;
  readonly progress: Progress | null;

  readonly addFiles: (files: readonly SourceFile[]) => void;
  /** Puts spectra back as they were kept; their answers are computed again. */
  readonly addSources: (sources: readonly ItemSource[], current?: string | null) => void;
  readonly stop: () => void;
  readonly select: (id: string) => void;
  readonly tick: (ids: readonly string[], isTicked: boolean) => void;
  readonly rename: (id: string, name: string) => void;
  readonly move: (id: string, by: number) => void;
  readonly remove: (ids: readonly string[]) => void;
  /** Undoes the last `remove`. */
  readonly undoRemove: () => void;
  readonly setOptions: (id: string, changes: OptionChanges) => void;
  /** Settles the question of a spectrum, and of every other one of the same layout that waits for it. */
  readonly answer: (id: string, choices: Choices) => void;
  /** Replaces the columns and units; an empty object asks the file again. */
  readonly setChoices: (id: string, choices: Choices) => void;
  /** Uses the choices of a spectrum for every one of the same layout, now and later. */
  readonly spreadChoices: (id: string) => void;
  readonly retry: (ids: readonly string[]) => void;
}

export interface SessionDependencies {
  readonly engine: () => Engine;
  readonly layoutKey: (scan: Scan, format: string) => string;
  readonly recall: (layout: string) => Choices | undefined;
  readonly remember: (layout: string, choices: Choices) => void;
  /** Told when a batch of files has ended. */
  readonly onSummary: (summary: Summary) => void;
}

interface Removed {
  readonly entries: readonly { readonly item: Item; readonly index: number }[];
  readonly current: string | null;
}

let counter = 0;
const newId = (): string => `${Date.now().toString(36)}-${(counter++).toString(36)}`;

const naturalOrder = new Intl.Collator('en', { numeric: true });

/** Name of a spectrum: the file's, with the scan's where a file holds several. */
function nameOf(file: string, scan: Scan, scans: number): string {
  return scans > 1 ? `${file} · ${scan.title || scan.id}` : file;
}

/**
 * The session: spectra in order, one of them current. All computation runs through one queue:
 * what the user asks for first, then spectra that were read, then files still to be read.
 */
export function createSession(dependencies: SessionDependencies): StoreApi<SessionState> {
  const { engine, layoutKey, recall, remember, onSummary } = dependencies;
  const urgent: string[] = [];
  const waiting: string[] = [];
  let files: SourceFile[] = [];
  let batch = { files: 0, ids: [] as string[], known: 0, stopped: false };
  let selectNext = false;
  let draining = false;
  let removed: Removed | null = null;

  const store = createStore<SessionState>()((set, get) => {
    const patch = (id: string, changes: Partial<Item>): void => {
      set(({ items }) => (items[id] ? { items: { ...items, [id]: { ...items[id], ...changes } } } : {}));
    };

    const append = (added: readonly Item[]): void => {
      const first = added[0];
      if (!first) return;
      set(({ items, order, current }) => ({
        items: { ...items, ...Object.fromEntries(added.map((item) => [item.id, item])) },
        order: [...order, ...added.map(({ id }) => id)],
        current: selectNext || current === null ? first.id : current,
      }));
      selectNext = false;
      for (const { id, status } of added) if (status === 'waiting') waiting.push(id);
    };

    /** A new request for a spectrum: older answers no longer count. */
    const ask = (id: string, changes: Partial<Item>): void => {
      const item = get().items[id];
      if (!item?.scan) return;
      patch(id, { ...changes, request: item.request + 1, status: 'waiting', error: null });
      if (!urgent.includes(id)) urgent.push(id);
      void drain();
    };

    const isKnown = (hash: string, scan: Scan): boolean =>
      Object.values(get().items).some((item) => item.hash === hash && item.scan?.id === scan.id);

    const itemsOf = (outcome: FileOutcome): Item[] => {
      const { source } = outcome;
      const base = { file: source.name, path: source.path, options: {} };
      if (outcome.kind === 'failed') {
        const failure = {
          ...base,
          id: newId(),
          name: source.name,
          hash: '',
          format: '',
          scan: null,
          choices: {},
        };
        return [itemFrom({ ...failure, readError: outcome.error })];
      }
      const { scans, format } = outcome;
      const { sha256: hash } = outcome.source;
      const fresh = scans.filter((scan) => !isKnown(hash, scan));
      batch.known += scans.length - fresh.length;
      return fresh.map((scan) =>
        itemFrom({
          ...base,
          id: newId(),
          name: nameOf(source.name, scan, scans.length),
          hash,
          format,
          scan,
          choices: recall(layoutKey(scan, format)) ?? {},
          readError: null,
        }),
      );
    };

    const failedFile = ({ name, path }: SourceFile, error: unknown): FileOutcome => ({
      kind: 'failed',
      source: { name, path },
      error: describeError(error),
    });

    const readFile = async (file: SourceFile): Promise<void> => {
      try {
        const bytes = await file.bytes();
        if (isSessionFile(file.name)) {
          get().addSources(parseSessionFile(new TextDecoder().decode(bytes)));
          return;
        }
        const outcomes = await engine().read({ name: file.name, path: file.path, bytes });
        const added = outcomes.flatMap(itemsOf);
        batch.ids.push(...added.map(({ id }) => id));
        append(added);
      } catch (error) {
        const added = itemsOf(failedFile(file, error));
        batch.ids.push(...added.map(({ id }) => id));
        append(added);
      }
    };

    const compute = async (id: string): Promise<void> => {
      const item = get().items[id];
      if (!item?.scan || item.status !== 'waiting') return;
      const { request, scan, format, choices, options } = item;
      const isOutdated = (): boolean => get().items[id]?.request !== request;
      const fail = (error: Failure): void => {
        if (!isOutdated()) patch(id, { status: 'failed', error, analysis: null });
      };
      patch(id, { status: 'analysing' });
      try {
        let { spectrum } = item;
        if (!spectrum || !item.isInterpreted) {
          const outcome = await engine().interpret(scan, format, choices);
          if (isOutdated()) return;
          if (!outcome.ok) {
            patch(id, { spectrum: null });
            fail(outcome.error);
            return;
          }
          if (outcome.value.kind === 'question') {
            patch(id, {
              status: 'question',
              question: outcome.value.question,
              spectrum: null,
              analysis: null,
            });
            return;
          }
          const { attribution, alternatives, warnings } = outcome.value;
          spectrum = outcome.value.spectrum;
          patch(id, {
            isInterpreted: true,
            spectrum,
            attribution,
            alternatives,
            readWarnings: warnings,
            question: null,
          });
        }
        const outcome = await engine().analyse({ spectrum, options });
        if (isOutdated()) return;
        if (outcome.ok) patch(id, { status: 'done', analysis: outcome.value, error: null });
        else fail(outcome.error);
      } catch (error) {
        fail(describeError(error));
      }
    };

    const endBatch = (): void => {
      if (batch.files === 0) return;
      const { items } = get();
      const members = batch.ids.flatMap((id) => items[id] ?? []);
      const count = (status: Item['status']): number =>
        members.filter((item) => item.status === status).length;
      const outside = members.filter(
        ({ status, analysis }) =>
          status === 'done' && analysis?.confidence?.applicability.verdict === 'outside',
      ).length;
      const summary = {
        files: batch.files,
        answered: count('done') - outside,
        outside,
        questions: count('question'),
        failed: count('failed'),
        known: batch.known,
        stopped: batch.stopped,
      };
      batch = { files: 0, ids: [], known: 0, stopped: false };
      set({ progress: null });
      onSummary(summary);
    };

    const drain = async (): Promise<void> => {
      if (draining) return;
      draining = true;
      try {
        for (;;) {
          const id = urgent.shift() ?? waiting.shift();
          if (id !== undefined) {
            await compute(id);
            continue;
          }
          const file = files.shift();
          if (!file) break;
          if (batch.files > 1)
            set({ progress: { total: batch.files, done: batch.files - files.length - 1 } });
          await readFile(file);
        }
      } finally {
        draining = false;
        endBatch();
      }
    };

    return {
      items: {},
      order: [],
      current: null,
      ticked: new Set(),
      progress: null,

      addFiles: (added) => {
        if (added.length === 0) return;
        const sorted = [...added].sort((a, b) =>
          naturalOrder.compare(`${a.path}/${a.name}`, `${b.path}/${b.name}`),
        );
        files.push(...sorted);
        batch.files += sorted.length;
        selectNext = true;
        void drain();
      },

      addSources: (sources, current) => {
        const { items } = get();
        append(sources.map((source) => itemFrom(items[source.id] ? { ...source, id: newId() } : source)));
        if (current && get().items[current]) {
          set({ current });
          urgent.push(current);
        }
        void drain();
      },

      stop: () => {
        files = [];
        batch.stopped = true;
        const dropped = waiting.splice(0);
        for (const id of dropped) patch(id, { status: 'stopped' });
      },

      select: (id) => {
        if (!get().items[id]) return;
        set({ current: id });
        // What the user looks at comes first.
        if (get().items[id]?.status === 'waiting' && !urgent.includes(id)) urgent.push(id);
      },

      tick: (ids, isTicked) => {
        set(({ ticked }) => {
          const next = new Set(ticked);
          for (const id of ids) {
            if (isTicked) next.add(id);
            else next.delete(id);
          }
          return { ticked: next };
        });
      },

      rename: (id, name) => {
        const trimmed = name.trim();
        if (trimmed) patch(id, { name: trimmed });
      },

      move: (id, by) => {
        set(({ order }) => {
          const from = order.indexOf(id);
          const to = Math.max(0, Math.min(order.length - 1, from + by));
          if (from < 0 || to === from) return {};
          const next = order.filter((other) => other !== id);
          next.splice(to, 0, id);
          return { order: next };
        });
      },

      remove: (ids) => {
        const { items, order, current, ticked } = get();
        const gone = new Set(ids.filter((id) => items[id]));
        if (gone.size === 0) return;
        removed = {
          entries: order.flatMap((id, index) => {
            const item = gone.has(id) ? items[id] : undefined;
            return item ? [{ item, index }] : [];
          }),
          current,
        };
        const rest = order.filter((id) => !gone.has(id));
        const position = current === null ? 0 : order.indexOf(current);
        const next = order.slice(position).find((id) => !gone.has(id)) ?? rest[rest.length - 1] ?? null;
        set({
          items: Object.fromEntries(rest.flatMap((id) => (items[id] ? [[id, items[id]]] : []))),
          order: rest,
          current: next,
          ticked: new Set([...ticked].filter((id) => !gone.has(id))),
        });
      },

      undoRemove: () => {
        if (!removed) return;
        const { entries, current } = removed;
        removed = null;
        set(({ items, order }) => {
          const next = [...order];
          for (const { item, index } of entries) next.splice(index, 0, item.id);
          const back: Record<string, Item> = {};
          for (const { item } of entries) {
            back[item.id] = item.status === 'analysing' ? { ...item, status: 'waiting' } : item;
          }
          return { items: { ...items, ...back }, order: next, current };
        });
        for (const { item } of entries) {
          if (item.status === 'analysing' || item.status === 'waiting') waiting.push(item.id);
        }
        void drain();
      },

      setOptions: (id, changes) => {
        const item = get().items[id];
        if (item) ask(id, { options: changeOptions(item.options, changes) });
      },

      answer: (id, choices) => {
        const asked = get().items[id];
        if (!asked?.scan) return;
        const layout = layoutKey(asked.scan, asked.format);
        remember(layout, { ...asked.choices, ...choices });
        for (const item of Object.values(get().items)) {
          if (item.status !== 'question' || !item.scan || layoutKey(item.scan, item.format) !== layout)
            continue;
          get().setChoices(item.id, { ...item.choices, ...choices });
        }
      },

      setChoices: (id, choices) => {
        ask(id, { choices, isInterpreted: false, question: null });
      },

      spreadChoices: (id) => {
        const model = get().items[id];
        if (!model?.scan) return;
        const { choices } = model;
        const layout = layoutKey(model.scan, model.format);
        remember(layout, choices);
        for (const item of Object.values(get().items)) {
          if (item.id === id || !item.scan || layoutKey(item.scan, item.format) !== layout) continue;
          get().setChoices(item.id, choices);
        }
      },

      retry: (ids) => {
        for (const id of ids) ask(id, { isInterpreted: false, question: null });
      },
    };
  });

  return store;
}
