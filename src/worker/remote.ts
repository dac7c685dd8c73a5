import { proxy, transfer, wrap, type ProxyMarked, type Remote } from 'comlink';
import { describeError, XanopyError, type Code } from '../domain/errors';
import { STOPPED, type Engine, type Examination, type Failure, type Outcome, type Run } from './api';
import type { WorkerEngine } from './worker-engine';
import { HDF5_CRASHED } from '../readers/types';
import { createLane, LaneError, type Lane, type LaneFault } from './lane';
import { buffersOfBytes } from './transfer';
import EngineWorker from './worker?worker';

type RemoteEngine = Remote<WorkerEngine>;

export function laneOfWorker(): Lane<RemoteEngine> {
  return createLane((onCrash) => {
    const worker = new EngineWorker({ name: new URL('models/', document.baseURI).href });
    worker.addEventListener('error', (event) => {
      event.preventDefault();
      onCrash(reasonOf(event));
    });
    const remote = wrap<WorkerEngine>(worker);
    return {
      remote,
      ping: () => remote.ping(),
      end: () => {
        worker.terminate();
      },
    };
  });
}

/** Files are read in a worker of their own: one that finds no end neither delays nor ends the answers. */
const reading = laneOfWorker();
const answering = laneOfWorker();
/** Decompositions may take a while; meanwhile spectra are answered. */
const decomposing = laneOfWorker();

/** Where the program of a worker cannot be fetched, browsers give a plain event. */
function reasonOf(event: Event): string {
  if (!(event instanceof ErrorEvent))
    return 'its program could not be loaded: connect to the network until the header no longer says Storing';
  return event.message || 'no reason given';
}

const CRASHED = 'The next request starts it again.';

const READING: Readonly<Record<LaneFault, (reason: string) => [code: Code, message: string]>> = {
  crashed: (reason) => ['worker-crashed', `Reading stopped unexpectedly (${reason}). ${CRASHED}`],
  silent: () => [
    'endless-file',
    'Reading this file found no end and was given up: it is probably damaged. Copy or export it again.',
  ],
  stopped: () => ['reading-stopped', 'Reading this file was stopped. Drop it again to read it.'],
  spent: () => ['worker-crashed', `Reading stopped unexpectedly. ${CRASHED}`],
};

export const COMPUTING: typeof READING = {
  crashed: (reason) => ['worker-crashed', `The computation stopped unexpectedly (${reason}). ${CRASHED}`],
  silent: () => [
    'endless-computation',
    'The computation found no end and was given up. Choose other columns, or report this with the file.',
  ],
  stopped: () => [STOPPED, 'The computation was stopped. Retry it from the list.'],
  spent: () => ['worker-crashed', `The computation stopped unexpectedly. ${CRASHED}`],
};

const DECOMPOSING: typeof READING = {
  ...COMPUTING,
  silent: () => [
    'endless-computation',
    'The computation found no end and was given up. Choose fewer spectra or a shorter range.',
  ],
  stopped: () => ['computing-stopped', 'The computation was stopped.'],
};

export function failureOf(error: unknown, sentences: typeof READING): Failure {
  if (!(error instanceof LaneError)) return describeError(error);
  return describeError(new XanopyError(...sentences[error.fault](error.reason)));
}

/** A request whose failure is data, too. */
const ask = <T>(request: (remote: RemoteEngine) => Promise<Outcome<T>>): Promise<Outcome<T>> =>
  answering
    .ask(request)
    .catch((error: unknown): Outcome<T> => ({ ok: false, error: failureOf(error, COMPUTING) }));

/** A long computation: the signal stays here and ends the worker. */
const decompose = <T>(
  request: (
    remote: RemoteEngine,
    onProgress: (((part: number) => void) & ProxyMarked) | null,
  ) => Promise<Outcome<T>>,
  { onProgress, signal }: Run = {},
): Promise<Outcome<T>> =>
  decomposing
    .ask((remote) => request(remote, onProgress ? proxy(onProgress) : null), signal)
    .catch((error: unknown): Outcome<T> => ({ ok: false, error: failureOf(error, DECOMPOSING) }));

const engine: Engine = {
  read: async (source, onOutcome, { signal, onProgress } = {}) => {
    const { name, path } = source;
    let isSpent = false;
    const pass: typeof onOutcome = (outcome) => {
      if (outcome.kind === 'failed' && outcome.error.code === HDF5_CRASHED) isSpent = true;
      return onOutcome(outcome);
    };
    try {
      await reading.ask(async (remote) => {
        // The signal stays here: it ends the worker.
        await remote.read(
          transfer(source, buffersOfBytes(source.bytes)),
          proxy(pass),
          onProgress ? proxy(onProgress) : null,
        );
        if (isSpent) throw new LaneError('spent');
      }, signal);
    } catch (error) {
      if (error instanceof LaneError && error.fault === 'spent') return;
      await onOutcome({ kind: 'failed', source: { name, path }, error: failureOf(error, READING) });
    }
  },
  examine: async (scan, format, choices, options, signal, models) => {
    try {
      return await answering.ask(
        (remote): Promise<Examination> => remote.examine(scan, format, choices, options, undefined, models),
        signal,
      );
    } catch (error) {
      return { kind: 'failed', reading: null, error: failureOf(error, COMPUTING) };
    }
  },
  previews: (...request) => ask((remote) => remote.previews(...request)),
  crossCheck: (...request) => ask((remote) => remote.crossCheck(...request)),
  combine: (target, references, options, run) =>
    decompose((remote, onProgress) => remote.combine(target, references, options, onProgress), run),
  mixtureHints: (suspects) => decompose((remote) => remote.mixtureHints(suspects)),
  components: (scans, range, run) =>
    decompose((remote, onProgress) => remote.components(scans, range, onProgress), run),
  resolve: (scans, options, run) =>
    decompose((remote, onProgress) => remote.resolve(scans, options, onProgress), run),
  retrain: (element, references, run) =>
    decompose((remote, onProgress) => remote.retrain(element, references, onProgress), run),
  describeStructure: (structure) => ask((remote) => remote.describeStructure(structure)),
  addPack: (files) => decompose((remote) => remote.addPack([...files])),
  packs: () => ask((remote) => remote.packs()),
  exportPack: (pack) => ask((remote) => remote.exportPack(pack)),
  removePack: (pack) => ask((remote) => remote.removePack(pack)),
  manifest: () => ask((remote) => remote.manifest()),
  model: (element) => ask((remote) => remote.model(element)),
  library: (element) => ask((remote) => remote.library(element)),
  evaluation: () => ask((remote) => remote.evaluation()),
};

/** The engine in its workers; they start with the first request and again after a crash, a loop or a stop. */
export function getEngine(): Engine {
  return engine;
}
