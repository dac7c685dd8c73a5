import * as v from 'valibot';
import { createJSONStorage, persist } from 'zustand/middleware';
import { createStore } from 'zustand/vanilla';
import { useStore } from 'zustand';
import type { StructureReport } from '../domain/structure/report';
import type { StructureOutcome } from '../readers/structures/types';
import type { Engine, Failure, Outcome } from '../worker/api';
import { getEngine } from '../worker/remote';
import { stateStorage } from './database';
import { keptStructureSchema, type KeptStructure } from './kept-structure';
import { notices } from './notices';
import { saveUnreadable } from './session/save';

export type { KeptStructure } from './kept-structure';

/** A structure that was taken out, and where it stood. */
export interface RemovedStructure {
  readonly kept: KeptStructure;
  readonly place: number;
}

interface StructuresState {
  readonly structures: readonly KeptStructure[];
  readonly current: string | null;
  /** What was computed of each structure, by its id; absent until it is there. */
  readonly reports: Readonly<Record<string, Outcome<StructureReport>>>;
  /** Adds what a file holds and shows the first of it; a structure that is there already is shown only. */
  readonly add: (file: string, sha256: string, outcomes: readonly StructureOutcome[]) => void;
  readonly select: (id: string) => void;
  /** Null when it is not there. */
  readonly remove: (id: string) => RemovedStructure | null;
  readonly putBack: (removed: RemovedStructure) => void;
  /** Adds structures of a saved session, except those that are there. */
  readonly addKept: (kept: readonly KeptStructure[]) => void;
  /** Computes the reports that are missing. */
  readonly describe: () => void;
}

/** What the database holds; structures are checked one by one. */
const storedSchema = v.object({ current: v.nullable(v.string()), structures: v.array(v.unknown()) });

/** The next change replaces what is stored: what cannot be read would be gone. */
function offerUnreadable(records: readonly unknown[]): void {
  notices.getState().notify('Kept structures cannot be read by this version.', {
    label: 'Save as a file',
    run: () => {
      saveUnreadable(records.map((record) => ({ id: 'structures', record })));
    },
  });
}

function keptOf(file: string, id: string, outcome: StructureOutcome): KeptStructure {
  const base = { id, file, name: outcome.name };
  if (outcome.kind === 'structure') {
    return { ...base, structure: outcome.structure, warnings: outcome.warnings, error: null };
  }
  return { ...base, structure: null, warnings: [], error: outcome.error };
}

/** Structures with their reports; kept in the database but for the reports, which are computed again. */
export function createStructures(engine: () => Pick<Engine, 'describeStructure'>) {
  const asked = new Set<string>();
  return createStore<StructuresState>()(
    persist(
      (set, get) => ({
        structures: [],
        current: null,
        reports: {},

        add: (file, sha256, outcomes) => {
          const all = outcomes.map((outcome, index) => keptOf(file, `${sha256}-${index}`, outcome));
          get().addKept(all);
          set({ current: (all.find(({ error }) => error === null) ?? all[0])?.id ?? null });
        },

        addKept: (kept) => {
          const known = new Set(get().structures.map(({ id }) => id));
          set(({ structures }) => ({
            structures: [...structures, ...kept.filter(({ id }) => !known.has(id))],
          }));
          get().describe();
        },

        select: (current) => {
          set({ current });
        },

        remove: (id) => {
          const place = get().structures.findIndex((structure) => structure.id === id);
          const kept = get().structures[place];
          if (!kept) return null;
          asked.delete(id);
          set(({ structures, current, reports: { [id]: _, ...reports } }) => {
            const rest = structures.filter((structure) => structure.id !== id);
            const next = rest.at(Math.min(place, rest.length - 1))?.id ?? null;
            return { structures: rest, reports, current: current === id ? next : current };
          });
          return { kept, place };
        },

        putBack: ({ kept, place }) => {
          if (get().structures.some(({ id }) => id === kept.id)) return;
          set(({ structures }) => ({ structures: structures.toSpliced(place, 0, kept), current: kept.id }));
          get().describe();
        },

        describe: () => {
          for (const { id, structure } of get().structures) {
            if (structure === null || asked.has(id)) continue;
            asked.add(id);
            void engine()
              .describeStructure(structure)
              .then((report) => {
                if (asked.has(id)) set(({ reports }) => ({ reports: { ...reports, [id]: report } }));
              });
          }
        },
      }),
      {
        name: 'structures',
        version: 1,
        storage: createJSONStorage(() => stateStorage),
        skipHydration: true,
        partialize: ({ structures, current }) => ({ structures, current }),
        merge: (stored, state) => {
          const parsed = v.safeParse(storedSchema, stored);
          if (!parsed.success) {
            // Nothing is stored yet at the first visit.
            if (stored !== undefined) offerUnreadable([stored]);
            return state;
          }
          const records = parsed.output.structures.map((record) => ({
            record,
            read: v.safeParse(keptStructureSchema, record),
          }));
          const structures = records.flatMap(({ read }) => (read.success ? [read.output] : []));
          if (structures.length < records.length)
            offerUnreadable(records.flatMap(({ record, read }) => (read.success ? [] : [record])));
          return { ...state, structures, current: parsed.output.current };
        },
        onRehydrateStorage: () => (state) => {
          state?.describe();
        },
      },
    ),
  );
}

/** The structures of this page. */
export const structures = createStructures(getEngine);

export function useStructures<T>(selector: (state: StructuresState) => T): T {
  return useStore(structures, selector);
}

/** Why a structure has no report. */
export function failureOf(
  { error }: KeptStructure,
  report: Outcome<StructureReport> | undefined,
): Pick<Failure, 'message' | 'line'> | null {
  if (error) return error;
  return report && !report.ok ? report.error : null;
}
