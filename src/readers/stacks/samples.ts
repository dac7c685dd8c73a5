import type { Group } from 'h5wasm';
import { energy, groupOf, mu, put } from '../hdf5-samples';

/** Stacks of our own making for tests: iron edges on the energies of `hdf5-samples`, whose height and place tell the pixels apart. */

/** Height of the edge of a pixel. */
export const heightOf = (line: number, column: number): number => 1 + 0.1 * line + 0.01 * column;

/** Values in any order of the dimensions, from a function of line, column and energy. */
export function cube(
  sizes: { readonly y: number; readonly x: number },
  order: string,
  value: (y: number, x: number, e: number) => number,
): { readonly data: Float64Array; readonly shape: number[] } {
  const length = { y: sizes.y, x: sizes.x, e: energy.length };
  const axes = [...order].map((axis) => (axis === 'y' || axis === 'x' ? axis : 'e'));
  const shape = axes.map((axis) => length[axis]);
  const data = new Float64Array(shape.reduce((product, size) => product * size, 1));
  for (let i = 0; i < data.length; i++) {
    const at = { y: 0, x: 0, e: 0 };
    let rest = i;
    for (let place = axes.length - 1; place >= 0; place--) {
      at[axes[place]] = rest % shape[place];
      rest = Math.floor(rest / shape[place]);
    }
    data[i] = value(at.y, at.x, at.e);
  }
  return { data, shape };
}

export const muAt = (y: number, x: number, e: number): number => heightOf(y, x) * mu[e];

/** An image of spectra as NXdata, the dimensions in any order. */
export function nxMap(root: Group, order: string, size = { y: 3, x: 4 }): void {
  const data = groupOf(groupOf(root, 'entry', 'NXentry'), 'data', 'NXdata');
  data.create_attribute('signal', 'map');
  data.create_attribute(
    'axes',
    [...order].map((axis) => (axis === 'e' ? 'energy' : axis)),
  );
  put(data, 'energy', energy, 'eV');
  data.create_dataset({
    name: 'map',
    ...cube(size, order, muAt),
    chunks: [1, ...cube(size, order, muAt).shape.slice(1)],
    compression: 'gzip',
  });
}

interface TiffOptions {
  readonly width: number;
  readonly height: number;
  readonly bits?: 16 | 32;
  readonly descriptions?: readonly string[];
}

/** A TIFF file of uncompressed images of one value a pixel, little-endian. */
export function tiffOf(
  images: readonly ArrayLike<number>[],
  { width, height, bits = 32, descriptions = [] }: TiffOptions,
): Uint8Array {
  const bytes = width * height * (bits / 8);
  const texts = images.map((_, page) => `${descriptions[page] ?? 'image'}\0`);
  const sizes = texts.map((text) => bytes + text.length + (text.length % 2) + 2 + 10 * 12 + 4);
  const file = new DataView(new ArrayBuffer(8 + sizes.reduce((sum, size) => sum + size, 0)));
  const entry = (at: number, tag: number, type: number, count: number, value: number): void => {
    file.setUint16(at, tag, true);
    file.setUint16(at + 2, type, true);
    file.setUint32(at + 4, count, true);
    file.setUint32(at + 8, value, true);
  };
  file.setUint16(0, 0x4949, true);
  file.setUint16(2, 42, true);
  let start = 8;
  let pointer = 4;
  images.forEach((image, page) => {
    const text = texts[page];
    for (let i = 0; i < width * height; i++) {
      if (bits === 32) file.setFloat32(start + 4 * i, image[i], true);
      else file.setUint16(start + 2 * i, image[i], true);
    }
    const description = start + bytes;
    for (let i = 0; i < text.length; i++) file.setUint8(description + i, text.charCodeAt(i));
    const heading = description + text.length + (text.length % 2);
    file.setUint32(pointer, heading, true);
    file.setUint16(heading, 10, true);
    const entries: [number, number, number, number][] = [
      [256, 4, 1, width],
      [257, 4, 1, height],
      [258, 3, 1, bits],
      [259, 3, 1, 1],
      [262, 3, 1, 1],
      [270, 2, text.length, description],
      [273, 4, 1, start],
      [277, 3, 1, 1],
      [279, 4, 1, bytes],
      [339, 3, 1, bits === 32 ? 3 : 1],
    ];
    entries.forEach((fields, place) => {
      entry(heading + 2 + 12 * place, ...fields);
    });
    pointer = heading + 2 + 12 * 10;
    start += sizes[page];
  });
  return new Uint8Array(file.buffer);
}

/** One image an energy, of 4 x 3 pixels, with the height of the edge in each. */
export const imagesOf = (value: (y: number, x: number, e: number) => number): Float64Array[] =>
  Array.from(energy, (_, e) =>
    Float64Array.from({ length: 12 }, (__, i) => value(Math.floor(i / 4), i % 4, e)),
  );
