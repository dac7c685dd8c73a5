import { expect, it } from 'vitest';
import type { RetrainedPack } from '../domain/growing/retrained-pack';
import type { Engine, Outcome } from '../worker/api';
import { createRetraining } from './retraining';

const library = { id: '1', name: 'Iron', references: [] };

/** The store over an engine that answers when it is told to. */
function setUp() {
  const asked: {
    run: Parameters<Engine['retrain']>[2];
    answer: (outcome: Outcome<RetrainedPack>) => void;
  }[] = [];
  const store = createRetraining(() => ({
    retrain: (_element, _references, run) =>
      new Promise((answer) => {
        asked.push({ run, answer });
      }),
  }));
  return { store, asked };
}

it('shows progress, stops, and keeps the reason apart for each element', async () => {
  const { store, asked } = setUp();
  const { grow, stop } = store.getState();
  const first = grow('Fe', library);
  await grow('Cu', library);
  expect(asked).toHaveLength(1);
  asked[0].run?.onProgress?.(0.4);
  expect(store.getState().running).toEqual({ element: 'Fe', part: 0.4 });
  stop();
  expect(asked[0].run?.signal?.aborted).toBe(true);
  asked[0].answer({ ok: false, error: { code: 'computing-stopped', message: 'Stopped.' } });
  await first;
  expect(store.getState()).toMatchObject({
    running: null,
    grown: {},
    failures: { Fe: { code: 'computing-stopped' } },
  });
  const again = grow('Fe', library);
  expect(store.getState().failures).toEqual({});
  expect(asked[1].run?.signal?.aborted).toBe(false);
  asked[1].answer({ ok: false, error: { code: 'references-few', message: 'One only.' } });
  await again;
  expect(store.getState().failures.Fe?.code).toBe('references-few');
});
