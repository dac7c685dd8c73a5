import { useStore } from 'zustand';
import { createStore } from 'zustand/vanilla';
import { takeFromInbox } from '../../pwa/inbox';
import { registerServiceWorker } from '../../pwa/register';
import { notices } from '../../stores/notices';
import { session, type SourceFile } from '../../stores/session';
import { pruneModels } from '../../worker/model-store';
import { getEngine } from '../../worker/remote';
import {
  elementFiles,
  missingFiles,
  partsOf,
  pruneParts,
  storeFiles,
  storedAddresses,
  type ElementFiles,
  type ModelFile,
} from './models';

/** Chromium's offer to install the page. */
interface InstallPrompt extends Event {
  prompt(): Promise<{ readonly outcome: 'accepted' | 'dismissed' }>;
}

/** Files that the operating system opens with the installed app. */
interface LaunchQueue {
  setConsumer(consumer: (params: { readonly files?: readonly FileSystemFileHandle[] }) => void): void;
}

declare global {
  interface WindowEventMap {
    beforeinstallprompt: InstallPrompt;
  }
  interface Window {
    readonly launchQueue?: LaunchQueue;
  }
}

export interface OfflineState {
  /** Whether the app itself opens without a network. */
  readonly shell: 'storing' | 'ready' | 'refused';
  /** Why the browser does not store the app. */
  readonly refusal: string | null;
  /** Elements with a model; null until the list of models is there. */
  readonly elements: readonly ElementFiles[] | null;
  /** Parts of the app that are stored on first use. */
  readonly parts: readonly ModelFile[];
  /** Addresses in Cache Storage when it was last looked at. */
  readonly stored: ReadonlySet<string>;
  /** Bytes of the running download. */
  readonly download: { readonly done: number; readonly total: number } | null;
  readonly downloadError: string | null;
  /** Whether the browser promised not to throw the data away; null where it does not say. */
  readonly isPersistent: boolean | null;
  readonly update: (() => void) | null;
  readonly install: (() => void) | null;
}

export const offline = createStore<OfflineState>()(() => ({
  shell: 'storing',
  refusal: null,
  elements: null,
  parts: [],
  stored: new Set(),
  download: null,
  downloadError: null,
  isPersistent: null,
  update: null,
  install: null,
}));

export function useOffline<T>(selector: (state: OfflineState) => T): T {
  return useStore(offline, selector);
}

/** Looks again at what is stored. */
export async function inspect(): Promise<void> {
  const stored = await storedAddresses();
  const isPersistent = (await navigator.storage?.persisted?.()) ?? null;
  offline.setState({ stored, isPersistent });
  if (offline.getState().elements !== null) return;
  const manifest = await getEngine().manifest();
  if (!manifest.ok) return;
  const elements = elementFiles(manifest.value, new URL('models/', document.baseURI).href);
  const parts = await partsOf(document.baseURI);
  offline.setState({ elements, parts });
  const current = elements.flatMap(({ files, training }) => (training ? [...files, training] : files));
  await pruneModels(current.map(({ address }) => address));
  if (parts.length > 0) await pruneParts(parts);
  offline.setState({ stored: await storedAddresses() });
}

let running: AbortController | null = null;

/** Stores the models of all elements and every part of the app. */
export async function storeEverything(): Promise<void> {
  const { elements, parts, stored } = offline.getState();
  if (!elements || running) return;
  const controller = new AbortController();
  running = controller;
  const files = missingFiles(elements, parts, stored);
  const total = files.reduce((sum, { bytes }) => sum + bytes, 0);
  offline.setState({ download: { done: 0, total }, downloadError: null });
  let downloadError: string | null = null;
  try {
    await storeFiles(
      files,
      (done, address) => {
        // What is there in the end, `inspect` says: to list all after every file takes longer than the files.
        offline.setState((now) => ({
          download: { done, total },
          stored: new Set([...now.stored, address]),
        }));
      },
      controller.signal,
    );
    await inspect();
    if (!controller.signal.aborted && missingFiles(elements, parts, offline.getState().stored).length > 0) {
      downloadError =
        'Not everything could be stored: the disk may be full. Make room and go on with the rest.';
    }
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    if (!controller.signal.aborted)
      downloadError = `The download stopped (${reason}). Check the connection and go on.`;
  }
  running = null;
  offline.setState({ download: null, downloadError });
}

/** Ends the running download; what is stored stays. */
export function stopStoring(): void {
  running?.abort();
}

function addToSession(files: readonly SourceFile[]): void {
  if (files.length === 0) return;
  session.getState().addFiles(files);
  window.location.hash = '#/';
}

async function receiveShared(): Promise<void> {
  const files = await takeFromInbox();
  addToSession(files.map(({ name, bytes }) => ({ name, path: '', bytes: () => Promise.resolve(bytes) })));
}

function receiveLaunched(): void {
  window.launchQueue?.setConsumer(({ files = [] }) => {
    void Promise.all(files.map((handle) => handle.getFile())).then((opened) => {
      addToSession(
        opened.map((file) => ({
          name: file.name,
          path: '',
          bytes: async () => new Uint8Array(await file.arrayBuffer()),
        })),
      );
    });
  });
}

/** When the network returns, what it was missing for is asked again. */
function retryWhenOnline(): void {
  window.addEventListener('online', () => {
    const { items, retry } = session.getState();
    retry(
      Object.values(items)
        .filter(({ status, error }) => status === 'failed' && error?.code === 'model-unavailable')
        .map(({ id }) => id),
    );
  });
}

/** After the first answer there is something to keep, and something new in the cache. */
function followAnswers(): void {
  let answers = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  session.subscribe(({ counts: { done: now } }) => {
    if (now === answers) return;
    if (answers === 0) void navigator.storage?.persist?.();
    answers = now;
    clearTimeout(timer);
    timer = setTimeout(() => void inspect(), 500);
  });
}

let hasStarted = false;

/** Registers the service worker and starts to follow what is stored; later calls do nothing. */
export function startOffline(): void {
  if (hasStarted) return;
  hasStarted = true;
  registerServiceWorker({
    onStored: () => {
      offline.setState({ shell: 'ready' });
      void inspect();
    },
    onUpdate: (update) => {
      offline.setState({ update });
      notices.getState().notify('A new version of Xanopy is ready. Your spectra stay.', {
        label: 'Reload with it',
        run: update,
      });
    },
    onReplaced: () => {
      offline.setState({
        update: () => {
          window.location.reload();
        },
      });
    },
    onRefused: (refusal) => {
      offline.setState({ shell: 'refused', refusal });
    },
  });
  window.addEventListener('beforeinstallprompt', (event) => {
    event.preventDefault();
    offline.setState({
      install: () => {
        void event.prompt();
        // A prompt can be shown once; the browser offers a new one if it wants to.
        offline.setState({ install: null });
      },
    });
  });
  window.addEventListener('appinstalled', () => {
    offline.setState({ install: null });
  });
  followAnswers();
  retryWhenOnline();
  receiveLaunched();
  receiveShared().catch(() => {
    notices
      .getState()
      .notify(
        'What another program handed over could not be taken from the browser’s store. Hand it over again.',
      );
  });
}
