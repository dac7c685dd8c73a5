import { wrap, type Remote } from 'comlink';
import { describeError } from '../domain/errors';
import type { AnalysisRequest, Engine, Failure, Outcome } from './api';
import { newestOnly } from './newest-only';
import EngineWorker from './worker?worker';

/** A running worker and what to tell each waiting request if it dies. */
interface Connection {
  readonly remote: Remote<Engine>;
  readonly waiting: Set<(failure: Failure) => void>;
}

let connection: Connection | null = null;

function connect(): Connection {
  const worker = new EngineWorker({ name: new URL('models/', document.baseURI).href });
  const waiting = new Set<(failure: Failure) => void>();
  worker.addEventListener('error', (event) => {
    event.preventDefault();
    worker.terminate();
    connection = null;
    const failure: Failure = {
      code: 'worker-crashed',
      message: `The computation stopped unexpectedly (${event.message || 'no reason given'}). The next request starts it again.`,
    };
    for (const tell of waiting) tell(failure);
  });
  return { remote: wrap<Engine>(worker), waiting };
}

/** Runs one request; a crash of the worker ends it with `onFailure` instead of never. */
function call<T>(
  request: (remote: Remote<Engine>) => Promise<T>,
  onFailure: (failure: Failure) => T,
): Promise<T> {
  connection ??= connect();
  const { remote, waiting } = connection;
  return new Promise((resolve) => {
    const fail = (failure: Failure): void => {
      waiting.delete(fail);
      resolve(onFailure(failure));
    };
    waiting.add(fail);
    request(remote).then(
      (value) => {
        waiting.delete(fail);
        resolve(value);
      },
      (error: unknown) => {
        fail(describeError(error));
      },
    );
  });
}

const ask = <T>(request: (remote: Remote<Engine>) => Promise<Outcome<T>>): Promise<Outcome<T>> =>
  call(request, (error) => ({ ok: false, error }));

const engine: Engine = {
  read: (source) =>
    call(
      (remote) => remote.read(source),
      (error) => [{ kind: 'failed', source: { name: source.name, path: source.path }, error }],
    ),
  interpret: (scan, format, choices) => ask((remote) => remote.interpret(scan, format, choices)),
  analyse: newestOnly((request: AnalysisRequest) => ask((remote) => remote.analyse(request))),
  crossCheck: (request) => ask((remote) => remote.crossCheck(request)),
  manifest: () => ask((remote) => remote.manifest()),
  preload: (element) => ask((remote) => remote.preload(element)),
};

/** The engine in its Web Worker; the worker starts with the first request and again after a crash. */
export function getEngine(): Engine {
  return engine;
}
