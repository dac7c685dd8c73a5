import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { createGunzip } from 'node:zlib';
import { describeError, XanopyError } from '../../src/domain/errors';
import { failureOf, type FailureResult } from '../../src/exporters/result';
import { noScan } from '../../src/readers';
import { assertSize } from '../../src/readers/limits';
import type { Scan } from '../../src/readers/types';
import type { FileOutcome } from '../../src/worker/api';
import type { MapSettings, StackSummary } from '../../src/worker/stacks';
import type { GuardedReader } from '../reading';
import { nameIn } from '../results';
import { idOf } from './answer';
import { STANDARD_INPUT } from './inputs';
import { batchesOf, type Line } from './lines';
import type { Place } from './resume';

/** A file without its scans, which need not cross over to a thread again. */
export type ScannedFile = Extract<FileOutcome, { kind: 'scans' }>;

/** Some spectra of a stack. */
export interface StackTask {
  readonly kind: 'stack';
  readonly input: string;
  /** Of the first of them. */
  readonly entry: number;
  readonly file: ScannedFile;
  readonly stack: StackSummary;
  readonly settings: MapSettings;
  /** Place of the first of them in the stack, line after line. */
  readonly first: number;
  readonly count: number;
}

/** A place in a stack as line and column, from 0; in a series the line alone. */
export const placeIn = ({ columns }: StackSummary, at: number): readonly number[] =>
  columns === 1 ? [at] : [Math.floor(at / columns), at % columns];

/** Opens the stacks of the inputs. */
export interface StackOpener {
  /** @throws XanopyError `stack-none`, and what the readers of stacks throw */
  readonly list: (input: string) => Promise<readonly StackSummary[]>;
  /** How the spectra of a stack are to be read. @throws XanopyError */
  readonly settle: (input: string, stack: StackSummary) => Promise<MapSettings>;
}

/** Work for a thread, or an answer that needs none. */
export type Task =
  | { readonly kind: 'lines'; readonly file: string; readonly lines: readonly Line[] }
  | {
      readonly kind: 'scan';
      readonly input: string;
      readonly entry: number;
      readonly file: ScannedFile;
      readonly scan: Scan;
    }
  | StackTask
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

/** Codes that a file is refused with which may hold a stack. */
const MAY_BE_STACK: readonly string[] = ['is-map', 'is-image', 'file-too-large'];
/** Spectra of a task: few enough that their answers stay small, however wide a line is. */
const MOST_SPECTRA = 256;

async function outcomesOf(input: string, reader: GuardedReader): Promise<readonly FileOutcome[]> {
  const source = { name: basename(input), path: '' };
  try {
    assertSize((await stat(input)).size);
  } catch (error) {
    if (!(error instanceof XanopyError)) throw error;
    return [{ kind: 'failed', source, error: describeError(error) }];
  }
  return reader.read({ ...source, bytes: await readFile(input) });
}

async function sha256(input: string): Promise<string> {
  const chunks: AsyncIterable<Uint8Array> = createReadStream(input);
  const hash = createHash('sha256');
  for await (const chunk of chunks) hash.update(chunk);
  return hash.digest('hex');
}

/** The stacks of a file that is refused otherwise; none where it holds none. */
async function stacksOf(
  { source, error }: Pick<Extract<FileOutcome, { kind: 'failed' }>, 'source' | 'error'>,
  input: string,
  opener: StackOpener,
): Promise<{ readonly stacks: readonly StackSummary[]; readonly error: FailureResult['error'] }> {
  if (source.path !== '' || !MAY_BE_STACK.includes(error.code)) return { stacks: [], error };
  try {
    return { stacks: await opener.list(input), error };
  } catch (cause) {
    const found = describeError(cause);
    return { stacks: [], error: found.code === 'stack-none' ? error : found };
  }
}

async function* tasksOfFile(
  input: string,
  reader: GuardedReader,
  opener: StackOpener,
  done: Place | null,
): AsyncGenerator<Task> {
  const known = done?.number ?? 0;
  let entry = 0;
  const isNew = (): boolean => ++entry > known;
  let outcomes: readonly FileOutcome[];
  try {
    outcomes = await outcomesOf(input, reader);
  } catch (cause) {
    if (isNew()) yield { kind: 'failed', at: { input, entry }, result: failureOf(input, unreadable(cause)) };
    return;
  }
  for (const outcome of outcomes) {
    if (outcome.kind === 'scans') {
      const file = { ...outcome, scans: [] };
      for (const scan of outcome.scans) if (isNew()) yield { kind: 'scan', input, entry, file, scan };
      continue;
    }
    const refused = outcome.kind === 'failed' ? outcome : noScan(outcome);
    const { stacks, error } = await stacksOf(refused, input, opener);
    if (stacks.length === 0) {
      if (isNew())
        yield {
          kind: 'failed',
          at: { input, entry },
          result: failureOf(nameIn(input, refused.source), error),
        };
      continue;
    }
    const source = { ...refused.source, sha256: await sha256(input) };
    for (const stack of stacks) {
      let settings: MapSettings;
      try {
        settings = await opener.settle(input, stack);
      } catch (cause) {
        const result = failureOf(input, describeError(cause), stack.title, stack.warnings);
        if (isNew()) yield { kind: 'failed', at: { input, entry }, result };
        continue;
      }
      const { format } = stack;
      const file: ScannedFile = { kind: 'scans', source, format, recognisedBy: 'its stacks', scans: [] };
      const total = stack.lines * stack.columns;
      for (let first = Math.max(0, known - entry); first < total; first += MOST_SPECTRA) {
        const count = Math.min(MOST_SPECTRA, total - first);
        yield { kind: 'stack', input, entry: entry + first + 1, file, stack, settings, first, count };
      }
      entry += total;
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
  opener: StackOpener,
  done: Place | null,
): AsyncGenerator<Task> {
  const first = done === null ? 0 : inputs.indexOf(done.input);
  if (first < 0) throw mismatch(`${String(done?.input)} is not among what is asked now.`);
  for (const [i, input] of inputs.slice(first).entries()) {
    const place = i === 0 ? done : null;
    const isLines = input === STANDARD_INPUT || LINES.test(input);
    yield* isLines ? tasksOfLines(input, place) : tasksOfFile(input, reader, opener, place);
  }
}
