import { readdir, readFile } from 'node:fs/promises';
import { hashIn } from '../src/worker/addresses';
import type { FetchModelFile } from '../src/worker/engine';

/** Hands out the model files of a folder, be their names plain (checkout) or followed by their hash (built page). */
export function modelFilesIn(folder: URL): FetchModelFile {
  let names: Promise<ReadonlyMap<string, string>> | null = null;
  const list = async (): Promise<ReadonlyMap<string, string>> => {
    const files = await readdir(folder);
    return new Map(files.map((file) => [file.replace(`.${hashIn(file) ?? ''}.json`, '.json'), file]));
  };
  return async (name) => readFile(new URL((await (names ??= list())).get(name) ?? name, folder));
}
