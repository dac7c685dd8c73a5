import { useStore } from 'zustand';
import { createStore } from 'zustand/vanilla';
import type { MixtureCurve } from '../domain/mixture/samples';
import { commonRange, MOST_PURE, type SeriesRange } from '../domain/mixture/series';
import { indexRange } from '../domain/spectrum/curve';
import type { ComponentsRecord, ResolutionRecord } from '../exporters/resolution';
import type { Engine, Failure } from '../worker/api';
import { getEngine } from '../worker/remote';
import type { Participant } from './combination';

export interface SeriesSettings {
  /** eV, absolute; null: as far as all scans reach. */
  readonly from: number | null;
  readonly to: number | null;
  /** Pure spectra that are sought; null: as many as components are suggested. */
  readonly pure: number | null;
  readonly isClosed: boolean;
}

/** A result with the scans it was made from, to see whether it is out of date. */
interface Made<Record> {
  readonly scans: readonly Participant[];
  readonly settings: SeriesSettings;
  readonly record: Record;
}

/** What is computed of a series. */
export type SeriesWork = 'components' | 'resolution';

interface SeriesPartsState {
  readonly settings: SeriesSettings;
  readonly components: Made<ComponentsRecord> | null;
  readonly resolution: Made<ResolutionRecord> | null;
  /** Why the last attempt gave nothing; what was found before stays. */
  readonly failure: Failure | null;
  readonly running: { readonly work: SeriesWork; readonly part: number } | null;
  readonly change: (settings: Partial<SeriesSettings>) => void;
  readonly findComponents: (scans: readonly Participant[]) => Promise<void>;
  readonly resolve: (scans: readonly Participant[]) => Promise<void>;
  readonly stop: () => void;
}

export const DEFAULT_SERIES: SeriesSettings = { from: null, to: null, pure: null, isClosed: true };

/** The range (eV) that the settings mean for these scans. */
export function rangeFor(
  scans: readonly Participant[],
  { from, to }: Pick<SeriesSettings, 'from' | 'to'>,
): SeriesRange {
  const common = commonRange(
    scans.map(({ member }) => member.curve),
    scans.map(({ analysis }) => analysis.prepared.e0),
  );
  return { from: from ?? common.from, to: to ?? common.to };
}

/** Whether a result was made from these scans as they are now. */
export const isMadeFrom = (made: Made<unknown>, scans: readonly Participant[]): boolean =>
  made.scans.length === scans.length &&
  made.scans.every(({ key, analysis }, i) => key === scans[i]?.key && analysis === scans[i].analysis);

/** eV beside the range that go with a scan, so that its ends can be interpolated. */
const MARGIN = 10;

/** The part of a scan that is needed, in buffers of its own: what is sent to the worker is copied whole. */
function cut({ curve: { energy, mu }, ...rest }: MixtureCurve, { from, to }: SeriesRange): MixtureCurve {
  const [first, end] = indexRange(energy, from - MARGIN, to + MARGIN);
  return { ...rest, curve: { energy: energy.slice(first, end), mu: mu.slice(first, end) } };
}

/** Principal components and pure spectra of a series of the session; one computation at a time. */
export function createSeriesParts(engine: () => Pick<Engine, 'components' | 'resolve'>) {
  return createStore<SeriesPartsState>()((set, get) => {
    let stopping = new AbortController();

    /** What every computation shares: how it begins, is followed, and ends. */
    const run = async (
      work: SeriesWork,
      compute: (run: {
        readonly signal: AbortSignal;
        readonly onProgress: (part: number) => void;
      }) => Promise<Partial<SeriesPartsState>>,
    ): Promise<void> => {
      if (get().running) return;
      stopping = new AbortController();
      set({ running: { work, part: 0 }, failure: null });
      const found = await compute({
        signal: stopping.signal,
        onProgress: (part) => {
          if (get().running) set({ running: { work, part } });
        },
      });
      set({ ...found, running: null });
    };

    return {
      settings: DEFAULT_SERIES,
      components: null,
      resolution: null,
      failure: null,
      running: null,

      change: (settings) => {
        set({ settings: { ...get().settings, ...settings } });
      },

      findComponents: (scans) =>
        run('components', async (context) => {
          const { settings } = get();
          const range = rangeFor(scans, settings);
          const curves = scans.map(({ member }) => cut(member.curve, range));
          const outcome = await engine().components(curves, range, context);
          if (!outcome.ok) return { failure: outcome.error };
          const record = { scans: scans.map(({ origin }) => origin), result: outcome.value };
          return { components: { scans, settings, record } };
        }),

      resolve: (scans) =>
        run('resolution', async (context) => {
          const { settings, components } = get();
          const { isClosed } = settings;
          const pure = pureFor(settings, components);
          const options = { ...rangeFor(scans, settings), pure, isClosed };
          const curves = scans.map(({ member }) => cut(member.curve, options));
          const outcome = await engine().resolve(curves, options, context);
          if (!outcome.ok) return { failure: outcome.error };
          const record = { scans: scans.map(({ origin }) => origin), options, result: outcome.value };
          return { resolution: { scans, settings, record } };
        }),

      stop: () => {
        stopping.abort();
      },
    };
  });
}

/** How many pure spectra the settings mean: those asked for, else the components that were suggested, at least 2. */
export const pureFor = (
  { pure }: Pick<SeriesSettings, 'pure'>,
  components: Made<ComponentsRecord> | null,
): number => pure ?? Math.min(MOST_PURE, Math.max(2, components?.record.result.suggested ?? 2));

export const seriesParts = createSeriesParts(getEngine);

export function useSeriesParts<T>(selector: (state: SeriesPartsState) => T): T {
  return useStore(seriesParts, selector);
}
