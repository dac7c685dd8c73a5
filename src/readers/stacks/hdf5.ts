import type { File as H5File } from 'h5wasm';
import { XanopyError } from '../../domain/errors';
import { everyNode, explore } from '../hdf5-tree';
import { obstacleText } from '../hdf5-scans';
import { stackIn } from '../hdf5-stacks';
import { HDF5_CRASHED } from '../types';
import type { OpenStacks, SlicedBytes, Stack } from './types';

/** Bytes that are fetched at least: the library asks for a few at a time while it finds its way. */
const BLOCK = 256 * 1024;

/** The bytes in blocks, of which the last stays at hand. */
function inBlocks({ size, read }: SlicedBytes): SlicedBytes['read'] {
  let start = 0;
  let block: Uint8Array = new Uint8Array(0);
  return (from, to) => {
    if (to - from >= BLOCK) return read(from, to);
    if (from < start || to > start + block.length) {
      start = from;
      block = read(from, Math.min(size, from + BLOCK));
    }
    return block.subarray(from - start, to - start);
  };
}

/** A file of the library as it reads it. */
interface Stream {
  readonly position: number;
}

/** What a file of the library does when its bytes lie elsewhere: in the way of Emscripten's own lazy files. */
function fileOver(bytes: SlicedBytes) {
  const read = inBlocks(bytes);
  return {
    usedBytes: bytes.size,
    stream_ops: {
      llseek: (stream: Stream, offset: number, whence: 0 | 1 | 2): number =>
        offset + { 0: 0, 1: stream.position, 2: bytes.size }[whence],
      read: (_: Stream, buffer: Uint8Array, offset: number, length: number, position: number): number => {
        const end = Math.min(bytes.size, position + length);
        if (end <= position) return 0;
        buffer.set(read(position, end), offset);
        return end - position;
      },
    },
  };
}

let count = 0;

/** Whether a failure of the library leaves its memory in disorder; only a new thread gets a new one. */
const isCrash = (error: unknown): boolean => error instanceof Error && error.name === 'RuntimeError';

/**
 * The stacks of an HDF5 or NeXus file, which is read as far as it is asked for.
 * @throws XanopyError `hdf5-damaged`, `stack-none`, `part-unavailable`; `hdf5-crashed` after which the thread reads no HDF5 any more
 */
export async function openHdf5(bytes: SlicedBytes): Promise<OpenStacks> {
  const h5wasm = await import('h5wasm').catch(() => {
    throw new XanopyError(
      'part-unavailable',
      'The part that reads HDF5 could not be loaded: there is no connection, or Xanopy was updated meanwhile. Connect, or reload the page.',
    );
  });
  const module = await h5wasm.ready;
  module.activate_throwing_error_handler();
  const { FS } = module;
  const name = `stack-${++count}.h5`;
  FS.writeFile(name, new Uint8Array(0));
  Object.assign(FS.lookupPath(name, {}).node, fileOver(bytes));
  let file: H5File | null = null;
  const close = (): void => {
    file?.close();
    FS.unlink(name);
  };
  try {
    file = new h5wasm.File(name, 'r');
    const { root } = await explore(file, {});
    const found = new Map<string, string>();
    const entries = [root, ...root.children];
    const stacks = entries.flatMap((entry): Stack[] =>
      (entry === root ? [root] : [...everyNode(entry)]).flatMap((node) => stackIn(node, entry, found) ?? []),
    );
    if (stacks.length === 0) throw noStack(root, found);
    return { stacks, close };
  } catch (error) {
    if (!isCrash(error)) close();
    if (error instanceof XanopyError) throw error;
    throw new XanopyError(
      isCrash(error) ? HDF5_CRASHED : 'hdf5-damaged',
      'The HDF5 file cannot be opened: it is cut off, still being written, or damaged. Copy it again when the measurement has ended.',
    );
  }
}

/** Says what is there instead of a stack. */
function noStack(root: Parameters<typeof everyNode>[0], found: ReadonlyMap<string, string>): XanopyError {
  if (found.size > 0) {
    return new XanopyError(
      'stack-none',
      `The stack cannot be read: ${obstacleText(found)}. Save the file with gzip compression (h5repack -f GZIP=4 IN OUT).`,
    );
  }
  const blocks = [...everyNode(root)].flatMap(({ blocks: own }) => own).slice(0, 5);
  const there = blocks.map(({ path, shape }) => `${path} (${shape.join(' x ')})`).join(', ');
  return new XanopyError(
    'stack-none',
    there === ''
      ? 'The file holds no data of two or three dimensions. Check that it is the map itself and not a link to it.'
      : `The file holds ${there}, but no energies for it: one dimension must be as long as a list of energies in the same entry, which rises over an absorption edge. Add that list as "energy", with its unit.`,
  );
}
