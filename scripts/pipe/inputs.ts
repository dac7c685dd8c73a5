import { stat } from 'node:fs/promises';
import { isAbsolute, join, resolve } from 'node:path';
import { glob, isDynamicPattern } from 'tinyglobby';

/** Stands for the standard input. */
export const STANDARD_INPUT = '-';

const sorted = (paths: readonly string[]): string[] => paths.toSorted((a, b) => (a < b ? -1 : 1));

async function expanded(name: string): Promise<readonly string[]> {
  if (name === STANDARD_INPUT) return [name];
  const found = await stat(name).catch(() => null);
  if (found?.isDirectory()) {
    return sorted(await glob('**', { cwd: name })).map((path) => join(name, path));
  }
  if (found !== null || !isDynamicPattern(name)) return [name];
  const matches = await glob(name.replaceAll('\\', '/'), {
    expandDirectories: false,
    absolute: isAbsolute(name),
  });
  // Nothing matches: the pattern stays as a file that cannot be opened, and says so.
  return matches.length > 0 ? sorted(matches) : [name];
}

/**
 * The files that names, folders and patterns (`scans/**\/*.dat`) stand for: each once, those of a folder or a pattern in the order
 * of their names, so that a second call with the same files gives the same list. Hidden files and `except` are left out.
 */
export async function inputsOf(names: readonly string[], except?: string): Promise<string[]> {
  const listed = new Set<string>();
  for (const name of names) for (const path of await expanded(name)) listed.add(path);
  if (except !== undefined) {
    for (const path of listed) if (resolve(path) === resolve(except)) listed.delete(path);
  }
  return [...listed];
}
