import type { Choices, Scan } from '../../readers/types';
import type { FileOutcome } from '../../worker/api';
import { itemFrom, type Item } from './item';

let counter = 0;

/** An id that no other spectrum has, in this tab or another. */
export const newId = (): string =>
  `${Date.now().toString(36)}-${Math.random().toString(36).slice(2, 8)}-${(counter++).toString(36)}`;

/** Which scans the session holds, by the bytes they come from. */
export interface KnownScans {
  readonly has: (hash: string, scan: Scan) => boolean;
  readonly add: (item: Item) => void;
  readonly drop: (item: Item) => void;
}

export function createKnownScans(): KnownScans {
  const known = new Map<string, number>();
  const keyOf = (hash: string, scan: Scan | null): string => `${hash} ${scan?.id ?? ''}`;
  const count = ({ hash, scan }: Item, by: number): void => {
    const key = keyOf(hash, scan);
    const now = (known.get(key) ?? 0) + by;
    if (now > 0) known.set(key, now);
    else known.delete(key);
  };
  return {
    has: (hash, scan) => known.has(keyOf(hash, scan)),
    add: (item) => {
      count(item, 1);
    },
    drop: (item) => {
      count(item, -1);
    },
  };
}

/** Name of a spectrum: the file's, with the scan's where a file holds several. */
function nameOf(file: string, scan: Scan, scans: number): string {
  return scans > 1 ? `${file} · ${scan.title || scan.id}` : file;
}

/** The spectra of a read file that the session does not hold yet; an unreadable file is one of its own. */
export function itemsOf(
  outcome: Exclude<FileOutcome, { kind: 'structures' | 'models' }>,
  known: Pick<KnownScans, 'has'>,
  choicesFor: (scan: Scan, format: string) => Choices,
): Item[] {
  const { name: file, path } = outcome.source;
  const base = { file, path, options: {} };
  if (outcome.kind === 'failed') {
    const nothing = { hash: '', format: '', scan: null, choices: {} };
    return [itemFrom({ ...base, ...nothing, id: newId(), name: file, readError: outcome.error })];
  }
  const { scans, format, source } = outcome;
  return scans
    .filter((scan) => !known.has(source.sha256, scan))
    .map((scan) =>
      itemFrom({
        ...base,
        id: newId(),
        name: nameOf(file, scan, scans.length),
        hash: source.sha256,
        format,
        scan,
        choices: choicesFor(scan, format),
        readError: null,
      }),
    );
}
