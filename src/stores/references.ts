import * as v from 'valibot';
import { createJSONStorage, persist } from 'zustand/middleware';
import { createStore } from 'zustand/vanilla';
import { useStore } from 'zustand';
import {
  checkedLibrary,
  decodeReferences,
  encodeReferences,
  parseReferences,
  type OwnReference,
  type ReferenceLibrary,
} from '../domain/references/library';
import { stateStorage } from './database';
import { notices } from './notices';
import { saveUnreadable } from './session/save';

/** A library as this page keeps it. */
export interface KeptLibrary extends ReferenceLibrary {
  readonly id: string;
}

/** What was taken out, and where it stood. */
export interface RemovedLibrary {
  readonly library: KeptLibrary;
  readonly place: number;
}
export interface RemovedReference {
  readonly library: string;
  readonly reference: OwnReference;
  readonly place: number;
}

interface ReferencesState {
  readonly libraries: readonly KeptLibrary[];
  readonly current: string | null;
  readonly select: (id: string) => void;
  /** A library without references, which becomes the current one. */
  readonly create: (name: string) => void;
  /** @throws XanopyError as `parseReferences`; nothing changes then */
  readonly importFile: (text: string) => KeptLibrary;
  readonly rename: (id: string, name: string) => void;
  /** Null when it is not there. */
  readonly removeLibrary: (id: string) => RemovedLibrary | null;
  readonly putLibraryBack: (removed: RemovedLibrary) => void;
  /**
   * Adds a reference to the current library, or replaces the one with its id; without a library one is made.
   * @throws XanopyError as `checkedLibrary`; nothing changes then
   */
  readonly put: (reference: OwnReference) => void;
  readonly remove: (id: string) => RemovedReference | null;
  readonly putBack: (removed: RemovedReference) => void;
}

export const FIRST_LIBRARY = 'My references';

const storedSchema = v.object({
  current: v.nullable(v.string()),
  libraries: v.array(v.object({ id: v.string(), library: v.unknown() })),
});

function readable(library: unknown): ReferenceLibrary | null {
  try {
    return decodeReferences(library);
  } catch {
    return null;
  }
}

/** The next change replaces what is stored: what cannot be read would be gone. */
function offerUnreadable(records: readonly unknown[]): void {
  notices.getState().notify('Kept references cannot be read by this version.', {
    label: 'Save as a file',
    run: () => {
      saveUnreadable(records.map((record) => ({ id: 'references', record })));
    },
  });
}

/** Libraries of own references, kept in the database. */
export function createReferences() {
  return createStore<ReferencesState>()(
    persist(
      (set, get) => {
        const change = (id: string, into: (library: KeptLibrary) => KeptLibrary): void => {
          set(({ libraries }) => ({
            libraries: libraries.map((library) => (library.id === id ? into(library) : library)),
          }));
        };
        const append = (library: ReferenceLibrary): KeptLibrary => {
          const kept = { ...library, id: crypto.randomUUID() };
          set(({ libraries }) => ({ libraries: [...libraries, kept], current: kept.id }));
          return kept;
        };
        return {
          libraries: [],
          current: null,

          select: (current) => {
            set({ current });
          },

          create: (name) => {
            append({ name: name.trim() || FIRST_LIBRARY, references: [] });
          },

          importFile: (text) => append(parseReferences(text)),

          rename: (id, name) => {
            const trimmed = name.trim();
            if (trimmed !== '') change(id, (library) => ({ ...library, name: trimmed.slice(0, 80) }));
          },

          removeLibrary: (id) => {
            const place = get().libraries.findIndex((library) => library.id === id);
            const library = get().libraries[place];
            if (!library) return null;
            set(({ libraries, current }) => {
              const rest = libraries.filter((other) => other.id !== id);
              const next = rest.at(Math.min(place, rest.length - 1))?.id ?? null;
              return { libraries: rest, current: current === id ? next : current };
            });
            return { library, place };
          },

          putLibraryBack: ({ library, place }) => {
            if (get().libraries.some(({ id }) => id === library.id)) return;
            set(({ libraries }) => ({
              libraries: libraries.toSpliced(place, 0, library),
              current: library.id,
            }));
          },

          put: (reference) => {
            const library = currentLibrary(get());
            const before = library?.references ?? [];
            const isThere = before.some(({ id }) => id === reference.id);
            const references = isThere
              ? before.map((other) => (other.id === reference.id ? reference : other))
              : [...before, reference];
            checkedLibrary({ name: library?.name ?? FIRST_LIBRARY, references });
            if (library) change(library.id, (one) => ({ ...one, references }));
            else append({ name: FIRST_LIBRARY, references });
          },

          remove: (id) => {
            const library = currentLibrary(get());
            const place = library?.references.findIndex((reference) => reference.id === id) ?? -1;
            const reference = library?.references[place];
            if (!library || !reference) return null;
            change(library.id, (one) => ({ ...one, references: one.references.toSpliced(place, 1) }));
            return { library: library.id, reference, place };
          },

          putBack: ({ library, reference, place }) => {
            change(library, (one) =>
              one.references.some(({ id }) => id === reference.id)
                ? one
                : { ...one, references: one.references.toSpliced(place, 0, reference) },
            );
          },
        };
      },
      {
        name: 'references',
        version: 1,
        storage: createJSONStorage(() => stateStorage),
        partialize: ({ libraries, current }) => ({
          current,
          libraries: libraries.map(({ id, ...library }) => ({ id, library: encodeReferences(library) })),
        }),
        merge: (stored, state) => {
          const parsed = v.safeParse(storedSchema, stored);
          if (!parsed.success) {
            // Nothing is stored yet at the first visit.
            if (stored !== undefined) offerUnreadable([stored]);
            return state;
          }
          const records = parsed.output.libraries.map(({ id, library }) => ({
            id,
            library,
            read: readable(library),
          }));
          const lost = records.filter(({ read }) => read === null).map(({ library }) => library);
          if (lost.length > 0) offerUnreadable(lost);
          return {
            ...state,
            libraries: records.flatMap(({ id, read }) => (read ? [{ ...read, id }] : [])),
            current: parsed.output.current,
          };
        },
      },
    ),
  );
}

/** The library that is worked on. */
export const currentLibrary = ({
  libraries,
  current,
}: Pick<ReferencesState, 'libraries' | 'current'>): KeptLibrary | undefined =>
  libraries.find(({ id }) => id === current) ?? libraries[0];

/** All references of an element. */
export const referencesFor = (
  { libraries }: Pick<ReferencesState, 'libraries'>,
  element: string,
): OwnReference[] =>
  libraries.flatMap(({ references }) => references.filter((reference) => reference.element === element));

/** The libraries of this page. */
export const references = createReferences();

/** Resolves when what is kept is back. */
export const referencesReady: Promise<void> = new Promise((resolve) => {
  if (references.persist.hasHydrated()) resolve();
  references.persist.onFinishHydration(() => {
    resolve();
  });
});

export function useReferences<T>(selector: (state: ReferencesState) => T): T {
  return useStore(references, selector);
}
