import { describe, expect, it } from 'vitest';
import { pngWith } from './png';
import { svgWith } from './svg';

/** A white pixel. */
const PIXEL = Uint8Array.from(
  atob('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGP6DwABBQECz6AuzQAAAABJRU5ErkJggg=='),
  (character) => character.charCodeAt(0),
);

/** Chunks of a PNG file as (type, data), read back by the specification's layout. */
function chunksOf(png: Uint8Array): [string, Uint8Array][] {
  const view = new DataView(png.buffer, png.byteOffset);
  const chunks: [string, Uint8Array][] = [];
  for (let at = 8; at < png.length;) {
    const length = view.getUint32(at);
    const type = new TextDecoder().decode(png.subarray(at + 4, at + 8));
    chunks.push([type, png.subarray(at + 8, at + 8 + length)]);
    at += 12 + length;
  }
  return chunks;
}

describe('pngWith', () => {
  const png = pngWith(PIXEL, 300, [['Description', 'E₀ = 7124 eV']]);

  it('puts resolution and text behind the header', () => {
    const chunks = chunksOf(png);
    expect(chunks.map(([type]) => type)).toEqual(['IHDR', 'pHYs', 'iTXt', 'IDAT', 'IEND']);
    expect(new DataView(chunks[1][1].slice().buffer).getUint32(0)).toBe(11811);
    expect(new TextDecoder().decode(chunks[2][1])).toBe('Description\0\0\0\0\0E₀ = 7124 eV');
  });

  it('has the checksum of the specification', () => {
    // The checksum of an empty IEND chunk is known: AE 42 60 82; that of pHYs at 300 dpi was computed with zlib.
    expect([...png.slice(-4)]).toEqual([0xae, 0x42, 0x60, 0x82]);
    const at = 8 + 25 + 8 + 9;
    expect([...png.slice(at, at + 4)]).toEqual([0x78, 0xa5, 0x3f, 0x76]);
  });
});

describe('svgWith', () => {
  it('gives the size on paper and says how it was made', () => {
    const svg = svgWith('<svg class="a" width="321" height="200" viewBox="0 0 321 200"><g/></svg>', {
      width: 85,
      height: 52.917,
      title: 'a < b',
      description: 'E0: 1 & 2',
    });
    expect(svg).toBe(
      '<svg class="a" width="85mm" height="52.92mm" viewBox="0 0 321 200"><title>a &lt; b</title><desc>E0: 1 &amp; 2</desc><g/></svg>',
    );
  });
});
