import { endsOf } from '../domain/spectrum/curve';
import type { Analysis } from '../domain/analysis';
import type { Message } from '../domain/errors';
import type { Confidence, Neighbour } from '../domain/confidence/types';
import type { Answer } from '../domain/environment/answer';
import type { Environment } from '../domain/environment/labels';
import type { PackMark } from '../domain/forest/pack-mark';
import { comparisonOf } from '../domain/pack-answer';
import type { Calibration, FoilEdge } from '../domain/spectrum/calibration';
import type { E0Method } from '../domain/spectrum/e0';
import type { NormalisationFit, NormalisationOptions } from '../domain/spectrum/normalise';
import type { PointEdits } from '../domain/spectrum/points';
import type { PrepareOptions } from '../domain/spectrum/prepare';
import type { Signal } from '../domain/spectrum/types';
import { WINDOW_POINTS, type Region } from '../domain/spectrum/window';
import type { IntensityScale } from '../domain/features';
import type { Look } from '../domain/forest/looks';
import type { Attribution } from '../readers/types';
import type { CombinationSummary } from './combination';
import type { PreEdgePeak } from '../domain/pre-edge/peak';
import type { MixtureSummary } from './mixture';

/** Where a spectrum came from and what was asked of it: with the file itself, enough to repeat the analysis. */
export interface Origin {
  /** SHA-256 of the whole file, lower-case hex. */
  readonly sha256: string;
  /** Title of the scan within the file. */
  readonly scan: string;
  readonly signal: Signal;
  readonly attribution: Attribution;
  /** What the user fixed; what is absent was automatic. */
  readonly requested: PrepareOptions;
  /** What reading the file had to remark. */
  readonly remarks: readonly Message[];
  /** How the file was computed from others, as it says itself. */
  readonly derivation?: string;
  /** The edge of the foil that was measured with it, before any calibration. */
  readonly foil?: FoilEdge | null;
}

/** `Origin` as it is written into exports. */
export interface SourceResult {
  readonly sha256: string;
  readonly scan: string;
  readonly format: string;
  readonly signal: Signal;
  readonly energyColumn: string;
  readonly energyUnit: Attribution['unit'];
  readonly muExpression: string;
  readonly choices: Attribution['choices'];
  readonly derivation?: string;
}

/** A message as exports carry it: other versions of Xanopy know other codes. */
export interface MessageResult {
  readonly code: string;
  readonly message: string;
}

