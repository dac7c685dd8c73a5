import type { PrepareOptions } from '../domain/spectrum/prepare';
import { describeError } from '../domain/errors';
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

/** The choices for a scan of a format; may throw what then is the failure of the scan. */
export type ChoicesFor = (scan: Scan, format: string) => Choices;

/** One scan with the choices for it. */
export async function examineScan(
  engine: Pick<Engine, 'examine'>,
  scan: Scan,
  format: string,
  choices: Choices | ChoicesFor,
  options: PrepareOptions,
): Promise<Examination> {
  try {
    const chosen = typeof choices === 'function' ? choices(scan, format) : choices;
    return await engine.examine(scan, format, chosen, options);
  } catch (error) {
    return { kind: 'failed', reading: null, error: describeError(error) };
  }
}

/** A file from its bytes to its answers, scan by scan, all with the same options. */
export async function examineFile(
  engine: Engine,
  source: Source,
  choices: Choices | ChoicesFor = {},
  options: PrepareOptions = {},
): Promise<Examined[]> {
  const examined: Examined[] = [];
  await engine.read(source, async (file) => {
    if (file.kind !== 'scans') {
      const { source: unread, error } = file.kind === 'failed' ? file : noScan(file);
      examined.push({ kind: 'unread', source: unread, error });
      return;
    }
    for (const scan of file.scans) {
      const examination = await examineScan(engine, scan, file.format, choices, options);
      examined.push({ kind: 'scan', file, scan, examination });
    }
  });
  return examined;
}
