import { spawn } from 'node:child_process';
import { accessSync, constants, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { XanopyError } from '../../src/domain/errors';
import type { FeffInput } from './feff-input';
import { readXmu, type FeffSpectrum } from './feff-output';
import { faultOfPotentials } from './feff-potentials';

/** The programs of FEFF10 that a XANES calculation runs, in their order. */
const PROGRAMS = [
  'rdinp',
  'atomic',
  'pot',
  'screen',
  'xsph',
  'fms',
  'mkgtr',
  'path',
  'genfmt',
  'ff2x',
] as const;

/** Memory stays with a program that allocates and frees the same large matrices at every energy. */
const ENVIRONMENT = {
  MALLOC_MMAP_MAX_: '0',
  MALLOC_TRIM_THRESHOLD_: '100000000000',
  MALLOC_TOP_PAD_: '268435456',
  OMP_NUM_THREADS: '1',
  OPENBLAS_NUM_THREADS: '1',
};

/**
 * Checks that `folder` holds the programs of FEFF10.
 * @throws XanopyError `feff-missing` naming what is not there
 */
export function assertFeff(folder: string): void {
  const missing = PROGRAMS.filter((program) => {
    try {
      accessSync(join(folder, program), constants.X_OK);
      return false;
    } catch {
      return true;
    }
  });
  if (missing.length === 0) return;
  throw new XanopyError(
    'feff-missing',
    `${folder} does not hold the FEFF10 programs ${missing.join(', ')}: name the folder of your own FEFF10 installation with --feff.`,
  );
}

function runProgram(
  path: string,
  folder: string,
  cpuSeconds: number,
  signal: AbortSignal,
): Promise<{ readonly code: number | null; readonly killedBy: NodeJS.Signals | null }> {
  return new Promise((resolve, reject) => {
    // CPU time, not time of the clock: on a busy machine a job of lowest priority may wait for long.
    const child = spawn('sh', ['-c', `ulimit -t ${Math.ceil(cpuSeconds)}; exec nice -n 19 "$0"`, path], {
      cwd: folder,
      env: { ...process.env, ...ENVIRONMENT },
      stdio: 'ignore',
      signal,
    });
    child.on('error', reject);
    child.on('close', (code, killedBy) => resolve({ code, killedBy }));
  });
}

/**
 * Runs FEFF10 in a scratch folder, every program for at most `cpuSeconds`: on the first input, and on the next one
 * where the potentials of that one cannot be used.
 * @throws XanopyError `feff-failed`, `feff-output`; AbortError when `signal` ends it
 */
export async function runFeff(
  inputs: readonly FeffInput[],
  element: string,
  programs: string,
  cpuSeconds: number,
  signal: AbortSignal,
): Promise<FeffSpectrum> {
  let fault = '';
  for (const input of inputs) {
    const result = await runOnce(input, element, programs, cpuSeconds, signal);
    if (typeof result !== 'string') return result;
    fault = result;
  }
  throw new XanopyError('feff-failed', `FEFF's potentials ${fault}.`);
}

/** The spectrum, or what is wrong with the potentials. */
async function runOnce(
  { text, atomicNumbers }: FeffInput,
  element: string,
  programs: string,
  cpuSeconds: number,
  signal: AbortSignal,
): Promise<FeffSpectrum | string> {
  const folder = mkdtempSync(join(tmpdir(), 'xanopy-feff-'));
  const read = (name: string): string => {
    try {
      return readFileSync(join(folder, name), 'latin1');
    } catch {
      throw new XanopyError('feff-failed', `FEFF did not write ${name}.`);
    }
  };
  try {
    writeFileSync(join(folder, 'feff.inp'), text);
    for (const program of PROGRAMS) {
      const { code, killedBy } = await runProgram(join(programs, program), folder, cpuSeconds, signal);
      if (killedBy === 'SIGXCPU' || killedBy === 'SIGKILL') {
        throw new XanopyError(
          'feff-failed',
          `FEFF's ${program} took more than ${cpuSeconds} s of computing time.`,
        );
      }
      if (code !== 0) {
        throw new XanopyError('feff-failed', `FEFF's ${program} ended with code ${code ?? killedBy}.`);
      }
      const fault = program === 'pot' ? faultOfPotentials(read('log1.dat'), atomicNumbers) : null;
      if (fault !== null) return fault;
    }
    return readXmu(read('xmu.dat'), element);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
