import { afterEach, expect, it, vi } from 'vitest';
import { putIntoInbox, takeFromInbox } from './inbox';

const BASE = 'https://example.org/xanopy/';

/** As much of Cache Storage as the inbox uses; relative addresses are those of the service worker. */
function fakeCaches() {
  const stored = new Map<string, Map<string, Response>>();
  const open = (name: string) => {
    const cache = stored.get(name) ?? new Map<string, Response>();
    stored.set(name, cache);
    return Promise.resolve({
      put: (address: string, response: Response) =>
        Promise.resolve(void cache.set(new URL(address, BASE).href, response)),
      keys: () => Promise.resolve([...cache.keys()].map((url) => ({ url }))),
      match: ({ url }: { url: string }) => Promise.resolve(cache.get(url)),
    });
  };
  return {
    open,
    has: (name: string) => Promise.resolve(stored.has(name)),
    delete: (name: string) => Promise.resolve(stored.delete(name)),
  };
}

afterEach(() => {
  vi.unstubAllGlobals();
});

it('hands over shared files once, with their names and bytes, in their order', async () => {
  vi.stubGlobal('caches', fakeCaches());
  await putIntoInbox([new File(['1 2\n'], 'Fe foil/50 %.dat'), new File([Uint8Array.of(0, 255)], 'b.h5')]);
  const files = await takeFromInbox();
  expect(files).toEqual([
    { name: 'Fe foil/50 %.dat', bytes: new TextEncoder().encode('1 2\n') },
    { name: 'b.h5', bytes: Uint8Array.of(0, 255) },
  ]);
  expect(await takeFromInbox()).toEqual([]);
});

it('is empty where there is no Cache Storage', async () => {
  expect(await takeFromInbox()).toEqual([]);
});
