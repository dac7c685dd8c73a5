import * as v from 'valibot';
import { useStore } from 'zustand';
import { createJSONStorage, persist } from 'zustand/middleware';
import { createStore } from 'zustand/vanilla';
import { stateStorage } from './database';

const settingsSchema = v.object({
  theme: v.fallback(v.picklist(['system', 'light', 'dark']), 'system'),
  /** What the centre of the Analyse screen shows. */
  centre: v.fallback(v.picklist(['plot', 'table', 'series', 'mixture']), 'plot'),
  /** What the Mixture view takes apart. */
  mixtureOf: v.fallback(v.picklist(['spectrum', 'series']), 'spectrum'),
  view: v.fallback(v.picklist(['normalised', 'raw', 'input', 'derivative']), 'normalised'),
  energyAxis: v.fallback(v.picklist(['absolute', 'relative']), 'absolute'),
  /** Large type for a projector. */
  isLarge: v.fallback(v.boolean(), false),
  /** Null for the shipped models. */
  answering: v.fallback(v.nullable(v.object({ with: v.picklist(['pack', 'both']), pack: v.string() })), null),
});

/** What the user prefers, the same for every spectrum. */
export type Settings = v.InferOutput<typeof settingsSchema>;

export const DEFAULT_SETTINGS: Settings = {
  theme: 'system',
  centre: 'plot',
  mixtureOf: 'spectrum',
  view: 'normalised',
  energyAxis: 'absolute',
  isLarge: false,
  answering: null,
};

/** Settings from whatever was stored, field by field; what is unknown gets its default. */
export function settingsFrom(stored: unknown): Settings {
  const parsed = v.safeParse(settingsSchema, { ...DEFAULT_SETTINGS, ...(isRecord(stored) ? stored : {}) });
  return parsed.success ? parsed.output : DEFAULT_SETTINGS;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

interface SettingsState extends Settings {
  readonly change: (changes: Partial<Settings>) => void;
}

export const settings = createStore<SettingsState>()(
  persist(
    (set) => ({
      ...DEFAULT_SETTINGS,
      change: (changes) => {
        set(changes);
      },
    }),
    {
      name: 'settings',
      version: 1,
      storage: createJSONStorage(() => stateStorage),
      skipHydration: true,
      partialize: ({ theme, centre, mixtureOf, view, energyAxis, isLarge, answering }) => ({
        theme,
        centre,
        mixtureOf,
        view,
        energyAxis,
        isLarge,
        answering,
      }),
      migrate: settingsFrom,
      merge: (stored, current) => ({ ...current, ...settingsFrom(stored) }),
    },
  ),
);

export function useSettings<T>(selector: (state: SettingsState) => T): T {
  return useStore(settings, selector);
}
