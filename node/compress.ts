import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { COMPRESSIBLE } from './rules';

/** Below this a packed copy saves no packet. */
const SMALLEST = 1400;

/**
 * Writes `X.br` and `X.gz` beside each file of the built page that becomes smaller by them, for servers that hand out
 * packed copies.
 * @returns how many files got a copy
 */
export async function compressFolder(folder: string, quality = 9): Promise<number> {
  let packed = 0;
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || !COMPRESSIBLE.test(entry.name)) continue;
    const path = join(entry.parentPath, entry.name);
    const bytes = await readFile(path);
    if (bytes.length < SMALLEST) continue;
    const params = {
      [constants.BROTLI_PARAM_QUALITY]: quality,
      [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
    };
    await writeFile(`${path}.br`, brotliCompressSync(bytes, { params }));
    await writeFile(`${path}.gz`, gzipSync(bytes, { level: 9 }));
    packed += 1;
  }
  return packed;
}
