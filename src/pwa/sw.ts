import { cleanupOutdatedCaches, createHandlerBoundToURL, precacheAndRoute } from 'workbox-precaching';
import { NavigationRoute, registerRoute } from 'workbox-routing';
import { PART_CACHE } from './parts';
import { putIntoInbox } from './inbox';
import { SHARE_FIELD, SHARE_TARGET } from './share-target';

declare const self: ServiceWorkerGlobalScope & {
  readonly __WB_MANIFEST: (string | { url: string; revision: string | null })[];
};

/** The shell, the plot library included; models are stored by the page's worker, by their content. */
precacheAndRoute(self.__WB_MANIFEST);
cleanupOutdatedCaches();

// Files with an extension are themselves; every other address below the scope is the page.
registerRoute(new NavigationRoute(createHandlerBoundToURL('index.html'), { denylist: [/\.[a-z0-9]+$/i] }));

// Parts of the app that not everybody needs stay from their first use on; their names change with their content.
registerRoute(
  ({ url }) => url.href.startsWith(new URL('assets/', self.registration.scope).href),
  async ({ request }) => {
    const cache = await caches.open(PART_CACHE);
    const stored = await cache.match(request.url);
    if (stored) return stored;
    const response = await fetch(request);
    if (response.ok) await cache.put(request.url, response.clone()).catch(() => undefined);
    return response;
  },
);

registerRoute(
  ({ url }) => url.href === new URL(SHARE_TARGET, self.registration.scope).href,
  async ({ request }) => {
    const form = await request.formData();
    await putIntoInbox(form.getAll(SHARE_FIELD).filter((entry) => entry instanceof File));
    return Response.redirect(self.registration.scope, 303);
  },
  'POST',
);

// The first visit is served offline from its first answer on; later versions wait until the user agrees.
self.addEventListener('activate', (event) => {
  event.waitUntil(self.clients.claim());
});
self.addEventListener('message', (event) => {
  const data: unknown = event.data;
  if (typeof data === 'object' && data !== null && 'type' in data && data.type === 'SKIP_WAITING') {
    void self.skipWaiting();
  }
});
