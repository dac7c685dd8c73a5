/**
 * npm run size: bytes of the built page by chunk, and a check of the budgets.
 * Exit code 1 when a budget is exceeded. Needs `npm run build` first.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';

const dist = fileURLToPath(new URL('../dist/', import.meta.url));

export interface Chunk {
  readonly file: string;
  readonly bytes: number;
  readonly gzipped: number;
}

interface Budget {
  readonly name: string;
  /** kB (1000 bytes) gzipped. */
  readonly limit: number;
  readonly includes: (file: string) => boolean;
}

const chunkOf = (file: string): Chunk => {
  const bytes = readFileSync(join(dist, file));
  return { file, bytes: bytes.length, gzipped: gzipSync(bytes, { level: 9 }).length };
};

/** Scripts that index.html asks for before the user does anything. */
function initialScripts(): Set<string> {
  const html = readFileSync(join(dist, 'index.html'), 'utf8');
  const addresses = html.matchAll(/<(?:script|link rel="modulepreload")[^>]+(?:src|href)="\.\/([^"]+\.js)"/g);
  return new Set([...addresses].map(([, address]) => address));
}

/** Chunks of the built page, largest first, and the sums that the budgets limit. */
export function measureBuild(): { chunks: Chunk[]; sums: (Budget & { gzipped: number })[] } {
  const initial = initialScripts();
  const budgets: Budget[] = [
    { name: 'page, without plot library and worker', limit: 155, includes: (file) => initial.has(file) },
    { name: 'worker', limit: 61, includes: (file) => /assets\/worker-[^/]+\.js$/.test(file) },
    { name: 'plot library', limit: 420, includes: (file) => /assets\/(Chart|plotly)-[^/]+\.js$/.test(file) },
  ];
  const chunks = readdirSync(join(dist, 'assets'))
    .filter((name) => /\.(js|css|wasm)$/.test(name))
    .map((name) => chunkOf(`assets/${name}`))
    .sort((a, b) => b.gzipped - a.gzipped);
  const sums = budgets.map((budget) => ({
    ...budget,
    gzipped: chunks.reduce((sum, { file, gzipped }) => sum + (budget.includes(file) ? gzipped : 0), 0),
  }));
  return { chunks, sums };
}

function main(): number {
  if (!existsSync(join(dist, 'index.html'))) {
    console.error('There is no built page. Run `npm run build` first.');
    return 1;
  }
  const { chunks, sums } = measureBuild();
  const kilobytes = (bytes: number): string => `${(bytes / 1000).toFixed(1)} kB`.padStart(10);
  for (const { file, bytes, gzipped } of chunks)
    console.log(`${kilobytes(bytes)} ${kilobytes(gzipped)} gz  ${file}`);
  let exceeded = 0;
  for (const { name, limit, gzipped } of sums) {
    // An empty sum means that the chunk was renamed and the budget watches nothing.
    const good = gzipped > 0 && gzipped <= limit * 1000;
    if (!good) exceeded += 1;
    console.log(`${good ? 'ok      ' : 'EXCEEDED'} ${name}:${kilobytes(gzipped)} gz of ${limit} kB`);
  }
  return exceeded > 0 ? 1 : 0;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) process.exitCode = main();
