import type { Comparison } from '../domain/environment/comparison';
import type { Environment, OrderParameters } from '../domain/environment/labels';
import type { Bond } from '../domain/structure/crystal-nn';
import type { Expectation, SiteReport, StructureReport } from '../domain/structure/report';
import type { MessageResult, SpectrumResult } from './result';

/** A coordination number with its weight (0 to 1) and its motifs' order parameters times that weight. */
interface CnResult {
  readonly cn: number;
  readonly weight: number;
  readonly motifs: readonly { readonly name: string; readonly weight: number }[];
}

interface CoordinationResult {
  /** Most important first. */
  readonly coordination: readonly CnResult[];
  /** The label: what reaches the thresholds. */
  readonly environment: Environment;
}

/** An answered spectrum that was asked about. */
interface Judged extends Pick<SpectrumResult, 'element' | 'applicability'> {
  readonly spectrum: string;
}

/** What a spectrum was answered with beside what the structure makes expect of it. */
export interface ComparisonResult extends Comparison, Judged {
  /** Calibrated Jaccard confidence of the answer, 0 to 1. */
  readonly jaccardConfidence: number;
  /** Measured spectra: the confidence is at most that. */
  readonly isUpperBound: boolean;
  readonly expected: Environment;
  readonly found: Environment;
}

/** One that has no place beside the structure. */
export interface NotCompared extends Judged {
  readonly reason: string;
}

/** A crystal as plain JSON; lengths in angstrom, angles in degrees, volume in cubic angstrom. */
export interface StructureResult {
  readonly file: string;
  readonly name: string;
  readonly formula: string;
  readonly atoms: number;
  readonly cell: readonly number[];
  readonly volume: number;
  readonly spaceGroup: { readonly number: number; readonly symbol: string };
  readonly sites: readonly (CoordinationResult & {
    /** Index of the atom in the cell, from 0. */
    readonly index: number;
    readonly element: string;
    readonly multiplicity: number;
    readonly wyckoff: string;
    readonly siteSymmetry: string;
    /** Of the likeliest shell, heaviest first. */
    readonly bonds: readonly {
      readonly element: string;
      readonly distance: number;
      readonly weight: number;
    }[];
  })[];
  /** What a spectrum of each element should show: its sites averaged by multiplicity. */
  readonly expectations: readonly (CoordinationResult & {
    readonly element: string;
    readonly sites: number;
  })[];
  readonly warnings: readonly MessageResult[];
  /** With the answered spectra that were asked about, of elements of the structure. */
  readonly comparisons: readonly ComparisonResult[];
  readonly notCompared: readonly NotCompared[];
}

const DIGITS = 1e5;
const rounded = (value: number): number => Math.round(value * DIGITS) / DIGITS;

function coordinationOf({ cnWeights, motifs }: OrderParameters): CnResult[] {
  return [...cnWeights]
    .sort(([, a], [, b]) => b - a)
    .map(([cn, weight]) => ({
      cn,
      weight: rounded(weight),
      motifs: [...(motifs.get(cn) ?? [])]
        .sort(([, a], [, b]) => b - a)
        .map(([name, value]) => ({ name, weight: rounded(value) })),
    }));
}

const bondResult = ({
  element,
  distance,
  weight,
}: Bond): { element: string; distance: number; weight: number } => ({
  element,
  distance: rounded(distance),
  weight,
});

const siteResult = ({ index, element, multiplicity, wyckoff, siteSymmetry, ...site }: SiteReport) => ({
  index,
  element,
  multiplicity,
  wyckoff,
  siteSymmetry,
  coordination: coordinationOf(site.coordination),
  environment: site.environment,
  bonds: (site.coordination.shells.at(0)?.bonds ?? []).map(bondResult),
});

const expectationResult = (expectation: Expectation) => ({
  element: expectation.element,
  sites: expectation.sites,
  coordination: coordinationOf(expectation),
  environment: expectation.environment,
});

/** The report on one structure of `file` in the form that the command line prints. */
export function structureResultOf(
  file: string,
  name: string,
  report: StructureReport,
  warnings: readonly MessageResult[],
  beside: Pick<StructureResult, 'comparisons' | 'notCompared'>,
): StructureResult {
  return {
    file,
    name,
    formula: report.formula,
    atoms: report.atoms,
    cell: report.cell.map(rounded),
    volume: rounded(report.volume),
    spaceGroup: { number: report.spaceGroup, symbol: report.symbol },
    sites: report.sites.map(siteResult),
    expectations: report.expectations.map(expectationResult),
    warnings,
    ...beside,
  };
}
