import { open, type FileHandle } from 'node:fs/promises';
import * as v from 'valibot';
import { XanopyError } from '../../src/domain/errors';

/** Where the last whole answer of an output belongs. */
export interface Place {
  readonly input: string;
  /** Line of an input of lines, or number of the answer within a file. */
  readonly number: number;
  readonly id: unknown;
}

const answerSchema = v.union([
  v.pipe(
    v.looseObject({ file: v.string(), line: v.number() }),
    v.transform(({ file, line, id }): Place => ({ input: file, number: line, id })),
  ),
  v.pipe(
    v.looseObject({ input: v.string(), entry: v.number() }),
    v.transform(({ input, entry, id }): Place => ({ input, number: entry, id })),
  ),
]);

const NEWLINE = 0x0a;
const BLOCK = 64 * 1024;

/** The last line that ends before `end`, and where it begins. */
async function lineBefore(file: FileHandle, end: number): Promise<{ text: string; start: number }> {
  const parts: Buffer[] = [];
  // The newline that ends the line is not the one that begins it.
  for (let at = end - 1; at > 0;) {
    const from = Math.max(0, at - BLOCK);
    const block = Buffer.alloc(at - from);
    await file.read(block, 0, block.length, from);
    const newline = block.lastIndexOf(NEWLINE);
    parts.unshift(block.subarray(newline + 1));
    at = newline >= 0 ? 0 : from;
  }
  const line = Buffer.concat(parts);
  return { text: line.toString('utf8'), start: end - 1 - line.length };
}

function placeIn(text: string): Place | null {
  try {
    const parsed = v.safeParse(answerSchema, JSON.parse(text));
    return parsed.success ? parsed.output : null;
  } catch {
    return null;
  }
}

/**
 * What an interrupted run has left in `path`: the place of its last whole answer, or null where it has none. What was cut off
 * behind that is removed. Reads the end of the file only.
 * @throws XanopyError `resume-mismatch` for a file that holds something else
 */
export async function takeUp(path: string): Promise<Place | null> {
  const file = await open(path, 'a+');
  try {
    const { size } = await file.stat();
    let end = size;
    const last = Buffer.alloc(1);
    if (size > 0) await file.read(last, 0, 1, size - 1);
    if (size > 0 && last[0] !== NEWLINE) end = (await lineBefore(file, size + 1)).start;
    const place = end === 0 ? null : placeIn((await lineBefore(file, end)).text);
    if (place === null && end > 0) {
      throw new XanopyError(
        'resume-mismatch',
        `${path} does not end in an answer of xanopy --ndjson. Name another file for the answers, or remove this one.`,
      );
    }
    await file.truncate(end);
    return place;
  } finally {
    await file.close();
  }
}
