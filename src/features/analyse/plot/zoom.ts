import { useStore } from 'zustand';
import { createStore } from 'zustand/vanilla';
import type { EnergyAxis, View } from './curves';

type Range = readonly [low: number, high: number];

/** What the user zoomed to; it stays for the next spectrum and the next view as far as it makes sense there. */
export interface Zoom {
  /** eV, absolute. */
  readonly energy: Range;
  /** eV from E0; null where E0 was not known. */
  readonly fromE0: Range | null;
  /** Heights, which only mean the same in the same view; null fits them to the curves. */
  readonly heights: { readonly range: Range; readonly view: View } | null;
}

/** What a zoom shows of one spectrum, in eV (absolute) and in units of the view. */
export interface ZoomedTo {
  readonly energy: Range;
  readonly heights: Range | null;
}

const shifted = ([low, high]: Range, by: number): Range => [low + by, high + by];
const overlaps = (a: Range, b: Range): boolean => Math.min(a[1], b[1]) > Math.max(a[0], b[0]);

/** The zoom that ranges along an axis mean; `zero` is E0 (eV) where it is known. */
export function zoomOf(
  x: Range,
  y: Range | null,
  { axis, view, zero }: { readonly axis: EnergyAxis; readonly view: View; readonly zero: number | null },
): Zoom {
  const energy = axis === 'relative' && zero !== null ? shifted(x, zero) : x;
  return {
    energy,
    fromE0: zero === null ? null : shifted(energy, -zero),
    heights: y && { range: y, view },
  };
}

/**
 * What a zoom shows of a spectrum with energies in `extent` (eV) and E0 at `zero`: the same energies, else (another
 * edge, or a relative axis) the same distance from E0; null when that is beside the spectrum.
 */
export function zoomedTo(
  zoom: Zoom | null,
  {
    axis,
    view,
    zero,
    extent,
  }: {
    readonly axis: EnergyAxis;
    readonly view: View;
    readonly zero: number | null;
    readonly extent: Range;
  },
): ZoomedTo | null {
  if (!zoom) return null;
  const fromE0 = zoom.fromE0 && zero !== null ? shifted(zoom.fromE0, zero) : null;
  const candidates = axis === 'relative' ? [fromE0, zoom.energy] : [zoom.energy, fromE0];
  const energy = candidates.find((range) => range !== null && overlaps(range, extent));
  if (!energy) return null;
  // Signals as measured have no common scale.
  const isSameScale = view !== 'raw' && zoom.heights?.view === view;
  return { energy, heights: isSameScale ? (zoom.heights?.range ?? null) : null };
}

interface PlotState {
  readonly zoom: Zoom | null;
  /** Distance between overlaid curves, in units of the view. */
  readonly offset: number;
  /** Whether the difference of two curves is drawn. */
  readonly hasDifference: boolean;
}

/** How the plot is looked at; lives as long as the page. */
export const plotState = createStore<PlotState>()(() => ({ zoom: null, offset: 0, hasDifference: false }));

export function usePlotState<T>(selector: (state: PlotState) => T): T {
  return useStore(plotState, selector);
}
