import type { Message } from '../domain/errors';
import type { Analysis } from '../domain/analysis';
import type { Manifest } from '../domain/forest/manifest';
import type { PrepareOptions } from '../domain/spectrum/prepare';
import type { Spectrum } from '../domain/spectrum/types';
import type { Choices, Interpretation, ReadOutcome, Scan, Source } from '../readers/types';

/** A failure that crosses the worker border as data. */
export type Failure = Message & { readonly line?: number; readonly column?: number };

export type Outcome<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: Failure };

/** A read file without its bytes: where it came from and what it holds. */
export type FileOutcome =
  | (Omit<Extract<ReadOutcome, { kind: 'scans' }>, 'source'> & {
      /** SHA-256 of the whole file, lower-case hex. */
      readonly source: Omit<Source, 'bytes'> & { readonly sha256: string };
    })
  | Extract<ReadOutcome, { kind: 'failed' }>;

/** What is asked of one spectrum; E0 and element are automatic unless given. */
export interface AnalysisRequest {
  readonly spectrum: Spectrum;
  readonly options: PrepareOptions;
}

/** Agreement of our walk with ml-random-forest on the same forests and the same spectrum. */
export interface CrossCheck {
  readonly forests: number;
  readonly trees: number;
  /** Trees that voted the same in both. */
  readonly identical: number;
}

/** The one door to computation. Implemented by `engine.ts`, in a Web Worker for the page, directly in Node. */
export interface Engine {
  /** Never fails: a broken file is an outcome of its own. */
  read(source: Source): Promise<readonly FileOutcome[]>;
  interpret(scan: Scan, format: string, choices?: Choices): Promise<Outcome<Interpretation>>;
  /**
   * In the page, of several waiting requests with the same `key` only the newest is computed; the others
   * end with the code `superseded`.
   */
  analyse(request: AnalysisRequest, key?: string): Promise<Outcome<Analysis>>;
  crossCheck(request: AnalysisRequest): Promise<Outcome<CrossCheck>>;
  /** What models there are. */
  manifest(): Promise<Outcome<Manifest>>;
  /** Loads the model of an element ahead of its first use. */
  preload(element: string): Promise<Outcome<null>>;
}
