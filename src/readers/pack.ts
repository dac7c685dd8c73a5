import { decodePack, LARGEST_PACK, packTooLarge, type Pack } from '../domain/forest/pack';
import { gunzip, isGzip } from './archive';

/**
 * A model pack from the bytes of its file, plain or gzipped.
 * @throws XanopyError `pack-…`, and what unpacking says
 */
export async function readPack(name: string, bytes: Uint8Array): Promise<Pack> {
  const source = { name, path: '', bytes };
  const plain = isGzip(source) ? await gunzip(source) : source;
  // Before the text is made of it.
  if (plain.bytes.length > LARGEST_PACK) throw packTooLarge();
  return decodePack(new TextDecoder().decode(plain.bytes));
}
