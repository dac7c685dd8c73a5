import { describeError, XanopyError } from '../domain/errors';
import { gunzip, isGzip, isZip, unzip, type Budget } from './archive';
import { athenaColumnsReader } from './athena-columns';
import { athenaReader } from './athena';
import { columnsReader } from './columns';
import { emsaReader } from './emsa';
import { fdmnesReader } from './fdmnes';
import { feffReader } from './feff';
import { hdf5Reader } from './hdf5';
import { kekReader } from './kek';
import { assertSize, DEEPEST_ARCHIVE, LARGEST_ARCHIVE } from './limits';
import { materialsProjectReader } from './materials-project';
import { materialsProjectJsonReader } from './materials-project-json';
import { isModelFile } from './model-names';
import { refuse } from './refuse';
import { specReader } from './spec';
import { isStructureFile } from './structures/recognise';
import type {
  ModelsOutcome,
  Recognition,
  ReadContext,
  Reader,
  ReadOutcome,
  Source,
  StructuresOutcome,
} from './types';
import { xdiReader } from './xdi';

export { interpret, layoutKey, referenceOf } from './interpret';
export type * from './types';

/** Every format; the order does not matter, the surest decides. */
export const READERS: readonly Reader[] = [
  xdiReader,
  athenaReader,
  athenaColumnsReader,
  feffReader,
  materialsProjectReader,
  materialsProjectJsonReader,
  specReader,
  kekReader,
  fdmnesReader,
  emsaReader,
  hdf5Reader,
  columnsReader,
];

/** The reader that is surest of a file, and why. */
export function identify(source: Source): { reader: Reader; recognition: Recognition } {
  let best: { reader: Reader; recognition: Recognition } | null = null;
  for (const reader of READERS) {
    const recognition = reader.identify(source);
    if (recognition && (!best || recognition.confidence > best.recognition.confidence))
      best = { reader, recognition };
  }
  if (!best) {
    throw new XanopyError(
      'is-binary',
      'This is a binary file of a kind that Xanopy does not read. Export the scan as columns of text.',
    );
  }
  return best;
}

/**
 * The scans of a file, or why it cannot be read; an archive gives one outcome for each file inside. Expected and
 * unexpected failures alike become outcomes, so that one bad file never stops the others.
 * @throws the reason of `context.signal` when that is aborted, and nothing else
 */
export async function readSource(source: Source, context: ReadContext = {}): Promise<readonly ReadOutcome[]> {
  const outcomes: ReadOutcome[] = [];
  for await (const outcome of outcomesOf(source, context)) {
    outcomes.push(outcome.kind === 'structures' || outcome.kind === 'models' ? noScan(outcome) : outcome);
  }
  return outcomes;
}

/** Structures or models where scans are wanted. */
export function noScan({
  kind,
  source: { name, path },
}: {
  readonly kind: 'structures' | 'models';
  readonly source: Pick<Source, 'name' | 'path'>;
}): Extract<ReadOutcome, { kind: 'failed' }> {
  const error =
    kind === 'structures'
      ? new XanopyError(
          'is-structure',
          'This is a crystal structure, not a scan. Drop it on the page, or use `npm run -s structure`, to see what its spectra should show.',
        )
      : new XanopyError(
          'is-models',
          'This file holds models, not a scan. Drop it on the page, or name it with `--pack`, to answer with them.',
        );
  return { kind: 'failed', source: { name, path }, error: describeError(error) };
}

/**
 * The same one by one, so that the first files of an archive can be shown while others are still read; structures
 * and models come beside scans.
 */
export function readProgressively(
  source: Source,
  context: ReadContext = {},
): AsyncGenerator<ReadOutcome | StructuresOutcome | ModelsOutcome> {
  return outcomesOf(source, context);
}

async function* outcomesOf(
  source: Source,
  context: ReadContext,
  depth = 0,
  budget: Budget = { limit: LARGEST_ARCHIVE, left: LARGEST_ARCHIVE },
): AsyncGenerator<ReadOutcome | StructuresOutcome | ModelsOutcome> {
  context.signal?.throwIfAborted();
  try {
    assertSize(source.bytes.length);
    if (isZip(source)) {
      if (depth >= DEEPEST_ARCHIVE) {
        throw new XanopyError(
          'archive-nested',
          'Archives lie too deeply within each other. Unpack the inner ones.',
        );
      }
      // The files inside do not tell how far they are: the archive counts them.
      const { onProgress, ...inside } = context;
      for await (const entry of unzip(source, budget)) {
        if (entry.kind === 'file') yield* outcomesOf(entry.source, inside, depth + 1, budget);
        else yield { kind: entry.kind, source: entry.source, error: describeError(entry.error) };
        onProgress?.(entry.share);
      }
      return;
    }
    if (isModelFile(source.name)) {
      yield { kind: 'models', source };
      return;
    }
    const packed = isGzip(source);
    const plain = packed ? await gunzip(source) : source;
    refuse(plain);
    const known = materialsProjectJsonReader.identify(plain);
    if (!known && isStructureFile(plain)) {
      const { namesOnlySpaceGroup, readStructures } = await import('./structures');
      const structures = readStructures(plain);
      // The table is large and seldom wanted; where it cannot be loaded the file's own fault is said.
      const table = structures.some(namesOnlySpaceGroup)
        ? await context.spaceGroups?.().catch(() => null)
        : null;
      yield { kind: 'structures', source, structures: table ? readStructures(plain, table) : structures };
      return;
    }
    const { reader, recognition } = identify(plain);
    const scans = await reader.read(plain, context);
    const reason = packed ? `${recognition.reason}, in a gzip file` : recognition.reason;
    yield { kind: 'scans', source, format: reader.format, recognisedBy: reason, scans };
  } catch (error) {
    context.signal?.throwIfAborted();
    const { name, path } = source;
    yield { kind: 'failed', source: { name, path }, error: describeError(error) };
  }
}
