import { describe, expect, it } from 'vitest';
import type { Analysis } from '../domain/analysis';
import type { Combinations } from '../domain/mixture/combination';
import { madeUp } from '../domain/mixture/testing';
import type { Engine, Outcome } from '../worker/api';
import { createCombination, DEFAULT_COMBINATION, type Participant } from './combination';

const participant = (key: string): Participant => ({
  key,
  origin: { name: key, sha256: key },
  member: { curve: madeUp(key), cnShares: [{ cn: 6, share: 1 }] },
  analysis: { prepared: { e0: 7120 } } as Analysis,
});

const RESULT = { element: 'Fe', ranking: [], suggested: 0 } as unknown as Combinations;

/** An engine whose answer is given by hand. */
function engineByHand() {
  let settle: (outcome: Outcome<Combinations>) => void = () => undefined;
  const asked: Parameters<Engine['combine']>[] = [];
  return {
    asked,
    settle: (outcome: Outcome<Combinations>) => {
      settle(outcome);
    },
    combine: (...request: Parameters<Engine['combine']>) => {
      asked.push(request);
      return new Promise<Outcome<Combinations>>((resolve) => {
        settle = resolve;
      });
    },
  };
}

describe('combination', () => {
  it('fits in the range about E0 and keeps what the fit was made from', async () => {
    const engine = engineByHand();
    const store = createCombination(() => engine);
    const fitted = store.getState().fit(participant('a'), [participant('b')]);
    expect(store.getState().running).toEqual({ target: 'a', part: 0 });
    expect(engine.asked[0][2]).toEqual({ from: 7105, to: 7150, sum: 'free', most: 4 });
    engine.asked[0][3]?.onProgress?.(0.5);
    expect(store.getState().running?.part).toBe(0.5);
    engine.settle({ ok: true, value: RESULT });
    await fitted;
    const { fits, running } = store.getState();
    expect(running).toBeNull();
    expect(fits.a.record).toMatchObject({ target: { name: 'a' }, references: [{ name: 'b' }] });
    expect(fits.a.settings).toEqual(DEFAULT_COMBINATION);
  });

  it('says what went wrong and keeps the fit before', async () => {
    const engine = engineByHand();
    const store = createCombination(() => engine);
    const first = store.getState().fit(participant('a'), [participant('b')]);
    engine.settle({ ok: true, value: RESULT });
    await first;
    const before = store.getState().fits.a;
    const second = store.getState().fit(participant('a'), [participant('c')]);
    engine.settle({ ok: false, error: { code: 'mixture-range', message: 'Too short.' } });
    await second;
    expect(store.getState().failures.a).toMatchObject({ message: 'Too short.' });
    expect(store.getState().fits.a).toBe(before);
  });

  it('stops what runs, and runs one fit at a time', async () => {
    const engine = engineByHand();
    const store = createCombination(() => engine);
    const fitted = store.getState().fit(participant('a'), []);
    await store.getState().fit(participant('b'), []);
    expect(engine.asked).toHaveLength(1);
    store.getState().stop();
    expect(engine.asked[0][3]?.signal?.aborted).toBe(true);
    engine.settle({
      ok: false,
      error: { code: 'computing-stopped', message: 'The computation was stopped.' },
    });
    await fitted;
    expect(store.getState().running).toBeNull();
  });
});
