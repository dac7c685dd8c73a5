import { createStore, type StoreApi } from 'zustand/vanilla';
import { describeError } from '../../domain/errors';
import { isChoicesFile, parseChoicesFile, type LayoutChoices } from '../../readers/choices-file';
import type { Choices, Scan } from '../../readers/types';
import type { Answering, Engine, Examination, FileOutcome } from '../../worker/api';
import { createBatch, type Summary } from './batch';
import { createChanges } from './changes';
import * as histories from './history';
import type { Decisions, History, Step } from './history';
import {
  answeredItem,
  askedAgain,
  changeOptions,
  itemFrom,
  type Item,
  type ItemSource,
  type OptionChanges,
} from './item';
import * as lists from './list';
import type { SessionList } from './list';
import { itemsOf, newId } from './intake';
import { createQueue, type Progress, type SourceFile } from './queue';
import { stackAmong, type StackFiles } from './stack-files';
import { isSessionFile, parseSessionFile, type SavedSession } from './session-file';

/** What another tab wrote. */
export interface Foreign {
  readonly sources: readonly ItemSource[];
  readonly removed: readonly string[];
  readonly order: readonly string[];
}

export interface SessionState extends SessionList {
  readonly progress: Progress | null;
  readonly history: History;

  readonly addFiles: (files: readonly SourceFile[]) => void;
  /** Puts spectra back as they were kept; their answers are computed again. */
  readonly addSources: (
    sources: readonly ItemSource[],
    current?: string | null,
    ticked?: readonly string[],
  ) => void;
  /** Adds spectra that were made of others, to be undone. */
  readonly addMade: (label: string, sources: readonly Omit<ItemSource, 'id'>[]) => void;
  /** Takes over what another tab wrote; it cannot be undone here. */
  readonly adopt: (foreign: Foreign) => void;
  /** Lets a session that was made held begin its work. */
  readonly release: () => void;
  readonly stop: () => void;
  readonly select: (id: string) => void;
  readonly tick: (ids: readonly string[], isTicked: boolean) => void;
  readonly rename: (id: string, name: string) => void;
  readonly move: (id: string, by: number) => void;
  /** Returns the step, for an undo of its own. */
  readonly remove: (ids: readonly string[]) => Step | null;
  /** Undoes the last step, or the one named if it is not undone yet. */
  readonly undo: (step?: Step) => void;
  readonly redo: () => void;
  /** Changes of one gesture, such as a drag, are undone together. */
  readonly setOptions: (ids: string | readonly string[], changes: OptionChanges, gesture?: string) => void;
  /** Changes of several spectra, each its own, undone together. */
  readonly setEach: (changes: ReadonlyMap<string, OptionChanges>, gesture?: string) => void;
  /** Settles the question of a spectrum, and of every other one of the same layout that waits for it. */
  readonly answer: (id: string, choices: Choices) => void;
  /** Replaces the columns and units; an empty object asks the file again. */
  readonly setChoices: (id: string, choices: Choices) => void;
  /** Uses the choices of a spectrum for every one of the same layout, now and later. */
  readonly spreadChoices: (id: string) => void;
  /** Uses choices from a file for every spectrum of their layouts, now and later. */
  readonly takeChoices: (layouts: readonly LayoutChoices[]) => void;
  readonly retry: (ids: readonly string[]) => void;
}

export interface SessionDependencies {
  readonly engine: () => Engine;
  readonly layoutKey: (scan: Scan, format: string) => string;
  readonly recall: (layout: string) => Choices | undefined;
  /** Without choices: forgets the layout. */
  readonly remember: (layout: string, choices?: Choices) => void;
  /** Given the crystal structures of a file. */
  readonly onStructures: (outcome: Extract<FileOutcome, { kind: 'structures' }>) => void;
  /** Told how many spectra are read with choices that came as a file. */
  readonly onChoices?: (spectra: number) => void;
  /** What a saved session holds beside its spectra. */
  readonly onSavedStructures: (structures: SavedSession['structures']) => void;
  /** Told which models answered the spectra of a saved session. */
  readonly onSavedModels?: (answers: readonly ItemSource['answeredBy'][]) => void;
  /** Given the models that an archive holds, all at once. */
  readonly onModels?: (files: readonly SourceFile[]) => void;
  /** Given a file of many spectra, which is shown as a map. */
  readonly onStack: (files: StackFiles) => void;
  /** Which models answer; the shipped ones where it is not given. */
  readonly answering?: () => Answering | null;
  /** Told when a batch of files has ended. */
  readonly onSummary: (summary: Summary) => void;
  /** Work begins with `release`: files that arrive before the kept session is back must wait for it. */
  readonly isHeld?: boolean;
}