/** The analysis of one spectrum as plain JSON; energies in eV, shares and probabilities from 0 to 1. */
export interface SpectrumResult {
  readonly file: string;
  readonly element: string;
  readonly edge: 'K';
  readonly e0: number;
  readonly e0Method: E0Method;
  /** The CNs of the answer; `motifOrders`: how many motif rankings training knew for one. */
  readonly ranking: readonly {
    readonly cn: number;
    readonly weight: number;
    readonly motifs: readonly { readonly name: string; readonly weight: number }[];
    readonly motifOrders: number;
  }[];
  /** Every CN that the trees name, largest share first. */
  readonly cnShares: Answer['cnShares'];
  readonly jaccardConfidence: number;
  readonly warnings: readonly MessageResult[];
  readonly modelVersion: string;
  readonly modelKind: Analysis['modelKind'];
  /** The pack that the model comes from; absent for the models shipped with Xanopy. */
  readonly pack?: PackMark;
  /** What a pack answers to the same spectrum, where both were asked. */
  readonly packAnswer?: PackAnswerResult;
  /** How the spectrum was brought before the models. */
  readonly alignment: {
    readonly e0: number;
    readonly shift: number;
    readonly slope: number;
    readonly isLimited: boolean;
  };
  readonly window: {
    readonly from: number;
    readonly to: number;
    readonly points: number;
    /** A window that stands at the tabulated edge does not move with E0. */
    readonly placedBy: Look['origin'];
  };
  /** What the intensities are divided by before the models look at them, each once. */
  readonly scales: readonly IntensityScale[];
  /** `null` where the file gave a normalised curve. */
  readonly edgeStep: number | null;
  /** What was fitted, energies in eV from E0; `null` where the file gave a normalised curve. */
  readonly normalisation: NormalisationFit | null;
  /** What the automatic search gives; `null` where it fails. */
  readonly automaticE0: number | null;
  readonly firstEntryProbability: number;
  readonly leadingCnProbability: number;
  readonly heldOut: Confidence['heldOut'];
  readonly isUpperBound: boolean;
  readonly applicability: {
    readonly verdict: Confidence['applicability']['verdict'];
    readonly reasons: readonly MessageResult[];
  };
  readonly conformalSet: { readonly coverage: number; readonly rankings: readonly (readonly number[])[] };
  readonly stability: readonly {
    readonly kind: Confidence['stability'][number]['kind'];
    readonly amount: number;
    readonly environment: Environment;
    readonly agreement: number;
  }[];
  readonly neighbours: readonly {
    readonly material: string;
    readonly formula: string;
    readonly environment: Environment;
    readonly distance: number;
    readonly shift: number;
  }[];
  /** The user's own references that resemble the spectrum most, where there are any; `name` is the user's. */
  readonly references?: readonly {
    readonly name: string;
    readonly material: string;
    readonly environment: Environment;
    readonly distance: number;
    readonly shift: number;
  }[];
  readonly evidence: readonly { readonly region: Region; readonly share: number }[];
  readonly requested?: {
    readonly element?: string;
    readonly e0?: number;
    readonly e0Method?: E0Method;
    readonly normalisation?: NormalisationOptions;
    readonly calibration?: Calibration;
    readonly points?: PointEdits;
  };
  /** The reference foil measured with it, on the energies of the file; absent without a clear one. */
  readonly foil?: FoilEdge;
  readonly source?: SourceResult;
  /** The linear combination that was fitted to the spectrum, where one was. */
  readonly combination?: CombinationSummary;
  /** Two spectra of the session that explain the spectrum better than any single computed one, where there are. */
  readonly mixture?: MixtureSummary;
  /** The pre-edge peak, where it was fitted and there is one. */
  readonly preEdge?: PreEdgePeak;
}

/** The answer of a pack beside that of the shipped models. */
export interface PackAnswerResult extends Pick<
  SpectrumResult,
  | 'ranking'
  | 'cnShares'
  | 'jaccardConfidence'
  | 'modelVersion'
  | 'modelKind'
  | 'applicability'
  | 'window'
  | 'scales'
> {
  readonly pack: PackMark;
  /** Jaccard index of the two answers, and whether their first CNs and first entries agree. */
  readonly jaccard: number;
  readonly sameLeadingCn: boolean;
  readonly sameFirstEntry: boolean;
}

/** A spectrum or a file that gave no answer. */
export interface FailureResult {
  readonly file: string;
  /** Title of the scan within the file. */
  readonly scan?: string;
  readonly error: MessageResult & { readonly line?: number; readonly column?: number };
  /** What reading the file had to remark. */
  readonly warnings?: readonly MessageResult[];
}

function sourceOf({ sha256, scan, signal, attribution, derivation }: Origin): SourceResult {
  return {
    sha256,
    scan,
    format: attribution.format,
    signal,
    energyColumn: attribution.energyColumn,
    energyUnit: attribution.unit,
    muExpression: attribution.muExpression,
    choices: attribution.choices,
    ...(derivation === undefined ? {} : { derivation }),
  };
}

/** What else was found about a spectrum, by fits and by other spectra. */
export interface Found extends Pick<SpectrumResult, 'combination' | 'mixture' | 'preEdge'> {
  /** As `ownNeighbours` gives them. */
  readonly references?: readonly Neighbour[];
}

/** Where the models look and what they divide by. */
function lookOf({ aligned, looks }: Analysis): Pick<SpectrumResult, 'window' | 'scales'> {
  const [from, to] = endsOf(aligned.window.energy);
  return {
    window: { from, to, points: WINDOW_POINTS, placedBy: looks[0]?.origin ?? 'E0' },
    scales: [...new Set(looks.map(({ scale }) => scale))],
  };
}

/** What the trees voted for; votes on what the models cannot judge are no answer. */
function votedOf({
  answer,
  confidence,
  motifOrders,
}: Analysis): Pick<SpectrumResult, 'ranking' | 'cnShares'> {
  if (confidence.applicability.verdict === 'outside') return { ranking: [], cnShares: [] };
  return {
    ranking: answer.ranking.map((entry) => ({ ...entry, motifOrders: motifOrders.get(entry.cn) ?? 0 })),
    cnShares: answer.cnShares,
  };
}

