import type { Depth } from '../../src/domain/confidence/types';
import type { PrepareOptions } from '../../src/domain/spectrum/prepare';
import type { Choices, Scan } from '../../src/readers/types';
import type { Answering, Engine, FileOutcome } from '../../src/worker/api';
import { createEngine } from '../../src/worker/engine';
import { modelFilesIn } from '../../node/models';
import { answeringWith } from '../pack-files';
import { resultFrom, type Result } from '../results';
import { answerTo, brief, type Answer } from './answer';
import type { Line } from './lines';

/** A pack that answers, as a file in memory that all threads look at. */
export interface SharedPack extends Answering {
  readonly bytes: Uint8Array;
}

/** What to analyse, and how. */
export type Job = (
  | { readonly kind: 'lines'; readonly file: string; readonly lines: readonly Line[] }
  | {
      readonly kind: 'scan';
      readonly input: string;
      readonly entry: number;
      /** Without the scans, which need not cross over again. */
      readonly file: Extract<FileOutcome, { kind: 'scans' }>;
      readonly scan: Scan;
    }
) & {
  /** Folder of the forests, a `file:` address. */
  readonly models: string;
  readonly depth: Depth;
  readonly options: PrepareOptions;
  /** For a scan. */
  readonly choices: Choices;
  readonly answering: SharedPack | null;
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
function engineOf({ models, depth, answering }: Job): Promise<Engine> {
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
  const { input, entry, file, scan } = job;
  const examination = await engine.examine(scan, file.format, job.choices, job.options);
  const result = resultFrom(input, { kind: 'scan', file, scan, examination }, job.options);
  return written([shortened({ input, entry, ...result })]);
};
