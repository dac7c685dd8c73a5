/** Bytes of the forests, as a web server sends them. */
import { readdir, readFile } from 'node:fs/promises';
import { gzipSync } from 'node:zlib';

const models = new URL('../public/models/', import.meta.url);

/** Prints the total and the largest files of public/models. */
export async function benchModelSizes(): Promise<void> {
  const names = (await readdir(models)).filter((name) => name.endsWith('.json'));
  const files = await Promise.all(
    names.map(async (name) => {
      const bytes = await readFile(new URL(name, models));
      return { name, bytes: bytes.length, gzipped: gzipSync(bytes, { level: 9 }).length };
    }),
  );
  const total = files.reduce((sum, { gzipped }) => sum + gzipped, 0);
  const raw = files.reduce((sum, { bytes }) => sum + bytes, 0);
  console.log(
    `Models: ${files.length} files, ${(raw / 1e6).toFixed(1)} MB, gzipped ${(total / 1e6).toFixed(2)} MB`,
  );
  for (const { name, gzipped } of files.sort((a, b) => b.gzipped - a.gzipped).slice(0, 5)) {
    console.log(`  ${name}: ${(gzipped / 1e3).toFixed(0)} kB gzipped`);
  }
  console.log();
}