function packAnswerOf(analysis: Analysis): Pick<SpectrumResult, 'packAnswer'> {
  const { beside } = analysis;
  const comparison = comparisonOf(analysis);
  if (!beside?.pack || !comparison) return {};
  const { applicability } = beside.confidence;
  return {
    packAnswer: {
      pack: beside.pack,
      modelVersion: beside.modelVersion,
      modelKind: beside.modelKind,
      ...votedOf(beside),
      jaccardConfidence: beside.jaccardConfidence,
      applicability,
      ...lookOf(beside),
      jaccard: comparison.jaccard,
      sameLeadingCn: comparison.sameLeadingCn,
      sameFirstEntry: comparison.sameFirstEntry,
    },
  };
}

/** The analysis of one spectrum of `file` in the form that the command line prints and exports carry. */
export function resultOf(
  file: string,
  analysis: Analysis,
  origin?: Origin,
  { combination, mixture, preEdge, references = [] }: Found = {},
): SpectrumResult {
  const { prepared, confidence } = analysis;
  const isJudged = confidence.applicability.verdict !== 'outside';
  const { normalisation } = prepared;
  const { givenE0, e0, slope, isLimited } = analysis.aligned;
  return {
    file,
    element: analysis.element,
    edge: 'K',
    e0: prepared.e0,
    e0Method: prepared.e0Method,
    ...votedOf(analysis),
    jaccardConfidence: analysis.jaccardConfidence,
    warnings: distinct([...(origin?.remarks ?? []), ...analysis.warnings]),
    modelVersion: analysis.modelVersion,
    modelKind: analysis.modelKind,
    ...(analysis.pack ? { pack: analysis.pack } : {}),
    ...packAnswerOf(analysis),
    alignment: { e0, shift: e0 - givenE0, slope, isLimited },
    ...lookOf(analysis),
    edgeStep: normalisation.wasNormalised ? null : normalisation.edgeStep,
    normalisation: normalisation.fit,
    automaticE0: prepared.automaticE0,
    firstEntryProbability: confidence.firstEntryProbability,
    leadingCnProbability: confidence.leadingCnProbability,
    heldOut: confidence.heldOut,
    isUpperBound: confidence.isUpperBound,
    applicability: confidence.applicability,
    conformalSet: confidence.conformalSet,
    // How votes take disturbances says nothing where they are no answer.
    stability: (isJudged ? confidence.stability : []).map(({ kind, amount, environment, agreement }) => ({
      kind,
      amount,
      environment,
      agreement,
    })),
    // The curves of the neighbours are training data, not a result.
    neighbours: confidence.neighbours.map(({ material, formula, environment, distance, shift }) => ({
      material,
      formula,
      environment,
      distance,
      shift,
    })),
    ...(references.length === 0
      ? {}
      : {
          references: references.map(({ formula, material, environment, distance, shift }) => ({
            name: formula,
            material,
            environment,
            distance,
            shift,
          })),
        }),
    evidence: confidence.evidence,
    ...(origin ? { requested: origin.requested, source: sourceOf(origin) } : {}),
    ...(combination ? { combination } : {}),
    ...(mixture ? { mixture } : {}),
    ...(preEdge ? { preEdge } : {}),
    ...(origin?.foil ? { foil: origin.foil } : {}),
  };
}

/** Messages without repetition, in their order. */
const distinct = (messages: readonly Message[]): Message[] => [
  ...new Map(messages.map((one) => [`${one.code} ${one.message}`, one])).values(),
];

/** What stands for a file, or for the spectrum of one of its scans, that could not be analysed. */
export function failureOf(
  file: string,
  error: FailureResult['error'],
  scan = '',
  remarks: readonly Message[] = [],
): FailureResult {
  const { code, message, line, column } = error;
  return {
    file,
    ...(scan === '' ? {} : { scan }),
    error: {
      code,
      message,
      ...(line === undefined ? {} : { line }),
      ...(column === undefined ? {} : { column }),
    },
    ...(remarks.length === 0 ? {} : { warnings: distinct(remarks) }),
  };
}
