/**
 * xanopy [analyse] FILE... [--json | --ndjson] [--element SYMBOL] [--e0 EV] ...      in the checkout: npm run -s analyse -- FILE...
 *
 * The analysis of the page, in Node: same readers, same domain, same models.
 */
import { access, readFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { basename, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { describeError, XanopyError } from '../src/domain/errors';
import { parseReferences, type OwnReference } from '../src/domain/references/library';
import type { PrepareOptions } from '../src/domain/spectrum/prepare';
import { failureOf } from '../src/exporters/result';
import type { Choices } from '../src/readers/types';
import type { Engine } from '../src/worker/api';
import { examineFile, examineScan, type ChoicesFor, type Examined } from '../src/worker/chain';
import { createEngine } from '../src/worker/engine';
import { nodeSymmetry } from '../src/worker/moyo-node';
import { CHOICE_FLAGS, CHOICE_HELP, choicesFrom } from './choices';
import { PREPARE_FLAGS, PREPARE_HELP, prepareOptionsFrom } from './prepare-options';
import { modelFilesIn } from '../node/models';
import { answeringWith, PACK_HELP, takePack, wantedPack, type WantedPack } from './pack-files';
import { inputsOf, STANDARD_INPUT } from './pipe/inputs';
import { pass } from './pipe/pipe';
import type { SharedPack } from './pipe/thread';
import { guardedReader } from './reading';
import { meanOf, shiftsOnto, type Repeat } from './repeats';
import { nameIn, resultFrom, textOf, titled, type Extras, type Result } from './results';

export const ANALYSE_USAGE = `xanopy FILE... [--json] [--element SYMBOL] [--e0 EV] [--edge-step X] [--models DIR] [--help] ...
       xanopy analyse --ndjson [FILE...] [--brief] [--jobs N] [--resume OUT] [--element SYMBOL] [--e0 EV] ...`;

const HELP = `Usage: ${ANALYSE_USAGE}

The analysis of the page on the command line: every spectrum of every file (XDI, columns, Athena, SPEC, HDF5, ZIP and
others) with its coordination numbers, motifs and confidence. A folder stands for all files in it, 'scans/**/*.dat' for those
that fit. Exit code 0 if any file was read.

  --json             results as JSON, as public/schemas/result-1.json describes them
  --ndjson           a pipe: one spectrum a line in ({"energy": [...], "mu": [...], "element": "Fe", "id": 1}), one answer a
                     line out, in order; without FILE from standard input. Files that end in .ndjson or .jsonl (or that and
                     .gz) hold such lines, all others scans
  --brief            with --ndjson: the same answers without stability, neighbours and evidence
  --jobs N           with --ndjson: threads that compute; all cores without it
  --energies LIST    with --ndjson: text with one energy a line, for TIFF stacks that do not say them
  --resume OUT       with --ndjson: add the answers to the file OUT, from behind the last one that it holds
  --align            shifts the energies of every scan so that its edge lies on that of the first one
  --merge            adds the mean of all scans as measured (of one element, after --align if that is given)
  --pre-edge-peak    area, centroid and height of the pre-edge peak too (Ti, V, Cr, Mn, Fe, Co, Ni)
${CHOICE_HELP}
${PREPARE_HELP}
  --references FILE  a library of own references: the nearest of them beside the computed neighbours
  --models DIR       forests of your own, as npm run train makes them
${PACK_HELP}
  --help             this text

Example: xanopy public/examples/Fe2O3-Fe-computed.xdi`;

/** Milliseconds after which reading a file is given up. */
const READING_PATIENCE = 60_000;

/** A file that is in memory already. */
export interface FileContent {
  /** File name without folders. */
  readonly name: string;
  readonly bytes: Uint8Array;
}

interface Analysed {
  readonly wasRead: boolean;
  readonly examined: readonly Examined[];
  readonly results: readonly Result[];
}

interface Arguments {
  readonly names: readonly string[];
  readonly json: boolean;
  /** Null for one answer to all files at the end. */
  readonly pipe: {
    readonly jobs: number;
    readonly resume: string | undefined;
    readonly energies: string | null;
    readonly brief: boolean;
  } | null;
  readonly models: URL | undefined;
  readonly choices: ChoicesFor;
  readonly options: PrepareOptions;
  readonly hasPreEdge: boolean;
  readonly isAligned: boolean;
  readonly isMerged: boolean;
  readonly references: readonly OwnReference[];
  readonly pack: WantedPack | null;
}

/** Null where only help was asked for. */
async function parseArguments(args: readonly string[]): Promise<Arguments | null> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      json: { type: 'boolean', default: false },
      ndjson: { type: 'boolean', default: false },
      brief: { type: 'boolean', default: false },
      jobs: { type: 'string' },
      resume: { type: 'string' },
      energies: { type: 'string' },
      align: { type: 'boolean', default: false },
      merge: { type: 'boolean', default: false },
      'pre-edge-peak': { type: 'boolean', default: false },
      ...CHOICE_FLAGS,
      ...PREPARE_FLAGS,
      models: { type: 'string' },
      references: { type: 'string' },
      pack: { type: 'string' },
      'pack-only': { type: 'boolean', default: false },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  if (values.help) return null;
  const { ndjson, brief, resume, energies } = values;
  if (positionals.length === 0 && !ndjson) throw new XanopyError('usage', 'Name at least one file.');
  if (!ndjson && (brief || [values.jobs, resume, energies].some((one) => one !== undefined))) {
    throw new XanopyError('usage', '--brief, --jobs, --energies and --resume need --ndjson.');
  }
  if (ndjson && (values['pre-edge-peak'] || values.align || values.merge))
    throw new XanopyError('usage', '--ndjson excludes --pre-edge-peak, --align and --merge.');
  if (ndjson && values.references !== undefined) {
    throw new XanopyError('usage', '--references goes without --ndjson.');
  }
  if (!ndjson && positionals.includes(STANDARD_INPUT)) {
    throw new XanopyError('usage', 'Standard input is read with --ndjson only.');
  }
  const jobs = values.jobs === undefined ? availableParallelism() : Number(values.jobs);
  if (!Number.isInteger(jobs) || jobs < 1 || jobs > 1024) {
    throw new XanopyError('usage', `--jobs is a whole number from 1 to 1024, not ${values.jobs}.`);
  }
  if (energies !== undefined) {
    // Said once, before anything is answered.
    await access(energies).catch((cause: unknown) => {
      const reason = cause instanceof Error ? cause.message : String(cause);
      throw new XanopyError('usage', `The list of energies cannot be opened (${reason}).`);
    });
  }
  const options = prepareOptionsFrom(values);
  return {
    names: positionals.length === 0 ? [STANDARD_INPUT] : positionals,
    json: values.json,
    pipe: ndjson ? { jobs, resume, energies: energies ?? null, brief } : null,
    models: values.models === undefined ? undefined : pathToFileURL(`${resolve(values.models)}/`),
    choices: await choicesFrom(values, options.element),
    options,
    hasPreEdge: values['pre-edge-peak'],
    isAligned: values.align,
    isMerged: values.merge,
    references:
      values.references === undefined
        ? []
        : parseReferences(await readFile(values.references, 'utf8')).references,
    pack: wantedPack(values),
  };
}

/** Reads and analyses one file; one that cannot be opened or read gives a failure and does not throw. */
export async function analyseFile(
  engine: Engine,
  file: string | FileContent,
  options: PrepareOptions,
  choices: Choices | ChoicesFor = {},
  extras: Extras = {},
): Promise<Analysed> {
  const path = typeof file === 'string' ? file : file.name;
  let bytes: Uint8Array;
  try {
    bytes = typeof file === 'string' ? await readFile(file) : file.bytes;
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    const error = { code: 'file-unreadable', message: `The file cannot be opened (${reason}).` };
    return { wasRead: false, examined: [], results: [failureOf(path, error)] };
  }
  const examined = await examineFile(engine, { name: basename(path), path: '', bytes }, choices, options);
  return {
    wasRead: examined.some(({ kind }) => kind === 'scan'),
    examined,
    results: examined.map((one) => resultFrom(path, one, options, extras)),
  };
}

/** A scan of a file that was answered. */
interface AnsweredScan extends Repeat {
  readonly path: string;
  readonly examined: Extract<Examined, { kind: 'scan' }>;
}

function answeredIn(path: string, examined: readonly Examined[]): AnsweredScan[] {
  return examined.flatMap((one) =>
    one.kind === 'scan' && one.examination.kind === 'answered'
      ? [
          {
            path,
            name: titled(nameIn(path, one.file.source), one.scan.title),
            analysis: one.examination.analysis,
            examined: one,
          },
        ]
      : [],
  );
}

/** What is asked of all scans together: aligned ones in place of those as read, and their mean behind them. */
async function together(
  engine: Engine,
  scans: readonly AnsweredScan[],
  { options, choices, hasPreEdge, references, isAligned, isMerged }: Arguments,
): Promise<{ readonly aligned: ReadonlyMap<Examined, Result>; readonly mean: Result | null }> {
  const aligned = new Map<Examined, Result>();
  const [first, ...others] = scans;
  let repeats = scans;
  if (isAligned && first) {
    const shifts = shiftsOnto(first, others);
    const again = await Promise.all(
      others.map(async (one, i): Promise<AnsweredScan> => {
        const shifted: PrepareOptions = {
          ...options,
          calibration: {
            shift: (options.calibration?.shift ?? 0) + (shifts[i] ?? 0),
            alignedTo: first.name,
          },
        };
        const { scan, file } = one.examined;
        const examination = await examineScan(engine, scan, file.format, choices, shifted);
        const examined = { ...one.examined, examination };
        aligned.set(one.examined, resultFrom(one.path, examined, shifted, { hasPreEdge, references }));
        return examination.kind === 'answered' ? { ...one, analysis: examination.analysis } : one;
      }),
    );
    repeats = [first, ...again];
  }
  if (!isMerged || !first) return { aligned, mean: null };
  const scan = meanOf(repeats);
  // The scans are shifted and cut already.
  const { calibration: _, points: __, isByFoil: ___, ...asked } = options;
  const examination = await examineScan(engine, scan, 'merged', {}, asked);
  const name = scan.title;
  const file = { ...first.examined.file, format: 'merged', source: { name, path: '', sha256: '' } };
  const examined = { kind: 'scan', file, scan: { ...scan, title: '' }, examination } as const;
  return { aligned, mean: resultFrom(name, examined, asked, { hasPreEdge, references }) };
}

/** A pack as all threads share it: read and checked once, before anything is answered. */
async function sharedPack({ files, with: which }: WantedPack, models: URL): Promise<SharedPack> {
  const engine = createEngine(modelFilesIn(models), nodeSymmetry);
  const { sha256 } = await takePack(engine, files);
  const exported = await engine.exportPack(sha256);
  if (!exported.ok) throw new XanopyError(exported.error.code, exported.error.message);
  const bytes = new Uint8Array(new SharedArrayBuffer(exported.value.length));
  bytes.set(exported.value);
  return { with: which, pack: sha256, bytes };
}

/** @returns the exit code: 0 once everything is answered */
async function pipeCommand(
  { names, options, choices, pack }: Arguments,
  { jobs, resume, energies, brief }: NonNullable<Arguments['pipe']>,
  models: URL,
): Promise<number> {
  const answering = pack && (await sharedPack(pack, models));
  const inputs = await inputsOf(names, resume);
  const reader = guardedReader(READING_PATIENCE);
  const started = performance.now();
  try {
    const depth = brief ? 'brief' : 'whole';
    const { answers, failures, isCutShort } = await pass({
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
    });
    if (isCutShort) return 1;
    const seconds = (performance.now() - started) / 1000;
    console.error(
      `${answers} answers (${failures} of them errors) in ${seconds.toFixed(1)} s, ${(answers / seconds).toFixed(1)} a second`,
    );
    return 0;
  } finally {
    await reader.end();
  }
}

/**
 * Prints what is in the files.
 * @param folder of the forests, where the arguments name none
 * @returns the exit code: 0 if any file was read
 */
export async function analyseCommand(args: readonly string[], folder: URL): Promise<number> {
  const asked = await parseArguments(args);
  if (asked === null) {
    console.log(HELP);
    return 0;
  }
  const models = asked.models ?? folder;
  if (asked.pipe) return pipeCommand(asked, asked.pipe, models);
  const reader = guardedReader(READING_PATIENCE);
  const base = createEngine(modelFilesIn(models), nodeSymmetry);
  const answering = asked.pack && {
    with: asked.pack.with,
    pack: (await takePack(base, asked.pack.files)).sha256,
  };
  const engine: Engine = {
    ...answeringWith(base, answering),
    read: async (source, onOutcome) => {
      for (const outcome of await reader.read(source)) await onOutcome(outcome);
    },
  };
  const analysed: Analysed[] = [];
  const files = await inputsOf(asked.names);
  for (const file of files) {
    analysed.push(await analyseFile(engine, file, asked.options, asked.choices, asked));
  }
  await reader.end();
  const { aligned, mean } = await together(
    engine,
    analysed.flatMap(({ examined }, i) => answeredIn(files[i] ?? '', examined)),
    asked,
  ).catch((error: unknown) => ({
    aligned: new Map<Examined, Result>(),
    mean: failureOf('all scans together', describeError(error)),
  }));
  const results = [
    ...analysed.flatMap((file) => file.results.map((result, i) => aligned.get(file.examined[i]) ?? result)),
    ...(mean ? [mean] : []),
  ];
  console.log(asked.json ? JSON.stringify(results, null, 2) : results.map(textOf).join('\n'));
  return analysed.some(({ wasRead }) => wasRead) ? 0 : 1;
}
