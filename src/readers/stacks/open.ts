import { XanopyError } from '../../domain/errors';
import { energiesIn } from './energies';
import { openHdf5 } from './hdf5';
import type { OpenStacks, SlicedBytes } from './types';

const HDF5_SIGNATURE = [0x89, 0x48, 0x44, 0x46, 0x0d, 0x0a, 0x1a, 0x0a];

/**
 * The stacks of a file, by its content.
 * @param energies text of a list of energies beside a TIFF file
 * @throws XanopyError `stack-none`, `stack-energies`, and what the readers throw
 */
export async function openStacks(
  name: string,
  bytes: SlicedBytes,
  energies: string | null = null,
): Promise<OpenStacks> {
  const head = bytes.read(0, Math.min(bytes.size, 8));
  if (HDF5_SIGNATURE.every((byte, place) => head[place] === byte)) return openHdf5(bytes);
  const { isTiff, openTiff } = await import('./tiff');
  if (isTiff(head)) {
    const list = energies === null ? null : energiesIn(energies);
    if (energies !== null && list === null) {
      throw new XanopyError(
        'stack-energies',
        'The list of energies holds no column of numbers that runs over an absorption edge. Write one energy a line, in eV.',
      );
    }
    return openTiff(name, bytes.read(0, bytes.size), list);
  }
  throw new XanopyError(
    'stack-none',
    'This is neither HDF5 nor TIFF. Maps are read from HDF5 and NeXus files and from TIFF stacks.',
  );
}

/** Bytes in memory. */
export const slicesOf = (bytes: Uint8Array): SlicedBytes => ({
  size: bytes.length,
  read: (from, to) => bytes.subarray(from, to),
});
