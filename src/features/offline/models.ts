import type { Manifest } from '../../domain/forest/manifest';
import { fetchModel, modelAddress, modelCache } from '../../worker/model-store';

/** A model file that an element needs. */
export interface ModelFile {
  readonly address: string;
  readonly bytes: number;
}

/** An element with a model and the files behind it. */
export interface ElementFiles {
  readonly element: string;
  readonly files: readonly ModelFile[];
}

/** The files of every element that has a model; `base` is the folder of the models. */
export function elementFiles(manifest: Manifest, base: string): ElementFiles[] {
  const { oxideCheck } = manifest;
  return manifest.elements.flatMap((entry) =>
    entry.kind === 'none'
      ? []
      : [
          {
            element: entry.element,
            files: [
              entry,
              ...(oxideCheck ? [oxideCheck] : []),
              ...(entry.reference ? [entry.reference] : []),
            ].map(({ file, sha256, bytes }) => ({
              address: modelAddress(file, sha256, base),
              bytes,
            })),
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

/** Files that are not stored yet, each once: some serve every element. */
export function missingFiles(elements: readonly ElementFiles[], stored: ReadonlySet<string>): ModelFile[] {
  const missing = new Map<string, ModelFile>();
  for (const { files } of elements) {
    for (const file of files) if (!stored.has(file.address)) missing.set(file.address, file);
  }
  return [...missing.values()];
}

/** Addresses of what Cache Storage holds at this moment. */
export async function storedAddresses(): Promise<Set<string>> {
  const cache = await modelCache();
  return new Set((await cache?.keys())?.map(({ url }) => url));
}

/**
 * Stores files one after the other and tells the bytes done; ends early, without an error, when `signal` says so.
 * @throws TypeError without connection, Error for an answer that is not the file
 */
export async function storeFiles(
  files: readonly ModelFile[],
  onProgress: (bytes: number) => void,
  signal: AbortSignal,
): Promise<void> {
  let done = 0;
  for (const { address, bytes } of files) {
    if (signal.aborted) return;
    const response = await fetchModel(address, signal);
    if (!response.ok) throw new Error(`the server answered ${response.status}`);
    done += bytes;
    onProgress(done);
  }
}
