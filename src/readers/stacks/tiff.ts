import { decode, type TiffIfd } from 'tiff';
import { XanopyError, type Message } from '../../domain/errors';
import { canBeEnergy } from '../energy';
import { unity } from '../hdf5-stacks';
import { energyIn } from './energies';
import { sampleMean } from './mean';
import { roleOfSignal } from './signal';
import type { OpenStacks, Stack } from './types';

/** Fewest images that can show an edge. */
const FEWEST_IMAGES = 10;

export const isTiff = (bytes: Uint8Array): boolean => {
  const [a, b, c, d] = bytes;
  return (
    (a === 0x49 && b === 0x49 && c === 42 && d === 0) || (a === 0x4d && b === 0x4d && c === 0 && d === 42)
  );
};

/** Images of the longest stack that is read. */
const MOST_IMAGES = 10_000;

/**
 * Where the headings of the images lie, as far as the file goes: each says where the next one is, and damaged ones may lead in
 * a circle, in which the library would run for ever.
 */
function isEndless(bytes: Uint8Array): boolean {
  const file = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const isLittle = bytes[0] === 0x49;
  const seen = new Set<number>();
  let at = file.getUint32(4, isLittle);
  while (at !== 0 && at + 2 <= bytes.length) {
    if (seen.has(at) || seen.size >= MOST_IMAGES) return true;
    seen.add(at);
    const next = at + 2 + 12 * file.getUint16(at, isLittle);
    if (next + 4 > bytes.length) return false;
    at = file.getUint32(next, isLittle);
  }
  return false;
}

/** The headings of all images, and whether some are cut off. */
function headingsOf(bytes: Uint8Array): { readonly images: readonly TiffIfd[]; readonly isCut: boolean } {
  const isWhole = ({
    stripOffsets = [],
    stripByteCounts = [],
    tileOffsets = [],
    tileByteCounts = [],
  }: TiffIfd) =>
    [...stripOffsets, ...tileOffsets].every(
      (offset, part) => offset + ([...stripByteCounts, ...tileByteCounts][part] ?? 0) <= bytes.length,
    );
  const wholeOnes = (all: readonly TiffIfd[]): readonly TiffIfd[] => {
    const cut = all.findIndex((image) => !isWhole(image));
    return cut < 0 ? all : all.slice(0, cut);
  };
  try {
    const all = decode(bytes, { ignoreImageData: true });
    const images = wholeOnes(all);
    return { images, isCut: images.length < all.length };
  } catch {
    // One heading after the other, up to the one that is cut off.
    const images: TiffIfd[] = [];
    try {
      for (let page = 0; ; page++) images.push(...decode(bytes, { ignoreImageData: true, pages: [page] }));
    } catch {
      return { images: wholeOnes(images), isCut: true };
    }
  }
}

/** The energies: of the list, else of the descriptions of the images. */
function energiesOf(images: readonly TiffIfd[], list: Float64Array | null): Float64Array {
  if (list) return list;
  const values = Float64Array.from(images, ({ imageDescription }) => energyIn(imageDescription ?? ''));
  if (values.every(Number.isFinite) && canBeEnergy({ label: 'energy', values })) return values;
  throw new XanopyError(
    'stack-energies',
    `The ${images.length} images of the TIFF file say no energies. Drop a text file with one energy a line together with it, or choose that file (on the command line --energies LIST).`,
  );
}

/**
 * The stack of a TIFF file: an image for each energy, of one value a pixel. Compressed images are unpacked one at a time.
 * @param list the energies in the order of the images; null where the images say them
 * @throws XanopyError `tiff-damaged`, `stack-energies`, `stack-none`
 */
export function openTiff(name: string, bytes: Uint8Array, list: Float64Array | null): OpenStacks {
  const { images, isCut } =
    bytes.length < 8 || isEndless(bytes) ? { images: [], isCut: true } : headingsOf(bytes);
  const [first] = images;
  if (!first) {
    throw new XanopyError('tiff-damaged', 'The TIFF file is cut off or damaged. Copy or export it again.');
  }
  const { width: columns, height: lines, samplesPerPixel } = first;
  const odd = images.findIndex((one) => one.width !== columns || one.height !== lines);
  if (samplesPerPixel !== 1 || images.length < FEWEST_IMAGES || odd >= 0) {
    const what =
      samplesPerPixel !== 1
        ? `its images have ${samplesPerPixel} values a pixel`
        : odd >= 0
          ? `image ${odd + 1} has ${images[odd].width} x ${images[odd].height} pixels, the first ${columns} x ${lines}`
          : `it has ${images.length} images`;
    throw new XanopyError(
      'stack-none',
      `The TIFF file is no stack over the energy: ${what}. Save one image of single values for each of at least ${FEWEST_IMAGES} energies, all of one size.`,
    );
  }
  const energies = energiesOf(images, list);
  if (energies.length < images.length || energies.length < FEWEST_IMAGES) {
    throw new XanopyError(
      'stack-energies',
      `The TIFF file has ${images.length} images and the list ${energies.length} energies. Give one energy for each image, in their order.`,
    );
  }
  const warnings: Message[] =
    isCut || energies.length > images.length
      ? [
          {
            code: 'stack-cut',
            message: `The TIFF file ends after ${images.length} whole images${energies.length > images.length ? ` of ${energies.length}` : ''}: the rest is left out. Copy it again if the measurement had ended.`,
          },
        ]
      : [];
  const energy = energies.slice(0, images.length);
  const points = images.length;

  const read = (from: number, count: number): Float64Array[] => {
    const values = new Float64Array(count * columns * points);
    for (let page = 0; page < points; page++) {
      const [{ data }] = decodeImage(bytes, page);
      const start = from * columns;
      for (let pixel = 0; pixel < count * columns; pixel++)
        values[pixel * points + page] = data[start + pixel];
    }
    return [values];
  };
  const shape = { lines, columns, points, signals: ['mu'] };
  const [mean] = sampleMean({ ...shape, read });
  const role = roleOfSignal(energy, mean);
  const signals = [role === 'mu' ? 'mu' : 'transmission'];
  const stack: Stack = {
    ...shape,
    signals,
    id: 'images',
    title: name,
    format: 'tiff',
    warnings,
    read,
    scanOf: ([values], id, title) => ({
      id,
      title,
      channels: [
        { label: 'energy', values: energy, role: 'energy' },
        { label: signals[0], values, role },
        ...(role === 'transmitted' ? [unity(points)] : []),
      ],
      metadata: [],
      warnings,
    }),
  };
  return { stacks: [stack], close: () => undefined };
}

/** One image with its values. */
function decodeImage(bytes: Uint8Array, page: number): TiffIfd[] {
  try {
    return decode(bytes, { pages: [page] });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new XanopyError(
      'tiff-damaged',
      `Image ${page + 1} of the TIFF file cannot be read (${reason}). Save the stack without compression, or with deflate or LZW, as whole numbers of 8 or 16 bits or floating-point numbers of 32.`,
    );
  }
}
