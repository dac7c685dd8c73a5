import type { Depth } from '../../src/domain/confidence/types';
import type { PrepareOptions } from '../../src/domain/spectrum/prepare';
import type { Choices, Scan } from '../../src/readers/types';
import type { Answering, Engine } from '../../src/worker/api';
import { createEngine } from '../../src/worker/engine';
import { createStacks, type Stacks, type StackSource } from '../../src/worker/stacks';
import { modelFilesIn } from '../../node/models';
import { answeringWith } from '../pack-files';
import { resultFrom, type Result } from '../results';
import { sourceOf, type StackPath } from '../stack-files';
import { answerTo, brief, type Answer } from './answer';
import type { Line } from './lines';
import { placeIn, type ScannedFile, type StackTask } from './tasks';

/** A pack that answers, as a file in memory that all threads look at. */
export interface SharedPack extends Answering {
  readonly bytes: Uint8Array;
}

/** What answers, and how. */
export interface Answerer {
  /** Folder of the forests, a `file:` address. */
  readonly models: string;
  readonly depth: Depth;
  readonly answering: SharedPack | null;
}

/** What to analyse. */
export type Job = (
  | { readonly kind: 'lines'; readonly file: string; readonly lines: readonly Line[] }
  | {
      readonly kind: 'scan';
      readonly input: string;
      readonly entry: number;
      readonly file: ScannedFile;
      readonly scan: Scan;
    }
  | StackTask
) &
  Answerer & {
    readonly options: PrepareOptions;
    /** For a scan. */
    readonly choices: Choices;
    /** For stacks of TIFF files. */
    readonly energies: string | null;
  };

/** Lines of the output, each with its end. */
export interface Answers {
  readonly text: string;
  readonly count: number;
  readonly failures: number;
}

/** Answers as they are written. */
export function written(answers: readonly Answer[]): Answers {
  return {
    text: answers.map((answer) => `${JSON.stringify(answer)}\n`).join(''),
    count: answers.length,
    failures: answers.filter((answer) => 'error' in answer).length,
  };
}

let kept: { readonly key: string; readonly engine: Promise<Engine> } | null = null;

async function withPack(engine: Engine, answering: SharedPack | null): Promise<Engine> {
  if (!answering) return engine;
  const added = await engine.addPack([{ name: 'shared.xanopy-pack.json.gz', bytes: answering.bytes }]);
  if (!added.ok) throw new Error(added.error.message);
  return answeringWith(engine, { with: answering.with, pack: answering.pack });
}

/** The forests of an element are read once in the life of a thread. */
export function engineOf({ models, depth, answering }: Answerer): Promise<Engine> {
  const key = `${depth} ${answering?.with ?? ''} ${answering?.pack ?? ''} ${models}`;
  if (kept?.key !== key) {
    const noStructures = (): never => {
      throw new Error('Spectra need no search for symmetry.');
    };
    const engine = createEngine(modelFilesIn(new URL(models)), noStructures, {}, depth);
    kept = { key, engine: withPack(engine, answering) };
  }
  return kept.engine;
}

/** Answers the spectra of files with stacks; the file that was asked for last stays open. */
export function stackFiles(engine: Engine): {
  readonly stacks: Stacks;
  readonly sourceAt: (place: StackPath) => Promise<StackSource>;
} {
  let open: { readonly path: string; readonly source: StackSource } | null = null;
  return {
    stacks: createStacks(engine),
    sourceAt: async (place) => {
      if (open?.path !== place.path) open = { path: place.path, source: await sourceOf(place) };
      return open.source;
    },
  };
}

let files: { readonly engine: Engine; readonly over: ReturnType<typeof stackFiles> } | null = null;

async function answersOfStack(
  engine: Engine,
  { input, entry, file, stack, settings, first, count, energies }: Extract<Job, { kind: 'stack' }>,
): Promise<(Answer & Result)[]> {
  if (files?.engine !== engine) files = { engine, over: stackFiles(engine) };
  const { stacks, sourceAt } = files.over;
  const source = await sourceAt({ path: input, energies });
  const answers: (Answer & Result)[] = [];
  let place = 0;
  for await (const { scan, examination } of stacks.spectra(input, source, stack.id, settings, first, count)) {
    const result = resultFrom(input, { kind: 'scan', file, scan, examination }, settings.options);
    answers.push({ input, entry: entry + place, id: placeIn(stack, first + place), ...result });
    place += 1;
  }
  return answers;
}

/** Answers one job. */
export default async (job: Job): Promise<Answers> => {
  const engine = await engineOf(job);
  const shortened = (answer: Answer & Result): Answer => (job.depth === 'brief' ? brief(answer) : answer);
  if (job.kind === 'lines') {
    const answers: Answer[] = [];
    for (const line of job.lines) {
      answers.push(shortened(await answerTo(engine, job.file, line, job.options)));
    }
    return written(answers);
  }
  if (job.kind === 'stack') return written((await answersOfStack(engine, job)).map(shortened));
  const { input, entry, file, scan } = job;
  const examination = await engine.examine(scan, file.format, job.choices, job.options);
  const result = resultFrom(input, { kind: 'scan', file, scan, examination }, job.options);
  return written([shortened({ input, entry, ...result })]);
};
