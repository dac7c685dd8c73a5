import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createStore } from 'zustand/vanilla';
import type { Analysis } from '../domain/analysis';
import type { MixtureHint, Suspect } from '../domain/mixture/hints';
import { madeUp } from '../domain/mixture/testing';
import { createMixtureHints } from './mixture-hints';
import type { Item, SessionState } from './session';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const { energy, mu } = madeUp('a').curve;

const analysis = (element = 'Fe'): Analysis =>
  ({
    element,
    prepared: { e0: 7120, raw: { energy, mu }, normalisation: { mu } },
    answer: { cnShares: [] },
    confidence: { neighbours: [{ distance: 0.05 }] },
  }) as unknown as Analysis;

const item = (id: string, changes: Partial<Item> = {}): Item =>
  ({ id, name: id, status: 'done', analysis: analysis(), ...changes }) as Item;

const listOf = (...items: Item[]): SessionState =>
  ({
    items: Object.fromEntries(items.map((one) => [one.id, one])),
    order: items.map(({ id }) => id),
    progress: null,
  }) as unknown as SessionState;

const HINT: MixtureHint = {
  parts: [
    { reference: 1, share: 0.6, error: 0.01 },
    { reference: 2, share: 0.4, error: 0.01 },
  ],
  rms: 0.003,
  nearest: 0.05,
};

function watched(...items: Item[]) {
  const session = createStore<SessionState>()(() => listOf(...items));
  const asked: (readonly Suspect[])[] = [];
  const hints = createMixtureHints(session, () => ({
    mixtureHints: (suspects) => {
      asked.push(suspects);
      return Promise.resolve({ ok: true, value: suspects.map((_, i) => (i === 0 ? HINT : null)) });
    },
  }));
  return { session, asked, hints, end: hints.watch() };
}

it('asks once the session is quiet, with the part of the spectra that is needed', async () => {
  const [a, b, c] = [item('a'), item('b'), item('c')];
  const { asked, hints, session } = watched(a, b, c, item('x', { analysis: analysis('Co') }));
  expect(asked).toHaveLength(0);
  await vi.advanceTimersByTimeAsync(1000);
  // The one spectrum of another element is not asked about.
  expect(asked.map((suspects) => suspects.map(({ curve }) => curve.name))).toEqual([['a', 'b', 'c']]);
  const [{ curve, nearest }] = asked[0];
  expect([curve.curve.energy[0], curve.curve.energy.at(-1), nearest]).toEqual([7093, 7162, 0.05]);
  expect(hints.store.getState().found.a.members.map(({ id }) => id)).toEqual(['b', 'c']);

  // What has not changed is not asked again.
  session.setState({ ...session.getState(), items: { ...session.getState().items } });
  await vi.advanceTimersByTimeAsync(1000);
  expect(asked).toHaveLength(1);
  // A new answer is.
  session.setState(listOf(item('a'), b, c));
  await vi.advanceTimersByTimeAsync(1000);
  expect(asked).toHaveLength(2);
});

it('waits while files are read, and asks nothing of two spectra', async () => {
  const { asked, session, end } = watched(item('a'), item('b'));
  await vi.advanceTimersByTimeAsync(1000);
  expect(asked).toHaveLength(0);
  const three = listOf(item('a'), item('b'), item('c'));
  session.setState({ ...three, progress: { total: 4, done: 3, file: 'd', share: 0 } });
  await vi.advanceTimersByTimeAsync(2000);
  expect(asked).toHaveLength(0);
  session.setState({ progress: null });
  await vi.advanceTimersByTimeAsync(1000);
  expect(asked).toHaveLength(1);
  end();
  session.setState(listOf(item('a'), item('b'), item('e')));
  await vi.advanceTimersByTimeAsync(1000);
  expect(asked).toHaveLength(1);
});
