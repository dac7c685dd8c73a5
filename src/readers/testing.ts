/** Small sources and scans for the tests of the readers. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readSource } from './index';
import { assignRoles } from './roles';
import type { Scan, Source } from './types';

/** A text or bytes as a dropped file. */
export function sourceOf(content: string | Uint8Array, name = 'scan.dat'): Source {
  return { name, path: '', bytes: typeof content === 'string' ? new TextEncoder().encode(content) : content };
}

/** A scan of labelled columns, as a reader would give it. */
export function scanFrom(columns: Record<string, Float64Array>): Scan {
  const channels = assignRoles(Object.entries(columns).map(([label, values]) => ({ label, values })));
  return { id: '0', title: '', channels, metadata: [], warnings: [] };
}

/** An arctangent edge at 7112 eV, 100 points of 2 eV, as energy and mu. */
export function stepScan(): Scan {
  const energy = Float64Array.from({ length: 100 }, (_, i) => 7000 + 2 * i);
  return scanFrom({ energy, mu: energy.map((e) => 0.5 + Math.atan((e - 7112) / 2) / Math.PI) });
}

/** The lines of a table with an edge at `edge` eV: energy, i0 and itrans. */
export function rowsOf(count = 60, edge = 7112, separator = ' '): string {
  return Array.from({ length: count }, (_, i) => {
    const energy = edge - 60 + 2 * i;
    const mu = 0.5 + Math.atan((energy - edge) / 2) / Math.PI;
    return [energy.toFixed(2), '100000.0', (100000 * Math.exp(-mu)).toFixed(3)].join(separator);
  }).join('\n');
}

/** The scans of a content that is expected to be read. */
export async function scansOf(content: string | Uint8Array, name?: string): Promise<readonly Scan[]> {
  const [outcome] = await readSource(sourceOf(content, name));
  if (outcome.kind === 'failed') throw new Error(`${outcome.error.code}: ${outcome.error.message}`);
  return outcome.scans;
}

/** The error of a content that is expected to be refused. */
export async function errorOf(content: string | Uint8Array, name?: string) {
  const [outcome] = await readSource(sourceOf(content, name));
  if (outcome.kind === 'scans') throw new Error(`read as ${outcome.format}`);
  return outcome.error;
}

const shared = process.env.XANOPY_SHARED ?? join('..', 'shared', 'data');

/**
 * Whether tests of third-party files are left out because the files are absent: with a line that says so, and never in
 * CI (`CI=true`), where their absence is a failure.
 */
export function leftOut(isAbsent: boolean, what: string): boolean {
  if (!isAbsent) return false;
  const needed = `needs ${what} of the third-party data (../shared/data, or where XANOPY_SHARED points)`;
  if (process.env.CI === 'true') throw new Error(`This test ${needed}.`);
  process.stderr.write(`Left out: a test that ${needed}.\n`);
  return true;
}

/** A folder of third-party files outside the repository; null, with a reason for the test's name, where absent. */
export function sharedFolder(name: string): string | null {
  const folder = join(shared, name);
  return existsSync(folder) ? folder : null;
}

/** Every file of a shared folder and below, as sources; empty where absent. */
export function sharedSources(name: string): Source[] {
  const folder = sharedFolder(name);
  if (folder === null) return [];
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => ({
      name: entry.name,
      path: entry.parentPath,
      bytes: new Uint8Array(readFileSync(join(entry.parentPath, entry.name))),
    }))
    .sort((a, b) => `${a.path}/${a.name}`.localeCompare(`${b.path}/${b.name}`));
}
