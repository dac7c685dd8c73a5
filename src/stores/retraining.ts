import { createStore } from 'zustand/vanilla';
import { useStore } from 'zustand';
import type { RetrainedPack } from '../domain/growing/retrained-pack';
import type { Engine, Failure } from '../worker/api';
import { getEngine } from '../worker/remote';
import type { KeptLibrary } from './references';

/** Forests that were grown again, and the library as it was then. */
export interface Grown extends RetrainedPack {
  readonly library: KeptLibrary;
  readonly seconds: number;
}

interface RetrainingState {
  /** The last result of each element. */
  readonly grown: Readonly<Record<string, Grown>>;
  /** Why the last attempt gave none; the result before stays. */
  readonly failures: Readonly<Record<string, Failure>>;
  readonly running: { readonly element: string; readonly part: number } | null;
  readonly grow: (element: string, library: KeptLibrary) => Promise<void>;
  readonly stop: () => void;
}

/** Forests grown again with own references; one element at a time. */
export function createRetraining(engine: () => Pick<Engine, 'retrain'>) {
  let stopping = new AbortController();
  return createStore<RetrainingState>()((set, get) => ({
    grown: {},
    failures: {},
    running: null,

    grow: async (element, library) => {
      if (get().running) return;
      stopping = new AbortController();
      set(({ failures: { [element]: _, ...failures } }) => ({ running: { element, part: 0 }, failures }));
      const started = performance.now();
      const outcome = await engine().retrain(element, library, {
        signal: stopping.signal,
        onProgress: (part) => {
          set(({ running }) => (running ? { running: { ...running, part } } : {}));
        },
      });
      const seconds = (performance.now() - started) / 1000;
      set(({ grown, failures }) =>
        outcome.ok
          ? { running: null, grown: { ...grown, [element]: { ...outcome.value, library, seconds } } }
          : { running: null, failures: { ...failures, [element]: outcome.error } },
      );
    },

    stop: () => {
      stopping.abort();
    },
  }));
}

export const retraining = createRetraining(getEngine);

export function useRetraining<T>(selector: (state: RetrainingState) => T): T {
  return useStore(retraining, selector);
}
