import { notAnEdge } from './confidence/applicability';
import { coreHoleWidth, K_EDGES } from './elements';
import { XanopyError } from './errors';
import { calibrationBy, type FoilEdge } from './spectrum/calibration';
import { slopeMaxima } from './spectrum/e0';
import { candidateEdges, prepareSpectrum, UNCALIBRATED_REACH, type PrepareOptions } from './spectrum/prepare';
import type { Spectrum } from './spectrum/types';

/** The K edge that an E0 (eV) belongs to: the named element's within the reach of an uncalibrated scan, else the nearest. */
function edgeAt(e0: number, element: string | undefined): Pick<FoilEdge, 'element' | 'tabulated'> | null {
  const named = element === undefined ? undefined : K_EDGES[element];
  if (element !== undefined && named !== undefined && Math.abs(e0 - named) <= UNCALIBRATED_REACH) {
    return { element, tabulated: named };
  }
  const nearest = candidateEdges(e0).find(({ edge }) => edge === 'K');
  return nearest ? { element: nearest.symbol, tabulated: nearest.energy } : null;
}

/** How far below the largest derivative (eV) the first inflection of a metal's edge is looked for. */
const FIRST_BELOW = 25;
/**
 * Part of the largest derivative that the first inflection has at least: half of the smallest in the 25 computed pure metals
 * of training/data/nonoxides, which is that of Sr (0.60), as not all metals are computed. That measured manganese, which is not
 * among them, has 0.40 to 0.53 was known when this was set.
 */
const LEAST_SLOPE = 0.3;
/** Smoothing (eV): some of the width that the core hole gives the edge anyway, and what other searches use. */
const smoothingOf = (element: string): number => Math.max(0.5, coreHoleWidth(element) / 4);

/**
 * The edge of a reference foil: the first large maximum of the derivative, whose energy is tabulated as that of the edge
 * (Bearden & Burr, Rev. Mod. Phys. 39 (1967) 125; Kraft et al., Rev. Sci. Instrum. 67 (1996) 681). In Mn and Ni the largest
 * one lies 5 and 11 eV above it. Null where the signal shows no clear K edge.
 * @param element of the sample; most references are foils of it
 */
export function foilEdge(reference: Spectrum, element?: string): FoilEdge | null {
  try {
    const { e0, raw, normalisation, ...prepared } = prepareSpectrum(
      { ...reference, ...(element === undefined ? {} : { element }) },
      { e0Method: 'derivative' },
    );
    const faults = notAnEdge({ e0, raw, normalisation, ...prepared });
    const edge = edgeAt(e0, element);
    if (!edge || faults.some(({ verdict }) => verdict === 'outside')) return null;
    const curve = { energy: raw.energy, mu: normalisation.mu };
    const maxima = slopeMaxima(curve, e0 - FIRST_BELOW, e0 + 1, smoothingOf(edge.element));
    const largest = Math.max(...maxima.map(({ slope }) => slope));
    const first = maxima.find(({ slope }) => slope >= LEAST_SLOPE * largest);
    return { ...edge, e0: first?.energy ?? e0 };
  } catch (error) {
    if (error instanceof XanopyError) return null;
    throw error;
  }
}

/**
 * The options with the calibration by the foil, where that is asked for.
 * @throws XanopyError `no-foil`
 */
export function settled(
  { isByFoil = false, ...options }: PrepareOptions,
  foil: FoilEdge | null,
): PrepareOptions {
  if (!isByFoil) return options;
  if (!foil) {
    throw new XanopyError(
      'no-foil',
      'No reference foil with a clear K edge was measured with this scan. Leave --calibrate out, or give the shift with --shift.',
    );
  }
  return { ...options, calibration: calibrationBy(foil) };
}
