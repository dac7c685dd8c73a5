/** Files that other programs share with the app: the service worker puts them here, the page takes them out. */

const INBOX = 'xanopy-inbox';

/** Keeps shared files until the page asks for them. */
export async function putIntoInbox(files: readonly File[]): Promise<void> {
  const cache = await caches.open(INBOX);
  const batch = Date.now();
  await Promise.all(
    files.map((file, index) =>
      cache.put(
        `inbox/${batch}/${index}/${encodeURIComponent(file.name || 'shared.txt')}`,
        new Response(file),
      ),
    ),
  );
}

/** Takes everything out, in the order in which it came. */
export async function takeFromInbox(): Promise<{ readonly name: string; readonly bytes: Uint8Array }[]> {
  if (!('caches' in globalThis) || !(await caches.has(INBOX))) return [];
  const cache = await caches.open(INBOX);
  const files: { name: string; bytes: Uint8Array }[] = [];
  for (const request of await cache.keys()) {
    const response = await cache.match(request);
    if (!response) continue;
    const name = decodeURIComponent(new URL(request.url).pathname.split('/').at(-1) ?? 'shared.txt');
    files.push({ name, bytes: new Uint8Array(await response.arrayBuffer()) });
  }
  await caches.delete(INBOX);
  return files;
}
