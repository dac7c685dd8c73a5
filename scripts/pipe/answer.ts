import * as v from 'valibot';
import { checked } from '../../src/domain/checked';
import { describeError, XanopyError } from '../../src/domain/errors';
import type { PrepareOptions } from '../../src/domain/spectrum/prepare';
import { SIGNALS } from '../../src/domain/spectrum/types';
import { failureOf, resultOf, type FailureResult, type SpectrumResult } from '../../src/exporters/result';
import type { Scan } from '../../src/readers/types';
import type { Engine } from '../../src/worker/api';
import type { Result } from '../results';
import { LONGEST, type Line } from './lines';

/** A brief answer: what says how the spectrum takes disturbances, what resembles it and what decided is left out. */
export type BriefResult = Omit<SpectrumResult, 'stability' | 'neighbours' | 'evidence'>;

/** One line of the output. */
export type Answer = Placed & (SpectrumResult | BriefResult | FailureResult);

interface Placed {
  /** Where the answer belongs: the line of an input of lines, or the number of the answer within the file `input`. */
  readonly line?: number;
  readonly input?: string;
  readonly entry?: number;
  /** As the line of the input had it. */
  readonly id?: unknown;
}

type Numbers = (number | null)[];

function isNumbers(data: unknown): data is Numbers {
  if (!Array.isArray(data)) return false;
  for (const value of data) if (typeof value !== 'number' && value !== null) return false;
  return true;
}

/** Says where the fault is; it looks at every number with care. */
const strict: v.GenericSchema<unknown, Numbers> = v.array(v.nullable(v.number()));
const quick: v.GenericSchema<unknown, Numbers> = v.custom<Numbers>(isNumbers);
const values = v.pipe(
  v.lazy((data) => (isNumbers(data) ? quick : strict)),
  v.transform((numbers) => {
    const result = new Float64Array(numbers.length);
    for (let i = 0; i < result.length; i++) result[i] = numbers[i] ?? Number.NaN;
    return result;
  }),
);
const lineSchema = v.object({
  energy: values,
  mu: values,
  element: v.nullish(v.string()),
  e0: v.nullish(v.pipe(v.number(), v.gtValue(0))),
  isNormalised: v.nullish(v.boolean(), false),
  signal: v.nullish(v.picklist(SIGNALS)),
});

const EXAMPLE = 'Write a spectrum as {"energy": [...], "mu": [...], "element": "Fe", "id": 1}, one a line.';

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    // Python writes what is no number in its own way.
    const sound = text.replace(/(?<=[[,:]\s*)(?:NaN|-?Infinity)(?=\s*[,\]}])/g, 'null');
    try {
      if (sound !== text) return JSON.parse(sound);
    } catch {
      // The first reason is the better one.
    }
    const reason = error instanceof Error ? error.message : String(error);
    // The engine repeats the whole line in its message.
    const brief = reason.length > 120 ? `${reason.slice(0, 120)}...` : reason;
    throw new XanopyError('line-not-json', `This line is not valid JSON (${brief}). ${EXAMPLE}`);
  }
}

/** The `id` of a line, whatever else it holds; undefined where there is none. */
export function idOf(text: string): unknown {
  try {
    const data: unknown = parsed(text);
    return typeof data === 'object' && data !== null && 'id' in data ? data.id : undefined;
  } catch {
    return undefined;
  }
}

/** Leaves out of an answer what a brief one does not have. */
export function brief(answer: Answer & Result): Answer {
  if ('error' in answer) return answer;
  const { stability: _, neighbours: _neighbours, evidence: _evidence, ...rest } = answer;
  return rest;
}

/** Energy and mu as a scan that leaves nothing open. */
function scanOf({ energy, mu, signal }: v.InferOutput<typeof lineSchema>): Scan {
  return {
    id: '1',
    title: '',
    channels: [
      { label: 'energy', unit: 'eV', role: 'energy', values: energy },
      { label: 'mu', role: 'mu', values: mu },
    ],
    ...(signal ? { signal } : {}),
    metadata: [],
    warnings: [],
  };
}

/** What a line of the input `file` gives; never throws. */
export async function answerTo(
  engine: Engine,
  file: string,
  { number, text }: Line,
  options: PrepareOptions,
): Promise<Answer & Result> {
  let id: { readonly id?: unknown } = {};
  try {
    if (text === null) {
      throw new XanopyError(
        'line-too-long',
        `This line is longer than ${LONGEST / 2 ** 20} MB. Write one spectrum a line.`,
      );
    }
    const data = parsed(text);
    if (typeof data === 'object' && data !== null && 'id' in data) id = { id: data.id };
    const line = checked(lineSchema, data, 'line-invalid', 'This line', EXAMPLE);
    if (line.energy.length !== line.mu.length) {
      throw new XanopyError(
        'line-invalid',
        `This line has ${line.energy.length} energies and ${line.mu.length} values of mu. Give one value for each energy.`,
      );
    }
    const examination = await engine.examine(
      scanOf(line),
      'ndjson',
      { energy: 0, unit: 'eV', mu: { kind: 'column', column: 1, isNormalised: line.isNormalised } },
      // Who writes a line knows the element; a file may be wrong about it.
      { ...options, ...(line.element ? { element: line.element } : {}), ...(line.e0 ? { e0: line.e0 } : {}) },
    );
    switch (examination.kind) {
      case 'answered':
        return { line: number, ...id, ...resultOf(file, examination.analysis) };
      case 'failed':
        return { line: number, ...id, ...failureOf(file, examination.error) };
      case 'question':
        throw new Error(examination.question.text);
    }
  } catch (error) {
    return { line: number, ...id, ...failureOf(file, describeError(error)) };
  }
}
