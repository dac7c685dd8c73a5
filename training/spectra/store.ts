import { appendFileSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import * as v from 'valibot';
import type { Refusal } from './structures';

/** One computed spectrum as a line of the training data; see training/data/dataset.ts. */
export interface SpectrumRecord {
  readonly material: string;
  readonly element: string;
  readonly site: number;
  readonly [key: string]: unknown;
}

const identitySchema = v.object({
  material: v.string(),
  element: v.string(),
  site: v.number(),
  sitesOfElement: v.optional(v.number()),
  class: v.optional(v.string()),
});
const refusalSchema = v.object({ material: v.string(), element: v.nullable(v.string()), reason: v.string() });

const REFUSED = 'refused.ndjson';
/** While this file exists nothing new is started. */
const PAUSE = 'pause';

/** Lines of a file, gzipped or not, without empty ones. */
export const linesOf = (file: string): string[] => {
  const bytes = readFileSync(file);
  return (file.endsWith('.gz') ? gunzipSync(bytes) : bytes)
    .toString('utf8')
    .split('\n')
    .filter((line) => line.trim() !== '');
};

/** The value of a line; null where it is none. */
export const parseLine = (line: string): unknown => {
  try {
    return JSON.parse(line);
  } catch {
    // The last line of a run that was killed while writing: that site is computed again.
    return null;
  }
};

const keyOf = ({ element, material, site }: { element: string; material: string; site: number }): string =>
  `${element} ${material} ${site}`;

/** Sites that the files of a folder hold, as `element material site`. */
export function sitesIn(folder: string): Set<string> {
  if (!existsSync(folder)) return new Set();
  return new Set(
    readdirSync(folder)
      .filter((name) => /\.ndjson(\.gz)?$/.test(name) && name !== REFUSED)
      .flatMap((name) => linesOf(join(folder, name)))
      .flatMap((line) => {
        const parsed = v.safeParse(identitySchema, parseLine(line));
        return parsed.success ? [keyOf(parsed.output)] : [];
      }),
  );
}

/** The folder that a campaign writes to: a line a spectrum, so that any kill leaves what is done. */
export class SpectrumStore {
  private readonly done: Set<string>;
  private readonly refusals: Refusal[];

  constructor(private readonly folder: string) {
    mkdirSync(folder, { recursive: true });
    this.done = sitesIn(folder);
    const file = join(folder, REFUSED);
    this.refusals = existsSync(file)
      ? linesOf(file).flatMap((line) => {
          const parsed = v.safeParse(refusalSchema, parseLine(line));
          return parsed.success ? [parsed.output] : [];
        })
      : [];
  }

  has(element: string, material: string, site: number): boolean {
    return this.done.has(keyOf({ element, material, site }));
  }

  wasRefused(element: string, material: string): boolean {
    return this.refusals.some(
      (refusal) => refusal.material === material && (refusal.element === null || refusal.element === element),
    );
  }

  add(record: SpectrumRecord): void {
    // A newline first ends what a killed run left of a line.
    appendFileSync(join(this.folder, `${record.element}.ndjson`), `\n${JSON.stringify(record)}\n`);
    this.done.add(keyOf(record));
  }

  refuse(refusal: Refusal): void {
    appendFileSync(join(this.folder, REFUSED), `${JSON.stringify(refusal)}\n`);
    this.refusals.push(refusal);
  }

  get isPaused(): boolean {
    return existsSync(join(this.folder, PAUSE));
  }
}

/** Folders below the one that is packed into: oxides, and compounds that are none. */
const PACKED = { oxides: 'feff', others: 'nonoxides' } as const;

/** Sites that are packed in a folder. */
export function packedSites(folder: string): Set<string> {
  return new Set(Object.values(PACKED).flatMap((part) => [...sitesIn(join(folder, part))]));
}

/**
 * Adds the spectra of `from` to the packed files of `into` (one file an element; oxides and others apart), each site
 * once and only those of crystals of which every distinct site of the element is there. The same input gives the same bytes.
 * @returns how many spectra were added
 */
export function pack(from: string, into: string): number {
  const known = packedSites(into);
  const found = new Map<
    string,
    { readonly line: string; readonly target: string; readonly group: string; readonly of: number }
  >();
  for (const name of readdirSync(from).filter((file) => file.endsWith('.ndjson') && file !== REFUSED)) {
    for (const line of linesOf(join(from, name))) {
      const parsed = v.safeParse(identitySchema, parseLine(line));
      if (!parsed.success || known.has(keyOf(parsed.output))) continue;
      const { element, material, sitesOfElement = 1, class: kind } = parsed.output;
      const part = kind === undefined ? PACKED.oxides : PACKED.others;
      const target = join(into, part, `${element}.ndjson.gz`);
      found.set(keyOf(parsed.output), { line, target, group: `${element} ${material}`, of: sitesOfElement });
    }
  }
  const sizes = new Map<string, number>();
  for (const { group } of found.values()) sizes.set(group, (sizes.get(group) ?? 0) + 1);
  const fresh = [...found.values()].filter(({ group, of }) => sizes.get(group) === of);
  for (const target of new Set(fresh.map((one) => one.target))) {
    mkdirSync(dirname(target), { recursive: true });
    const kept = existsSync(target) ? linesOf(target) : [];
    const added = fresh.flatMap((one) => (one.target === target ? [one.line] : []));
    writeFileSync(target, gzipSync(`${[...kept, ...added].join('\n')}\n`, { level: 9 }));
  }
  return fresh.length;
}
