import type { ProxyMarked } from 'comlink';
import type { CombinationOptions } from '../domain/mixture/combination';
import type { ResolutionOptions } from '../domain/mixture/resolution';
import type { MixtureCurve } from '../domain/mixture/samples';
import type { SeriesRange } from '../domain/mixture/series';
import type { ReferenceLibrary } from '../domain/references/library';
import type { Source } from '../readers/types';
import type { Engine } from './api';
import type { StackService } from './stack-service';

/** Told the part (0 to 1) that is done; the way to stop the computation is to end the worker. */
export type Progress = ((part: number) => void) | null;

/** The engine as the page reaches it: what leaves is handed over, not copied. */
export interface WorkerEngine extends Omit<
  Engine,
  'read' | 'combine' | 'components' | 'resolve' | 'retrain'
> {
  /** As `Engine.read`; the way to stop it is to end the worker. */
  read(source: Source, onOutcome: Parameters<Engine['read']>[1], onProgress: Progress): Promise<void>;
  combine(
    target: MixtureCurve,
    references: readonly MixtureCurve[],
    options: CombinationOptions,
    onProgress: Progress,
  ): ReturnType<Engine['combine']>;
  components(
    scans: readonly MixtureCurve[],
    range: SeriesRange,
    onProgress: Progress,
  ): ReturnType<Engine['components']>;
  resolve(
    scans: readonly MixtureCurve[],
    options: ResolutionOptions,
    onProgress: Progress,
  ): ReturnType<Engine['resolve']>;
  /** What reads stacks and answers their spectra, loaded with the first of them. */
  stacks(): Promise<StackService & ProxyMarked>;
  retrain(element: string, references: ReferenceLibrary, onProgress: Progress): ReturnType<Engine['retrain']>;
  /** A sign of life. */
  ping(): void;
}
