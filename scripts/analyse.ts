/**
 * xanopy FILE... [--json] [--element SYMBOL] [--e0 EV] ...      in the checkout: npm run -s analyse -- FILE...
 *
 * The analysis of the page, in Node: same readers, same domain, same models.
 */
import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { parseArgs } from 'node:util';
import { XanopyError } from '../src/domain/errors';
import type { PrepareOptions } from '../src/domain/spectrum/prepare';
import { failureOf, resultOf, type FailureResult, type SpectrumResult } from '../src/exporters/result';
import type { Choices } from '../src/readers/types';
import type { Engine } from '../src/worker/api';
import { examineFile, type Examined } from '../src/worker/chain';
import { createEngine, type FetchModelFile } from '../src/worker/engine';
import { nodeSymmetrySearch } from '../src/worker/moyo-node';
import { PREPARE_FLAGS, PREPARE_HELP, prepareOptionsFrom } from './prepare-options';
import { guardedReader } from './reading';

export const ANALYSE_USAGE =
  'xanopy FILE... [--json] [--element SYMBOL] [--e0 EV] [--edge-step X] [--help] ...';

const HELP = `Usage: ${ANALYSE_USAGE}

The analysis of the page on the command line: every spectrum of every file (XDI, columns, Athena, SPEC, HDF5, ZIP and
others) with its coordination numbers, motifs and confidence. Exit code 0 if any file was read.

  --json             results as JSON, as public/schemas/result-1.json describes them
${PREPARE_HELP}
  --help             this text

Example: xanopy public/examples/Fe2O3-Fe-computed.xdi`;

/** Milliseconds after which reading a file is given up. */
const READING_PATIENCE = 60_000;

/** The analysis of one spectrum, or why there is none. */
export type Result = SpectrumResult | FailureResult;

/** A file that is in memory already. */
export interface FileContent {
  /** File name without folders. */
  readonly name: string;
  readonly bytes: Uint8Array;
}

interface Analysed {
  readonly wasRead: boolean;
  readonly results: readonly Result[];
}

interface Arguments {
  readonly files: readonly string[];
  readonly json: boolean;
  readonly options: PrepareOptions;
}

/** Null where only help was asked for. */
function parseArguments(args: readonly string[]): Arguments | null {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      json: { type: 'boolean', default: false },
      ...PREPARE_FLAGS,
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  if (values.help) return null;
  if (positionals.length === 0) throw new XanopyError('usage', 'Name at least one file.');
  return { files: positionals, json: values.json, options: prepareOptionsFrom(values) };
}

/** What one scan (or unread file) gives, as it is printed. */
function resultFrom(path: string, examined: Examined, options: PrepareOptions): Result {
  const { source } = examined.kind === 'scan' ? examined.file : examined;
  const inArchive = source.path !== '' || source.name !== basename(path);
  const file = inArchive ? [path, source.path, source.name].filter(Boolean).join('/') : path;
  if (examined.kind === 'unread') return failureOf(file, examined.error);
  const { examination, scan } = examined;
  switch (examination.kind) {
    case 'failed':
      return failureOf(file, examination.error);
    case 'question': {
      const { about, text } = examination.question;
      return failureOf(file, {
        code: `open-question-${about}`,
        message: `${text} Answer it in the page.`,
      });
    }
    case 'answered': {
      const { spectrum, attribution } = examination.reading;
      return resultOf(file, examination.analysis, {
        sha256: examined.file.source.sha256,
        scan: scan.title,
        signal: spectrum.signal,
        attribution,
        requested: options,
      });
    }
  }
}

/** Reads and analyses one file; one that cannot be opened or read gives a failure and does not throw. */
export async function analyseFile(
  engine: Engine,
  file: string | FileContent,
  options: PrepareOptions,
  choices: Choices = {},
): Promise<Analysed> {
  const path = typeof file === 'string' ? file : file.name;
  let bytes: Uint8Array;
  try {
    bytes = typeof file === 'string' ? await readFile(file) : file.bytes;
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    const error = { code: 'file-unreadable', message: `The file cannot be opened (${reason}).` };
    return { wasRead: false, results: [failureOf(path, error)] };
  }
  const examined = await examineFile(engine, { name: basename(path), path: '', bytes }, choices, options);
  return {
    wasRead: examined.some(({ kind }) => kind === 'scan'),
    results: examined.map((one) => resultFrom(path, one, options)),
  };
}

const percent = (share: number): string => `${Math.round(100 * share)} %`;

function describe(result: Result): string {
  if ('error' in result) {
    const at = result.error.line === undefined ? '' : `, line ${result.error.line}`;
    return `${result.file}${at}: ${result.error.message}`;
  }
  const ranking = result.ranking
    .map(({ cn, motifs }) => `CN ${cn}: ${motifs.map(({ name }) => name).join(' > ') || 'no motif'}`)
    .join('; ');
  const lines = [
    `${result.file}: ${result.element} K, E0 ${result.e0.toFixed(1)} eV (${result.e0Method})`,
    result.applicability?.verdict === 'outside'
      ? "  outside the models' domain, no answer"
      : `  ${ranking}  (Jaccard confidence ${percent(result.jaccardConfidence)})`,
    ...(result.applicability?.reasons ?? []).map(({ message }) => `  ! ${message}`),
    ...result.warnings.map(({ message }) => `  - ${message}`),
  ];
  return lines.join('\n');
}

/**
 * Prints what is in the files.
 * @param models hands out the files of the forests
 * @returns the exit code: 0 if any file was read
 */
export async function analyseCommand(args: readonly string[], models: FetchModelFile): Promise<number> {
  const asked = parseArguments(args);
  if (asked === null) {
    console.log(HELP);
    return 0;
  }
  const reader = guardedReader(READING_PATIENCE);
  const engine: Engine = {
    ...createEngine(models, nodeSymmetrySearch),
    read: async (source, onOutcome) => {
      for (const outcome of await reader.read(source)) await onOutcome(outcome);
    },
  };
  const analysed: Analysed[] = [];
  for (const file of asked.files) analysed.push(await analyseFile(engine, file, asked.options));
  await reader.end();
  const results = analysed.flatMap((file) => file.results);
  console.log(asked.json ? JSON.stringify(results, null, 2) : results.map(describe).join('\n'));
  return analysed.some(({ wasRead }) => wasRead) ? 0 : 1;
}
