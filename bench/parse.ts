/** Parse throughput beside the plain way (split into lines and cells, parseFloat), in the same run. */
import { readSource, type Source } from '../src/readers/index';

interface ParseResult {
  readonly format: string;
  readonly megabytes: number;
  /** Median MB/s of our reader and of the plain loop. */
  readonly reader: number;
  readonly plain: number;
  /** reader / plain; above 1 our reader is faster. */
  readonly ratio: number;
}

/** A table of five columns as a beamline writes it, with `rows` rows. */
function table(rows: number): string {
  const lines: string[] = [];
  for (let i = 0; i < rows; i++) {
    const energy = 8779 + (i * 1200) / rows;
    const mu = 0.5 + Math.atan((energy - 8980) / 2) / Math.PI;
    const i0 = 150000 + 5000 * Math.sin(i);
    lines.push(
      `  ${energy.toFixed(4)}  ${i0.toFixed(1)}  ${(i0 * Math.exp(-mu)).toFixed(6)}  1.00  ${mu.toFixed(7)}`,
    );
  }
  return `${lines.join('\n')}\n`;
}

const HEADERS = {
  columns: '# scan of a foil\n# energy i0 itrans time mu\n',
  xdi:
    '# XDI/1.0 bench\n# Column.1: energy eV\n# Column.2: i0\n# Column.3: itrans\n# Column.4: time\n# Column.5: mutrans\n' +
    '# Element.symbol: Cu\n# Element.edge: K\n# Mono.d_spacing: 3.13553\n#----\n# energy i0 itrans time mutrans\n',
} as const;

/** The plain way: one array of cells a line; returns the sum so that nothing is optimised away. */
function splitAndParse(bytes: Uint8Array): number {
  let sum = 0;
  for (const line of new TextDecoder().decode(bytes).split('\n')) {
    if (line.startsWith('#') || line === '') continue;
    for (const cell of line.trim().split(/\s+/)) sum += Number.parseFloat(cell);
  }
  return sum;
}

async function seconds(run: () => unknown): Promise<number> {
  const start = performance.now();
  await run();
  return (performance.now() - start) / 1000;
}

const median = (values: number[]): number => values.toSorted((a, b) => a - b)[values.length >> 1];

/** Measures both ways by turns, `repeats` times each, after one run to warm up. */
async function benchParse(rows = 400_000, repeats = 5): Promise<ParseResult[]> {
  const results: ParseResult[] = [];
  const body = table(rows);
  for (const format of ['columns', 'xdi'] as const) {
    const bytes = new TextEncoder().encode(HEADERS[format] + body);
    const source: Source = { name: `bench.${format}`, path: '', bytes };
    const megabytes = bytes.length / 1e6;
    const times = { reader: [] as number[], plain: [] as number[] };
    for (let repeat = 0; repeat <= repeats; repeat++) {
      const reader = await seconds(async () => {
        const [outcome] = await readSource(source);
        if (outcome.kind === 'failed' || outcome.format !== format)
          throw new Error('the bench file was not read');
      });
      const plain = await seconds(() => splitAndParse(bytes));
      if (repeat === 0) continue;
      times.reader.push(reader);
      times.plain.push(plain);
    }
    const [reader, plain] = [megabytes / median(times.reader), megabytes / median(times.plain)];
    results.push({ format, megabytes, reader, plain, ratio: reader / plain });
  }
  return results;
}

/** Prints one line a format. */
export async function reportParse(): Promise<void> {
  console.log('Parse throughput');
  for (const { format, megabytes, reader, plain, ratio } of await benchParse()) {
    console.log(
      `  ${format.padEnd(8)} ${megabytes.toFixed(1)} MB: reader ${reader.toFixed(0)} MB/s, ` +
        `split and parseFloat ${plain.toFixed(0)} MB/s, ratio ${ratio.toFixed(2)}`,
    );
  }
  console.log();
}
