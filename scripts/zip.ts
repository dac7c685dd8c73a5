import { readdir, readFile } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { zipSync, type Zippable } from 'fflate';

/**
 * A ZIP of a folder, the same bytes for the same files on any day, in any time zone and order of the disk.
 * @param prefix folder inside the ZIP that everything lies in
 */
export async function zipFolder(folder: string, prefix: string): Promise<Uint8Array> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .sort();
  // ZIP keeps local time without a zone, so the one time of all entries is given as local time.
  const mtime = new Date(1980, 0, 1);
  const files: Zippable = {};
  for (const path of paths)
    files[`${prefix}/${path}`] = [await readFile(join(folder, path)), { mtime, level: 9, os: 0 }];
  return zipSync(files);
}
