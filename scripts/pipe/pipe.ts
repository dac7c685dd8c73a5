import { createWriteStream } from 'node:fs';
import { Readable, type Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { setFlagsFromString } from 'node:v8';
import type { Depth } from '../../src/domain/confidence/types';
import type { PrepareOptions } from '../../src/domain/spectrum/prepare';
import { describeError, XanopyError } from '../../src/domain/errors';
import { failureOf } from '../../src/exporters/result';
import type { Choices } from '../../src/readers/types';
import type { ChoicesFor } from '../../src/worker/chain';
import type { GuardedReader } from '../reading';
import { nameIn } from '../results';
import { settledStack } from '../stack-files';
import { threadsOf, type Threads } from '../threads';
import { idOf } from './answer';
import { takeUp } from './resume';
import { placeIn, tasksOf, type StackOpener, type Task } from './tasks';
import {
  engineOf,
  stackFiles,
  written,
  type Answerer,
  type Answers,
  type Job,
  type SharedPack,
} from './thread';

export interface PipeOptions {
  readonly inputs: readonly string[];
  readonly jobs: number;
  /** File that the answers are added to; standard output without. */
  readonly resume: string | undefined;
  /** Folder of the forests. */
  readonly models: URL;
  readonly depth: Depth;
  readonly options: PrepareOptions;
  /** Answers to what a scan leaves open. */
  readonly choices: ChoicesFor;
  /** The pack that answers, alone or beside the shipped models. */
  readonly answering: SharedPack | null;
  readonly reader: GuardedReader;
  /** File with the energies of TIFF stacks. */
  readonly energies: string | null;
}

/** What came of a run. */
export interface Passed {
  readonly answers: number;
  readonly failures: number;
  /** Who read the answers wanted no more. */
  readonly isCutShort: boolean;
}

/**
 * Keeps V8 from setting more and more aside for what was just made: from 1 to 34 MB in the course of a long run, to no use, as
 * a line is gone with its answer. Starting a thread takes it back.
 */
const staySmall = (): void => {
  setFlagsFromString('--semi-space-growth-factor=1');
};

/** Tasks that are begun for each thread: one that is computed and one that waits. */
const AHEAD = 2;

/** Lines of a batch or spectra of a stack, to be asked for one by one after the thread has crashed over them. */
function onlyOne(task: Exclude<Task, { kind: 'failed' }>): Task[] {
  switch (task.kind) {
    case 'lines':
      return task.lines.map((line) => ({ ...task, lines: [line] }));
    case 'scan':
      return [task];
    case 'stack': {
      const { first, count, entry } = task;
      return Array.from({ length: count }, (_, place) => ({
        ...task,
        first: first + place,
        count: 1,
        entry: entry + place,
      }));
    }
  }
}

/** The answer to a single line or spectrum that the thread has crashed over; with its id, by which `--resume` knows it again. */
export function crashed(task: Exclude<Task, { kind: 'failed' }>, cause: unknown): Answers {
  const reason = cause instanceof Error ? cause.message : String(cause);
  const error = describeError(
    new XanopyError(
      'worker-crashed',
      `The computation stopped unexpectedly (${reason}). Report this spectrum.`,
    ),
  );
  if (task.kind === 'lines') {
    const [{ number, text }] = task.lines;
    const id = text === null ? undefined : idOf(text);
    return written([{ line: number, id, ...failureOf(task.file, error) }]);
  }
  const { input, entry } = task;
  const id = task.kind === 'stack' ? placeIn(task.stack, task.first) : undefined;
  return written([{ input, entry, id, ...failureOf(input, error) }]);
}

function stackOpener(
  answerer: Answerer,
  energies: string | null,
  choices: ChoicesFor,
  options: PrepareOptions,
): StackOpener {
  // Few inputs are stacks.
  let made: Promise<ReturnType<typeof stackFiles>> | null = null;
  const files = () => (made ??= engineOf(answerer).then(stackFiles));
  return {
    list: async (path) => {
      const { stacks, sourceAt } = await files();
      return stacks.list(path, await sourceAt({ path, energies }));
    },
    settle: async (path, stack) => {
      const { stacks, sourceAt } = await files();
      const source = await sourceAt({ path, energies });
      const { settings } = await settledStack(stacks, path, source, stack, choices, options);
      return { ...settings, binning: 1 };
    },
  };
}

/**
 * Passes everything in the inputs through the analysis, one line of JSON for each answer, in the order of the input. Holds a few
 * batches a thread, however long the input is, and takes in no more than the reader of the answers takes off.
 * @throws XanopyError `resume-mismatch`
 */
export async function pass({
  inputs,
  jobs,
  resume,
  models,
  depth,
  options,
  choices,
  answering,
  reader,
  energies,
}: PipeOptions): Promise<Passed> {
  const done = resume === undefined ? null : await takeUp(resume);
  const out: Writable = resume === undefined ? process.stdout : createWriteStream(resume, { flags: 'a' });
  const threads: Threads<Job, Answers> = threadsOf('pipe-thread', jobs);
  const answerer = { models: models.href, depth, answering };
  const settings = { ...answerer, options, energies };

  async function answer(task: Task): Promise<Answers> {
    if (task.kind === 'failed') return written([{ ...task.at, ...task.result }]);
    let chosen: Choices = {};
    if (task.kind === 'scan') {
      const { input, entry, file, scan } = task;
      try {
        chosen = choices(scan, file.format);
      } catch (error) {
        const result = failureOf(nameIn(input, file.source), describeError(error), scan.title);
        return written([{ input, entry, ...result }]);
      }
    }
    try {
      return await threads.run({ ...task, choices: chosen, ...settings });
    } catch (cause) {
      const single = onlyOne(task);
      if (single.length === 1) return crashed(task, cause);
      const parts: Answers[] = [];
      for (const one of single) parts.push(await answer(one));
      return {
        text: parts.map(({ text }) => text).join(''),
        count: parts.reduce((sum, { count }) => sum + count, 0),
        failures: parts.reduce((sum, { failures }) => sum + failures, 0),
      };
    }
  }

  let answers = 0;
  let failures = 0;
  try {
    await pipeline(
      Readable.from(tasksOf(inputs, reader, stackOpener(answerer, energies, choices, options), done)).map(
        answer,
        { concurrency: AHEAD * jobs },
      ),
      async function* (parts: AsyncIterable<Answers>) {
        for await (const part of parts) {
          staySmall();
          answers += part.count;
          failures += part.failures;
          yield part.text;
        }
      },
      out,
      { end: resume !== undefined },
    );
    return { answers, failures, isCutShort: false };
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EPIPE') {
      return { answers, failures, isCutShort: true };
    }
    throw error;
  } finally {
    await threads.end();
  }
}
