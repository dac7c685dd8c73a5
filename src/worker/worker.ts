import { expose } from 'comlink';
import { XanopyError } from '../domain/errors';
import { createEngine } from './engine';

declare const self: DedicatedWorkerGlobalScope;

/** The page names the worker after the address of its models: a worker knows only its own script's. */
const modelsUrl = self.name;

expose(
  createEngine(async (name, hash) => {
    // The hash in the address makes every version of a file a resource of its own for all caches.
    const address = new URL(hash === undefined ? name : `${name}?${hash.slice(0, 16)}`, modelsUrl);
    const response = await fetch(address).catch(() => {
      throw new XanopyError(
        'model-unavailable',
        `Could not load ${name}: no connection, and it is not stored for offline use. Connect once and try again.`,
      );
    });
    if (!response.ok) {
      throw new XanopyError(
        'model-unavailable',
        `Could not load ${name} (status ${response.status}). Try again later.`,
      );
    }
    return new Uint8Array(await response.arrayBuffer());
  }),
);
