import type { PrepareOptions } from '../domain/spectrum/prepare';
import { noScan } from '../readers';
import type { Choices, Scan, Source } from '../readers/types';
import type { Engine, Examination, Failure, FileOutcome } from './api';

/** One scan of a file with what came out, or a file (of an archive) that could not be read. */
export type Examined =
  | {
      readonly kind: 'scan';
      readonly file: Extract<FileOutcome, { kind: 'scans' }>;
      readonly scan: Scan;
      readonly examination: Examination;
    }
  | {
      readonly kind: 'unread';
      readonly source: Extract<FileOutcome, { kind: 'failed' }>['source'];
      readonly error: Failure;
    };

/** A file from its bytes to its answers, scan by scan, all with the same choices and options. */
export async function examineFile(
  engine: Engine,
  source: Source,
  choices: Choices = {},
  options: PrepareOptions = {},
): Promise<Examined[]> {
  const examined: Examined[] = [];
  await engine.read(source, async (file) => {
    if (file.kind !== 'scans') {
      const { source: unread, error } = file.kind === 'structures' ? noScan(file) : file;
      examined.push({ kind: 'unread', source: unread, error });
      return;
    }
    for (const scan of file.scans) {
      const examination = await engine.examine(scan, file.format, choices, options);
      examined.push({ kind: 'scan', file, scan, examination });
    }
  });
  return examined;
}
