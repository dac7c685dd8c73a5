/** A file whose bytes are fetched when its turn comes, so that a thousand files do not fill the memory. */
export interface SourceFile {
  readonly name: string;
  readonly path: string;
  readonly bytes: () => Promise<Uint8Array>;
  /** The file itself, for what is read from it part by part. */
  readonly file?: File;
}

/** Files of the running batch. */
export interface Progress {
  readonly total: number;
  readonly done: number;
  /** The one that is read now. */
  readonly file: string;
  /** How far that one is, 0 to 1; large files and archives tell. */
  readonly share: number;
}

export interface Work {
  /** Must not reject; `onShare` gets the share of the file that is done. */
  readonly read: (file: SourceFile, signal: AbortSignal, onShare: (share: number) => void) => Promise<void>;
  /** Must not reject; ids of spectra that need nothing any more return at once. */
  readonly compute: (id: string, signal: AbortSignal) => Promise<void>;
  /** Null when no file is read. */
  readonly onProgress: (progress: Progress | null) => void;
  /** Nothing is left to do. */
  readonly onIdle: () => void;
}

export interface Queue {
  readonly addFiles: (files: readonly SourceFile[]) => void;
  /** Spectra to be computed in their turn. */
  readonly add: (ids: Iterable<string>) => void;
  /** Spectra that the user waits for: before all others. */
  readonly hurry: (ids: Iterable<string>) => void;
  /** Drops what waits and ends what runs; returns the spectra that were dropped. */
  readonly stop: () => string[];
  /** A held queue takes work and begins when it is released. */
  readonly release: () => void;
}

/** First in, first out, without moving what waits. */
function fifo<T>() {
  let waiting: T[] = [];
  let next = 0;
  return {
    push: (value: T): void => void waiting.push(value),
    take: (): T | undefined => {
      const value = waiting[next++];
      if (next >= waiting.length) {
        waiting = [];
        next = 0;
      }
      return value;
    },
    clear: (): T[] => {
      const rest = waiting.slice(next);
      waiting = [];
      next = 0;
      return rest;
    },
  };
}

/**
 * All work of the session. Two things run at a time, one of each kind: a file is read, and a spectrum is computed,
 * first those that the user waits for, then those that were read.
 */
export function createQueue(work: Work, isHeld = false): Queue {
  const urgent = fifo<string>();
  const waiting = fifo<string>();
  const files = fifo<SourceFile>();
  let total = 0;
  let done = 0;
  let stopping = new AbortController();
  let isReading = false;
  let isComputing = false;

  const rest = (): void => {
    if (isReading || isComputing) return;
    total = 0;
    done = 0;
    work.onIdle();
  };

  const compute = async (): Promise<void> => {
    if (isComputing || isHeld) return;
    isComputing = true;
    for (;;) {
      const id = urgent.take() ?? waiting.take();
      if (id === undefined) break;
      await work.compute(id, stopping.signal);
    }
    isComputing = false;
    rest();
  };

  const read = async (): Promise<void> => {
    if (isReading || isHeld) return;
    isReading = true;
    for (let file = files.take(); file; file = files.take()) {
      const { name } = file;
      let percent = 0;
      work.onProgress({ total, done, file: name, share: 0 });
      await work.read(file, stopping.signal, (share) => {
        // A percent is as fine as it is shown.
        if (Math.floor(100 * share) <= percent) return;
        percent = Math.floor(100 * share);
        work.onProgress({ total, done, file: name, share });
      });
      done += 1;
    }
    work.onProgress(null);
    isReading = false;
    rest();
  };

  return {
    addFiles: (added) => {
      if (added.length === 0) return;
      for (const file of added) files.push(file);
      total += added.length;
      void read();
    },
    add: (ids) => {
      for (const id of ids) waiting.push(id);
      void compute();
    },
    hurry: (ids) => {
      for (const id of ids) urgent.push(id);
      void compute();
    },
    stop: () => {
      files.clear();
      const dropped = [...urgent.clear(), ...waiting.clear()];
      stopping.abort();
      stopping = new AbortController();
      return dropped;
    },
    release: () => {
      isHeld = false;
      void read();
      void compute();
    },
  };
}
