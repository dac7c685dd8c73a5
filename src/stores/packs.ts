import { useStore } from 'zustand';
import { createStore } from 'zustand/vanilla';
import type { PackHead } from '../domain/forest/pack';
import { isPackFile } from '../readers/model-names';
import type { Answering, Engine, PackFile } from '../worker/api';
import { getEngine } from '../worker/remote';
import { notices } from './notices';
import { save } from './saving';
import type { SourceFile } from './session/queue';
import { settings } from './settings';

interface PacksState {
  /** Null until they are known. */
  readonly packs: readonly PackHead[] | null;
  /** What last could not be done; null when all could. */
  readonly error: string | null;
  readonly load: () => Promise<void>;
  /** Keeps the packs of dropped files: each pack file is one, all pickles together are one. */
  readonly add: (files: readonly SourceFile[]) => Promise<void>;
  readonly remove: (pack: PackHead) => Promise<void>;
  readonly exportFile: (pack: PackHead) => Promise<void>;
}

/** Chooses the models that answer, null for the shipped ones; the session asks every spectrum again. */
export function answerWith(answering: Answering | null): void {
  settings.getState().change({ answering });
}

const fileNameOf = ({ name, sha256 }: PackHead): string =>
  `${name.replace(/[^A-Za-z0-9]+/g, '-').slice(0, 40)}-${sha256.slice(0, 8)}.xanopy-pack.json.gz`;

/** The packs of this browser, as the engine keeps them. */
export function createPackStore(
  engine: () => Pick<Engine, 'addPack' | 'packs' | 'exportPack' | 'removePack'>,
) {
  return createStore<PacksState>()((set, get) => {
    const take = async (files: readonly PackFile[]): Promise<void> => {
      const added = await engine().addPack(files);
      if (!added.ok) {
        set({ error: added.error.message });
        notices.getState().notify(added.error.message);
        return;
      }
      const { head, leftOut } = added.value;
      const left =
        leftOut.length === 0 ? '' : ` Left out: ${leftOut.map(({ message }) => message).join(' ')}`;
      set({ error: left === '' ? null : left.trim() });
      notices.getState().notify(`The pack “${head.name}” is kept in this browser.${left}`, {
        label: 'Answer with both',
        run: () => {
          answerWith({ with: 'both', pack: head.sha256 });
        },
      });
    };

    return {
      packs: null,
      error: null,

      load: async () => {
        const outcome = await engine().packs();
        set(outcome.ok ? { packs: outcome.value } : { packs: [], error: outcome.error.message });
      },

      add: async (files) => {
        set({ error: null });
        const read = await Promise.all(
          files.map(async ({ name, path, bytes }): Promise<PackFile> => ({
            name,
            path,
            bytes: await bytes(),
          })),
        );
        for (const file of read) if (isPackFile(file.name)) await take([file]);
        const pickles = read.filter(({ name }) => !isPackFile(name));
        if (pickles.length > 0) await take(pickles);
        await get().load();
      },

      remove: async (pack) => {
        const kept = await engine().exportPack(pack.sha256);
        const removed = await engine().removePack(pack.sha256);
        if (!removed.ok) {
          set({ error: removed.error.message });
          return;
        }
        if (settings.getState().answering?.pack === pack.sha256) answerWith(null);
        await get().load();
        notices.getState().notify(
          `The pack “${pack.name}” is removed from this browser.`,
          kept.ok
            ? {
                label: 'Undo',
                run: () => {
                  const bytes = (): Promise<Uint8Array> => Promise.resolve(kept.value);
                  void get().add([{ name: fileNameOf(pack), path: '', bytes }]);
                },
              }
            : undefined,
        );
      },

      exportFile: async (pack) => {
        const outcome = await engine().exportPack(pack.sha256);
        if (!outcome.ok) {
          set({ error: outcome.error.message });
          return;
        }
        save({
          name: fileNameOf(pack),
          content: new Blob([outcome.value.slice()], { type: 'application/gzip' }),
        });
      },
    };
  });
}

/** The packs of this page. */
export const packs = createPackStore(getEngine);

export function usePacks<T>(selector: (state: PacksState) => T): T {
  return useStore(packs, selector);
}
