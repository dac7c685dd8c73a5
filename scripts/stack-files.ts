import { accessSync, closeSync, constants, openSync, readSync, statSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import type { PrepareOptions } from '../src/domain/spectrum/prepare';
import { XanopyError } from '../src/domain/errors';
import type { SlicedBytes } from '../src/readers/stacks/types';
import type { Examination } from '../src/worker/api';
import type { ChoicesFor } from '../src/worker/chain';
import type { MapSettings, Stacks, StackSource, StackSummary } from '../src/worker/stacks';
import { howToAnswer } from './choices';

/** A file with stacks on the disk. */
export interface StackPath {
  readonly path: string;
  /** File with the energies of a TIFF stack. */
  readonly energies: string | null;
}

/** The bytes of a file as they are asked for. Open only while it is read: a folder of thousands of files is passed. */
function slicesOf(path: string): SlicedBytes {
  accessSync(path, constants.R_OK);
  return {
    size: statSync(path).size,
    read: (from, to) => {
      const bytes = new Uint8Array(to - from);
      const file = openSync(path, 'r');
      try {
        for (let done = 0; done < bytes.length;) {
          const count = readSync(file, bytes, done, bytes.length - done, from + done);
          if (count === 0) throw new Error(`${path} became shorter while it was read`);
          done += count;
        }
      } finally {
        closeSync(file);
      }
      return bytes;
    },
  };
}

export const sourceOf = async ({ path, energies }: StackPath): Promise<StackSource> => ({
  name: basename(path),
  bytes: slicesOf(path),
  energies: energies === null ? null : await readFile(energies, 'utf8'),
});

type Answered = Extract<Examination, { kind: 'answered' }>;

/** How all spectra of a stack are read, with the answer to the mean of a sample that this rests on. */
export interface Settled {
  readonly settings: Omit<MapSettings, 'binning'>;
  readonly mean: Answered;
}

/**
 * Columns, units and element of all spectra of a stack, as its mean has them.
 * @throws XanopyError the failure of the mean; `open-question-...` where it leaves something open
 */
export async function settledStack(
  stacks: Stacks,
  path: string,
  source: StackSource,
  { id, format }: StackSummary,
  choices: ChoicesFor,
  options: PrepareOptions,
): Promise<Settled> {
  const first = await stacks.survey(path, source, id, {}, options);
  const chosen = choices(first.scan, format);
  const { examination } =
    Object.keys(chosen).length === 0 ? first : await stacks.survey(path, source, id, chosen, options);
  switch (examination.kind) {
    case 'question': {
      const { about, text } = examination.question;
      throw new XanopyError(`open-question-${about}`, `${text} ${howToAnswer(examination.question)}`);
    }
    case 'failed': {
      const { code, message } = examination.error;
      throw new XanopyError(code, `The mean of the stack has no answer: ${message}`);
    }
    case 'answered': {
      const { analysis, reading } = examination;
      return {
        settings: {
          choices: reading.attribution.choices,
          options: { ...options, element: analysis.element },
        },
        mean: examination,
      };
    }
  }
}
