import type { Item } from './item';

/** What became of a batch of files. */
export interface Summary {
  readonly files: number;
  /** Spectra in these files, those of unreadable files not among them. */
  readonly spectra: number;
  readonly answered: number;
  /** Spectra that the models may not judge. */
  readonly outside: number;
  readonly questions: number;
  readonly failed: number;
  /** Spectra left out because the session holds them already. */
  readonly known: number;
  /** Crystal structures. */
  readonly structures: number;
  readonly stopped: boolean;
}

/** Counts what becomes of the files that were given since the work last ended. */
export interface Batch {
  readonly give: (files: number) => void;
  readonly take: (added: readonly Item[], known: number) => void;
  readonly takeStructures: (count: number) => void;
  readonly stop: () => void;
  /** Null when no file was given. */
  readonly end: (peek: (id: string) => Item | undefined) => Summary | null;
}

export function createBatch(): Batch {
  let files = 0;
  let known = 0;
  let structures = 0;
  let stopped = false;
  let ids: string[] = [];
  return {
    give: (more) => {
      files += more;
    },
    take: (added, left) => {
      for (const { id } of added) ids.push(id);
      known += left;
    },
    takeStructures: (count) => {
      structures += count;
    },
    stop: () => {
      stopped = true;
    },
    end: (peek) => {
      const counts = { done: 0, outside: 0, question: 0, failed: 0, waiting: 0, analysing: 0, stopped: 0 };
      let spectra = 0;
      for (const id of ids) {
        const item = peek(id);
        if (!item) continue;
        if (item.readError === null) spectra += 1;
        const verdict = item.status === 'done' ? item.analysis?.confidence?.applicability.verdict : null;
        counts[verdict === 'outside' ? 'outside' : item.status] += 1;
      }
      const { done: answered, outside, question: questions, failed } = counts;
      const summary =
        files > 0
          ? { files, spectra, answered, outside, questions, failed, known, structures, stopped }
          : null;
      files = 0;
      known = 0;
      structures = 0;
      stopped = false;
      ids = [];
      return summary;
    },
  };
}
