import { useStore } from 'zustand';
import { createStore } from 'zustand/vanilla';
import { emptyMap, withPart, type AnsweredMap } from '../domain/map/layers';
import type { PrepareOptions } from '../domain/spectrum/prepare';
import { binnedSize, type Binning } from '../readers/stacks/binned';
import type { Choices } from '../readers/types';
import { STOPPED, type Failure } from '../worker/api';
import { remoteStacks, type RemoteStacks } from '../worker/remote-stacks';
import type { StackFile } from '../worker/stack-service';
import type { MapSettings, StackSpectrum, StackSummary } from '../worker/stacks';

/** Milliseconds between two pictures of a map on its way. */
const SHOWN = 500;

/** Pieces that each worker gets in turn: they end at about the same time. */
const PIECES = 8;

export interface MapsState {
  readonly file: StackFile | null;
  readonly stacks: readonly StackSummary[];
  /** The stack that is shown. */
  readonly stack: StackSummary | null;
  /** The mean over the stack, by which columns and element of all its spectra are chosen. */
  readonly survey: StackSpectrum | null;
  readonly settings: MapSettings;
  readonly map: AnsweredMap | null;
  readonly running: { readonly done: number; readonly total: number } | null;
  readonly failure: Failure | null;
  /** Pixels whose mean is looked at, and that mean once it is read. */
  readonly pixels: Uint32Array | null;
  readonly picked: StackSpectrum | null;
  readonly leastStep: number | null;

  readonly open: (file: File, energies?: string | null) => Promise<void>;
  readonly choose: (id: string) => Promise<void>;
  /** Reads the spectra another way, or as another element. */
  readonly change: (choices: Choices, options: PrepareOptions) => Promise<void>;
  readonly bin: (binning: Binning) => Promise<void>;
  readonly start: () => Promise<void>;
  readonly stop: () => void;
  readonly pick: (pixels: Uint32Array, title: string) => Promise<void>;
  readonly mask: (leastStep: number | null) => void;
}

const NOTHING = {
  file: null,
  stacks: [],
  stack: null,
  survey: null,
  settings: { binning: 1, choices: {}, options: {} },
  map: null,
  running: null,
  failure: null,
  pixels: null,
  picked: null,
  leastStep: null,
} as const;

let opened = 0;

/** A map of spectra, answered pixel by pixel; one at a time, and it lives as long as the page. */
export function createMaps(remote: () => RemoteStacks) {
  return createStore<MapsState>()((set, get) => {
    let stopping = new AbortController();
    /** Counts what was asked: an answer to an older request is thrown away. */
    let request = 0;

    /** Columns and element that the mean settles, so that all pixels are read alike. */
    function settled({ examination }: StackSpectrum, settings: MapSettings): MapSettings | null {
      if (examination.kind !== 'answered') return null;
      const { reading, analysis } = examination;
      return {
        ...settings,
        choices: reading.attribution.choices,
        options: { ...settings.options, element: analysis.element },
      };
    }

    const survey = async (): Promise<void> => {
      const { file, stack, settings } = get();
      if (!file || !stack) return;
      stopping.abort();
      const asked = ++request;
      set({ survey: null, map: null, failure: null, pixels: null, picked: null });
      const outcome = await remote().survey(file, stack.id, settings.choices, settings.options);
      if (asked !== request) return;
      if (!outcome.ok) {
        set({ failure: outcome.error });
        return;
      }
      set({ survey: outcome.value });
      await get().start();
    };

    return {
      ...NOTHING,

      open: async (file, energies = null) => {
        stopping.abort();
        const asked = ++request;
        const stackFile = { key: `${++opened} ${file.name}`, file, energies };
        set({ ...NOTHING, file: stackFile });
        const outcome = await remote().list(stackFile);
        if (asked !== request) return;
        if (!outcome.ok) {
          set({ failure: outcome.error });
          return;
        }
        set({ stacks: outcome.value });
        const [first] = outcome.value;
        if (first) await get().choose(first.id);
      },

      choose: async (id) => {
        const stack = get().stacks.find((one) => one.id === id) ?? null;
        const { file, stacks } = get();
        set({ ...NOTHING, file, stacks, stack });
        await survey();
      },

      change: async (choices, options) => {
        set({ settings: { ...get().settings, choices, options } });
        await survey();
      },

      bin: async (binning) => {
        stopping.abort();
        set({ settings: { ...get().settings, binning }, map: null, pixels: null, picked: null });
        await get().start();
      },

      start: async () => {
        const { file, stack, survey: mean } = get();
        const settings = mean && settled(mean, get().settings);
        if (!file || !stack || !settings) return;
        stopping.abort();
        stopping = new AbortController();
        const { signal } = stopping;
        const { lines, columns } = binnedSize(stack, settings.binning);
        const total = lines * columns;
        const before = get().map;
        set({ settings, failure: null, ...(before ? {} : { map: emptyMap(lines, columns) }) });
        const { workers, map } = remote();
        const piece = Math.max(1, Math.ceil(lines / (PIECES * workers)));
        const open = Array.from({ length: Math.ceil(lines / piece) }, (_, place) => place * piece).filter(
          // After a stop, what is answered already stays.
          (first) =>
            !before?.layers.state
              .subarray(first * columns, Math.min(lines, first + piece) * columns)
              .every((state) => state > 0),
        );
        let current = before ?? get().map ?? emptyMap(lines, columns);
        let last = 0;
        const show = (): void => {
          last = performance.now();
          const done = current.layers.state.reduce((sum, state) => sum + (state > 0 ? 1 : 0), 0);
          set({ map: current, running: { done, total } });
        };
        show();
        // What came since the last picture is shown, too.
        signal.addEventListener('abort', () => {
          set({ map: current });
        });
        await Promise.all(
          Array.from({ length: workers }, async (_, worker) => {
            for (let first = open.shift(); first !== undefined && !signal.aborted; first = open.shift()) {
              const outcome = await map(
                worker,
                signal,
                file,
                stack.id,
                settings,
                first,
                Math.min(piece, lines - first),
                (part) => {
                  if (signal.aborted) return Promise.resolve(false);
                  current = withPart(current, part);
                  if (performance.now() - last > SHOWN) show();
                  return Promise.resolve(true);
                },
              );
              if (!outcome.ok && !signal.aborted && outcome.error.code !== STOPPED)
                set({ failure: outcome.error });
            }
          }),
        );
        if (stopping.signal !== signal || signal.aborted) return;
        show();
        set({ running: null });
      },

      stop: () => {
        stopping.abort();
        set({ running: null });
      },

      pick: async (pixels, title) => {
        const { file, stack, settings } = get();
        if (!file || !stack) return;
        set({ pixels, picked: null });
        const outcome = await remote().spectrum(file, stack.id, settings, pixels, title);
        if (get().pixels !== pixels) return;
        if (outcome.ok) set({ picked: outcome.value });
        else set({ failure: outcome.error });
      },

      mask: (leastStep) => {
        set({ leastStep });
      },
    };
  });
}

export const maps = createMaps(remoteStacks);

export function useMaps<T>(selector: (state: MapsState) => T): T {
  return useStore(maps, selector);
}
