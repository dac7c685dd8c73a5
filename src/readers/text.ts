/** Text of unknown encoding as UTF-8 bytes, which the parsers walk without building strings. */

const hasPrefix = (bytes: Uint8Array, ...prefix: number[]): boolean =>
  prefix.every((byte, index) => bytes[index] === byte);

/** Whether bytes are UTF-16 by byte order mark or by every second byte being zero. */
function utf16Label(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | null {
  if (hasPrefix(bytes, 0xff, 0xfe)) return 'utf-16le';
  if (hasPrefix(bytes, 0xfe, 0xff)) return 'utf-16be';
  const length = Math.min(bytes.length & ~1, 512);
  if (length < 8) return null;
  let even = 0;
  let odd = 0;
  for (let i = 0; i < length; i += 2) {
    if (bytes[i] === 0) even += 1;
    if (bytes[i + 1] === 0) odd += 1;
  }
  if (odd > 0.4 * length && even === 0) return 'utf-16le';
  return even > 0.4 * length && odd === 0 ? 'utf-16be' : null;
}

/** The bytes without byte order mark; UTF-16 becomes UTF-8, everything else is left as it is. */
export function asByteText(bytes: Uint8Array): Uint8Array {
  const label = utf16Label(bytes);
  if (label !== null) return new TextEncoder().encode(new TextDecoder(label).decode(bytes));
  return hasPrefix(bytes, 0xef, 0xbb, 0xbf) ? bytes.subarray(3) : bytes;
}

/** Bytes as a string: UTF-8 where valid, else Windows-1252 as old acquisition programs write it. */
export function decodeText(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
}

/** The beginning of a file as text, for identification. */
export function headText(bytes: Uint8Array, length = 4096): string {
  // Not fatal: the cut may fall inside a character.
  return new TextDecoder('utf-8').decode(asByteText(bytes.subarray(0, length)));
}
