import type { Failure, Outcome } from './api';

const SUPERSEDED: Failure = { code: 'superseded', message: 'A newer request took the place of this one.' };

/**
 * One request in flight a key; while it runs only the newest waiting one is kept, so that dragging E0
 * never builds a queue.
 */
export function newestOnly<Request, T>(
  run: (request: Request) => Promise<Outcome<T>>,
): (request: Request, key?: string) => Promise<Outcome<T>> {
  interface Waiting {
    readonly request: Request;
    readonly resolve: (outcome: Outcome<T>) => void;
  }
  const running = new Map<string, Waiting | null>();

  const start = async (request: Request, key: string): Promise<Outcome<T>> => {
    running.set(key, null);
    try {
      return await run(request);
    } finally {
      const next = running.get(key);
      running.delete(key);
      if (next) void start(next.request, key).then(next.resolve);
    }
  };

  return (request, key) => {
    if (key === undefined) return run(request);
    if (!running.has(key)) return start(request, key);
    return new Promise((resolve) => {
      running.get(key)?.resolve({ ok: false, error: SUPERSEDED });
      running.set(key, { request, resolve });
    });
  };
}
