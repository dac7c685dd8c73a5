import { useStore } from 'zustand';
import { createStore } from 'zustand/vanilla';
import type { Analysis } from '../domain/analysis';
import { MOST_PARTS, type Combinations, type Sum } from '../domain/mixture/combination';
import type { Member } from '../domain/mixture/member';
import { WINDOW_LENGTH, WINDOW_START } from '../domain/spectrum/window';
import type { CombinationRecord, CurveOrigin } from '../exporters/combination';
import type { Engine, Failure } from '../worker/api';
import { getEngine } from '../worker/remote';
import type { Item } from './session/item';

/** A spectrum that may be a part of a combination, or the one to be explained. */
export interface Participant {
  /** Id of the spectrum in the session, or the name of a computed one. */
  readonly key: string;
  readonly origin: CurveOrigin;
  readonly member: Member;
  /** What it was taken from: a later answer makes the fit out of date. */
  readonly analysis: Analysis;
}

/** What the user asks of a fit. */
export interface CombinationSettings {
  /** eV, relative to E0 of the spectrum. */
  readonly from: number;
  readonly to: number;
  readonly sum: Sum;
  readonly most: number;
}

/** A fit that succeeded, with what it was made from. */
export interface Fit {
  readonly target: Participant;
  readonly references: readonly Participant[];
  readonly settings: CombinationSettings;
  readonly record: CombinationRecord;
}

interface CombinationState {
  readonly settings: CombinationSettings;
  /** Chosen references by the spectrum to be explained. */
  readonly chosen: Readonly<Record<string, readonly string[]>>;
  /** The last fit of each spectrum. */
  readonly fits: Readonly<Record<string, Fit>>;
  /** Why the last attempt gave none; the fit before stays. */
  readonly failures: Readonly<Record<string, Failure>>;
  readonly running: { readonly target: string; readonly part: number } | null;
  readonly change: (settings: Partial<CombinationSettings>) => void;
  readonly choose: (target: string, references: readonly string[]) => void;
  readonly fit: (target: Participant, references: readonly Participant[]) => Promise<void>;
  readonly stop: () => void;
}

export const DEFAULT_COMBINATION: CombinationSettings = {
  from: WINDOW_START,
  to: WINDOW_START + WINDOW_LENGTH,
  sum: 'free',
  most: MOST_PARTS,
};

export const sameSettings = (a: CombinationSettings, b: CombinationSettings): boolean =>
  a.from === b.from && a.to === b.to && a.sum === b.sum && a.most === b.most;

/** Whether a fit still belongs to the spectra as they are; those that were removed do not count. */
export function isFresh({ target, references }: Fit, items: Readonly<Record<string, Item>>): boolean {
  return [target, ...references].every(({ key, analysis }) => {
    const item = items[key];
    return !item || (item.status === 'done' && item.analysis === analysis);
  });
}

/** `record` without its entry for `key`. */
function without<T>(record: Readonly<Record<string, T>>, key: string): Readonly<Record<string, T>> {
  const { [key]: _, ...rest } = record;
  return rest;
}

/** Linear combinations of the spectra of the session; one is fitted at a time. */
export function createCombination(engine: () => Pick<Engine, 'combine'>) {
  let stopping = new AbortController();
  return createStore<CombinationState>()((set, get) => ({
    settings: DEFAULT_COMBINATION,
    chosen: {},
    fits: {},
    failures: {},
    running: null,

    change: (settings) => {
      set({ settings: { ...get().settings, ...settings } });
    },

    choose: (target, references) => {
      set(({ chosen }) => ({ chosen: { ...chosen, [target]: references } }));
    },

    fit: async (target, references) => {
      if (get().running) return;
      const { settings } = get();
      const { key, analysis } = target;
      const { from, to, sum, most } = settings;
      const { e0 } = analysis.prepared;
      const options = { from: e0 + from, to: e0 + to, sum, most };
      stopping = new AbortController();
      set(({ failures }) => ({ running: { target: key, part: 0 }, failures: without(failures, key) }));
      const outcome = await engine().combine(
        target.member.curve,
        references.map(({ member }) => member.curve),
        options,
        {
          signal: stopping.signal,
          onProgress: (part) => {
            set(({ running }) => (running ? { running: { ...running, part } } : {}));
          },
        },
      );
      set(({ fits, failures }) =>
        outcome.ok
          ? {
              running: null,
              fits: {
                ...fits,
                [key]: {
                  target,
                  references,
                  settings,
                  record: recordOf(target, references, options, outcome.value),
                },
              },
            }
          : { running: null, failures: { ...failures, [key]: outcome.error } },
      );
    },

    stop: () => {
      stopping.abort();
    },
  }));
}

const recordOf = (
  target: Participant,
  references: readonly Participant[],
  options: CombinationRecord['options'],
  result: Combinations,
): CombinationRecord => ({
  target: target.origin,
  references: references.map(({ origin }) => origin),
  options,
  result,
});

export const combination = createCombination(getEngine);

export function useCombination<T>(selector: (state: CombinationState) => T): T {
  return useStore(combination, selector);
}
