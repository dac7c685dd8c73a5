import { createHash } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { modelAddress } from './addresses';
import { fetchModel, pruneModels } from './model-store';

const BASE = 'https://example.org/app/models/';
const CONTENT = '{"element":"Fe"}';
const HASH = createHash('sha256').update(CONTENT).digest('hex');
const ADDRESS = modelAddress('Fe.json', HASH, BASE);

/** As much of Cache Storage as the store uses. */
function fakeCaches() {
  const stored = new Map<string, Response>();
  const cache = {
    match: (address: string) => Promise.resolve(stored.get(address)?.clone()),
    put: (address: string, response: Response) => Promise.resolve(void stored.set(address, response)),
    keys: () => Promise.resolve([...stored.keys()].map((url) => ({ url }))),
    delete: ({ url }: { url: string }) => Promise.resolve(stored.delete(url)),
  };
  return { stored, open: () => Promise.resolve(cache) };
}

describe('model store', () => {
  const network = vi.fn<(address: string) => Promise<Response>>();
  let caches = fakeCaches();

  beforeEach(() => {
    caches = fakeCaches();
    network.mockReset().mockImplementation(() => Promise.resolve(new Response(CONTENT)));
    vi.stubGlobal('caches', caches);
    vi.stubGlobal('fetch', network);
  });
  afterEach(() => {
    vi.unstubAllGlobals();
  });

  it('names every version of a file differently, below any path', () => {
    expect(ADDRESS).toBe(`https://example.org/app/models/Fe.${HASH.slice(0, 16)}.json`);
    expect(modelAddress('manifest.json', undefined, BASE)).toBe(
      'https://example.org/app/models/manifest.json',
    );
  });

  it('fetches once, then answers without a network', async () => {
    expect(await (await fetchModel(ADDRESS)).text()).toBe(CONTENT);
    network.mockRejectedValue(new TypeError('offline'));
    expect(await (await fetchModel(ADDRESS)).text()).toBe(CONTENT);
    expect(network).toHaveBeenCalledTimes(1);
  });

  it('never stores what is not the named content', async () => {
    network.mockResolvedValue(new Response('<html>Please log in</html>'));
    await fetchModel(ADDRESS);
    expect(caches.stored.size).toBe(0);
  });

  it('stores neither failures nor files without a hash', async () => {
    network.mockResolvedValue(new Response(CONTENT, { status: 404 }));
    await fetchModel(ADDRESS);
    network.mockResolvedValue(new Response('{}'));
    await fetchModel(modelAddress('manifest.json', undefined, BASE));
    expect(caches.stored.size).toBe(0);
  });

  it('works where there is no Cache Storage', async () => {
    vi.unstubAllGlobals();
    vi.stubGlobal('fetch', network);
    expect(await (await fetchModel(ADDRESS)).text()).toBe(CONTENT);
    await expect(pruneModels([])).resolves.toBeUndefined();
  });

  it('throws away replaced versions only', async () => {
    await fetchModel(ADDRESS);
    caches.stored.set(`${BASE}Fe.0000000000000000.json`, new Response('old'));
    await pruneModels([ADDRESS]);
    expect([...caches.stored.keys()]).toEqual([ADDRESS]);
  });
});
