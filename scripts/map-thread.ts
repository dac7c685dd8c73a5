import type { MapPart } from '../src/domain/map/layers';
import { createEngine } from '../src/worker/engine';
import { createStacks, type MapSettings, type Stacks, type StackSource } from '../src/worker/stacks';
import { modelFilesIn } from '../node/models';
import { sourceOf, type StackPath } from './stack-files';

/** Lines of a stack that a thread answers. */
export interface MapJob extends StackPath {
  /** Folder of the forests, a `file:` address. */
  readonly models: string;
  readonly stack: string;
  readonly settings: MapSettings;
  readonly first: number;
  readonly count: number;
}

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
