/** Resolution and text in PNG files, by the chunks of the W3C's PNG specification (third edition, 2025). */

const SIGNATURE_LENGTH = 8;
/** Length, type and checksum around the data of a chunk. */
const LENGTH_LENGTH = 4;
const TYPE_LENGTH = 4;
const CRC_LENGTH = 4;
const METRES_PER_INCH = 0.0254;

const CRC_TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  let value = byte;
  for (let bit = 0; bit < 8; bit++) value = value & 1 ? 0xedb88320 ^ (value >>> 1) : value >>> 1;
  return value >>> 0;
});

function crc32(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  for (const byte of bytes) crc = (CRC_TABLE[(crc ^ byte) & 0xff] ?? 0) ^ (crc >>> 8);
  return (crc ^ 0xffffffff) >>> 0;
}

function chunk(type: string, data: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(LENGTH_LENGTH + TYPE_LENGTH + data.length + CRC_LENGTH);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, data.length);
  bytes.set(new TextEncoder().encode(type), LENGTH_LENGTH);
  bytes.set(data, LENGTH_LENGTH + TYPE_LENGTH);
  const crc = crc32(bytes.subarray(LENGTH_LENGTH, LENGTH_LENGTH + TYPE_LENGTH + data.length));
  view.setUint32(bytes.length - CRC_LENGTH, crc);
  return bytes;
}

/** Pixels per metre in both directions. */
function physical(dpi: number): Uint8Array {
  const data = new Uint8Array(9);
  const view = new DataView(data.buffer);
  const density = Math.round(dpi / METRES_PER_INCH);
  view.setUint32(0, density);
  view.setUint32(4, density);
  data[8] = 1;
  return chunk('pHYs', data);
}

/** Uncompressed UTF-8 text under a keyword. */
function text(keyword: string, content: string): Uint8Array {
  // Keyword, end mark, no compression (two bytes), no language, no translated keyword.
  return chunk('iTXt', new TextEncoder().encode(`${keyword}\0\0\0\0\0${content}`));
}

/** The picture with its resolution in dots per inch and texts (keyword, content) right behind its header. */
export function pngWith(
  png: Uint8Array,
  dpi: number,
  texts: readonly (readonly [keyword: string, content: string])[],
): Uint8Array<ArrayBuffer> {
  const headerEnd =
    SIGNATURE_LENGTH +
    LENGTH_LENGTH +
    TYPE_LENGTH +
    new DataView(png.buffer, png.byteOffset).getUint32(SIGNATURE_LENGTH) +
    CRC_LENGTH;
  const parts = [
    png.subarray(0, headerEnd),
    physical(dpi),
    ...texts.map(([keyword, content]) => text(keyword, content)),
    png.subarray(headerEnd),
  ];
  const result = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    result.set(part, at);
    at += part.length;
  }
  return result;
}
