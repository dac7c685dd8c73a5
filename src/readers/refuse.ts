import { XanopyError, type Message } from '../domain/errors';
import { asByteText, headText } from './text';
import type { Source } from './types';

/** Files of other kinds, by their first bytes, with the sentence that sends the user to the right file. */
const SIGNATURES: readonly (Message & { readonly bytes: string })[] = [
  {
    bytes: '%PDF',
    code: 'is-pdf',
    message: 'This is a PDF. Drop the data file of the scan; numbers cannot be taken from a document.',
  },
  ...['II*\0', 'MM\0*'].map((bytes) => ({
    bytes,
    code: 'is-image' as const,
    message:
      'This is a TIFF image. One file with an image for each energy is answered, unpacked, on the page Map or with `xanopy map`; join single images to such a file.',
  })),
  {
    bytes: '\x89PNG',
    code: 'is-image',
    message: 'This is a PNG image. Drop the data file of the scan; curves cannot be read from a picture.',
  },
  {
    bytes: '\xff\xd8\xff',
    code: 'is-image',
    message: 'This is a JPEG image. Drop the data file of the scan; curves cannot be read from a picture.',
  },
  {
    bytes: 'GIF8',
    code: 'is-image',
    message: 'This is a GIF image. Drop the data file of the scan; curves cannot be read from a picture.',
  },
  {
    bytes: '\xd0\xcf\x11\xe0',
    code: 'is-office',
    message: 'This is an old Office document. Save the sheet as CSV and drop that.',
  },
  {
    bytes: '7z\xbc\xaf\x27\x1c',
    code: 'is-archive',
    message: 'This is a 7-Zip archive. Unpack it, or pack the files as ZIP.',
  },
  {
    bytes: 'Rar!',
    code: 'is-archive',
    message: 'This is a RAR archive. Unpack it, or pack the files as ZIP.',
  },
];

/** @throws XanopyError for files that hold no scan in any format, each kind with its own sentence */
export function refuse({ bytes }: Source): void {
  if (bytes.length === 0) {
    throw new XanopyError(
      'empty-file',
      'The file is empty. Check that it was copied or downloaded completely.',
    );
  }
  const start = String.fromCharCode(...bytes.subarray(0, 8));
  const known = SIGNATURES.find((signature) => start.startsWith(signature.bytes));
  if (known) throw new XanopyError(known.code, known.message);
  const head = headText(bytes, 2048);
  if (head.trim() === '') {
    throw new XanopyError(
      'empty-file',
      'The file holds only blanks. Check that it was copied or downloaded completely.',
    );
  }
  if (/^##\s*LARIX\b/i.test(head)) {
    throw new XanopyError(
      'is-larix',
      'This is a session of Larix. In Larix, choose File, Save as Athena project, and drop that.',
      { line: 1 },
    );
  }
  if (/^\s*(<!doctype html|<html|<head)/i.test(head)) {
    throw new XanopyError(
      'is-html',
      'This is a web page, not a data file. If it was a download, the server sent an error or a login page: download the file again.',
      { line: 1 },
    );
  }
  if (/^\s*<\?xml/.test(head)) {
    throw new XanopyError(
      'is-xml',
      'This is an XML file, which is not a format that Xanopy reads. Export the scan as columns.',
      { line: 1 },
    );
  }
}

/** Whether these are no text: more than one in fifty of the first bytes are characters that no text holds. */
export function isBinary({ bytes }: Source): boolean {
  const head = asByteText(bytes.subarray(0, 4096));
  let strange = 0;
  for (const byte of head) if (byte < 9 || (byte > 13 && byte < 27)) strange += 1;
  return strange > 0.02 * head.length;
}
