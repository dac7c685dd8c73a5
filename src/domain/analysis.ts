import { XanopyError, type Message } from './errors';
import { K_EDGES } from './elements';
import { confidenceOf } from './confidence/confidence';
import { decide } from './confidence/decision';
import type { SpectrumLibrary } from './confidence/library';
import type { OxideCheck } from './confidence/oxide-check';
import type { Confidence } from './confidence/types';
import { answerOf, featuresIn, votesOf, windowsFor, type Answer } from './environment/answer';
import type { ModelWindow } from './spectrum/align';
import { alignedView, type ElementModel } from './forest/model';
import {
  candidateEdges,
  prepareSpectrum,
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
  readonly answer: Answer;
  /** Expected Jaccard index of the answer, calibrated where the model has a calibration; 0 outside its domain. */
  readonly jaccardConfidence: number;
  readonly confidence: Confidence;
  /** For each CN of the answer the motif rankings that training knew: with a single one nothing was chosen. */
  readonly motifOrders: ReadonlyMap<number, number>;
  readonly modelKind: ElementModel['kind'];
  readonly modelVersion: string;
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
 * A file that names an element far from its edge is taken at its word, with a warning.
 * @throws XanopyError `element-unknown` when no K edge is near, `edge-ambiguous` when K and L3 edges compete
 */
export function identifyElement(e0: number, spectrum: Spectrum, chosen?: string): ElementVerdict {
  const edges = candidateEdges(e0);
  const named = chosen ?? spectrum.element;
  if (named !== undefined) {
    const source = chosen === undefined ? 'file' : 'user';
    const tabulated = K_EDGES[named];
    if (tabulated !== undefined && edges.some(({ symbol, edge }) => symbol === named && edge === 'K')) {
      return { element: named, source, warnings: [] };
    }
    const nearest = edges[0];
    const found = nearest ? ` E0 lies at the ${nearest.symbol} ${nearest.edge} edge.` : '';
    return {
      element: named,
      source,
      warnings: [
        {
          code: 'element-conflict',
          message: `E0 = ${e0.toFixed(1)} eV is not at the K edge of ${named}${tabulated === undefined ? '' : ` (${tabulated} eV)`}.${found}`,
        },
      ],
    };
  }
  const kEdge = edges.find(({ edge }) => edge === 'K');
  if (!kEdge) {
    throw new XanopyError(
      'element-unknown',
      `No K edge lies near E0 = ${e0.toFixed(1)} eV. Choose the element, or check that the energy is in eV.`,
    );
  }
  if (edges[0] !== kEdge) {
    throw new XanopyError(
      'edge-ambiguous',
      `E0 = ${e0.toFixed(1)} eV could be the ${kEdge.symbol} K or the ${edges[0].symbol} ${edges[0].edge} edge. Choose the element.`,
    );
  }
  return { element: kEdge.symbol, source: 'edge', warnings: [] };
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
  check: OxideCheck | null = null,
): Analysis {
  const curve = { energy: prepared.raw.energy, mu: prepared.normalisation.mu };
  const windows = windowsFor(model, curve, prepared.e0);
  const features = featuresIn(model, windows);
  const votes = votesOf(model, features);
  const answer = answerOf(votes, decide(votes, model.calibration?.decision ?? 'most-voted'));
  const confidence = confidenceOf(prepared, features, model, votes, answer, library, check);
  return {
    element: model.element,
    prepared,
    windows,
    aligned: windows[alignedView(model)],
    answer,
    jaccardConfidence: confidence.jaccard,
    motifOrders: new Map(answer.environment.map(({ cn }) => [cn, model.motifs.get(cn)?.classes.length ?? 0])),
    confidence,
    modelKind: model.kind,
    modelVersion: model.version,
    warnings: [...prepared.warnings, ...warnings],
  };
}

/** Prepares and analyses a spectrum of the model's element. */
export function analyse(spectrum: Spectrum, model: ElementModel, options: PrepareOptions = {}): Analysis {
  const prepared = prepareSpectrum(spectrum, { ...options, element: options.element ?? model.element });
  return analysePrepared(prepared, model);
}
