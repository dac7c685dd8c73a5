/** The pipe of the packed command: spectra a second, memory; beside the published method as a Python loop in the same run. */
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import * as v from 'valibot';
import { interpolate } from '../src/domain/spectrum/curve';
import { Random } from '../src/domain/random';
import { readSource } from '../src/readers/index';
import { TINY_MODELS } from '../src/worker/testing';
import { SHIPPED } from '../src/domain/growing/recipe';
import { prepareElement } from '../training/samples/prepared';

const CLI = 'build/npm/cli.js';
const PYTHON = process.env.PYTHON ?? '/usr/bin/python3';
const ENERGIES = 200;
/** Enough for an answer, and soon read: what passes a million times. */
const FEW_ENERGIES = 50;

/** Lines of the pipe: the computed iron example, moved by some tenths of an eV and with noise. */
async function linesOf(count: number, energies = ENERGIES): Promise<string[]> {
  const bytes = readFileSync('public/examples/Fe2O3-Fe-computed.xdi');
  const outcomes = await readSource({ name: 'example.xdi', path: '', bytes });
  const outcome = outcomes.find((one) => one.kind === 'scans');
  if (!outcome) throw new Error('The example cannot be read.');
  const [energy, mu] = outcome.scans[0].channels.map(({ values }) => values);
  const random = new Random('bench/pipe');
  const step = (energy[energy.length - 1] - energy[0]) / (energies - 1);
  const grid = Array.from({ length: energies }, (_, i) => energy[0] + i * step);
  const clean = grid.map((e) => interpolate({ energy, mu }, e));
  return Array.from({ length: count }, (_, id) => {
    const shift = 0.3 * random.normal();
    return `${JSON.stringify({
      id,
      element: 'Fe',
      energy: grid.map((e) => Number((e + shift).toFixed(2))),
      mu: clean.map((value) => Number((value + 0.003 * random.normal()).toFixed(5))),
    })}\n`;
  });
}

interface Run {
  /** Of the run, and of all its processors. */
  readonly seconds: number;
  readonly cpuSeconds: number;
}

/** Runs the pipe over a file, in bash for its count of processor time. */
function timed(file: string, args: readonly string[]): Run {
  const started = performance.now();
  const { status, stderr } = spawnSync(
    'bash',
    [
      '-c',
      'TIMEFORMAT="%U %S"; time node "$0" analyse --ndjson "${@:2}" < "$1" > /dev/null',
      CLI,
      file,
      ...args,
    ],
    { encoding: 'utf8' },
  );
  const [user, system] = (/([\d.]+) ([\d.]+)\s*$/.exec(stderr) ?? []).slice(1).map(Number);
  if (status !== 0 || user === undefined || system === undefined) throw new Error(stderr);
  return { seconds: (performance.now() - started) / 1000, cpuSeconds: user + system };
}

/** What the published forests learn from: the computed iron spectra, with their augmented copies. */
function trainingData(): string {
  const samples = prepareElement('Fe', SHIPPED);
  const rows = samples.flatMap(({ truth, views: [{ window, copies }] }) =>
    [window, ...copies].map((mu) => ({ mu, truth })),
  );
  const numbers = [...new Set(rows.flatMap(({ truth }) => truth.map(({ cn }) => cn)))];
  return JSON.stringify({
    windows: rows.map(({ mu }) => Array.from(mu, (value) => Number(value.toFixed(4)))),
    rankings: rows.map(({ truth }) => truth.map(({ cn }) => cn).join(',')),
    motifs: Object.fromEntries(
      numbers.map((number) => [
        number,
        rows.map(({ truth }) => truth.find(({ cn }) => cn === number)?.motifs.join(',') ?? null),
      ]),
    ),
  });
}

const outcomeSchema = v.object({ count: v.number(), seconds: v.number(), sklearn: v.string() });

/** Milliseconds of processor time a spectrum of the loop in Python; null where scikit-learn is absent. */
function pythonLoop(
  training: string,
  file: string,
  isWhole: boolean,
): { ms: number; version: string } | null {
  const { status, stderr } = spawnSync(
    PYTHON,
    ['bench/published_method.py', training, file, ...(isWhole ? ['whole'] : [])],
    {
      encoding: 'utf8',
      maxBuffer: 2 ** 28,
      env: { ...process.env, OMP_NUM_THREADS: '1', OPENBLAS_NUM_THREADS: '1' },
    },
  );
  if (status !== 0) {
    console.log(`The loop in Python is left out: ${stderr.trim().split('\n').at(-1) ?? ''}`);
    return null;
  }
  const { count, seconds, sklearn } = v.parse(
    outcomeSchema,
    JSON.parse(stderr.trim().split('\n').at(-1) ?? ''),
  );
  return { ms: (1000 * seconds) / count, version: sklearn };
}

