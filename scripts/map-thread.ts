import { closeSync, openSync, readSync, statSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import type { MapPart } from '../src/domain/map/layers';
import type { SlicedBytes } from '../src/readers/stacks/types';
import { createEngine } from '../src/worker/engine';
import { createStacks, type MapSettings, type Stacks, type StackSource } from '../src/worker/stacks';
import { modelFilesIn } from '../node/models';

/** A file with stacks on the disk. */
export interface StackPath {
  readonly path: string;
  /** File with the energies of a TIFF stack. */
  readonly energies: string | null;
}

/** Lines of a stack that a thread answers. */
export interface MapJob extends StackPath {
  /** Folder of the forests, a `file:` address. */
  readonly models: string;
  readonly stack: string;
  readonly settings: MapSettings;
  readonly first: number;
  readonly count: number;
}

/** The bytes of a file as they are asked for; it stays open as long as the process. */
function slicesOf(path: string): SlicedBytes {
  const file = openSync(path, 'r');
  process.once('exit', () => {
    closeSync(file);
  });
  return {
    size: statSync(path).size,
    read: (from, to) => {
      const bytes = new Uint8Array(to - from);
      for (let done = 0; done < bytes.length;) {
        const count = readSync(file, bytes, done, bytes.length - done, from + done);
        if (count === 0) throw new Error(`${path} became shorter while it was read`);
        done += count;
      }
      return bytes;
    },
  };
}

export const sourceOf = async ({ path, energies }: StackPath): Promise<StackSource> => ({
  name: basename(path),
  bytes: slicesOf(path),
  energies: energies === null ? null : await readFile(energies, 'utf8'),
});

/** What reads and answers stacks, over the forests of a folder. */
export function stacksOver(models: URL): Stacks {
  const noStructures = (): never => {
    throw new Error('Spectra need no search for symmetry.');
  };
  return createStacks(createEngine(modelFilesIn(models), noStructures));
}

let kept: { readonly key: string; readonly stacks: Stacks; readonly source: StackSource } | null = null;

/** Answers one job; the file stays open for the next. */
export default async (job: MapJob): Promise<MapPart[]> => {
  const { path, energies, models, stack, settings, first, count } = job;
  const key = JSON.stringify([path, energies, models]);
  if (kept?.key !== key) {
    kept = { key, stacks: stacksOver(new URL(models)), source: await sourceOf({ path, energies }) };
  }
  const parts: MapPart[] = [];
  await kept.stacks.map(key, kept.source, stack, settings, first, count, (part) => {
    parts.push(part);
    return true;
  });
  return parts;
};
