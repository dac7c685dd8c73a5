import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { dataFilesOf, elementsWithData } from '../data/dataset';

const ROOT = join(import.meta.dirname, '..', '..');

/** The code that makes a forest and an answer what they are; reports and tests are not part of it. */
const CORE = [
  'src/domain/features.ts',
  'src/domain/elements.ts',
  'src/domain/random.ts',
  'src/domain/spectrum',
  'src/domain/environment',
  'src/domain/growing',
  'src/domain/steps.ts',
  'src/domain/forest/forest.ts',
  'src/domain/forest/model.ts',
  'src/domain/forest/codec.ts',
  'training/data/dataset.ts',
  'training/data/held-out.json',
  'training/data/prevalence.json',
  'training/samples',
  'training/growing/crossvalidate.ts',
];

/** What else counts for a module. */
const MORE: Readonly<Record<string, readonly string[] | undefined>> = {
  'confidence/oxide-check': [
    'src/domain/confidence/oxide-check.ts',
    'training/confidence/boosting.ts',
    'training/confidence/folds.ts',
    'training/confidence/passed-on.ts',
    'training/data/nonoxides.ts',
    'training/data/nonoxides',
  ],
};

/** SHA-256 over the parts, hexadecimal. */
export function digest(parts: readonly (string | Buffer)[]): string {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part).update('\0');
  return hash.digest('hex');
}

function filesBelow(path: string): string[] {
  const full = join(ROOT, path);
  if (!statSync(full).isDirectory()) return [full];
  return readdirSync(full)
    .filter((name) => /\.(ts|ndjson\.gz)$/.test(name) && !name.endsWith('.test.ts'))
    .sort()
    .map((name) => join(full, name));
}

/**
 * Changes with the code (`entry` is the module that uses the core) or with any computed spectrum: the
 * key under which results may be kept.
 */
export function fingerprint(
  entry: 'growing/train-element' | 'evaluation/evaluate-job' | 'confidence/oxide-check',
): string {
  const files = [...CORE, ...(MORE[entry] ?? []), `training/${entry}.ts`].flatMap(filesBelow);
  return digest([...files, ...elementsWithData().flatMap(dataFilesOf)].map((file) => readFileSync(file)));
}
