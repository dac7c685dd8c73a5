import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import { analysePrepared, identifyElement, whiteLineOf, type Analysis } from '../domain/analysis';
import { decodeLibrary, type SpectrumLibrary } from '../domain/confidence/library';
import { decodeOxideChecks, type OxideChecks } from '../domain/confidence/oxide-check';
import type { Depth } from '../domain/confidence/types';
import { describeError, XanopyError } from '../domain/errors';
import { featuresIn } from '../domain/environment/answer';
import { treeVote } from '../domain/forest/forest';
import { decodeManifest, type Manifest, type ModelEntry } from '../domain/forest/manifest';
import { decodeElementModel, type ElementModel } from '../domain/forest/model';
import { prepareSpectrum, type PreparedSpectrum, type PrepareOptions } from '../domain/spectrum/prepare';
import type { Spectrum } from '../domain/spectrum/types';
import type { SymmetrySearch } from '../domain/structure/symmetry';
import { interpret, readProgressively, referenceOf } from '../readers';
import type { SpaceGroupTable } from '../readers/structures/space-group';
import type { Choices, ModelsOutcome, ReadOutcome, Scan, StructuresOutcome } from '../readers/types';
import type { CrossCheck, Engine, FileOutcome, Outcome, Preview, Reading } from './api';
import { drive } from './drive';
import type { PackShelf } from './pack-shelf';
import type { Packs } from './packs';

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
  /** Serves all elements. */
  readonly check: OxideChecks | null;
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

/** What is handed over of a file: its bytes only where they are models, which others read. */
function withoutBytes(result: ReadOutcome | StructuresOutcome | ModelsOutcome): FileOutcome {
  if (result.kind === 'failed' || result.kind === 'models') return result;
  const { name, path, bytes } = result.source;
  return { ...result, source: { name, path, sha256: hashOf(bytes) } };
}

