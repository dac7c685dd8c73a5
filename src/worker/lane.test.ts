import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createLane, LaneError, type Running } from './lane';

const SETTINGS = { beat: 100, patience: 5, grace: 50 };

/** Workers that answer pings until they are told to loop; requests end when the test says so. */
function fakeWorkers() {
  const workers: { isLooping: boolean; isEnded: boolean; crash: (reason: string) => void }[] = [];
  const start = (crash: (reason: string) => void): Running<number> => {
    const worker = { isLooping: false, isEnded: false, crash };
    workers.push(worker);
    return {
      remote: workers.length,
      ping: () => (worker.isLooping ? new Promise(() => undefined) : Promise.resolve()),
      end: () => {
        worker.isEnded = true;
      },
    };
  };
  return { workers, start };
}

const never = <T>(): Promise<T> => new Promise<T>(() => undefined);

describe('a lane', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('runs requests one after the other on one worker', async () => {
    const { workers, start } = fakeWorkers();
    const lane = createLane(start, SETTINGS);
    const begun: string[] = [];
    let finish: (value: string) => void = () => undefined;
    const first = lane.ask(() => {
      begun.push('first');
      return new Promise<string>((resolve) => {
        finish = resolve;
      });
    });
    const second = lane.ask((worker) => {
      begun.push('second');
      return Promise.resolve(`second on ${worker}`);
    });
    await vi.advanceTimersByTimeAsync(10_000);
    expect(begun).toEqual(['first']);
    finish('done');
    expect(await first).toBe('done');
    expect(await second).toBe('second on 1');
    expect(workers).toHaveLength(1);
  });

  it('gets a fresh worker after work that leaves the old one of no use', async () => {
    const { workers, start } = fakeWorkers();
    const lane = createLane(start, SETTINGS);
    await expect(lane.ask(() => Promise.reject(new LaneError('spent')))).rejects.toMatchObject({
      fault: 'spent',
    });
    expect(await lane.ask((worker) => Promise.resolve(worker))).toBe(2);
    expect(workers[0]?.isEnded).toBe(true);
    await expect(lane.ask(() => Promise.reject(new Error('no connection')))).rejects.toThrow('no connection');
    expect(await lane.ask((worker) => Promise.resolve(worker))).toBe(2);
  });

  it('waits for slow work that shows signs of life', async () => {
    const { start } = fakeWorkers();
    const lane = createLane(start, SETTINGS);
    const slow = lane.ask(() => new Promise<string>((resolve) => setTimeout(resolve, 60_000, 'slow')));
    await vi.advanceTimersByTimeAsync(60_000);
    expect(await slow).toBe('slow');
  });

  it('ends a worker without a sign of life; what waited goes on with a fresh one', async () => {
    const { workers, start } = fakeWorkers();
    const lane = createLane(start, SETTINGS);
    const endless = lane.ask((): Promise<string> => {
      // It answered once, when it started.
      setTimeout(() => {
        workers[0].isLooping = true;
      }, 50);
      return never();
    });
    const failed = expect(endless).rejects.toMatchObject({ fault: 'silent' });
    const next = lane.ask((worker) => Promise.resolve(worker));
    await vi.advanceTimersByTimeAsync(1000);
    await failed;
    expect(workers[0].isEnded).toBe(true);
    expect(await next).toBe(2);
  });

  it('has patience with a worker that is still loading', async () => {
    const { workers, start } = fakeWorkers();
    const lane = createLane((crash) => {
      const running = start(crash);
      workers[0].isLooping = true;
      return running;
    }, SETTINGS);
    let finish: (value: string) => void = () => undefined;
    const asked = lane.ask(
      () =>
        new Promise<string>((resolve) => {
          finish = resolve;
        }),
    );
    await vi.advanceTimersByTimeAsync(60_000);
    expect(workers[0].isEnded).toBe(false);
    finish('at last');
    expect(await asked).toBe('at last');
  });

  it('lets a stopped request end by itself within the grace, and ends the worker after it', async () => {
    const { workers, start } = fakeWorkers();
    const lane = createLane(start, SETTINGS);
    const stop = new AbortController();
    const quick = lane.ask(
      () => new Promise<string>((resolve) => setTimeout(resolve, SETTINGS.grace - 10, 'quick')),
      stop.signal,
    );
    await vi.advanceTimersByTimeAsync(0);
    stop.abort();
    await vi.advanceTimersByTimeAsync(SETTINGS.grace);
    expect(await quick).toBe('quick');
    expect(workers[0].isEnded).toBe(false);

    const again = new AbortController();
    const stopped = expect(lane.ask(never<string>, again.signal)).rejects.toMatchObject({ fault: 'stopped' });
    const unsent = expect(lane.ask(never<string>, again.signal)).rejects.toMatchObject({ fault: 'stopped' });
    await vi.advanceTimersByTimeAsync(0);
    again.abort();
    await vi.advanceTimersByTimeAsync(SETTINGS.grace);
    await stopped;
    await unsent;
    expect(workers[0].isEnded).toBe(true);
    expect(await lane.ask((worker) => Promise.resolve(worker))).toBe(2);
  });

  it('tells a crash with its reason and starts again', async () => {
    const { workers, start } = fakeWorkers();
    const lane = createLane(start, SETTINGS);
    const crashed = expect(lane.ask(never<string>)).rejects.toEqual(
      new LaneError('crashed', 'out of memory'),
    );
    await vi.advanceTimersByTimeAsync(0);
    workers[0].crash('out of memory');
    await crashed;
    expect(await lane.ask((worker) => Promise.resolve(worker))).toBe(2);
  });

  it('passes on what a request throws', async () => {
    const lane = createLane(fakeWorkers().start, SETTINGS);
    await expect(lane.ask(() => Promise.reject(new Error('no')))).rejects.toThrow('no');
  });
});
