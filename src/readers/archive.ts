import { unzipSync, type UnzipFileInfo } from 'fflate';
import { XanopyError } from '../domain/errors';
import { archiveTooDense, archiveTooLarge, isTooDense, LARGEST_FILE, MOST_ENTRIES } from './limits';
import type { Source } from './types';

/** Bytes that are unpacked at once between two pauses. */
const BATCH = 16 << 20;
const BATCH_ENTRIES = 200;

export const isGzip = ({ bytes }: Source): boolean => bytes[0] === 0x1f && bytes[1] === 0x8b;
export const isZip = ({ bytes }: Source): boolean =>
  bytes[0] === 0x50 &&
  bytes[1] === 0x4b &&
  ((bytes[2] === 3 && bytes[3] === 4) || (bytes[2] === 5 && bytes[3] === 6));

/**
 * The file inside a gzip file.
 * @throws XanopyError `archive-damaged`, `archive-too-large`, `archive-too-dense`
 */
export const gunzip = (source: Source): Promise<Source> => inflate(source, 'gzip');

/**
 * The file inside a gzip file or a zlib stream (`deflate`).
 * @throws XanopyError `archive-damaged`, `archive-too-large`, `archive-too-dense`
 */
export async function inflate(source: Source, format: 'gzip' | 'deflate'): Promise<Source> {
  const stream = new Blob([source.bytes.slice()]).stream().pipeThrough(new DecompressionStream(format));
  const reader = stream.getReader();
  const parts: Uint8Array[] = [];
  let size = 0;
  for (;;) {
    const { done, value } = await reader.read().catch((): never => {
      throw new XanopyError(
        'archive-damaged',
        `The ${format === 'gzip' ? 'gzip' : 'zlib'} file is damaged or cut off. Copy or download it again.`,
      );
    });
    if (done) break;
    size += value.length;
    if (size > LARGEST_FILE || isTooDense(size, source.bytes.length)) {
      await reader.cancel();
      throw size > LARGEST_FILE ? archiveTooLarge(LARGEST_FILE) : archiveTooDense();
    }
    parts.push(value);
  }
  const bytes = new Uint8Array(size);
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return { ...source, name: source.name.replace(/\.gz$/i, ''), bytes };
}

/** Files that operating systems put into archives and that hold no data. */
const isClutter = (name: string): boolean =>
  /(^|\/)(__MACOSX\/|\.DS_Store$|Thumbs\.db$|desktop\.ini$|\._)/.test(name);

const pause = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));

/** Bytes that may still be unpacked, shared by archives within archives. */
export interface Budget {
  readonly limit: number;
  left: number;
}

/** A file of an archive, or why it could not be unpacked. */
export type Entry = {
  /** Share of the archive that is unpacked with this file, 0 to 1. */
  readonly share: number;
} & (
  | { readonly kind: 'file'; readonly source: Source }
  | { readonly kind: 'failed'; readonly source: Pick<Source, 'name' | 'path'>; readonly error: XanopyError }
);

/**
 * The files of a ZIP archive, unpacked a few at a time. Sizes are checked in the directory before anything is
 * unpacked, and no entry can become larger than it says there.
 * @throws XanopyError `archive-damaged`, `archive-too-large`, `archive-empty`
 */
export async function* unzip(source: Source, budget: Budget): AsyncGenerator<Entry> {
  const { entries, unreadable } = directoryOf(source, budget);
  const folder = source.path === '' ? source.name : `${source.path}/${source.name}`;
  const place = (name: string): Pick<Source, 'name' | 'path'> => {
    const parts = name.split('/');
    return { name: parts.at(-1) ?? name, path: [folder, ...parts.slice(0, -1)].join('/') };
  };
  const count = entries.length + unreadable.length;
  let done = 0;
  for (const { name, error } of unreadable) {
    yield { kind: 'failed', source: place(name), error, share: ++done / count };
  }
  for (let first = 0; first < entries.length;) {
    const batch = new Set<string>();
    for (let size = 0; first < entries.length && batch.size < BATCH_ENTRIES && size < BATCH; first++) {
      size += entries[first].originalSize;
      batch.add(entries[first].name);
    }
    for (const [name, bytes] of unpack(source, batch)) {
      const share = ++done / count;
      yield bytes instanceof XanopyError
        ? { kind: 'failed', source: place(name), error: bytes, share }
        : { kind: 'file', source: { ...place(name), bytes }, share };
    }
    await pause();
  }
}

/** A batch at once; where that fails one by one, so that a damaged entry leaves the others readable. */
function unpack(source: Source, names: ReadonlySet<string>): [string, Uint8Array | XanopyError][] {
  try {
    return Object.entries(guarded(() => unzipSync(source.bytes, { filter: ({ name }) => names.has(name) })));
  } catch (error) {
    if (!(error instanceof XanopyError)) throw error;
    return names.size === 1
      ? [...names].map((name) => [name, error])
      : [...names].flatMap((name) => unpack(source, new Set([name])));
  }
}

interface Directory {
  readonly entries: readonly UnzipFileInfo[];
  /** Entries that are left packed, each with the reason. */
  readonly unreadable: readonly { readonly name: string; readonly error: XanopyError }[];
}

/** Why an entry is left packed; null where nothing speaks against it. */
function faultOf({ name, size, originalSize }: UnzipFileInfo, isRepeated: boolean): XanopyError | null {
  if (originalSize > LARGEST_FILE) return archiveTooLarge(LARGEST_FILE);
  if (isTooDense(originalSize, size)) return archiveTooDense();
  // The library gives the files as properties of an object: names must be names of properties, and differ.
  if (name === '__proto__' || isRepeated) {
    return new XanopyError(
      'archive-entry-name',
      `${isRepeated ? 'Another file of the archive has the same name' : 'A file of this name cannot be unpacked here'}. Rename it and pack again.`,
    );
  }
  return null;
}

function directoryOf(source: Source, budget: Budget): Directory {
  const entries: UnzipFileInfo[] = [];
  const unreadable: { name: string; error: XanopyError }[] = [];
  const names = new Set<string>();
  const list = (entry: UnzipFileInfo): boolean => {
    const { name } = entry;
    if (name.endsWith('/') || isClutter(name)) return false;
    const error = faultOf(entry, names.has(name));
    names.add(name);
    if (error) unreadable.push({ name, error });
    else entries.push(entry);
    return false;
  };
  guarded(() => unzipSync(source.bytes, { filter: list }));
  const count = entries.length + unreadable.length;
  if (count === 0)
    throw new XanopyError('archive-empty', 'The ZIP archive has no files in it. Pack it again.');
  if (count > MOST_ENTRIES) {
    throw new XanopyError(
      'archive-too-large',
      `The archive has more than ${MOST_ENTRIES} files. Unpack it yourself and drop the folders one after the other.`,
    );
  }
  const total = entries.reduce((sum, { originalSize }) => sum + originalSize, 0);
  if (total > budget.left) throw archiveTooLarge(budget.limit);
  budget.left -= total;
  return { entries, unreadable };
}

function guarded<T>(unpack: () => T): T {
  try {
    return unpack();
  } catch {
    throw new XanopyError(
      'archive-damaged',
      'The ZIP archive is damaged, cut off or encrypted. Copy it again, or pack the files without a password.',
    );
  }
}
