import { describe, expect, it } from 'vitest';
import type { Analysis } from '../domain/analysis';
import { madeUp } from '../domain/mixture/testing';
import type { Engine, Outcome } from '../worker/api';
import type { Participant } from './combination';
import { createSeriesParts, isMadeFrom, pureFor, rangeFor } from './series-parts';

const scan = (key: string, from = 7050): Participant => ({
  key,
  origin: { name: key, sha256: key },
  member: { curve: madeUp(key, { from }), cnShares: [] },
  analysis: { prepared: { e0: 7120 } } as Analysis,
});
const SCANS = [scan('a'), scan('b', 7110), scan('c')];

/** An engine whose answers are given by hand. */
function engineByHand() {
  const settles: ((outcome: Outcome<never>) => void)[] = [];
  const asked: unknown[][] = [];
  const ask = (...request: unknown[]) => {
    asked.push(request);
    return new Promise<Outcome<never>>((resolve) => settles.push(resolve));
  };
  return {
    asked,
    settle: (outcome: unknown) => settles.shift()?.(outcome as Outcome<never>),
    engine: { components: ask, resolve: ask } satisfies Pick<Engine, 'components' | 'resolve'>,
  };
}

const FAILED = { ok: false, error: { code: 'mixture-range', message: 'Too short.' } };

describe('series', () => {
  it('reaches as far as all scans do unless told otherwise', () => {
    expect(rangeFor(SCANS, { from: null, to: null })).toEqual({ from: 7110, to: 7180 });
    expect(rangeFor(SCANS, { from: 7115, to: null })).toEqual({ from: 7115, to: 7180 });
  });

  it('sends the range and a margin, and keeps what the result was made from', async () => {
    const { asked, settle, engine } = engineByHand();
    const store = createSeriesParts(() => engine);
    store.getState().change({ to: 7140 });
    const found = store.getState().findComponents(SCANS);
    expect(store.getState().running).toEqual({ work: 'components', part: 0 });
    const [[curves, range]] = asked as [[{ curve: { energy: Float64Array } }[], unknown]];
    expect(range).toEqual({ from: 7110, to: 7140 });
    const { energy } = curves[0].curve;
    expect([energy[0], energy.at(-1), energy.buffer.byteLength]).toEqual([7100, 7150, 8 * energy.length]);
    settle({ ok: true, value: { suggested: 3 } });
    await found;
    const { components, running } = store.getState();
    expect(running).toBeNull();
    expect(components && isMadeFrom(components, SCANS)).toBe(true);
    expect(components && isMadeFrom(components, SCANS.slice(1))).toBe(false);
    // As many pure spectra as were counted, unless a number is set.
    expect(pureFor({ pure: null }, components)).toBe(3);
    expect(pureFor({ pure: 4 }, components)).toBe(4);
    expect(pureFor({ pure: null }, null)).toBe(2);
  });

  it('says what went wrong and keeps what was found before', async () => {
    const { settle, engine } = engineByHand();
    const store = createSeriesParts(() => engine);
    const first = store.getState().resolve(SCANS);
    settle({ ok: true, value: { spectra: [] } });
    await first;
    const before = store.getState().resolution;
    const second = store.getState().resolve(SCANS);
    settle(FAILED);
    await second;
    expect(store.getState().failure).toMatchObject({ message: 'Too short.' });
    expect(store.getState().resolution).toBe(before);
  });

  it('stops what runs, and runs one computation at a time', async () => {
    const { asked, settle, engine } = engineByHand();
    const store = createSeriesParts(() => engine);
    const first = store.getState().resolve(SCANS);
    await store.getState().findComponents(SCANS);
    expect(asked).toHaveLength(1);
    store.getState().stop();
    expect(asked[0][2]).toMatchObject({ signal: { aborted: true } });
    settle(FAILED);
    await first;
    expect(store.getState().running).toBeNull();
  });
});
