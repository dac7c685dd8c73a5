import type { Analysis } from '../domain/analysis';
import type { SpectrumLibrary } from '../domain/confidence/library';
import type { Depth } from '../domain/confidence/types';
import type { Message } from '../domain/errors';
import type { Evaluation } from '../domain/forest/evaluation';
import type { Manifest } from '../domain/forest/manifest';
import type { RetrainedPack } from '../domain/growing/retrained-pack';
import type { ReferenceLibrary } from '../domain/references/library';
import type { ElementModel } from '../domain/forest/model';
import type { PackHead } from '../domain/forest/pack';
import type { CombinationOptions, Combinations } from '../domain/mixture/combination';
import type { Components } from '../domain/mixture/components';
import type { Resolution, ResolutionOptions } from '../domain/mixture/resolution';
import type { MixtureHint, Suspect } from '../domain/mixture/hints';
import type { MixtureCurve } from '../domain/mixture/samples';
import type { SeriesRange } from '../domain/mixture/series';
import type { FoilEdge } from '../domain/spectrum/calibration';
import type { PrepareOptions } from '../domain/spectrum/prepare';
import type { Curve, Spectrum } from '../domain/spectrum/types';
import type { StructureReport } from '../domain/structure/report';
import type { Structure } from '../domain/structure/structure';
import type {
  Choices,
  Interpretation,
  ModelsOutcome,
  Question,
  ReadContext,
  ReadOption,
  ReadOutcome,
  Scan,
  Source,
  StructuresOutcome,
} from '../readers/types';

/** A failure that crosses the worker border as data. */
export type Failure = Message & { readonly line?: number; readonly column?: number };

/** Code of a computation that the user stopped. */
export const STOPPED = 'computing-stopped';

export type Outcome<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: Failure };

/** Where a read file came from. */
export type HashedSource = Omit<Source, 'bytes'> & {
  /** SHA-256 of the whole file, lower-case hex. */
  readonly sha256: string;
};

/** A read file without its bytes: where it came from and what it holds. */
export type FileOutcome =
  | (Omit<Extract<ReadOutcome, { kind: 'scans' }>, 'source'> & {
      readonly source: HashedSource;
    })
  | (Omit<StructuresOutcome, 'source'> & { readonly source: HashedSource })
  | ModelsOutcome
  | Extract<ReadOutcome, { kind: 'failed' }>;

/** A scan that became a spectrum. */
export type Reading = Omit<Extract<Interpretation, { kind: 'spectrum' }>, 'kind'> & {
  /** The edge of the reference foil measured with it, before any calibration; null without a clear one. */
  readonly foil: FoilEdge | null;
};

/** What one scan gives: an answer, a question to the user, or a failure with what could be read all the same. */
export type Examination =
  | { readonly kind: 'answered'; readonly reading: Reading; readonly analysis: Analysis }
  | { readonly kind: 'question'; readonly question: Question }
  | { readonly kind: 'failed'; readonly reading: Reading | null; readonly error: Failure };

/** What an option of a question would give: the curve, or why there is none. */
export type Preview = ({ readonly kind: 'curve' } & Curve) | { readonly kind: 'text'; readonly text: string };

/** Agreement of our walk with ml-random-forest on the same forests and the same spectrum. */
export interface CrossCheck {
  readonly forests: number;
  readonly trees: number;
  /** Trees that voted the same in both. */
  readonly identical: number;
}

/** Which models answer: those of a pack (by the hash of its head), alone or beside the shipped ones. */
export interface Answering {
  readonly with: 'pack' | 'both';
  readonly pack: string;
}

/** A file that models come in. */
export type PackFile = Pick<Source, 'name' | 'bytes'> & {
  /** Folder that it lay in. */
  readonly path?: string;
  /** Of a pickle whose name does not say it. */
  readonly element?: string;
};

/** A pack that was made of files, and what of them could not be used. */
export interface AddedPack {
  readonly head: PackHead;
  readonly leftOut: readonly Message[];
}

/** What a long computation tells while it runs, and how it is stopped. */
export interface Run {
  /** Given the part (0 to 1) that is done. */
  readonly onProgress?: (part: number) => void;
  readonly signal?: AbortSignal;
}

/**
 * The one door to computation. Implemented by `engine.ts`, in Web Workers for the page (`remote.ts`), directly in
 * Node. Nothing rejects: failures are data.
 */
export interface Engine {
  /**
   * Hands over what is in a file, an outcome for each file of an archive as soon as it is read; resolves after the
   * last. The page's engine takes the bytes away from the caller.
   */
  read(
    source: Source,
    onOutcome: (outcome: FileOutcome) => void | Promise<void>,
    context?: ReadContext,
  ): Promise<void>;
  /** The whole way from a scan to its answer: columns, edge, normalisation, window, votes, confidence. */
  examine(
    scan: Scan,
    format: string,
    choices: Choices,
    options: PrepareOptions,
    signal?: AbortSignal,
    /** Without it the shipped models answer. */
    answering?: Answering | null,
    depth?: Depth,
  ): Promise<Examination>;
  /** What each option of a question would give, in their order. */
  previews(
    scan: Scan,
    format: string,
    choices: Choices,
    options: readonly ReadOption[],
  ): Promise<Outcome<readonly Preview[]>>;
  crossCheck(spectrum: Spectrum, options: PrepareOptions): Promise<Outcome<CrossCheck>>;
  /** All non-negative combinations of references that could explain a spectrum, ranked. */
  combine(
    target: MixtureCurve,
    references: readonly MixtureCurve[],
    options: CombinationOptions,
    run?: Run,
  ): Promise<Outcome<Combinations>>;
  /** Which of some spectra of one element two others explain better than any single computed one. */
  mixtureHints(suspects: readonly Suspect[]): Promise<Outcome<readonly (MixtureHint | null)[]>>;
  /** How many spectra a series is made of. */
  components(scans: readonly MixtureCurve[], range: SeriesRange, run?: Run): Promise<Outcome<Components>>;
  /** A series as shares of pure spectra. */
  resolve(
    scans: readonly MixtureCurve[],
    options: ResolutionOptions,
    run?: Run,
  ): Promise<Outcome<Resolution>>;
  /** The forests of an element, grown again with the references of a library. */
  retrain(element: string, references: ReferenceLibrary, run?: Run): Promise<Outcome<RetrainedPack>>;
  /** Symmetry and coordination of a crystal, and what its spectra should show. */
  describeStructure(structure: Structure): Promise<Outcome<StructureReport>>;
  /** Keeps the pack that files hold: a pack file, or pickled forests of one or more elements. */
  addPack(files: readonly PackFile[]): Promise<Outcome<AddedPack>>;
  /** The packs that are kept. */
  packs(): Promise<Outcome<readonly PackHead[]>>;
  /** A kept pack as a gzipped file. */
  exportPack(pack: string): Promise<Outcome<Uint8Array>>;
  removePack(pack: string): Promise<Outcome<null>>;
  /** What models there are. */
  manifest(): Promise<Outcome<Manifest>>;
  /** The model of an element, to show how it votes. */
  model(element: string): Promise<Outcome<ElementModel>>;
  /** The computed spectra that those of an element are compared with. */
  library(element: string): Promise<Outcome<SpectrumLibrary>>;
  /** How good the models are, as `npm run evaluate` measured it. */
  evaluation(): Promise<Outcome<Evaluation>>;
}
