/**
 * xanopy map STACK [--out FILE] ...      in the checkout: npm run -s analyse -- map STACK
 *
 * The page Map in Node: every spectrum of a stack answered, over all cores.
 */
import { access, constants, writeFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { basename, dirname, extname, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { XanopyError } from '../src/domain/errors';
import {
  countsOf,
  emptyMap,
  stateAt,
  withPart,
  type AnsweredMap,
  type MapPart,
} from '../src/domain/map/layers';
import { counts, environmentName, mapCsv, mapJournal, type MapRecord } from '../src/exporters/map';
import { mapHdf5 } from '../src/exporters/map-hdf5';
import { binnedLinesAtOnce, BINNINGS, binnedSize } from '../src/readers/stacks/binned';
import type { StackSummary } from '../src/worker/stacks';
import { CHOICE_FLAGS, CHOICE_HELP, choicesFrom } from './choices';
import { stacksOver, type MapJob } from './map-thread';
import { PREPARE_FLAGS, PREPARE_HELP, prepareOptionsFrom } from './prepare-options';
import { settledStack, sourceOf } from './stack-files';
import { threadsOf, type Threads } from './threads';
import { version } from './version';

export const MAP_USAGE =
  'xanopy map STACK [--out FILE.h5|FILE.csv|FILE.ndjson] [--energies LIST] [--bin N] [--element SYMBOL] ...';

const HELP = `Usage: ${MAP_USAGE}

Answers every spectrum of a stack: HDF5 and NeXus with mu(y, x, energy), mu(time, energy) or intensities, TIFF with an image
for each energy. Columns, units and element are settled on the mean spectrum and are the same for all. Prints how many
spectra got which answer. Exit code 0 once all are answered.

  --out FILE         the answers as NXdata (.h5), as a table (.csv) or a line a spectrum (.ndjson)
  --energies LIST    text with one energy a line, for TIFF stacks that do not say them
  --stack PLACE      which stack of the file, where it holds several
  --bin N            average N x N pixels: ${BINNINGS.join(', ')}
  --least-step X     leave out pixels with a smaller edge step
  --jobs N           threads that compute; all cores without it
${CHOICE_HELP}
${PREPARE_HELP}
  --models DIR       forests of your own, as npm run train makes them
  --help             this text`;

const usage = (text: string): XanopyError => new XanopyError('usage', text);

/** Pieces that each thread gets in turn. */
const PIECES = 8;

function stackOf(stacks: readonly StackSummary[], wanted: string | undefined): StackSummary {
  const found =
    wanted === undefined ? stacks[0] : stacks.find(({ id }) => id === wanted || `/${id}` === wanted);
  if (found) return found;
  throw usage(`There is no stack ${wanted}; there are ${stacks.map(({ id }) => id || '/').join(', ')}.`);
}

/** The answers, a line a spectrum. */
function ndjsonOf(record: MapRecord): string {
  const { map } = record;
  const { layers, environments, failures, columns } = map;
  return Array.from(layers.state, (_, pixel) => {
    const state = stateAt(map, pixel);
    const place = { line: Math.floor(pixel / columns), column: pixel % columns, state };
    if (state === 'failed') return { ...place, error: failures[layers.failure[pixel]] };
    if (!counts(record, pixel)) return { ...place, isMasked: true, edgeStep: layers.edgeStep[pixel] };
    const environment = environments[layers.environment[pixel]];
    return {
      ...place,
      ...(state === 'outside'
        ? {}
        : {
            cn: layers.cn[pixel],
            environment,
            answer: environmentName(environment),
            confidence: layers.confidence[pixel],
          }),
      e0: layers.e0[pixel],
      edgeStep: layers.edgeStep[pixel],
    };
  })
    .map((line) => `${JSON.stringify(line)}\n`)
    .join('');
}

const WRITERS: Readonly<Record<string, (record: MapRecord, created: Date) => Promise<Uint8Array> | string>> =
  {
    '.h5': (record, created) => mapHdf5(record, { appVersion: version(), created }),
    '.csv': (record, created) => mapCsv(record, { appVersion: version(), created }),
    '.ndjson': (record) => ndjsonOf(record),
  };

function describe(map: AnsweredMap): string {
  const { states, failures } = countsOf(map);
  const answers = new Map<string, number>();
  map.layers.state.forEach((_, pixel) => {
    const state = stateAt(map, pixel);
    if (state !== 'in-domain' && state !== 'borderline') return;
    const name = `CN ${map.layers.cn[pixel]}`;
    answers.set(name, (answers.get(name) ?? 0) + 1);
  });
  return [
    ...[...answers].sort(([, a], [, b]) => b - a).map(([name, pixels]) => `${name}: ${pixels} spectra`),
    ...(states.borderline > 0 ? [`of these borderline: ${states.borderline}`] : []),
    ...(states.outside > 0 ? [`outside the models' domain: ${states.outside}`] : []),
    ...failures.map(({ pixels, message }) => `no answer: ${pixels}, as in: ${message}`),
  ].join('\n');
}

/** @returns the exit code */
export async function mapCommand(args: readonly string[], folder: URL): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      out: { type: 'string' },
      energies: { type: 'string' },
      stack: { type: 'string' },
      bin: { type: 'string', default: '1' },
      'least-step': { type: 'string' },
      jobs: { type: 'string' },
      ...CHOICE_FLAGS,
      ...PREPARE_FLAGS,
      models: { type: 'string' },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  if (values.help) {
    console.log(HELP);
    return 0;
  }
  const [path, ...others] = positionals;
  if (path === undefined || others.length > 0) throw usage('Name one file with a stack.');
  const binning = BINNINGS.find((one) => String(one) === values.bin);
  if (binning === undefined) throw usage(`--bin is ${BINNINGS.join(' or ')}, not ${values.bin}.`);
  const jobs = values.jobs === undefined ? availableParallelism() : Number(values.jobs);
  if (!Number.isInteger(jobs) || jobs < 1 || jobs > 1024)
    throw usage(`--jobs is a whole number from 1 to 1024, not ${values.jobs}.`);
  const leastStep = values['least-step'] === undefined ? null : Number(values['least-step']);
  if (leastStep !== null && !(leastStep >= 0))
    throw usage(`--least-step is a number, not ${values['least-step']}.`);
  const write = values.out === undefined ? undefined : WRITERS[extname(values.out).toLowerCase()];
  if (values.out !== undefined && !write)
    throw usage(`--out ends in ${Object.keys(WRITERS).join(', ')}, unlike ${values.out}.`);
  if (values.out !== undefined) {
    // Said before hours of work, not behind them.
    await access(dirname(resolve(values.out)), constants.W_OK).catch(() => {
      throw usage(`The folder of ${values.out} is not there or cannot be written to.`);
    });
  }
  const models = values.models === undefined ? folder : pathToFileURL(`${resolve(values.models)}/`);
  const options = prepareOptionsFrom(values);
  const choices = await choicesFrom(values, options.element);

  const stacks = stacksOver(models);
  const place = { path, energies: values.energies ?? null };
  const source = await sourceOf(place).catch((cause: unknown) => {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new XanopyError('file-unreadable', `The file cannot be opened (${reason}).`);
  });
  const stack = stackOf(await stacks.list(path, source), values.stack);
  for (const { message } of stack.warnings) console.error(message);
  const { settings: read, mean } = await settledStack(stacks, path, source, stack, choices, options);
  const settings = { ...read, binning };
  const { analysis, reading } = mean;
  const { lines, columns } = binnedSize(stack, binning);
  const most = binnedLinesAtOnce(stack, binning);
  const piece = Math.max(1, Math.min(most, Math.ceil(lines / (PIECES * jobs))));
  const threads: Threads<MapJob, MapPart[]> = threadsOf('map-thread', jobs);
  const started = performance.now();
  let map = emptyMap(lines, columns);
  try {
    await Promise.all(
      Array.from({ length: Math.ceil(lines / piece) }, async (_, at) => {
        const parts = await threads.run({
          ...place,
          models: models.href,
          stack: stack.id,
          settings,
          first: at * piece,
          count: Math.min(piece, lines - at * piece),
        });
        for (const part of parts) map = withPart(map, part);
      }),
    );
  } finally {
    await threads.end();
  }
  const seconds = (performance.now() - started) / 1000;
  const record: MapRecord = {
    file: basename(path),
    size: source.bytes.size,
    stack: stack.id || '/',
    title: stack.title,
    element: analysis.element,
    muExpression: reading.attribution.muExpression,
    modelVersion: analysis.modelVersion,
    binning,
    choices: settings.choices,
    options: settings.options,
    leastStep,
    map,
  };
  if (write && values.out !== undefined) await writeFile(values.out, await write(record, new Date()));
  else
    for (const line of mapJournal(record, { appVersion: version(), created: new Date() })) console.log(line);
  console.log(describe(map));
  console.error(
    `${lines * columns} spectra in ${seconds.toFixed(1)} s, ${((lines * columns) / seconds).toFixed(1)} a second`,
  );
  return 0;
}
