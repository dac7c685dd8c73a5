import { XanopyError, type Message } from './errors';
import { edgesNear, K_EDGES, MODEL_ELEMENTS, type EdgeMatch } from './elements';
import { confidenceOf } from './confidence/confidence';
import { decide } from './confidence/decision';
import type { SpectrumLibrary } from './confidence/library';
import type { OxideChecks } from './confidence/oxide-check';
import type { Confidence, Depth } from './confidence/types';
import { answerOf, featuresIn, votesOf, windowsFor, type Answer } from './environment/answer';
import type { ModelWindow } from './spectrum/align';
import { looksOf, type Look } from './forest/looks';
import { shownView, type ElementModel } from './forest/model';
import type { PackMark } from './forest/pack-mark';
import {
  candidateEdges,
  prepareSpectrum,
  UNCALIBRATED_REACH,
  type PreparedSpectrum,
  type PrepareOptions,
} from './spectrum/prepare';
import type { Spectrum } from './spectrum/types';

/** What the analysis of one spectrum says, for the page, the command line and the exports. */
export interface Analysis {
  readonly element: string;
  readonly prepared: PreparedSpectrum;
  /** The windows in which the views of the model look at the spectrum, in their order. */
  readonly windows: readonly ModelWindow[];
  /** That of the view which corrects E0 by what the whole edge looks like; the first where none does. */
  readonly aligned: ModelWindow;
  /** How the views take their numbers from the curve, in their order. */
  readonly looks: readonly Look[];
  readonly answer: Answer;
  /** Expected Jaccard index of the answer, calibrated where the model has a calibration; 0 outside its domain. */
  readonly jaccardConfidence: number;
  readonly confidence: Confidence;
  /** For each CN of the answer the motif rankings that training knew: with a single one nothing was chosen. */
  readonly motifOrders: ReadonlyMap<number, number>;
  readonly modelKind: ElementModel['kind'];
  readonly modelVersion: string;
  /** The pack that the model comes from; null for the shipped models. */
  readonly pack: PackMark | null;
  /** What a pack answers to the same spectrum, where both were asked. */
  readonly beside: Analysis | null;
  readonly warnings: readonly Message[];
}

/** What element a prepared spectrum shows and how sure that is. */
export interface ElementVerdict {
  readonly element: string;
  readonly source: 'user' | 'file' | 'edge';
  readonly warnings: readonly Message[];
}

/**
 * The absorber: the user's choice, else the file's, else the tabulated K edge nearest to E0.
 * A file that names an element while the only edge is the K edge of another, as a macro that was not changed does, is
 * read at that edge; else it is taken at its word. Both with a warning.
 * An L3 edge never stands in the way of a K edge that models know; a K edge a good way below E0 is taken as that of a
 * scan before calibration.
 * @param whiteLine height of the main peak in edge steps: it tells an L edge that the file names from a K edge
 * @throws XanopyError `element-unknown` when no edge is near, `not-a-k-edge` when only an L3 edge is
 */
