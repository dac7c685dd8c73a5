import type { File as H5File } from 'h5wasm';
import { XanopyError } from '../domain/errors';
import { HDF5_CRASHED, type Reader, type Scan } from './types';

/** Files read so far. */
let count = 0;
/** Whether a damaged file has left the memory of the library in disorder; only a new thread gets a new one. */
let hasCrashed = false;

/**
 * HDF5 and NeXus files through h5wasm, which is loaded with the first such file. Nothing depends on fixed
 * paths: `definition = NXxas`, then `@signal` and `@axes`, then every group with columns, then all 1-D data sets.
 */
export const hdf5Reader: Reader = {
  format: 'hdf5',
  title: 'HDF5 / NeXus',
  identify: ({ bytes }) =>
    [0x89, 0x48, 0x44, 0x46, 0x0d, 0x0a, 0x1a, 0x0a].every((byte, index) => bytes[index] === byte)
      ? { confidence: 1, reason: 'the signature of HDF5' }
      : null,
  read: async (source, context) => {
    const [h5wasm, { readScans }] = await Promise.all([import('h5wasm'), import('./hdf5-scans')]).catch(
      () => {
        throw new XanopyError(
          'part-unavailable',
          'The part that reads HDF5 could not be loaded: there is no connection, or Xanopy was updated meanwhile. Connect, or reload the page.',
        );
      },
    );
    const module = await h5wasm.ready;
    // Without it errors go to the console and the library goes on with invalid handles.
    module.activate_throwing_error_handler();
    if (hasCrashed) {
      throw new XanopyError(
        HDF5_CRASHED,
        'A damaged file read before stopped the HDF5 library. Drop this file again.',
      );
    }
    const { FS } = module;
    // A name of its own: the library takes a file that it could not close for the next one of the same name.
    const name = `scan-${++count}.h5`;
    let file: H5File | null = null;
    let scans: readonly Scan[] | null = null;
    let refusal: XanopyError | null = null;
    try {
      FS.writeFile(name, source.bytes);
      file = new h5wasm.File(name, 'r');
      scans = await readScans(file, context);
    } catch (error) {
      if (error instanceof XanopyError) refusal = error;
      // A `WebAssembly.RuntimeError`, a class that not every world of ours has a type for.
      hasCrashed = error instanceof Error && error.name === 'RuntimeError';
    }
    try {
      file?.close();
      FS.unlink(name);
    } catch {
      hasCrashed = true;
    }
    context.signal?.throwIfAborted();
    if (refusal) throw refusal;
    if (scans === null) {
      throw new XanopyError(
        hasCrashed ? HDF5_CRASHED : 'hdf5-damaged',
        'The HDF5 file cannot be opened: it is cut off, still being written, or damaged. Copy it again when the scan has ended.',
      );
    }
    return scans;
  },
};
