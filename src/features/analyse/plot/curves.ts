import { endsOf } from '../../../domain/spectrum/curve';
import type { Curve } from '../../../domain/spectrum/types';
import { WINDOW_LENGTH, WINDOW_START } from '../../../domain/spectrum/window';
import type { Settings } from '../../../stores/settings';
import type { Item } from '../../../stores/session';
import { preparedOf } from '../prepared';

export type View = Settings['view'];
export type EnergyAxis = Settings['energyAxis'];

/** Central differences of a curve, per eV. */
export function derivativeOf({ energy, mu }: Curve): Curve {
  const last = energy.length - 1;
  return {
    energy,
    mu: mu.map((_, i) => {
      const before = Math.max(i - 1, 0);
      const after = Math.min(i + 1, last);
      const rise = (values: Float64Array): number => (values[after] ?? NaN) - (values[before] ?? NaN);
      return rise(mu) / rise(energy);
    }),
  };
}

/** The curve that a view shows of a spectrum; null while there is nothing to show. */
export function curveOf(item: Item, view: View): Curve | null {
  const { analysis, spectrum } = item;
  const prepared = preparedOf(item);
  if (!prepared) return spectrum && { energy: spectrum.energy, mu: spectrum.mu };
  const normalised = { energy: prepared.raw.energy, mu: prepared.normalisation.mu };
  switch (view) {
    case 'raw':
      return prepared.raw;
    case 'normalised':
      return normalised;
    case 'input':
      return analysis ? analysis.aligned.window : prepared.window;
    case 'derivative':
      return derivativeOf(normalised);
  }
}

/** Ends (eV) of the window of the pack that answers, where it does not move with E0. */
export function standingWindow({ analysis }: Item): readonly [number, number] | null {
  return analysis?.looks[0]?.origin === 'edge' ? endsOf(analysis.aligned.window.energy) : null;
}

/** The view that can be shown: where no edge is known there is the raw signal only. */
export function effectiveView(item: Item, view: View): View {
  return preparedOf(item) ? view : 'raw';
}

/** E0 (eV) as asked for, else as found; null while it is unknown. */
export function shownE0(item: Item): number | null {
  return item.options.e0 ?? preparedOf(item)?.e0 ?? null;
}

/** Ranges (eV, absolute) in which the background is fitted: as asked for, else as used; null for normalised data. */
export function fitRangesOf(
  item: Item,
): Readonly<Record<'preEdge' | 'postEdge', readonly [number, number]>> | null {
  const fit = preparedOf(item)?.normalisation.fit;
  const e0 = shownE0(item);
  if (!fit || e0 === null) return null;
  const { preEdge = fit.preEdge, postEdge = fit.postEdge } = item.options.normalisation ?? {};
  return {
    preEdge: [e0 + preEdge.from, e0 + preEdge.to],
    postEdge: [e0 + postEdge.from, e0 + postEdge.to],
  };
}

/** eV between the ends of a scan and the E0 that can be set: it must lie inside. */
const INSIDE = 0.1;

/** Between which energies (eV) E0 can be set: inside the prepared curve, else the finite energies; null without any. */
export function e0Limits({ analysis, spectrum }: Item): readonly [number, number] | null {
  const energy = analysis?.prepared.raw.energy ?? spectrum?.energy;
  let low = Infinity;
  let high = -Infinity;
  for (const value of energy ?? []) {
    if (!Number.isFinite(value)) continue;
    if (value < low) low = value;
    if (value > high) high = value;
  }
  return high - low > 2 * INSIDE ? [low + INSIDE, high - INSIDE] : null;
}

/** The energies as an axis shows them. */
export function alongAxis(energy: Float64Array, e0: number | null, axis: EnergyAxis): Float64Array {
  return axis === 'relative' && e0 !== null ? energy.map((value) => value - e0) : energy;
}

/** eV around E0 that a fresh plot shows, where the scan has them: the window with some room on both sides. */
const SHOWN_BEFORE = 40;
const SHOWN_AFTER = 80;
/** eV around E0 that the signal as measured shows: what the background is fitted to. */
const RAW_BEFORE = 220;
const RAW_AFTER = 840;
/** eV beside the window in the view of the model's input. */
const SHOWN_BESIDE_INPUT = 5;

/** Room above and below the curves, parts of their height; the labels of the regions need more of it. */
const HEADROOM = 0.12;
const FOOTROOM = 0.05;

/** Range of mu that shows the curves (in axis units) wherever they lie in the energy range; null without any. */
export function shownHeights(
  curves: readonly { readonly x: ArrayLike<number>; readonly y: ArrayLike<number> }[],
  [from, to]: readonly [number, number],
): [number, number] | null {
  let low = Infinity;
  let high = -Infinity;
  for (const { x, y } of curves) {
    for (let i = 0; i < x.length; i++) {
      const [energy, value] = [x[i] ?? NaN, y[i] ?? NaN];
      if (energy < from || energy > to || !Number.isFinite(value)) continue;
      low = Math.min(low, value);
      high = Math.max(high, value);
    }
  }
  if (!(high >= low)) return null;
  const height = high - low || 1;
  return [low - FOOTROOM * height, high + HEADROOM * height];
}

/**
 * Energy range (eV) that a fresh plot shows. It follows the E0 that is found, not one set by hand:
 * the plot stands still while E0 is dragged.
 */
export function shownRange(item: Item, view: View, isWhole: boolean): [number, number] {
  const curve = curveOf(item, view);
  if (!curve) return [0, 1];
  let first = Infinity;
  let last = -Infinity;
  for (const value of curve.energy) {
    if (value < first) first = value;
    if (value > last) last = value;
  }
  const prepared = preparedOf(item);
  if (!prepared || isWhole) return [first, last];
  const e0 = prepared.automaticE0 ?? prepared.e0;
  if (view === 'raw') return [Math.max(first, e0 - RAW_BEFORE), Math.min(last, e0 + RAW_AFTER)];
  const standing = standingWindow(item);
  if (view === 'input' && standing)
    return [standing[0] - SHOWN_BESIDE_INPUT, standing[1] + SHOWN_BESIDE_INPUT];
  return view === 'input'
    ? [e0 + WINDOW_START - SHOWN_BESIDE_INPUT, e0 + WINDOW_START + WINDOW_LENGTH + SHOWN_BESIDE_INPUT]
    : [Math.max(first, e0 - SHOWN_BEFORE), Math.min(last, e0 + SHOWN_AFTER)];
}
