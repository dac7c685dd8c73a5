import { expect, it } from 'vitest';
import { drive } from './drive';

/** A computation that is busy for `steps` slices and then says `done`. */
function* busy(steps: number): Generator<number, string> {
  for (let step = 0; step < steps; step++) {
    const end = performance.now() + 60;
    while (performance.now() < end) Math.sqrt(step);
    yield step / steps;
  }
  return 'done';
}

it('tells how far it is and lets others have their turn', async () => {
  const parts: number[] = [];
  let turns = 0;
  const others = setInterval(() => (turns += 1), 1);
  await expect(drive(busy(4), { onProgress: (part) => parts.push(part) })).resolves.toBe('done');
  clearInterval(others);
  expect(parts).toEqual([0, 0.25, 0.5, 0.75]);
  expect(turns).toBeGreaterThan(0);
});

it('ends when it is stopped', async () => {
  const stopping = new AbortController();
  const stopped = drive(busy(1000), {
    signal: stopping.signal,
    onProgress: () => {
      stopping.abort();
    },
  });
  await expect(stopped).rejects.toMatchObject({ code: 'computing-stopped' });
});
