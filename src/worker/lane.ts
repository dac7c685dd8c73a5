/** A worker that runs, as a lane sees it. */
export interface Running<Remote> {
  readonly remote: Remote;
  /** Resolves as soon as the worker has a moment; never while it is caught in a loop. */
  readonly ping: () => Promise<unknown>;
  /** Ends the worker, whatever it does. */
  readonly end: () => void;
}

/** Why a request of a lane has no result. */
export type LaneFault = 'crashed' | 'silent' | 'stopped' | 'spent';

export class LaneError extends Error {
  constructor(
    readonly fault: LaneFault,
    /** What the browser says, where it says anything. */
    readonly reason = '',
  ) {
    super(`${fault} ${reason}`);
    this.name = 'LaneError';
  }
}

export interface LaneSettings {
  /** Milliseconds between two signs of life that are asked for. */
  readonly beat: number;
  /** So many beats without a sign of life end the worker. Beats, not time: a laptop may sleep. */
  readonly patience: number;
  /** Milliseconds that a stopped request gets to end by itself. */
  readonly grace: number;
}

/** 20 s: the slowest synchronous step of any fixture takes under 2 s on a small machine. */
export const LANE_SETTINGS: LaneSettings = { beat: 1000, patience: 20, grace: 500 };

/** One worker and its requests, one after the other, so that there is no doubt which one keeps it busy. */
export interface Lane<Remote> {
  /**
   * Runs a request when those before it are settled; the worker starts with the first one.
   * @throws LaneError when the worker crashed, gave no sign of life, or was ended by the signal, or what `work` throws;
   * after any LaneError the next request gets a fresh worker
   */
  ask<T>(work: (remote: Remote) => Promise<T>, signal?: AbortSignal): Promise<T>;
}

/** `start` makes a worker; it gets a function to tell of a crash. */
export function createLane<Remote>(
  start: (onCrash: (reason: string) => void) => Running<Remote>,
  { beat, patience, grace }: LaneSettings = LANE_SETTINGS,
): Lane<Remote> {
  interface Connection extends Running<Remote> {
    /** A loading worker cannot answer: the network is no sign of a loop. */
    hasAnswered: boolean;
    giveUp: (error: LaneError) => void;
  }
  let connection: Connection | null = null;
  let last: Promise<unknown> = Promise.resolve();

  const disconnect = (old: Connection): void => {
    old.end();
    if (connection === old) connection = null;
  };

  const connect = (): Connection => {
    const made: Connection = {
      ...start((reason) => {
        disconnect(made);
        made.giveUp(new LaneError('crashed', reason));
      }),
      hasAnswered: false,
      giveUp: () => undefined,
    };
    return made;
  };

  const run = <T>(work: (remote: Remote) => Promise<T>, signal?: AbortSignal): Promise<T> => {
    if (signal?.aborted) return Promise.reject(new LaneError('stopped'));
    connection ??= connect();
    const mine = connection;
    return new Promise<T>((resolve, reject) => {
      let silentBeats = 0;
      let isPinging = false;
      const ping = (): void => {
        isPinging = true;
        void mine.ping().then(() => {
          isPinging = false;
          silentBeats = 0;
          mine.hasAnswered = true;
        });
      };
      const pulse = setInterval(() => {
        if (!isPinging) ping();
        else if (mine.hasAnswered && ++silentBeats >= patience) mine.giveUp(new LaneError('silent'));
      }, beat);
      ping();

      let mercy: ReturnType<typeof setTimeout> | undefined;
      const onAbort = (): void => {
        mercy = setTimeout(() => {
          mine.giveUp(new LaneError('stopped'));
        }, grace);
      };
      signal?.addEventListener('abort', onAbort);
      const settle = (): void => {
        clearInterval(pulse);
        clearTimeout(mercy);
        signal?.removeEventListener('abort', onAbort);
        mine.giveUp = () => undefined;
      };
      mine.giveUp = (error) => {
        settle();
        disconnect(mine);
        reject(error);
      };
      work(mine.remote).then(
        (value) => {
          settle();
          resolve(value);
        },
        (error: unknown) => {
          settle();
          if (error instanceof LaneError) disconnect(mine);
          // eslint-disable-next-line @typescript-eslint/prefer-promise-reject-errors -- passed on as it is
          reject(error);
        },
      );
    });
  };

  return {
    ask: (work, signal) => {
      const result = last.then(() => run(work, signal));
      last = result.catch(() => undefined);
      return result;
    },
  };
}
