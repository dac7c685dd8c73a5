import * as v from 'valibot';
import { createJSONStorage, persist } from 'zustand/middleware';
import { createStore } from 'zustand/vanilla';
import { useStore } from 'zustand';
import type { StructureReport } from '../domain/structure/report';
import { checkedStructure, type Structure } from '../domain/structure/structure';
import type { StructureOutcome } from '../readers/structures/types';
import type { Engine, Failure, Outcome } from '../worker/api';
import { getEngine } from '../worker/remote';
import { stateStorage } from './database';
import { notices } from './notices';
import { saveUnreadable } from './session/save';

/** A crystal structure of the session. */
export interface KeptStructure {
  readonly id: string;
  readonly file: string;
  /** What the file calls it. */
  readonly name: string;
  /** Null where the file's own could not be used. */
  readonly structure: Structure | null;
  readonly warnings: readonly { readonly code: string; readonly message: string }[];
  readonly error: { readonly code: string; readonly message: string; readonly line?: number } | null;
}

interface StructuresState {
  readonly structures: readonly KeptStructure[];
  readonly current: string | null;
  /** What was computed of each structure, by its id; absent until it is there. */
  readonly reports: Readonly<Record<string, Outcome<StructureReport>>>;
  /** Adds what a file holds and shows the first of it; a structure that is there already is shown only. */
  readonly add: (file: string, sha256: string, outcomes: readonly StructureOutcome[]) => void;
  readonly select: (id: string) => void;
  readonly remove: (id: string) => void;
  /** Computes the reports that are missing. */
  readonly describe: () => void;
}

const vector = v.pipe(v.strictTuple([v.number(), v.number(), v.number()]), v.readonly());
const messageSchema = v.object({ code: v.string(), message: v.string() });
const storedSchema = v.object({
  current: v.nullable(v.string()),
  structures: v.array(
    v.object({
      id: v.string(),
      file: v.string(),
      name: v.string(),
      structure: v.nullable(
        v.object({
          lattice: v.pipe(v.strictTuple([vector, vector, vector]), v.readonly()),
          species: v.array(v.string()),
          fractional: v.array(vector),
        }),
      ),
      warnings: v.array(messageSchema),
      error: v.nullable(v.object({ ...messageSchema.entries, line: v.exactOptional(v.number()) })),
    }),
  ),
});

/** Whether a stored structure can still be computed. */
function isUsable({ structure }: KeptStructure): boolean {
  try {
    return structure === null || checkedStructure(structure) !== null;
  } catch {
    return false;
  }
}

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
          const known = new Set(get().structures.map(({ id }) => id));
          const shown = all.find(({ error }) => error === null) ?? all[0];
          set(({ structures }) => ({
            structures: [...structures, ...all.filter(({ id }) => !known.has(id))],
            current: shown?.id ?? null,
          }));
          get().describe();
        },

        select: (current) => {
          set({ current });
        },

        remove: (id) => {
          asked.delete(id);
          set(({ structures, current, reports: { [id]: _, ...reports } }) => {
            const rest = structures.filter((structure) => structure.id !== id);
            const place = structures.findIndex((structure) => structure.id === id);
            const next = rest.at(Math.min(place, rest.length - 1))?.id ?? null;
            return { structures: rest, reports, current: current === id ? next : current };
          });
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
          const structures = parsed.output.structures.filter(isUsable);
          if (structures.length < parsed.output.structures.length)
            offerUnreadable(parsed.output.structures.filter((structure) => !isUsable(structure)));
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
