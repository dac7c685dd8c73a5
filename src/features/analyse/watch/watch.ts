import { useStore } from 'zustand';
import { createStore } from 'zustand/vanilla';
import { keepState, openDatabase } from '../../../stores/database';
import { session } from '../../../stores/session';
import { settle, type Known, type Seen } from './settle';

/** What of the File System Access API is not in TypeScript's library yet. */
interface PermittedHandle extends FileSystemDirectoryHandle {
  queryPermission?(descriptor: { readonly mode: 'read' }): Promise<PermissionState>;
  requestPermission?(descriptor: { readonly mode: 'read' }): Promise<PermissionState>;
}

interface WatchState {
  /** `asleep`: a folder is remembered, but the browser wants a click before it may be read again. */
  readonly status: 'unsupported' | 'none' | 'asleep' | 'watching' | 'lost';
  readonly folder: string | null;
}

/** Milliseconds between two looks at the folder; a scan is read when it is the same in both. */
const EVERY = 2000;
/** Folders inside folders that are looked into. */
const DEPTH = 4;
const RECORD = 'watched-folder';

export const canWatch = (): boolean => typeof window.showDirectoryPicker === 'function';

export const watch = createStore<WatchState>()(() => ({ status: 'none', folder: null }));

export function useWatch<T>(selector: (state: WatchState) => T): T {
  return useStore(watch, selector);
}

let handle: PermittedHandle | null = null;
let since = 0;
let known: Known = { seen: new Map(), read: new Map() };
let timer: ReturnType<typeof setTimeout> | undefined;

const isHidden = (name: string): boolean =>
  name.startsWith('.') || name.endsWith('~') || name.endsWith('.tmp');

async function* filesOf(
  folder: FileSystemDirectoryHandle,
  path: string,
  depth: number,
): AsyncGenerator<readonly [path: string, file: File]> {
  for await (const entry of folder.values()) {
    if (isHidden(entry.name)) continue;
    if (entry instanceof FileSystemFileHandle) {
      // A file can go between being listed and being opened.
      const file = await entry.getFile().catch(() => null);
      if (file) yield [`${path}${entry.name}`, file];
    } else if (entry instanceof FileSystemDirectoryHandle && depth > 0) {
      yield* filesOf(entry, `${path}${entry.name}/`, depth - 1);
    }
  }
}

/** Spectra of an earlier state of the files make room for the new ones. */
function replace(paths: ReadonlySet<string>, folder: string): void {
  const { items, remove } = session.getState();
  const old = Object.values(items)
    .filter(({ path, file }) => paths.has(`${path}/${file}`.slice(folder.length + 1)))
    .map(({ id }) => id);
  if (old.length > 0) remove(old);
}

async function look(): Promise<void> {
  const folder = handle;
  if (!folder) return;
  try {
    const files = new Map<string, File>();
    const now = new Map<string, Seen>();
    for await (const [path, file] of filesOf(folder, '', DEPTH)) {
      files.set(path, file);
      now.set(path, { size: file.size, modified: file.lastModified });
    }
    if (handle !== folder) return;
    const before = known.read;
    const settled = settle(known, now, since);
    known = settled.known;
    const { ready } = settled;
    if (ready.length > 0) {
      replace(new Set(ready.filter((path) => before.has(path))), folder.name);
      session.getState().addFiles(
        ready.flatMap((path) => {
          const file = files.get(path);
          if (!file) return [];
          const inside = path.split('/').slice(0, -1);
          return [
            {
              name: file.name,
              path: [folder.name, ...inside].join('/'),
              bytes: async () => new Uint8Array(await file.arrayBuffer()),
            },
          ];
        }),
      );
    }
    timer = setTimeout(() => void look(), EVERY);
  } catch {
    // The disk was taken away, or the browser withdrew its permission.
    if (handle === folder) watch.setState({ status: 'lost' });
  }
}

function start(folder: PermittedHandle, from: number): void {
  clearTimeout(timer);
  handle = folder;
  since = from;
  known = { seen: new Map(), read: new Map() };
  watch.setState({ status: 'watching', folder: folder.name });
  void look();
}

/** Asks for a folder and watches it from now on; what is in it already stays where it is. */
export async function chooseFolder(): Promise<void> {
  const folder = await window.showDirectoryPicker?.({ id: 'watch', mode: 'read' }).catch(() => null);
  if (!folder) return;
  const from = Date.now();
  await keepState(RECORD, { folder, from }).catch(() => undefined);
  start(folder, from);
}

/** Watches the remembered folder again; call it from a click, because the browser may ask. */
export async function resume(): Promise<void> {
  if (!handle) return;
  const permission = (await handle.requestPermission?.({ mode: 'read' })) ?? 'granted';
  if (permission === 'granted') start(handle, since);
}

export async function stopWatching(): Promise<void> {
  clearTimeout(timer);
  handle = null;
  watch.setState({ status: 'none', folder: null });
  await (await openDatabase())?.delete('state', RECORD);
}

const isRecord = (value: unknown): value is { readonly folder: unknown; readonly from: unknown } =>
  typeof value === 'object' && value !== null && 'folder' in value && 'from' in value;

/** Finds the remembered folder after a reload. */
export async function recallFolder(): Promise<void> {
  if (!canWatch()) {
    watch.setState({ status: 'unsupported' });
    return;
  }
  if (handle) return;
  const stored: unknown = await (await openDatabase())?.get('state', RECORD);
  if (!isRecord(stored) || !(stored.folder instanceof FileSystemDirectoryHandle)) return;
  if (typeof stored.from !== 'number') return;
  const folder: PermittedHandle = stored.folder;
  if ((await folder.queryPermission?.({ mode: 'read' })) === 'granted') {
    start(folder, stored.from);
    return;
  }
  handle = folder;
  since = stored.from;
  watch.setState({ status: 'asleep', folder: folder.name });
}
