import { XanopyError } from '../../domain/errors';
import { gunzip, inflate, isGzip } from '../archive';
import type { Source } from '../types';
import { forestIn, type UnpickledForest } from './forest';
import { unpickle } from './machine';

const startsWith = (bytes: Uint8Array, ...start: number[]): boolean =>
  start.every((byte, i) => bytes[i] === byte);
const ascii = (text: string): number[] => Array.from(text, (character) => character.charCodeAt(0));

/** The other ways in which joblib compresses. */
const OTHER_COMPRESSIONS: readonly (readonly [name: string, start: readonly number[]])[] = [
  ['bzip2', ascii('BZh')],
  ['xz', [0xfd, ...ascii('7zXZ')]],
  ['lzma', [0x5d, 0, 0]],
  ['lz4', [4, 0x22, 0x4d, 0x18]],
  ['joblib before 0.10', ascii('ZF0x')],
];

/** A zlib stream as every library writes it: a first byte that no pickle begins with, and a check of two. */
const isZlib = ({ bytes }: Source): boolean =>
  bytes[0] === 0x78 && ((bytes[0] << 8) | (bytes[1] ?? 0)) % 31 === 0;

async function unpacked(source: Source): Promise<Source> {
  const [other] = OTHER_COMPRESSIONS.find(([, start]) => startsWith(source.bytes, ...start)) ?? [];
  if (other !== undefined) {
    throw new XanopyError(
      'pickle-compression',
      `The pickle is compressed by ${other}; without compression, zlib and gzip are read. Write it again in Python: joblib.dump(joblib.load(file), "new.joblib", compress=("zlib", 3)).`,
    );
  }
  if (isGzip(source)) return gunzip(source);
  return isZlib(source) ? inflate(source, 'deflate') : source;
}

/**
 * The random forest in a pickle of scikit-learn (0.19 on), written by pickle or joblib, plain or compressed. Nothing
 * in the file is run.
 * @throws XanopyError `pickle-…`, and what unpacking says
 */
export async function readPickledForest(source: Source): Promise<UnpickledForest> {
  const { bytes } = await unpacked(source);
  return forestIn(unpickle({ bytes, at: 0 }));
}
