import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import { analysePrepared, identifyElement, type Analysis } from '../domain/analysis';
import { describeError, XanopyError } from '../domain/errors';
import { featuresOf } from '../domain/features';
import { decodeManifest, type Manifest, type ManifestEntry } from '../domain/forest/manifest';
import { decodeElementModel, type ElementModel } from '../domain/forest/model';
import { prepareSpectrum } from '../domain/spectrum/prepare';
import { interpret, readSource } from '../readers';
import type { AnalysisRequest, Engine, Outcome } from './api';

/** Where the bytes of `public/models/<name>` come from: the network in the page, the disk in Node. */
export type FetchModelFile = (name: string, hash?: string) => Promise<Uint8Array>;

async function outcome<T>(work: () => T | Promise<T>): Promise<Outcome<T>> {
  try {
    return { ok: true, value: await work() };
  } catch (error) {
    return { ok: false, error: describeError(error) };
  }
}

function parseJson(bytes: Uint8Array, name: string): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    throw new XanopyError('model-invalid', `${name} is not valid JSON. Reload the page to fetch it again.`);
  }
}

/** Keeps what was loaded; a failed load is forgotten, so that the next request tries again. */
function remember<K, V>(load: (key: K) => Promise<V>): (key: K) => Promise<V> {
  const known = new Map<K, Promise<V>>();
  return (key) => {
    const value = known.get(key) ?? load(key);
    known.set(key, value);
    value.catch(() => known.delete(key));
    return value;
  };
}
