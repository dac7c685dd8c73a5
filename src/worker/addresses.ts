/** Digits of the hash in an address: enough to tell versions of a file apart. */
const HASH_DIGITS = 16;

/** File name with the hash of the content, e.g. `Fe.0123456789abcdef.json`: every version is a file of its own. */
export function addressName(name: string, hash: string): string {
  return name.replace(/\.json$/, `.${hash.slice(0, HASH_DIGITS)}.json`);
}

/** Address of a model file below `base`; without a hash the name stands for whatever lies there. */
export function modelAddress(name: string, hash: string | undefined, base: string): string {
  return new URL(hash === undefined ? name : addressName(name, hash), base).href;
}

/** The digits of the hash that an address names; undefined where it names none. */
export function hashIn(address: string): string | undefined {
  return /\.([0-9a-f]{16})\.json$/.exec(address)?.[1];
}

/** List of the files of the built page, beside it. */
export const ASSET_LIST = 'release.json';

export interface AssetList {
  /** Everything whose name holds its hash. */
  readonly files: readonly string[];
  /** Parts of the app that are stored on first use, or with everything else for offline use. */
  readonly parts: readonly { readonly file: string; readonly bytes: number }[];
}
