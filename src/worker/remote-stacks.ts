import { proxy, type Remote } from 'comlink';
import { HDF5_CRASHED } from '../readers/types';
import type { Outcome } from './api';
import type { WorkerEngine } from './worker-engine';
import { LaneError, type Lane } from './lane';
import { COMPUTING, failureOf, laneOfWorker } from './remote';
import type { StackFile, StackService } from './stack-service';

/** Most workers that answer one map: each holds the models of an element and some lines of the stack. */
const MOST_WORKERS = 4;

type StackLane = Lane<Remote<WorkerEngine>>;

/** The service of each worker. It must be held: collected as garbage it would close its port over an open request. */
const services = new WeakMap<Remote<WorkerEngine>, Promise<Remote<StackService>>>();

function serviceOf(remote: Remote<WorkerEngine>): Promise<Remote<StackService>> {
  const service = services.get(remote) ?? remote.stacks();
  services.set(remote, service);
  return service;
}

/** A request to a worker; its failure is data, too. */
async function ask<T>(
  lane: StackLane,
  request: (service: Remote<StackService>) => Promise<Outcome<T>>,
  signal?: AbortSignal,
): Promise<Outcome<T>> {
  let crash: Outcome<T> | null = null;
  try {
    return await lane.ask(async (remote) => {
      const outcome = await request(await serviceOf(remote));
      if (!outcome.ok && outcome.error.code === HDF5_CRASHED) {
        crash = outcome;
        throw new LaneError('spent');
      }
      return outcome;
    }, signal);
  } catch (error) {
    return crash ?? { ok: false, error: failureOf(error, COMPUTING) };
  }
}

/** What the page asks of stacks: whatever is looked at waits for no map that is computed. */
export interface RemoteStacks {
  readonly workers: number;
  readonly list: (file: StackFile) => ReturnType<StackService['list']>;
  readonly survey: StackService['survey'];
  readonly hdf5: StackService['hdf5'];
  readonly spectrum: StackService['spectrum'];
  /** Answers lines in one of the workers. */
  readonly map: (
    worker: number,
    signal: AbortSignal,
    ...request: Parameters<StackService['map']>
  ) => ReturnType<StackService['map']>;
}

function createRemote(): RemoteStacks {
  const looking = laneOfWorker();
  const workers = Math.max(1, Math.min(MOST_WORKERS, navigator.hardwareConcurrency));
  const mapping = Array.from({ length: workers }, laneOfWorker);
  return {
    workers,
    list: (file) => ask(looking, (service) => service.list(file)),
    hdf5: (...request) => ask(looking, (service) => service.hdf5(...request)),
    survey: (...request) => ask(looking, (service) => service.survey(...request)),
    spectrum: (...request) => ask(looking, (service) => service.spectrum(...request)),
    map: (worker, signal, file, id, settings, first, count, onPart) =>
      ask(
        mapping[worker] ?? looking,
        (service) => service.map(file, id, settings, first, count, proxy(onPart)),
        signal,
      ),
  };
}

let remote: RemoteStacks | null = null;

export const remoteStacks = (): RemoteStacks => (remote ??= createRemote());
