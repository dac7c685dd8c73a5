import { hashIn } from './addresses';

/**
 * Model files by content hash in the browser's Cache Storage, shared by worker and page. What is stored once is
 * never fetched again; what a changed model replaces is thrown away by `pruneModels`.
 */

export const MODEL_CACHE = 'xanopy-models';

/** The cache, or undefined where the browser has none (insecure addresses, some private windows). */
export async function modelCache(): Promise<Cache | undefined> {
  return 'caches' in globalThis ? caches.open(MODEL_CACHE).catch(() => undefined) : undefined;
}

/** Whether `bytes` are the content that `address` names; a login page of a hotel network is not. */
async function isContentOf(address: string, bytes: ArrayBuffer): Promise<boolean> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  const hex = Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
  const named = hashIn(address);
  return named !== undefined && hex.startsWith(named);
}

/**
 * The response for a model's address: the stored one, else from the network and then stored if its content
 * is what the address names.
 * @throws TypeError without connection
 */
export async function fetchModel(address: string, signal?: AbortSignal): Promise<Response> {
  const cache = await modelCache();
  const stored = await cache?.match(address);
  if (stored) return stored;
  const response = await fetch(address, signal ? { signal } : {});
  if (cache && response.ok && hashIn(address) !== undefined) {
    const bytes = await response.clone().arrayBuffer();
    // A full disk costs the offline use of this model, not the answer.
    if (await isContentOf(address, bytes)) await cache.put(address, response.clone()).catch(() => undefined);
  }
  return response;
}

/** Throws away stored models that are not among `addresses`. */
export async function pruneModels(addresses: readonly string[]): Promise<void> {
  const cache = await modelCache();
  if (!cache) return;
  const current = new Set(addresses);
  const stored = await cache.keys();
  await Promise.all(stored.filter(({ url }) => !current.has(url)).map((request) => cache.delete(request)));
}