const naturalOrder = new Intl.Collator('en', { numeric: true });

const decisionsOf = ({ name, choices, options }: ItemSource): Decisions => ({ name, choices, options });

const several = (ids: readonly unknown[], name: string): string =>
  ids.length === 1 ? name : `${ids.length} spectra`;

/** What a change of options concerns, for "Undo ...". */
function nameOfChange({ element, e0, e0Method, normalisation, calibration, points }: OptionChanges): string {
  const names = [
    ...(element === undefined ? [] : ['element']),
    ...(e0 === undefined && e0Method === undefined ? [] : ['E0']),
    ...(normalisation === undefined ? [] : ['normalisation']),
    ...(calibration === undefined ? [] : ['calibration']),
    ...(points === undefined ? [] : ['points']),
  ];
  const [name, ...others] = names;
  return name !== undefined && others.length === 0 ? name : 'settings';
}

/** The session: spectra in order, one of them current, all work in one queue, every decision to be undone. */
export function createSession(dependencies: SessionDependencies): StoreApi<SessionState> {
  const {
    engine,
    layoutKey,
    recall,
    remember,
    onStructures,
    onChoices,
    onSavedStructures,
    onSavedModels,
    onModels,
    onStack,
    onSummary,
    answering = () => null,
    isHeld = false,
  } = dependencies;

  return createStore<SessionState>()((set, get) => {
    const batch = createBatch();
    let selectNext = false;

    const take = (outcome: Exclude<FileOutcome, { kind: 'models' }>): void => {
      if (outcome.kind === 'structures') {
        batch.takeStructures(outcome.structures.length);
        onStructures(outcome);
        return;
      }
      const recalled = (scan: Scan, format: string): Choices => recall(layoutKey(scan, format)) ?? {};
      const added = itemsOf(outcome, known, recalled);
      // A file that could not be read is not what the user wants to look at.
      const first = added.find(({ readError }) => readError === null);
      batch.take(added, outcome.kind === 'failed' ? 0 : outcome.scans.length - added.length);
      append(added);
      if (!first || !selectNext) return;
      selectNext = false;
      update((list) => lists.select(list, first.id));
    };

    const queue = createQueue(
      {
        read: async ({ name, path, bytes, file }, signal, onShare) => {
          const models: SourceFile[] = [];
          const taken = (outcome: FileOutcome): void => {
            if (outcome.kind === 'models') {
              const { source } = outcome;
              models.push({ ...source, bytes: () => Promise.resolve(source.bytes) });
              return;
            }
            // Only what was dropped by itself can be read part by part: not a file inside an archive.
            const isMap =
              outcome.kind === 'failed' &&
              outcome.error.code === 'is-map' &&
              outcome.source.name === name &&
              outcome.source.path === path;
            if (isMap && file) onStack({ stack: file, energies: null });
            else take(outcome);
          };
          try {
            const content = await bytes();
            if (isChoicesFile(content)) {
              get().takeChoices(parseChoicesFile(new TextDecoder().decode(content)));
              return;
            }
            if (isSessionFile(name)) {
              const { items, structures } = parseSessionFile(new TextDecoder().decode(content));
              get().addSources(items);
              onSavedStructures(structures);
              onSavedModels?.(items.map(({ answeredBy }) => answeredBy));
              return;
            }
            await engine().read({ name, path, bytes: content }, taken, { signal, onProgress: onShare });
            if (models.length > 0) onModels?.(models);
          } catch (error) {
            take({ kind: 'failed', source: { name, path }, error: describeError(error) });
          }
        },

        compute: async (id, signal) => {
          const item = peek(id);
          if (!item?.scan || item.status !== 'waiting') return;
          const { request, scan, format, choices, options } = item;
          stage({ ...item, status: 'analysing' });
          const examination = await engine()
            .examine(scan, format, choices, options, signal, answering())
            .catch((error: unknown): Examination => ({
              kind: 'failed',
              reading: null,
              error: describeError(error),
            }));
          const now = peek(id);
          if (now?.request === request) stage(answeredItem(now, examination));
        },

        onProgress: (progress) => {
          set({ progress });
        },

        onIdle: () => {
          show();
          const summary = batch.end(peek);
          if (summary) onSummary(summary);
        },
      },
      isHeld,
    );

    const { known, peek, stage, show, update, append, decide, takeOut, putBack } = createChanges(
      get,
      set,
      queue,
    );

    const record = (step: Step): void => {
      set(({ history }) => ({ history: histories.record(history, step) }));
    };

    /** A decision of the user, to be undone. */
    const edit = (
      label: string,
      wanted: ReadonlyMap<string, Partial<Decisions>>,
      more: { gesture?: string | undefined; layout?: { key: string; after: Choices } } = {},
    ): void => {
      const before = new Map<string, Decisions>();
      const after = new Map<string, Decisions>();
      for (const [id, change] of wanted) {
        const item = peek(id);
        if (!item) continue;
        const old = decisionsOf(item);
        const decided = { ...old, ...change };
        if (JSON.stringify(old) === JSON.stringify(decided)) continue;
        before.set(id, old);
        after.set(id, decided);
      }
      const { gesture, layout } = more;
      if (after.size === 0 && !layout) return;
      const remembered = layout && recall(layout.key);
      if (layout) remember(layout.key, layout.after);
      record({
        kind: 'edit',
        label,
        before,
        after,
        ...(gesture === undefined ? {} : { gesture }),
        ...(layout ? { layout: { ...layout, ...(remembered ? { before: remembered } : {}) } } : {}),
      });
      decide(after);
    };

    const apply = (step: Step, isForward: boolean): void => {
      switch (step.kind) {
        case 'edit':
          if (step.layout) remember(step.layout.key, isForward ? step.layout.after : step.layout.before);
          decide(isForward ? step.after : step.before);
          return;
        case 'removal':
          if (isForward) takeOut(step.removed.entries.map(({ item }) => item.id));
          else putBack(step.removed);
          return;
        case 'addition': {
          const ids = step.sources.map(({ id }) => id);
          if (!isForward) {
            takeOut(ids);
            return;
          }
          append(step.sources.map(itemFrom));
          update((list) => lists.select(list, ids[0] ?? null));
          queue.hurry(ids);
          return;
        }
        case 'move':
          update((list) => lists.moveTo(list, step.id, isForward ? step.to : step.from));
      }
    };

    /** Every spectrum of a layout. */
    const alike = (layout: string): Item[] => {
      show();
      return Object.values(get().items).filter(
        ({ scan, format }) => scan !== null && layoutKey(scan, format) === layout,
      );
    };

    return {
      ...lists.EMPTY_LIST,
      progress: null,
      history: histories.EMPTY_HISTORY,

      addFiles: (given) => {
        const { found, rest: added } = stackAmong(given);
        if (found) onStack(found);
        if (added.length === 0) return;
        const sorted = [...added].sort((a, b) =>
          naturalOrder.compare(`${a.path}/${a.name}`, `${b.path}/${b.name}`),
        );
        batch.give(sorted.length);
        selectNext = true;
        queue.addFiles(sorted);
      },

      addSources: (sources, current = null, ticked = []) => {
        append(sources.map((source) => itemFrom(peek(source.id) ? { ...source, id: newId() } : source)));
        update((list) => lists.tick(lists.select(list, current), ticked, true));
        if (current !== null) queue.hurry([current]);
      },

      addMade: (label, made) => {
        const sources = made.map((source) => ({ ...source, id: newId() }));
        const step: Step = { kind: 'addition', label, sources };
        record(step);
        apply(step, true);
      },

      adopt: ({ sources, removed, order }) => {
        takeOut(removed);
        const changed = sources.filter(({ id }) => peek(id));
        append(sources.filter(({ id }) => !peek(id)).map(itemFrom));
        decide(new Map(changed.map((source) => [source.id, decisionsOf(source)])));
        update((list) => lists.arrange(list, order));
      },

      release: () => {
        queue.release();
      },

      stop: () => {
        batch.stop();
        const dropped = queue.stop().flatMap((id) => peek(id) ?? []);
        show(
          dropped
            .filter(({ status }) => status === 'waiting')
            .map((item): Item => ({ ...item, status: 'stopped' })),
        );
      },

      select: (id) => {
        update((list) => lists.select(list, id));
        // What the user looks at comes first.
        if (get().items[id]?.status === 'waiting') queue.hurry([id]);
      },

      tick: (ids, isTicked) => {
        update((list) => lists.tick(list, ids, isTicked));
      },

      rename: (id, name) => {
        const trimmed = name.trim();
        const old = peek(id)?.name;
        if (trimmed && old !== undefined && old !== trimmed)
          edit(`name of ${old}`, new Map([[id, { name: trimmed }]]));
      },

      move: (id, by) => {
        show();
        const from = get().order.indexOf(id);
        update((list) => lists.moveTo(list, id, from + by));
        const to = get().order.indexOf(id);
        if (to === from) return;
        record({ kind: 'move', label: `place of ${peek(id)?.name ?? ''}`, id, from, to });
      },

      remove: (ids) => {
        const removed = takeOut(ids);
        const first = removed?.entries[0];
        if (!removed || !first) return null;
        const label = `removal of ${several(removed.entries, first.item.name)}`;
        const step: Step = { kind: 'removal', label, removed };
        record(step);
        return step;
      },

      undo: (step) => {
        const taken = histories.takeBack(get().history, step);
        if (!taken) return;
        set({ history: taken[0] });
        apply(taken[1], false);
      },

      redo: () => {
        const again = histories.doAgain(get().history);
        if (!again) return;
        set({ history: again[0] });
        apply(again[1], true);
      },

      setOptions: (target, changes, gesture) => {
        const ids = typeof target === 'string' ? [target] : target;
        get().setEach(new Map(ids.map((id) => [id, changes])), gesture);
      },

      setEach: (wanted, gesture) => {
        const each = [...wanted].flatMap(([id, changes]) => {
          const item = peek(id);
          return item ? [{ item, changes }] : [];
        });
        const [first] = each;
        if (!first) return;
        edit(
          `${nameOfChange(first.changes)} of ${several(each, first.item.name)}`,
          new Map(
            each.map(({ item, changes }) => [item.id, { options: changeOptions(item.options, changes) }]),
          ),
          { gesture },
        );
      },

      answer: (id, choices) => {
        const asked = peek(id);
        if (!asked?.scan) return;
        const key = layoutKey(asked.scan, asked.format);
        const waiting = alike(key).filter(({ status }) => status === 'question');
        edit(
          `answer for ${several(waiting, asked.name)}`,
          new Map(waiting.map((item) => [item.id, { choices: { ...item.choices, ...choices } }])),
          { layout: { key, after: { ...asked.choices, ...choices } } },
        );
      },

      setChoices: (id, choices) => {
        const item = peek(id);
        if (item) edit(`columns of ${item.name}`, new Map([[id, { choices }]]));
      },

      spreadChoices: (id) => {
        const model = peek(id);
        if (!model?.scan) return;
        const { choices } = model;
        const key = layoutKey(model.scan, model.format);
        const others = alike(key).filter((item) => item.id !== id);
        edit(
          `columns of ${several([model, ...others], model.name)}`,
          new Map(others.map((other) => [other.id, { choices }])),
          { layout: { key, after: choices } },
        );
      },

      takeChoices: (layouts) => {
        let spectra = 0;
        for (const one of layouts) {
          const fitting = alike(one.layout);
          spectra += fitting.length;
          edit('columns from a file', new Map(fitting.map(({ id }) => [id, { choices: one.choices }])), {
            layout: { key: one.layout, after: one.choices },
          });
        }
        onChoices?.(spectra);
      },

      retry: (ids) => {
        const again = ids.flatMap((id) => peek(id) ?? []).filter(({ scan }) => scan !== null);
        show(again.map(askedAgain));
        queue.hurry(again.map(({ id }) => id));
      },
    };
  });
}
