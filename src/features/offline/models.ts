import * as v from 'valibot';
import type { Manifest } from '../../domain/forest/manifest';
import { PART_CACHE } from '../../pwa/parts';
import { ASSET_LIST, hashIn, modelAddress } from '../../worker/addresses';
import { fetchModel, modelCache } from '../../worker/model-store';

/** A file that can be stored: of a model, or a part of the app. */
export interface ModelFile {
  readonly address: string;
  readonly bytes: number;
}

/** An element with a model and the files behind it. */
export interface ElementFiles {
  readonly element: string;
  readonly files: readonly ModelFile[];
  /** What the forests can be grown again from; stored when asked for. */
  readonly training: ModelFile | null;
}

/** The files of every element that has a model; `base` is the folder of the models. */
export function elementFiles(manifest: Manifest, base: string): ElementFiles[] {
  const { oxideCheck } = manifest;
  const stored = ({ file, sha256, bytes }: { file: string; sha256: string; bytes: number }): ModelFile => ({
    address: modelAddress(file, sha256, base),
    bytes,
  });
  return manifest.elements.flatMap((entry) =>
    entry.kind === 'none'
      ? []
      : [
          {
            element: entry.element,
            files: [
              entry,
              ...(oxideCheck ? [oxideCheck] : []),
              ...(entry.library ? [entry.library] : []),
            ].map(stored),
            training: entry.training ? stored(entry.training) : null,
          },
        ],
  );
}

/** Elements whose files are all among the stored addresses. */
export function storedElements(elements: readonly ElementFiles[], stored: ReadonlySet<string>): Set<string> {
  return new Set(
    elements
      .filter(({ files }) => files.every(({ address }) => stored.has(address)))
      .map(({ element }) => element),
  );
}

/** Files of the elements, and parts of the app, that are not stored yet, each once: some serve every element. */
export function missingFiles(
  elements: readonly ElementFiles[],
  parts: readonly ModelFile[],
  stored: ReadonlySet<string>,
): ModelFile[] {
  const missing = new Map<string, ModelFile>();
  for (const file of [...elements.flatMap(({ files }) => files), ...parts]) {
    if (!stored.has(file.address)) missing.set(file.address, file);
  }
  return [...missing.values()];
}

const partListSchema = v.object({ parts: v.array(v.object({ file: v.string(), bytes: v.number() })) });

/** Parts of the built app that are stored on first use; none where there is no list (development server). */
export async function partsOf(base: string): Promise<ModelFile[]> {
  try {
    const response = await fetch(new URL(ASSET_LIST, base));
    const { parts } = v.parse(partListSchema, await response.json());
    return parts.map(({ file, bytes }) => ({ address: new URL(file, base).href, bytes }));
  } catch {
    return [];
  }
}

const partCache = (): Promise<Cache | undefined> =>
  'caches' in globalThis ? caches.open(PART_CACHE).catch(() => undefined) : Promise.resolve(undefined);

/** Throws away stored parts of replaced versions. */
export async function pruneParts(parts: readonly ModelFile[]): Promise<void> {
  const cache = await partCache();
  const stored = (await cache?.keys()) ?? [];
  const isCurrent = new Set(parts.map(({ address }) => address));
  if (!cache) return;
  await Promise.all(stored.filter(({ url }) => !isCurrent.has(url)).map((request) => cache.delete(request)));
}

/** As `fetchModel`, for a part of the app. */
async function fetchPart(address: string, signal: AbortSignal): Promise<Response> {
  const cache = await partCache();
  const response = (await cache?.match(address)) ?? (await fetch(address, { signal }));
  if (response.ok) await cache?.put(address, response.clone()).catch(() => undefined);
  return response;
}

/** Addresses of what Cache Storage holds at this moment. */
export async function storedAddresses(): Promise<Set<string>> {
  const [models, parts] = await Promise.all([modelCache(), partCache()]);
  const requests = [...((await models?.keys()) ?? []), ...((await parts?.keys()) ?? [])];
  return new Set(requests.map(({ url }) => url));
}

/**
 * Stores files one after the other and tells the bytes done and the address; ends early, without an error, when `signal` says so.
 * @throws TypeError without connection, Error for an answer that is not the file
 */
export async function storeFiles(
  files: readonly ModelFile[],
  onProgress: (bytes: number, address: string) => void,
  signal: AbortSignal,
): Promise<void> {
  let done = 0;
  for (const { address, bytes } of files) {
    if (signal.aborted) return;
    const response = await (hashIn(address) === undefined ? fetchPart : fetchModel)(address, signal);
    if (!response.ok) throw new Error(`the server answered ${response.status}`);
    done += bytes;
    onProgress(done, address);
  }
}
