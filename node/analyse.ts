import { fileURLToPath, pathToFileURL } from 'node:url';
import { analyseFile, type FileContent } from '../scripts/analyse';
import type { Result } from '../scripts/results';
import type { PrepareOptions } from '../src/domain/spectrum/prepare';
import type { Choices } from '../src/readers/types';
import type { Engine } from '../src/worker/api';
import { createEngine } from '../src/worker/engine';
import { nodeSymmetry } from '../src/worker/moyo-node';
import { modelsFolder } from './folders';
import { modelFilesIn } from './models';

export interface AnalyseOptions extends PrepareOptions {
  /** Answers to what a file leaves open, for every scan of it. */
  readonly choices?: Choices;
  /** Folder of the forests instead of those of the package, as a path or `file:` address. */
  readonly models?: string | URL;
}

/** As a base of addresses: with a slash at its end. */
function folderUrl(folder: string | URL): URL {
  const url = folder instanceof URL ? folder : pathToFileURL(folder);
  return url.pathname.endsWith('/') ? url : new URL(`${url.href}/`);
}

let kept: { readonly models: string; readonly engine: Engine } | null = null;

/** One engine for all calls: the forests of an element are read once. */
function engineOver(models: URL): Engine {
  if (kept?.models !== models.href) {
    kept = { models: models.href, engine: createEngine(modelFilesIn(models), nodeSymmetry) };
  }
  return kept.engine;
}

/**
 * The analysis of the page: finds what a file holds and gives for each spectrum the ranking of coordination numbers and
 * motifs with its confidence, as `xanopy --json` does. A file that cannot be read, a scan that leaves something open and
 * a spectrum outside the models' domain are results too (`'error' in result`, `result.applicability.verdict`); nothing of
 * that throws.
 * @param file path, `file:` address, or name and bytes
 */
export async function analyse(
  file: string | URL | FileContent,
  { choices, models, ...options }: AnalyseOptions = {},
): Promise<readonly Result[]> {
  const engine = engineOver(models === undefined ? modelsFolder() : folderUrl(models));
  const named = file instanceof URL ? fileURLToPath(file) : file;
  return (await analyseFile(engine, named, options, choices)).results;
}
