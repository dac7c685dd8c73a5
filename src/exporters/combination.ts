import type { Environment } from '../domain/environment/labels';
import {
  combinationAt,
  partsWith,
  type Combination,
  type CombinationOptions,
  type Combinations,
} from '../domain/mixture/combination';

/** Where a curve of a decomposition comes from. */
export interface CurveOrigin {
  /** File with its scan, or the formula of a computed crystal. */
  readonly name: string;
  /** SHA-256 of the file; null for computed spectra of the models. */
  readonly sha256: string | null;
  /** Identifier of the crystal, for computed spectra of the models. */
  readonly material?: string;
  /** What a reference of the user's own says of itself. */
  readonly reference?: {
    readonly material: string;
    readonly environment: Environment;
    readonly licence: string;
    readonly provenance: string;
  };
}

/** A fit with what it was made from. */
export interface CombinationRecord {
  readonly target: CurveOrigin;
  /** In the order of the fit. */
  readonly references: readonly CurveOrigin[];
  readonly options: CombinationOptions;
  readonly result: Combinations;
}

/** One combination as plain JSON. */
export interface CombinationEntry {
  readonly parts: readonly (CurveOrigin & { readonly share: number; readonly error: number })[];
  readonly rFactor: number;
  readonly rms: number;
}

/** A fit as plain JSON: energies in eV, shares of the edge step. */
export interface CombinationResult {
  readonly file: string;
  readonly sha256: string | null;
  readonly element: string;
  readonly from: number;
  readonly to: number;
  readonly points: number;
  readonly independentValues: number;
  readonly sum: CombinationOptions['sum'];
  readonly most: number;
  readonly references: readonly CurveOrigin[];
  readonly tried: number;
  /** Place of the suggested one in `combinations`. */
  readonly suggested: number;
  /** Best first. */
  readonly combinations: readonly CombinationEntry[];
}

export const entryOf = (references: readonly CurveOrigin[], combination: Combination): CombinationEntry => ({
  parts: partsWith(combination, references).map(({ of, share, error }) => ({ ...of, share, error })),
  rFactor: combination.rFactor,
  rms: combination.rms,
});

/** The fit as exports carry it. */
export function combinationResultOf(record: CombinationRecord): CombinationResult {
  const { target, references, options, result } = record;
  return {
    file: target.name,
    sha256: target.sha256,
    element: result.element,
    from: options.from,
    to: options.to,
    points: result.energy.length,
    independentValues: result.independent,
    sum: options.sum,
    most: options.most,
    references,
    tried: result.tried,
    suggested: result.suggested,
    combinations: result.ranking.map((combination) => entryOf(references, combination)),
  };
}

/** The suggested combination of a fit, as the result of its spectrum carries it. */
export interface CombinationSummary extends Pick<
  CombinationResult,
  'from' | 'to' | 'sum' | 'most' | 'independentValues'
> {
  readonly best: CombinationEntry;
}

/** What the result of a spectrum says of the fit to it. */
export function summaryOf(record: CombinationRecord): CombinationSummary {
  const { references, result } = record;
  const { from, to, sum, most, independentValues } = combinationResultOf(record);
  const best = entryOf(references, combinationAt(result, result.suggested));
  return { from, to, sum, most, independentValues, best };
}

/** A share with its error as people write it, e.g. `0.52 ± 0.03`. */
export function shareText(share: number, error: number): string {
  const digits = error > 0 ? Math.min(4, Math.max(2, 1 - Math.floor(Math.log10(error)))) : 2;
  const rounded = Number(error.toFixed(digits)) > 0 ? error.toFixed(digits) : '<0.0001';
  return `${share.toFixed(digits)} ± ${rounded}`;
}

/** A combination in words, e.g. `0.52 ± 0.03 Cr2O3.xdi + 0.48 ± 0.03 K2CrO4.xdi`. */
export const describeCombination = ({ parts }: CombinationEntry): string =>
  parts.map(({ name, share, error }) => `${shareText(share, error)} ${name}`).join(' + ');

/** The fit of a result in words. */
export const describeSummary = ({ best, ...options }: CombinationSummary): string =>
  `${describeCombination(best)}; R factor ${best.rFactor.toPrecision(3)}; ${describeOptions(options)}`;

/** What a fit rests on, in words. */
export const describeOptions = ({ from, to, sum, most }: CombinationOptions): string =>
  `${from.toFixed(1)} to ${to.toFixed(1)} eV, shares not negative, sum ${sum}, up to ${most} of the references together`;

export const COMBINATION_MEANING =
  'Shares are parts of the edge step; errors are one standard deviation of least squares with one independent value a core-hole width; R factor: squared differences over squared mu; suggested: the smallest combination to which no other reference adds significantly (F test, 5 %).';