/** What a scan would show with these choices. */
function previewOf(scan: Scan, format: string, choices: Choices): Preview {
  try {
    const interpretation = interpret(scan, format, choices);
    if (interpretation.kind === 'question') {
      return { kind: 'text', text: `One more question follows: ${interpretation.question.text}` };
    }
    const { energy, mu } = interpretation.spectrum;
    return { kind: 'curve', energy, mu };
  } catch (error) {
    return { kind: 'text', text: describeError(error).message };
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

/** The search for symmetry and the table of space groups, of the shape that moyo has. */
export interface SymmetryLibrary extends SpaceGroupTable {
  readonly analyze_cell: SymmetrySearch;
}

/** Where it comes from: WebAssembly, which page and Node load in their own ways. */
export type LoadSymmetry = () => Promise<SymmetryLibrary> | SymmetryLibrary;

/**
 * The engine over the models that `fetchFile` delivers; `pinned` names the content (SHA-256) that the lists beside
 * the models must have; `depth` how much `examine` computes beside the answers; packs are kept on the shelf of
 * `openShelf`.
 */
export function createEngine(
  fetchFile: FetchModelFile,
  loadSymmetry: LoadSymmetry,
  pinned: Partial<Readonly<Record<'manifest.json' | 'evaluation.json', string>>> = {},
  depth: Depth = 'whole',
  openShelf: () => Promise<PackShelf> = async () => (await import('./pack-shelf')).createMemoryShelf(),
): Engine {
  /** The content of a file, checked against its hash where one is named. */
  async function load(file: string, expected: string | undefined): Promise<unknown> {
    const bytes = await fetchFile(file, expected);
    if (expected !== undefined && hashOf(bytes) !== expected) {
      throw new XanopyError(
        'model-invalid',
        `${file} is not what this version of Xanopy expects: it may have been updated meanwhile. Reload the page.`,
      );
    }
    return parseJson(bytes, file);
  }

  const loadManifest = remember(async () =>
    decodeManifest(await load('manifest.json', pinned['manifest.json'])),
  );
  const symmetry = remember(async () => loadSymmetry());
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
  const loadNamed = ({ file, sha256: expected }: NamedFile): Promise<unknown> => load(file, expected);

  /** The checks for oxides, for all elements. */
  const loadCheck = remember(async (): Promise<OxideChecks | null> => {
    const { oxideCheck } = await manifest();
    return oxideCheck ? decodeOxideChecks(await loadNamed(oxideCheck)) : null;
  });

  const loadElement = remember(async (element): Promise<Loaded> => {
    const entry = await entryOf(element);
    const [model, library, check] = await Promise.all([
      loadNamed(entry),
      entry.library ? loadNamed(entry.library) : null,
      loadCheck('oxide-check'),
    ]);
    return {
      model: decodeElementModel(model),
      library: library === null ? null : decodeLibrary(library),
      check,
    };
  });

  /** Few sessions have packs: what handles them is loaded with the first. */
  const loadPacks = remember(async () => {
    const [{ createPacks }, shelf] = await Promise.all([import('./packs'), openShelf()]);
    return createPacks(shelf);
  });
  const withPacks = <T>(work: (packs: Packs) => Promise<T>): Promise<Outcome<T>> =>
    outcome(async () => work(await loadPacks('packs')));

  /** Finds the edge and the absorber, which has a model or not. */
  function prepare(
    spectrum: Spectrum,
    options: PrepareOptions,
  ): {
    readonly prepared: PreparedSpectrum;
    readonly verdict: ReturnType<typeof identifyElement>;
    readonly load: () => Promise<Loaded>;
  } {
    const prepared = prepareSpectrum(spectrum, options);
    const verdict = identifyElement(prepared.e0, spectrum, options.element, whiteLineOf(prepared));
    return { prepared, verdict, load: () => loadElement(verdict.element) };
  }

  return {
    read: async (source, onOutcome, context = {}) => {
      const { name, path } = source;
      try {
        const known = { ...context, spaceGroups: () => symmetry('moyo') };
        for await (const result of readProgressively(source, known)) await onOutcome(withoutBytes(result));
      } catch (error) {
        await onOutcome({ kind: 'failed', source: { name, path }, error: describeError(error) });
      }
    },

    examine: async (scan, format, choices, options, _signal, answering = null, asked = depth) => {
      let reading: Reading | null = null;
      try {
        const interpretation = interpret(scan, format, choices);
        if (interpretation.kind === 'question') return interpretation;
        const { spectrum, attribution, alternatives, warnings } = interpretation;
        const reference = referenceOf(scan, spectrum.energy);
        // Few scans have a foil: what looks for its edge is loaded with the first one.
        const foils = reference || options.isByFoil ? await import('../domain/foil') : null;
        const foil = reference && (foils?.foilEdge(reference, options.element ?? spectrum.element) ?? null);
        reading = { spectrum, attribution, alternatives, warnings, foil };
        const {
          prepared,
          verdict,
          load: loadModel,
        } = prepare(spectrum, foils?.settled(options, foil) ?? options);
        const { element, warnings: remarks } = verdict;
        const shipped = async (): Promise<Analysis> => {
          const { model, library, check } = await loadModel();
          return analysePrepared(prepared, model, remarks, library, check, asked);
        };
        const analysis = answering
          ? await (
              await loadPacks('packs')
            ).answer(answering, element, prepared, remarks, asked, {
              analysis: shipped,
              check: () => loadCheck('oxide-check'),
            })
          : await shipped();
        return { kind: 'answered', reading, analysis };
      } catch (error) {
        return { kind: 'failed', reading, error: describeError(error) };
      }
    },

    previews: (scan, format, choices, options) =>
      outcome(() => options.map((option) => previewOf(scan, format, { ...choices, ...option.choices }))),

    crossCheck: (spectrum, options) =>
      outcome(async (): Promise<CrossCheck> => {
        const { prepared, load: loadModel } = prepare(spectrum, options);
        const { model } = await loadModel();
        const { windows } = analysePrepared(prepared, model);
        const { mlForestVotes } = await import('../domain/forest/ml-random-forest');
        const features = featuresIn(model, windows);
        const forests = [model.cn, ...model.motifs.values()].flatMap((classifier) =>
          classifier.forests.map((forest, view) => ({ forest, x: features[view] ?? new Float32Array() })),
        );
        let trees = 0;
        let identical = 0;
        for (const { forest, x } of forests) {
          mlForestVotes(forest, x).forEach((vote, tree) => {
            trees += 1;
            if (vote === treeVote(forest, tree, x)) identical += 1;
          });
        }
        return { forests: forests.length, trees, identical };
      }),

    combine: (target, references, options, run) =>
      outcome(async () => {
        const { combinations } = await import('../domain/mixture/combination');
        return drive(combinations(target, references, options), run);
      }),

    mixtureHints: (suspects) =>
      outcome(async () => {
        const { mixtureHints } = await import('../domain/mixture/hints');
        return drive(mixtureHints(suspects));
      }),

    components: (scans, range, run) =>
      outcome(async () => {
        const { components } = await import('../domain/mixture/components');
        return drive(components(scans, range), run);
      }),

    resolve: (scans, options, run) =>
      outcome(async () => {
        const { resolution } = await import('../domain/mixture/resolution');
        return drive(resolution(scans, options), run);
      }),

    retrain: (element, references, run) =>
      outcome(async () => {
        const [entry, { model, library }] = await Promise.all([entryOf(element), loadElement(element)]);
        const { retrain } = await import('./retrain');
        return retrain({ entry, model, library }, references, loadNamed, run);
      }),

    describeStructure: (structure) =>
      outcome(async () => {
        const { structureReport } = await import('../domain/structure/report');
        return structureReport(structure, (await symmetry('moyo')).analyze_cell);
      }),

    addPack: (files) => withPacks((packs) => packs.add(files)),
    packs: () => withPacks((packs) => packs.heads()),
    exportPack: (pack) => withPacks((packs) => packs.export(pack)),
    removePack: (pack) => withPacks((packs) => packs.remove(pack)),

    manifest: () => outcome(manifest),

    model: (element) => outcome(async () => (await loadElement(element)).model),

    library: (element) =>
      outcome(async () => {
        const { library } = await loadElement(element);
        if (library) return library;
        throw new XanopyError('no-model', `There are no computed spectra of ${element} to compare with.`);
      }),

    evaluation: () =>
      outcome(async () => {
        const { decodeEvaluation } = await import('../domain/forest/evaluation');
        return decodeEvaluation(await load('evaluation.json', pinned['evaluation.json']));
      }),
  };
}
