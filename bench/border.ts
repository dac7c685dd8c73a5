/** Bytes that are copied across the border of the worker for one spectrum, now and in the way of release 0.1's start. */
import { readFile } from 'node:fs/promises';
import type { Engine, FileOutcome } from '../src/worker/api';
import { createEngine } from '../src/worker/engine';
import { nodeSymmetry } from '../src/worker/moyo-node';
import { buffersOfBytes, buffersOfExamination, buffersOfFile } from '../src/worker/transfer';

/** Bytes of all arrays in a message; what else it holds is small beside them. */
function bytesIn(message: unknown): number {
  if (ArrayBuffer.isView(message)) return message.byteLength;
  if (message instanceof Map) return bytesIn([...message.values()]);
  if (typeof message !== 'object' || message === null) return 0;
  return Object.values(message).reduce((sum: number, value) => sum + bytesIn(value), 0);
}

const handedOver = (buffers: readonly ArrayBuffer[]): number =>
  buffers.reduce((sum, { byteLength }) => sum + byteLength, 0);

interface Border {
  readonly before: number;
  readonly now: number;
}

async function borderOf(engine: Engine, name: string, bytes: Uint8Array): Promise<Border> {
  const outcomes: FileOutcome[] = [];
  await engine.read({ name, path: '', bytes }, (outcome) => void outcomes.push(outcome));
  const [file] = outcomes;
  if (file?.kind !== 'scans' || !file.scans[0]) throw new Error(`${name} cannot be read`);
  const [scan] = file.scans;
  const examination = await engine.examine(scan, file.format, {}, {});
  if (examination.kind !== 'answered') throw new Error(`${name} has no answer`);
  const { reading, analysis } = examination;
  return {
    // The file in, its scans out, the scan in, the spectrum out, the spectrum in, the analysis out.
    before:
      bytesIn(bytes) +
      bytesIn(file.scans) +
      bytesIn(scan) +
      2 * bytesIn(reading.spectrum) +
      bytesIn(analysis),
    // The file in, its scans out, the scan in, the examination out.
    now:
      bytesIn(bytes) -
      handedOver(buffersOfBytes(bytes)) +
      bytesIn(file.scans) -
      handedOver(buffersOfFile(file)) +
      bytesIn(scan) +
      bytesIn(examination) -
      handedOver(buffersOfExamination(examination)),
  };
}

/** Columns of text: energy, mu and as many detectors, as beamlines write them. */
function wideFile(columns: number, points: number): Uint8Array {
  const labels = Array.from({ length: columns }, (_, i) => `det${i}`);
  const rows = Array.from({ length: points }, (_, i) => {
    const energy = 7000 + (i * 800) / points;
    const mu = 0.5 + Math.atan((energy - 7124) / 1.5) / Math.PI;
    return [energy.toFixed(2), mu.toFixed(5), ...labels.map((_, k) => (1000 + k + i).toFixed(1))].join(' ');
  });
  return new TextEncoder().encode(`# energy mu ${labels.join(' ')}\n${rows.join('\n')}\n`);
}

/** Prints the bytes for a small file of ours and for a wide one. */
export async function benchBorder(): Promise<void> {
  const folder = new URL('../public/', import.meta.url);
  const engine = createEngine((name) => readFile(new URL(`models/${name}`, folder)), nodeSymmetry);
  const example = 'Fe2O3-Fe-computed.xdi';
  const files: readonly (readonly [label: string, name: string, bytes: Uint8Array])[] = [
    [example, example, Uint8Array.from(await readFile(new URL(`examples/${example}`, folder)))],
    ['42 columns, 2000 points', 'wide.dat', wideFile(40, 2000)],
  ];
  console.log('Bytes of arrays copied across the border of the worker for one spectrum');
  for (const [label, name, bytes] of files) {
    const { before, now } = await borderOf(engine, name, bytes);
    console.log(
      `  ${label}: ${(before / 1e3).toFixed(1)} kB in six crossings before, ${(now / 1e3).toFixed(1)} kB now`,
    );
  }
  console.log();
}
