import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import { analysePrepared, identifyElement, type Analysis } from '../domain/analysis';
import { decodeLibrary, type SpectrumLibrary } from '../domain/confidence/library';
import { describeError, XanopyError } from '../domain/errors';
import { featuresOf } from '../domain/features';
import { treeVote } from '../domain/forest/forest';
import { decodeManifest, type Manifest, type ModelEntry } from '../domain/forest/manifest';
import { decodeElementModel, type ElementModel } from '../domain/forest/model';
import { prepareSpectrum, type PreparedSpectrum } from '../domain/spectrum/prepare';
import { interpret, readSource } from '../readers';
import type { AnalysisRequest, CrossCheck, Engine, FileOutcome, Outcome } from './api';

/** Where the bytes of `public/models/<name>` come from: the network in the page, the disk in Node. */
export type FetchModelFile = (name: string, hash?: string) => Promise<Uint8Array>;

interface NamedFile {
  readonly file: string;
  /** SHA-256 of the bytes, hexadecimal. */
  readonly sha256: string;
}

/** What answers for one element: its forests, and the computed spectra that are shown as neighbours. */
interface Loaded {
  readonly model: ElementModel;
  readonly library: SpectrumLibrary | null;
}

async function outcome<T>(work: () => T | Promise<T>): Promise<Outcome<T>> {
  try {
    return { ok: true, value: await work() };
  } catch (error) {
    return { ok: false, error: describeError(error) };
  }
}

const hashOf = (bytes: Uint8Array): string => bytesToHex(sha256(bytes));

function parseJson(bytes: Uint8Array, name: string): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    throw new XanopyError('model-invalid', `${name} is not valid JSON. Reload the page to fetch it again.`);
  }
}

/** Keeps what was loaded; a failed load is forgotten, so that the next request tries again. */
function remember<V>(load: (key: string) => Promise<V>): (key: string) => Promise<V> {
  const known = new Map<string, Promise<V>>();
  return (key) => {
    const value = known.get(key) ?? load(key);
    known.set(key, value);
    value.catch(() => known.delete(key));
    return value;
  };
}

/** The engine over the models that `fetchFile` delivers. */
export function createEngine(fetchFile: FetchModelFile): Engine {
  const loadManifest = remember(async (name) => decodeManifest(parseJson(await fetchFile(name), name)));
  const manifest = (): Promise<Manifest> => loadManifest('manifest.json');

  async function entryOf(element: string): Promise<ModelEntry> {
    const { elements } = await manifest();
    const entry = elements.find((candidate) => candidate.element === element);
    if (entry && entry.kind !== 'none') return entry;
    const available = elements.filter(({ kind }) => kind !== 'none').map((candidate) => candidate.element);
    const why = entry ? `: ${entry.reason}` : '.';
    throw new XanopyError(
      'no-model',
      `There is no model for ${element}${why} Models exist for ${available.join(', ')}; choose another element if this one is wrong.`,
    );
  }

  /** A file that the manifest names, with the content that it names. */
  async function loadNamed({ file, sha256: expected }: NamedFile): Promise<unknown> {
    const bytes = await fetchFile(file, expected);
    if (hashOf(bytes) !== expected) {
      throw new XanopyError(
        'model-invalid',
        `${file} is not the file that the list of models names. Reload the page to fetch both again.`,
      );
    }
    return parseJson(bytes, file);
  }

  const loadElement = remember(async (element): Promise<Loaded> => {
    const entry = await entryOf(element);
    const [model, library] = await Promise.all([
      loadNamed(entry),
      entry.reference ? loadNamed(entry.reference) : null,
    ]);
    return {
      model: decodeElementModel(model),
      library: library === null ? null : decodeLibrary(library),
    };
  });

  /** Finds the edge, the absorber and its model. */
  async function prepare({ spectrum, options }: AnalysisRequest): Promise<{
    readonly prepared: PreparedSpectrum;
    readonly verdict: ReturnType<typeof identifyElement>;
    readonly loaded: Loaded;
  }> {
    const prepared = prepareSpectrum(spectrum, options);
    const verdict = identifyElement(prepared.e0, spectrum, options.element);
    return { prepared, verdict, loaded: await loadElement(verdict.element) };
  }

  return {
    read: async (source) => {
      const outcomes = await readSource(source);
      return outcomes.map((result): FileOutcome => {
        if (result.kind === 'failed') return result;
        const { name, path, bytes } = result.source;
        return { ...result, source: { name, path, sha256: hashOf(bytes) } };
      });
    },

    interpret: (scan, format, choices) => outcome(() => interpret(scan, format, choices)),

    analyse: (request) =>
      outcome(async (): Promise<Analysis> => {
        const { prepared, verdict, loaded } = await prepare(request);
        return analysePrepared(prepared, loaded.model, verdict.warnings, loaded.library);
      }),

    crossCheck: (request) =>
      outcome(async (): Promise<CrossCheck> => {
        const { prepared, loaded } = await prepare(request);
        const { model } = loaded;
        const { mlForestVotes } = await import('../domain/forest/ml-random-forest');
        const x = featuresOf(prepared.window.mu, model.features);
        const forests = [model.cn, ...model.motifs.values()].flatMap(({ forest }) => forest ?? []);
        let trees = 0;
        let identical = 0;
        for (const forest of forests) {
          mlForestVotes(forest, x).forEach((vote, tree) => {
            trees += 1;
            if (vote === treeVote(forest, tree, x)) identical += 1;
          });
        }
        return { forests: forests.length, trees, identical };
      }),

    manifest: () => outcome(manifest),

    preload: (element) =>
      outcome(async () => {
        await loadElement(element);
        return null;
      }),
  };
}
