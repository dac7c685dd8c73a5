import { XanopyError } from '../../domain/errors';

export const damaged = (what: string): XanopyError =>
  new XanopyError('pickle-damaged', `The pickle is damaged or cut off: ${what}. Get the file again.`);

export const refused = (what: string): XanopyError =>
  new XanopyError(
    'pickle-refused',
    `The pickle asks for ${what}, which no random forest needs. It was not run; do not open it with Python either unless you know where it comes from.`,
  );

export const tooLarge = (what: string): XanopyError =>
  new XanopyError(
    'pickle-too-large',
    `The pickle has more than ${what}: more than any forest that was published.`,
  );

/** A place in the bytes that moves on, and never past their end. */
export interface Cursor {
  readonly bytes: Uint8Array;
  at: number;
}

/** The next `count` bytes. */
export function take(cursor: Cursor, count: number): Uint8Array {
  if (!(count >= 0) || count > cursor.bytes.length - cursor.at) throw damaged('it ends too early');
  const part = cursor.bytes.subarray(cursor.at, cursor.at + count);
  cursor.at += count;
  return part;
}