export function identifyElement(
  e0: number,
  spectrum: Spectrum,
  chosen?: string,
  whiteLine = 0,
): ElementVerdict {
  const edges = candidateEdges(e0);
  const named = chosen ?? spectrum.element;
  if (named !== undefined) {
    const source = chosen === undefined ? 'file' : 'user';
    const tabulated = K_EDGES[named];
    if (tabulated !== undefined && edges.some(({ symbol, edge }) => symbol === named && edge === 'K')) {
      return { element: named, source, warnings: [] };
    }
    if (tabulated !== undefined && isUncalibrated(e0, tabulated)) {
      return { element: named, source, warnings: [offsetWarning(e0, named, tabulated)] };
    }
    const misnamed = chosen === undefined ? edgeOfAnother(edges, named) : undefined;
    if (misnamed) {
      return { element: misnamed.symbol, source: 'edge', warnings: [misnamedWarning(e0, misnamed, named)] };
    }
    const nearest = edges[0];
    const found = nearest ? ` E0 lies at the ${nearest.symbol} ${nearest.edge} edge.` : '';
    return {
      element: named,
      source,
      warnings: [
        {
          code: 'element-conflict',
          message: `E0 = ${e0.toFixed(1)} eV is not at the K edge of ${named}${tabulated === undefined ? '' : ` (${tabulated} eV)`}.${found} Choose the element, or check the energy calibration.`,
        },
      ],
    };
  }
  const kEdges = edges.filter(({ edge }) => edge === 'K');
  const known = kEdges.find(({ symbol }) => MODEL_ELEMENTS.includes(symbol)) ?? kEdges.at(0);
  const lEdge = edges.find(({ edge }) => edge === 'L3');
  const { otherEdge } = spectrum;
  if (otherEdge !== undefined) {
    if (!known || !MODEL_ELEMENTS.includes(known.symbol) || whiteLine > HIGHEST_OF_K) {
      throw new XanopyError(
        'not-a-k-edge',
        `The file says that this is the ${otherEdge} edge (E0 = ${e0.toFixed(1)} eV); Xanopy reads K edges. Measure a K edge of the sample, or choose the element if the file is wrong.`,
      );
    }
    return { element: known.symbol, source: 'edge', warnings: [correction(e0, known, otherEdge)] };
  }
  if (known) {
    const isNearest = lEdge === undefined || Math.abs(known.offset) <= Math.abs(lEdge.offset);
    return {
      element: known.symbol,
      source: 'edge',
      warnings: isNearest ? [] : [ambiguityWarning(e0, known, lEdge)],
    };
  }
  if (!lEdge || Math.abs(lEdge.offset) > EDGE_OF_L) {
    const far = edgesNear(e0, UNCALIBRATED_REACH).find(
      ({ symbol, edge, energy }) =>
        edge === 'K' && isUncalibrated(e0, energy) && MODEL_ELEMENTS.includes(symbol),
    );
    if (far) {
      return { element: far.symbol, source: 'edge', warnings: [offsetWarning(e0, far.symbol, far.energy)] };
    }
  }
  if (lEdge) {
    throw new XanopyError(
      'not-a-k-edge',
      `The edge at ${e0.toFixed(1)} eV is ${lEdge.symbol} L3 (${lEdge.energy} eV); Xanopy reads K edges. Measure a K edge of the sample, or choose the element if the energy axis is wrong.`,
    );
  }
  throw new XanopyError(
    'element-unknown',
    `No K edge lies near E0 = ${e0.toFixed(1)} eV${nearestText(e0)}. Choose the element, or check that the energy is in eV.`,
  );
}

/**
 * Normalised height of a main peak that few K edges exceed, while the white line of an L3 edge of a rare earth usually does:
 * 95 % of the computed vanadium oxides, disturbed as scans are, stay below.
 */
const HIGHEST_OF_K = 1.5;

/** Energy range above E0 (eV) in which a main peak lies. */
const MAIN_PEAK = 40;

/** Height of the main peak, in edge steps. */
export function whiteLineOf({ e0, raw, normalisation }: PreparedSpectrum): number {
  let highest = 0;
  for (const [i, energy] of raw.energy.entries())
    if (energy > e0 && energy < e0 + MAIN_PEAK) highest = Math.max(highest, normalisation.mu[i] ?? 0);
  return highest;
}

/** Programs guess the edge from the nearest tabulated energy, and vanadates get La L3 or Xe L1. */
const correction = (e0: number, k: EdgeMatch, stated: string): Message => ({
  code: 'edge-corrected',
  message: `The file says ${stated}; the edge at ${e0.toFixed(1)} eV is read as ${k.symbol} K (${k.energy} eV), which lies there too and has no such main peak. Choose the element if that is wrong.`,
});