function assertPacked(): void {
  if (!existsSync(CLI))
    throw new Error('There is no package. Run `npm run build` and `npm run package` first.');
}

/** Prints spectra a second with 1 and 2 threads, and the ratio to the loop in Python by processor time. */
export async function benchPipe(count = 4000): Promise<void> {
  assertPacked();
  const folder = mkdtempSync(join(tmpdir(), 'xanopy-bench-'));
  try {
    const [many, few, one, training] = ['many', 'few', 'one', 'training'].map((name) => join(folder, name));
    const lines = await linesOf(count);
    writeFileSync(many, lines.join(''));
    writeFileSync(few, lines.slice(0, 100).join(''));
    writeFileSync(one, lines[0]);
    writeFileSync(training, trainingData());
    console.log(`Pipe, ${count} iron spectra of ${ENERGIES} energies`);
    console.log('                 jobs  spectra a second  ms of processor a spectrum, start excluded');
    for (const depth of ['brief', 'whole'] as const) {
      const flags = depth === 'brief' ? ['--brief'] : [];
      const start = timed(one, [...flags, '--jobs', '1']);
      let ours = Number.NaN;
      for (const jobs of [1, 2]) {
        const run = timed(many, [...flags, '--jobs', String(jobs)]);
        const ms = (1000 * (run.cpuSeconds - start.cpuSeconds)) / (count - 1);
        if (jobs === 1) ours = ms;
        console.log(
          `${depth}            ${jobs}  ${(count / run.seconds).toFixed(0).padStart(16)}  ${ms.toFixed(2)}`,
        );
      }
      const rival = pythonLoop(training, few, depth === 'whole');
      if (rival) {
        console.log(
          `${depth}, Python loop (scikit-learn ${rival.version}, 100 spectra): ${rival.ms.toFixed(1)} ms, ${(rival.ms / ours).toFixed(1)} times ours`,
        );
      }
    }
    console.log();
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Peak of the resident memory of a pipe that `count` spectra pass, MB; the forests are small ones. */
async function peakMemory(models: string, lines: readonly string[], count: number): Promise<number> {
  const child = spawn(
    process.execPath,
    [resolve(CLI), 'analyse', '--ndjson', '--brief', '--jobs', '2', '--models', models],
    { stdio: ['pipe', 'ignore', 'inherit'] },
  );
  const closed = once(child, 'close');
  const chunk = lines.join('');
  let peak = 0;
  for (let sent = 0; sent < count; sent += lines.length) {
    if (!child.stdin.write(chunk)) await once(child.stdin, 'drain');
    const status = readFileSync(`/proc/${child.pid}/status`, 'utf8');
    peak = Number(/VmHWM:\s+(\d+)/.exec(status)?.[1]) / 1000;
  }
  child.stdin.end();
  await closed;
  return peak;
}

/** By which the peak may grow from the first count of spectra to the last. */
const MOST_GROWTH = 1.2;

/** Prints the peak memory of the pipe after 10,000 and a million spectra (Linux), and fails where it grows. */
export async function benchMemory(): Promise<void> {
  assertPacked();
  const models = mkdtempSync(join(tmpdir(), 'xanopy-bench-'));
  try {
    for (const [name, text] of Object.entries(TINY_MODELS)) writeFileSync(join(models, name), text);
    const lines = await linesOf(100, FEW_ENERGIES);
    const peaks: number[] = [];
    for (const count of [10_000, 1_000_000]) {
      const started = performance.now();
      const peak = await peakMemory(models, lines, count);
      const seconds = (performance.now() - started) / 1000;
      peaks.push(peak);
      console.log(
        `Pipe, 2 jobs, small forests, ${count} spectra: peak ${peak.toFixed(0)} MB, ${(count / seconds).toFixed(0)} a second`,
      );
    }
    const growth = (peaks[1] ?? Number.NaN) / (peaks[0] ?? Number.NaN);
    if (!(growth <= MOST_GROWTH)) {
      console.log(`It grows by ${(100 * (growth - 1)).toFixed(0)} %.`);
      process.exitCode = 1;
    }
    console.log();
  } finally {
    rmSync(models, { recursive: true });
  }
}
