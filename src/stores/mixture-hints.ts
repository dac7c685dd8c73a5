import { useStore } from 'zustand';
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Analysis } from '../domain/analysis';
import type { MixtureHint, Suspect } from '../domain/mixture/hints';
import { memberOf, mixedCnShares } from '../domain/mixture/member';
import { indexRange } from '../domain/spectrum/curve';
import { WINDOW_LENGTH, WINDOW_START } from '../domain/spectrum/window';
import type { MixtureSummary } from '../exporters/mixture';
import type { Engine } from '../worker/api';
import { getEngine } from '../worker/remote';
import { session, type Item, type SessionState } from './session';

/** An answered spectrum as it was when mixtures were sought. */
interface Answered {
  readonly id: string;
  readonly analysis: Analysis;
}

/** What was found for a spectrum, with the spectra it names. */
interface Found {
  readonly of: Analysis;
  readonly hint: MixtureHint;
  readonly members: readonly Answered[];
}

interface MixtureHintsState {
  readonly found: Readonly<Record<string, Found>>;
}

/** Milliseconds without a change of the session after which mixtures are sought. */
const QUIET = 400;

/** Fewest spectra of an element: one to be explained and two that explain. */
const FEWEST = 3;

/** eV about the window that go with a spectrum, so that edges of other valence are covered. */
const MARGIN = 12;

/** The part of a spectrum that is needed, in buffers of its own: what is sent to the worker is copied whole. */
function suspectOf({ id, analysis }: Answered): Suspect {
  const { curve, ...rest } = memberOf(id, analysis).curve;
  const { e0 } = analysis.prepared;
  const start = e0 + WINDOW_START;
  const [first, end] = indexRange(curve.energy, start - MARGIN, start + WINDOW_LENGTH + MARGIN);
  return {
    curve: { ...rest, curve: { energy: curve.energy.slice(first, end), mu: curve.mu.slice(first, end) } },
    e0,
    nearest: analysis.confidence.neighbours[0]?.distance ?? null,
  };
}

/** The answered spectra by element, in their order. */
function answeredByElement({ items, order }: Pick<SessionState, 'items' | 'order'>): Map<string, Answered[]> {
  const groups = new Map<string, Answered[]>();
  for (const id of order) {
    const item = items[id];
    if (item?.status !== 'done' || !item.analysis) continue;
    const { analysis } = item;
    const group = groups.get(analysis.element);
    if (group) group.push({ id, analysis });
    else groups.set(analysis.element, [{ id, analysis }]);
  }
  return groups;
}

const isSame = (a: readonly Answered[], b: readonly Answered[]): boolean =>
  a.length === b.length && a.every(({ id, analysis }, i) => id === b[i]?.id && analysis === b[i].analysis);

/**
 * Seeks mixtures in the background, whenever the session has been quiet for a moment and has at least three answered
 * spectra of an element.
 */
export function createMixtureHints(
  watched: StoreApi<SessionState>,
  engine: () => Pick<Engine, 'mixtureHints'>,
) {
  const store = createStore<MixtureHintsState>()(() => ({ found: {} }));
  /** What was looked at last, by element. */
  const known = new Map<string, readonly Answered[]>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let isBusy = false;

  const seek = async (): Promise<void> => {
    for (const [element, group] of answeredByElement(watched.getState())) {
      if (group.length < FEWEST || isSame(group, known.get(element) ?? [])) continue;
      known.set(element, group);
      const outcome = await engine().mixtureHints(group.map(suspectOf));
      // Without an answer there is nothing to say; the next change of the session asks again.
      if (!outcome.ok) continue;
      const found = outcome.value.flatMap((hint, index): [string, Found][] => {
        const self = group[index];
        if (!hint || !self) return [];
        const members = hint.parts.flatMap(({ reference }) => group[reference] ?? []);
        return [[self.id, { of: self.analysis, hint, members }]];
      });
      const ids = new Set(group.map(({ id }) => id));
      store.setState((state) => ({
        found: {
          ...Object.fromEntries(Object.entries(state.found).filter(([id]) => !ids.has(id))),
          ...Object.fromEntries(found),
        },
      }));
    }
  };

  const schedule = (): void => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      if (watched.getState().progress !== null || isBusy) schedule();
      else {
        isBusy = true;
        void seek().finally(() => {
          isBusy = false;
        });
      }
    }, QUIET);
  };

  /** Begins to watch; returns how to end it. */
  const watch = (): (() => void) => {
    schedule();
    const unsubscribe = watched.subscribe((now, before) => {
      if (now.items !== before.items || now.order !== before.order) schedule();
    });
    return () => {
      unsubscribe();
      clearTimeout(timer);
    };
  };

  return { store, watch };
}

const hints = createMixtureHints(session, getEngine);
export const watchMixtures = hints.watch;

/** The mixture that a spectrum may be, as long as it and its parts are as they were. */
function summaryOf(
  { id, analysis }: Item,
  found: Found | undefined,
  items: Readonly<Record<string, Item>>,
): MixtureSummary | null {
  if (!found || found.of !== analysis || !items[id]) return null;
  const parts = found.hint.parts.flatMap(({ share, error }, index) => {
    const member = found.members[index];
    const item = member && items[member.id];
    if (!item || item.status !== 'done' || item.analysis !== member.analysis) return [];
    return [{ name: item.name, sha256: item.hash, share, error, analysis: member.analysis }];
  });
  if (parts.length < found.hint.parts.length) return null;
  const areJudged = parts.every((part) => part.analysis.confidence.applicability.verdict !== 'outside');
  return {
    parts: parts.map(({ name, sha256, share, error }) => ({ name, sha256, share, error })),
    rms: found.hint.rms,
    nearestRms: found.hint.nearest,
    cnShares: areJudged
      ? mixedCnShares(parts.map((part) => ({ share: part.share, cnShares: part.analysis.answer.cnShares })))
      : [],
  };
}

/** The mixture that a spectrum of the session may be; null where nothing was found. */
export const mixtureOf = (item: Item): MixtureSummary | null =>
  summaryOf(item, hints.store.getState().found[item.id], session.getState().items);

/** As `mixtureOf`, for components. */
export function useMixture(item: Item, items: Readonly<Record<string, Item>>): MixtureSummary | null {
  const found = useStore(hints.store, (state) => state.found[item.id]);
  return summaryOf(item, found, items);
}
