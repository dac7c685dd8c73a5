import { expose, proxy, transfer } from 'comlink';
import { XanopyError } from '../domain/errors';
import type { Run } from './api';
import type { Progress, WorkerEngine } from './worker-engine';
import { createEngine, type SymmetryLibrary } from './engine';
import { modelAddress } from './addresses';
import { fetchModel } from './model-store';
import type { StackService } from './stack-service';
import { buffersOfExamination, buffersOfFile, buffersOfPreviews } from './transfer';

declare const self: DedicatedWorkerGlobalScope;

/** The page names the worker after the address of its models: a worker knows only its own script's. */
const modelsUrl = self.name;

/** moyo, loaded with the first structure; its WebAssembly lies beside its script. */
async function loadSymmetry(): Promise<SymmetryLibrary> {
  const moyo = await import('@spglib/moyo-wasm');
  await moyo.default().catch(() => {
    throw new XanopyError(
      'structure-search-unavailable',
      'The search for symmetry could not be loaded: no connection, and it is not stored for offline use. Connect once and try again.',
    );
  });
  return moyo;
}

/** Milliseconds after which a server that says nothing counts as no connection. */
const NETWORK_PATIENCE = 60_000;

const engine = createEngine(
  async (name, hash) => {
    const address = modelAddress(name, hash, modelsUrl);
    const response = await fetchModel(address, AbortSignal.timeout(NETWORK_PATIENCE)).catch(() => {
      throw new XanopyError(
        'model-unavailable',
        `Could not load ${name}: no connection, and it is not stored for offline use. Connect once and try again.`,
      );
    });
    if (response.status === 404 && hash !== undefined) {
      throw new XanopyError(
        'app-updated',
        `${name} of this version is no longer on the server: Xanopy was updated. Reload the page to go on with the new version; your spectra stay.`,
      );
    }
    if (!response.ok) {
      throw new XanopyError(
        'model-unavailable',
        `Could not load ${name} (status ${response.status}). Try again later.`,
      );
    }
    return new Uint8Array(await response.arrayBuffer());
  },
  loadSymmetry,
  __PINNED__,
  'whole',
  async () => (await import('./pack-database')).createDatabaseShelf(),
);

const runOf = (onProgress: Progress): Run => (onProgress ? { onProgress } : {});

/** One for all requests: the file that it read last stays open. */
let stacks: StackService | null = null;

const exposed: WorkerEngine = {
  ...engine,
  // An awaited hand-over keeps the order and reads no faster than the page takes.
  read: (source, onOutcome, onProgress) =>
    engine.read(
      source,
      (outcome) => onOutcome(transfer(outcome, buffersOfFile(outcome))),
      onProgress ? { onProgress } : {},
    ),
  examine: async (...request) => {
    const examination = await engine.examine(...request);
    return transfer(examination, buffersOfExamination(examination));
  },
  previews: async (...request) => {
    const outcome = await engine.previews(...request);
    return outcome.ok ? transfer(outcome, buffersOfPreviews(outcome.value)) : outcome;
  },
  combine: (target, references, options, onProgress) =>
    engine.combine(target, references, options, runOf(onProgress)),
  components: (scans, range, onProgress) => engine.components(scans, range, runOf(onProgress)),
  resolve: (scans, options, onProgress) => engine.resolve(scans, options, runOf(onProgress)),
  stacks: async () => {
    const { createStackService } = await import('./stack-service');
    stacks ??= createStackService(engine, (blob) => new FileReaderSync().readAsArrayBuffer(blob));
    return proxy(stacks);
  },
  retrain: (element, references, onProgress) => engine.retrain(element, references, runOf(onProgress)),
  ping: () => undefined,
};

expose(exposed);
