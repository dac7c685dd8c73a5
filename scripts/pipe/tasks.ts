import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { createGunzip } from 'node:zlib';
import { XanopyError } from '../../src/domain/errors';
import { failureOf, type FailureResult } from '../../src/exporters/result';
import { noScan } from '../../src/readers';
import type { FileOutcome } from '../../src/worker/api';
import type { Scan } from '../../src/readers/types';
import type { GuardedReader } from '../reading';
import { nameIn } from '../results';
import { idOf } from './answer';
import { STANDARD_INPUT } from './inputs';
import { batchesOf, type Line } from './lines';
import type { Place } from './resume';

/** Work for a thread, or an answer that needs none. */
export type Task =
  | { readonly kind: 'lines'; readonly file: string; readonly lines: readonly Line[] }
  | {
      readonly kind: 'scan';
      readonly input: string;
      readonly entry: number;
      readonly file: Extract<FileOutcome, { kind: 'scans' }>;
      readonly scan: Scan;
    }
  | {
      readonly kind: 'failed';
      readonly at: { readonly line: number } | { readonly input: string; readonly entry: number };
      readonly result: FailureResult;
    };

const LINES = /\.(?:ndjson|jsonl)(\.gz)?$/i;

const mismatch = (text: string): XanopyError =>
  new XanopyError(
    'resume-mismatch',
    `The answers that are there belong to other input: ${text} Name another file with --resume, or the same input as before.`,
  );

const unreadable = (cause: unknown): FailureResult['error'] => ({
  code: 'file-unreadable',
  message: `The file cannot be opened (${cause instanceof Error ? cause.message : String(cause)}).`,
});

function bytesOf(input: string): AsyncIterable<Uint8Array> {
  if (input === STANDARD_INPUT) return process.stdin;
  const file = createReadStream(input);
  if (!input.toLowerCase().endsWith('.gz')) return file;
  const plain = createGunzip();
  file.on('error', (error) => plain.destroy(error));
  return file.pipe(plain);
}

async function* tasksOfLines(file: string, done: Place | null): AsyncGenerator<Task> {
  let last = 0;
  try {
    for await (const batch of batchesOf(bytesOf(file))) {
      const known = batch.find(({ number }) => number === done?.number);
      if (
        known &&
        JSON.stringify(known.text === null ? undefined : idOf(known.text)) !== JSON.stringify(done?.id)
      ) {
        throw mismatch(`line ${known.number} of ${file} has another id.`);
      }
      last = batch[batch.length - 1].number;
      const lines = done ? batch.filter(({ number }) => number > done.number) : batch;
      if (lines.length > 0) yield { kind: 'lines', file, lines };
    }
  } catch (error) {
    if (error instanceof XanopyError) throw error;
    // Also in the middle of a packed file that is cut off: what came before is answered.
    last += 1;
    if (!done || done.number < last) {
      yield { kind: 'failed', at: { line: last }, result: failureOf(file, unreadable(error)) };
    }
  }
  if (done && done.number > last) throw mismatch(`${file} has ${last} lines, the answers ${done.number}.`);
}

async function* tasksOfFile(input: string, reader: GuardedReader, done: Place | null): AsyncGenerator<Task> {
  let entry = 0;
  const isNew = (): boolean => ++entry > (done?.number ?? 0);
  let outcomes: readonly FileOutcome[];
  try {
    outcomes = await reader.read({ name: basename(input), path: '', bytes: await readFile(input) });
  } catch (cause) {
    if (isNew()) yield { kind: 'failed', at: { input, entry }, result: failureOf(input, unreadable(cause)) };
    return;
  }
  for (const outcome of outcomes) {
    if (outcome.kind === 'scans') {
      const file = { ...outcome, scans: [] };
      for (const scan of outcome.scans) if (isNew()) yield { kind: 'scan', input, entry, file, scan };
    } else if (isNew()) {
      const { source, error } = outcome.kind === 'failed' ? outcome : noScan(outcome);
      yield { kind: 'failed', at: { input, entry }, result: failureOf(nameIn(input, source), error) };
    }
  }
}

/**
 * Everything that the inputs ask, in their order, from behind `done` on; one answer for each line and each scan, and one
 * for each file that cannot be read.
 * @throws XanopyError `resume-mismatch` where `done` is not among the inputs
 */
export async function* tasksOf(
  inputs: readonly string[],
  reader: GuardedReader,
  done: Place | null,
): AsyncGenerator<Task> {
  const first = done === null ? 0 : inputs.indexOf(done.input);
  if (first < 0) throw mismatch(`${String(done?.input)} is not among what is asked now.`);
  for (const [i, input] of inputs.slice(first).entries()) {
    const place = i === 0 ? done : null;
    const isLines = input === STANDARD_INPUT || LINES.test(input);
    yield* isLines ? tasksOfLines(input, place) : tasksOfFile(input, reader, place);
  }
}