/** Farthest (eV) that an edge is taken as an L3 edge rather than as a K edge off its calibration. */
const EDGE_OF_L = 20;

/** Whether E0 lies above a tabulated K edge by more than a calibrated scan does, and by what monochromators err. */
const isUncalibrated = (e0: number, tabulated: number): boolean =>
  tabulated > 2000 && e0 > tabulated - EDGE_OF_L && e0 - tabulated <= UNCALIBRATED_REACH;

/** The K edge of another element than `named`, where no edge of that one lies there too. */
const edgeOfAnother = (edges: readonly EdgeMatch[], named: string): EdgeMatch | undefined =>
  edges.some(({ symbol }) => symbol === named)
    ? undefined
    : edges.find(({ symbol, edge }) => edge === 'K' && MODEL_ELEMENTS.includes(symbol));

const misnamedWarning = (e0: number, k: EdgeMatch, named: string): Message => ({
  code: 'edge-corrected',
  message: `The file says ${named}; the edge at ${e0.toFixed(1)} eV is read as ${k.symbol} K (${k.energy} eV), which lies there. Choose the element if that is wrong.`,
});

const offsetWarning = (e0: number, symbol: string, tabulated: number): Message => ({
  code: 'energy-offset',
  message: `E0 = ${e0.toFixed(1)} eV lies ${(e0 - tabulated).toFixed(0)} eV above the K edge of ${symbol} (${tabulated} eV): the energy axis seems not to be calibrated. Check it, or choose the element if it is another.`,
});

const ambiguityWarning = (e0: number, k: EdgeMatch, l: EdgeMatch): Message => ({
  code: 'edge-ambiguous',
  message: `E0 = ${e0.toFixed(1)} eV could also be the ${l.symbol} L3 edge (${l.energy} eV); it is read as ${k.symbol} K (${k.energy} eV).`,
});

/** The nearest K edge in words, where one is less than 300 eV away. */
function nearestText(e0: number): string {
  const nearest = edgesNear(e0, 300).find(({ edge }) => edge === 'K');
  return nearest
    ? `; the nearest, ${nearest.symbol} K (${nearest.energy} eV), is ${Math.abs(nearest.offset).toFixed(0)} eV away`
    : '';
}

/**
 * The environment that `model` sees in a prepared spectrum, and how far that can be trusted. Neighbours, and
 * the distance to them, need the element's `library` of computed spectra.
 * @throws XanopyError what the steps throw
 */
export function analysePrepared(
  prepared: PreparedSpectrum,
  model: ElementModel,
  warnings: readonly Message[] = [],
  library: SpectrumLibrary | null = null,
  check: OxideChecks | null = null,
  depth: Depth = 'whole',
): Analysis {
  const curve = { energy: prepared.raw.energy, mu: prepared.normalisation.mu };
  const windows = windowsFor(model, curve, prepared.e0);
  const features = featuresIn(model, windows);
  const votes = votesOf(model, features);
  const answer = answerOf(votes, decide(votes, model.calibration?.decision ?? 'most-voted'));
  const confidence = confidenceOf(prepared, features, model, votes, answer, library, check, depth);
  return {
    element: model.element,
    prepared,
    windows,
    aligned: windows[shownView(model)],
    looks: looksOf(model),
    answer,
    jaccardConfidence: confidence.jaccard,
    motifOrders: new Map(answer.environment.map(({ cn }) => [cn, model.motifs.get(cn)?.classes.length ?? 0])),
    confidence,
    modelKind: model.kind,
    modelVersion: model.version,
    pack: null,
    beside: null,
    warnings: [...prepared.warnings, ...warnings],
  };
}

/** Prepares and analyses a spectrum of the model's element. */
export function analyse(spectrum: Spectrum, model: ElementModel, options: PrepareOptions = {}): Analysis {
  const prepared = prepareSpectrum(spectrum, { ...options, element: options.element ?? model.element });
  return analysePrepared(prepared, model);
}
