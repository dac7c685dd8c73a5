import { expose } from 'comlink';
import { XanopyError } from '../domain/errors';
import { createEngine } from './engine';
import { fetchModel, modelAddress } from './model-store';

declare const self: DedicatedWorkerGlobalScope;

/** The page names the worker after the address of its models: a worker knows only its own script's. */
const modelsUrl = self.name;

expose(
  createEngine(async (name, hash) => {
    const response = await fetchModel(modelAddress(name, hash, modelsUrl)).catch(() => {
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
