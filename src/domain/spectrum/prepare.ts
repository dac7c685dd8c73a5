import { XanopyError, type Message } from '../errors';
import { edgesNear, K_EDGES, type EdgeMatch } from '../elements';
import type { Calibration } from './calibration';
import { toCurve } from './curve';
import { derivativeE0, halfStepE0, type E0Method, type E0Search } from './e0';
import { chooseEdge, type EdgeChoice, type FoundEdge } from './edges';
import { glitchesOf, without } from './glitches';
import {
  edgeScale,
  normalise,
  steepestRise,
  type Normalisation,
  type NormalisationOptions,
} from './normalise';
import { cutWindow, LARGEST_CORRECTION, type SpectralWindow } from './window';
import { rebinned, withoutPoints, type PointEdits } from './points';
import type { Curve, Signal, Spectrum } from './types';

/** What the user may fix; everything else is automatic. */
export interface PrepareOptions {
  /** Element that the user chose; wins over the file. */
  readonly element?: string;
  /** eV on the calibrated axis, with method `manual`. */
  readonly e0?: number;
  readonly e0Method?: E0Search;
  readonly normalisation?: NormalisationOptions;
  readonly calibration?: Calibration;
  /** Points left out or averaged by hand. */
  readonly points?: PointEdits;
  /** Calibrate by the foil that was measured with the spectrum: `settled` makes a calibration of it. */
  readonly isByFoil?: boolean;
}

/** A spectrum on its way into a forest: raw, normalised and windowed. */
export interface PreparedSpectrum {
  readonly raw: Curve;
  readonly signal: Signal;
  readonly normalisation: Normalisation;
  readonly e0: number;
  readonly e0Method: E0Method;
  /** Where the half step, on which the models were trained, puts E0; null where that search fails. */
  readonly automaticE0: number | null;
  readonly window: SpectralWindow;
  readonly warnings: readonly Message[];
}

/** Distance (eV) within which a calibrated scan lies from its tabulated edge. */
export const EDGE_REACH = 30;
/** Distance (eV) up to which a scan before any calibration may lie above its tabulated edge, chemical shift included. */
export const UNCALIBRATED_REACH = 60;
/** How far below the rise of the next edge (eV) a scan stops to belong to this one. */
const BEFORE_NEXT = 25;

/**
 * From raw samples to the 200 numbers of the window: sort, find the edge, normalise, refine E0, cut.
 * The same function serves training, page and command line.
 * @throws XanopyError `too-few-points`, `no-edge`, `window-not-covered`, `e0-outside-scan`, `fit-range`, `points-left-out`
 */
