/** A line of the input; null where it is longer than can be read. */
export interface Line {
  /** From 1. */
  readonly number: number;
  readonly text: string | null;
}

/** Bytes of the longest line: 20,000 points with all their digits fit ten times. */
export const LONGEST = 16 * 2 ** 20;
/** Lines of a batch: enough to make handing them over cheap, few enough to keep all threads busy at the end. */
const MOST_LINES = 32;

const NEWLINE = 0x0a;
const BYTE_ORDER_MARK = '\uFEFF';

/** More than white space. */
const IS_FILLED = /\S/;

const textOf = ({ buffer, byteOffset, byteLength }: Uint8Array): string =>
  Buffer.from(buffer, byteOffset, byteLength).toString('utf8');

/**
 * The lines of a stream of UTF-8 text in batches; empty lines are counted and left out. A batch ends where the stream has no
 * more for now, so that who writes one line and waits gets the answer. Holds one line at a time, and of one that is longer than
 * `longest` bytes nothing.
 */
export async function* batchesOf(
  chunks: AsyncIterable<Uint8Array>,
  longest = LONGEST,
): AsyncGenerator<readonly Line[]> {
  let number = 0;
  let begun: Uint8Array[] = [];
  let length = 0;
  let isTooLong = false;
  let batch: Line[] = [];

  const add = (part: Uint8Array): void => {
    if (isTooLong || part.length === 0) return;
    length += part.length;
    isTooLong = length > longest;
    if (isTooLong) begun = [];
    // The chunk's memory may be used again for the next one.
    else begun.push(part.slice());
  };
  const take = (bytes: Uint8Array): void => {
    number += 1;
    const text = textOf(bytes);
    const clean = number === 1 && text.startsWith(BYTE_ORDER_MARK) ? text.slice(1) : text;
    if (isTooLong) batch.push({ number, text: null });
    else if (IS_FILLED.test(clean)) batch.push({ number, text: clean });
  };
  const end = (): void => {
    take(Buffer.concat(begun));
    [begun, length, isTooLong] = [[], 0, false];
  };

  for await (const chunk of chunks) {
    let from = 0;
    for (let at = chunk.indexOf(NEWLINE); at >= 0; at = chunk.indexOf(NEWLINE, from)) {
      // Most lines lie in one chunk and need no copy.
      if (length === 0 && at - from <= longest) take(chunk.subarray(from, at));
      else {
        add(chunk.subarray(from, at));
        end();
      }
      from = at + 1;
      if (batch.length >= MOST_LINES) {
        yield batch;
        batch = [];
      }
    }
    add(chunk.subarray(from));
    if (batch.length > 0) yield batch;
    batch = [];
  }
  if (length > 0) end();
  if (batch.length > 0) yield batch;
}
