import { Workbox } from 'workbox-window';

export interface ServiceWorkerEvents {
  /** The app is stored: it opens without a network from now on. */
  readonly onStored: () => void;
  /** A new version is stored and waits; `apply` reloads the page with it. */
  readonly onUpdate: (apply: () => void) => void;
  /** Another tab switched to a new version: this one should be reloaded when it suits. */
  readonly onReplaced: () => void;
  /** The browser will not store the app, with the reason in words. */
  readonly onRefused: (reason: string) => void;
}

const UPDATE_INTERVAL = 60 * 60 * 1000;

/** Registers the service worker of the built app beside the page, below whatever path that has. */
export function registerServiceWorker(events: ServiceWorkerEvents): void {
  if (!import.meta.env.PROD) {
    events.onRefused('this is the development server');
    return;
  }
  if (!('serviceWorker' in navigator)) {
    events.onRefused('the browser allows it on https addresses only, and not in some private windows');
    return;
  }
  const worker = new Workbox(new URL('sw.js', document.baseURI).href);
  let isApplying = false;
  const hadController = navigator.serviceWorker.controller !== null;
  navigator.serviceWorker.addEventListener('controllerchange', () => {
    if (isApplying) window.location.reload();
    else if (hadController) events.onReplaced();
  });
  worker.addEventListener('waiting', () => {
    events.onUpdate(() => {
      isApplying = true;
      worker.messageSkipWaiting();
    });
  });
  void navigator.serviceWorker.ready.then(events.onStored);
  worker.register().then(
    () => {
      setInterval(() => {
        if (navigator.onLine) worker.update().catch(() => undefined);
      }, UPDATE_INTERVAL);
    },
    (error: unknown) => {
      events.onRefused(error instanceof Error ? error.message : String(error));
    },
  );
}