export function prepareSpectrum(spectrum: Spectrum, options: PrepareOptions = {}): PreparedSpectrum {
  const shift = options.calibration?.shift ?? 0;
  const { points = {} } = options;
  const kept = options.points ? withoutPoints(spectrum, points) : spectrum;
  const axis = shift === 0 ? kept.energy : kept.energy.map((energy) => energy + shift);
  const { dropped, merged, binned, ...measured } = toCurve(axis, kept.mu);
  const warnings: Message[] = [];
  // Computed spectra have one edge where the program says and no glitches, whatever their shape.
  const isComputed = spectrum.signal === 'computed';
  const glitches = isComputed ? [] : glitchesOf(measured);
  const clean: Curve = glitches.length === 0 ? measured : without(measured, glitches);
  if (glitches.length > 0) {
    const places = glitches.slice(0, 5).map((index) => measured.energy[index].toFixed(1));
    warnings.push({
      code: 'glitches',
      message: `${glitches.length === 1 ? 'One point jumps' : `${glitches.length} points jump`} away from the curve and ${glitches.length === 1 ? 'was' : 'were'} left out (at ${places.join(', ')} eV).`,
    });
  }
  if (dropped > 0) {
    warnings.push({ code: 'not-finite', message: `${dropped} points are not numbers and were left out.` });
  }
  if (merged > 0) {
    warnings.push({
      code: 'duplicate-energies',
      message: `${merged} points share an energy with another and were averaged.`,
    });
  }
  if (binned) {
    warnings.push({
      code: 'binned',
      message: `The scan has ${spectrum.energy.length} points; they were averaged to ${clean.energy.length}.`,
    });
  }

  const element = options.element ?? spectrum.element;
  const first = clean.energy[0];
  const last = clean.energy[clean.energy.length - 1];
  if (options.e0 !== undefined && !(options.e0 > first && options.e0 < last)) {
    throw new XanopyError(
      'e0-outside-scan',
      `E0 = ${options.e0} eV lies outside the scan (${first.toFixed(1)} to ${last.toFixed(1)} eV). Enter a value inside it.`,
    );
  }
  const smooth = isComputed && options.e0 !== undefined ? clean : edgeScale(clean);
  const { edge, next, all } = isComputed ? ONE_EDGE : chooseEdge(clean, smooth, element, options.e0);
  if (edge) warnings.push(severalEdges(edge, all));
  const near = options.e0 ?? edgeInside(element, first, last) ?? edge?.rise;
  const raw = points.rebin ? rebinned(clean, steepestRise(smooth, near, EDGE_REACH), points.rebin) : clean;
  const limits = {
    until: next === null ? undefined : next.rise - BEFORE_NEXT,
    isTrusted: isComputed,
  };
  const method = options.e0Method ?? 'half-step';
  const search = method === 'derivative' ? derivativeE0 : halfStepE0;

  const normaliseAt = (edge: number): Normalisation =>
    normalise(raw, edge, spectrum.isNormalised, limits, options.normalisation);
  // The step depends on E0 and E0 on the step; two passes settle it.
  const locate = (rise: number): { e0: number; normalisation: Normalisation } => {
    const first = normaliseAt(rise);
    const e0 = search({ energy: raw.energy, mu: first.mu }, rise);
    const normalisation = normaliseAt(e0);
    return { e0: search({ energy: raw.energy, mu: normalisation.mu }, rise), normalisation };
  };
  const { e0, normalisation } =
    options.e0 === undefined
      ? isComputed
        ? locate(steepestRise(smooth, near, EDGE_REACH))
        : locateNear(smooth, near, locate)
      : { e0: options.e0, normalisation: normaliseAt(options.e0) };
  const window = cutWindow({ energy: raw.energy, mu: normalisation.mu }, e0, LARGEST_CORRECTION);
  return {
    raw,
    signal: spectrum.signal,
    normalisation,
    e0,
    e0Method: options.e0 === undefined ? method : 'manual',
    automaticE0: options.e0 === undefined && method === 'half-step' ? e0 : automaticE0(spectrum, options),
    window,
    warnings: [...warnings, ...normalisation.warnings, ...window.warnings],
  };
}

/** A computed spectrum is taken as it is. */
const ONE_EDGE: EdgeChoice = { edge: null, next: null, all: [] };

/** What `locate` finds near an edge; before calibration that may lie farther up than the usual reach. */
function locateNear<T>(smooth: Curve, near: number | undefined, locate: (rise: number) => T): T {
  if (near === undefined || near < 2000) return locate(steepestRise(smooth, near, EDGE_REACH));
  const wider = (): number =>
    steepestRise(smooth, near + EDGE_REACH / 2, UNCALIBRATED_REACH - EDGE_REACH / 2);
  const rise = steepestRise(smooth, near, EDGE_REACH);
  // A rise at the border of the reach is the flank of one beyond.
  if (rise - near > EDGE_REACH - 3) return locate(wider());
  try {
    return locate(rise);
  } catch (error) {
    const farther = wider();
    if (!(error instanceof XanopyError) || farther === rise) throw error;
    return locate(farther);
  }
}

function severalEdges(edge: FoundEdge, all: readonly FoundEdge[]): Message {
  const names = all.map(({ symbol, edge: name, tabulated }) => `${symbol} ${name} (${tabulated} eV)`);
  return {
    code: 'several-edges',
    message: `The scan holds several edges: ${names.join(', ')}. It is read at ${edge.symbol} ${edge.edge}; choose the element for another.`,
  };
}

function automaticE0(
  spectrum: Spectrum,
  { e0: _, e0Method: __, ...automatic }: PrepareOptions,
): number | null {
  try {
    return prepareSpectrum(spectrum, automatic).e0;
  } catch (error) {
    if (error instanceof XanopyError) return null;
    throw error;
  }
}

/** The tabulated K edge, when the scan contains it with something on both sides. */
function edgeInside(element: string | undefined, first: number, last: number): number | undefined {
  const edge = element === undefined ? undefined : K_EDGES[element];
  return edge !== undefined && edge > first - 5 && edge < last - 5 ? edge : undefined;
}

/** The tabulated edges that a prepared spectrum could be, nearest first. */
export function candidateEdges(e0: number): EdgeMatch[] {
  // Light elements lie close together and calibrations differ less there.
  return edgesNear(e0, Math.min(EDGE_REACH, Math.max(8, 0.02 * e0)));
}
