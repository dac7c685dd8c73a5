import { expect, it } from 'vitest';
import type { Outcome } from './api';
import { newestOnly } from './newest-only';

/** A runner whose requests end when the test says so. */
function controlled() {
  const started: string[] = [];
  const finish: (() => void)[] = [];
  const run = newestOnly(
    (request: string) =>
      new Promise<Outcome<string>>((resolve) => {
        started.push(request);
        finish.push(() => {
          resolve({ ok: true, value: request });
        });
      }),
  );
  return { started, finish, run };
}

it('computes the first and the newest of one key and supersedes those between', async () => {
  const { started, finish, run } = controlled();
  const outcomes = ['a', 'b', 'c'].map((request) => run(request, 'spectrum'));
  expect(started).toEqual(['a']);
  finish[0]();
  expect(await outcomes[0]).toEqual({ ok: true, value: 'a' });
  expect(await outcomes[1]).toMatchObject({ ok: false, error: { code: 'superseded' } });
  expect(started).toEqual(['a', 'c']);
  finish[1]();
  expect(await outcomes[2]).toEqual({ ok: true, value: 'c' });
});

it('runs different keys, and requests without a key, side by side', () => {
  const { started, run } = controlled();
  void run('a', 'one');
  void run('b', 'two');
  void run('c');
  void run('d');
  expect(started).toEqual(['a', 'b', 'c', 'd']);
});
