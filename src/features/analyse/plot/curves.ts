import type { Analysis } from '../../../domain/analysis';
import type { Curve } from '../../../domain/spectrum/types';
import type { Settings } from '../../../stores/settings';
import type { Item } from '../../../stores/session';

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
      return (mu[after] - mu[before]) / (energy[after] - energy[before]);
    }),
  };
}

function normalisedOf({ prepared }: Analysis): Curve {
  return { energy: prepared.raw.energy, mu: prepared.normalisation.mu };
}

/** The curve that a view shows of a spectrum; null while there is nothing to show. */
export function curveOf(item: Item, view: View): Curve | null {
  const { analysis, spectrum } = item;
  if (!analysis) return spectrum && { energy: spectrum.energy, mu: spectrum.mu };
  switch (view) {
    case 'raw':
      return analysis.prepared.raw;
    case 'normalised':
      return normalisedOf(analysis);
    case 'input':
      return analysis.prepared.window;
    case 'derivative':
      return derivativeOf(normalisedOf(analysis));
  }
}

/** The view that can be shown: without an analysis there is the raw signal only. */
export function effectiveView(item: Item, view: View): View {
  return item.analysis ? view : 'raw';
}

/** E0 (eV) as asked for, else as found; null while it is unknown. */
export function shownE0(item: Item): number | null {
  return item.options.e0 ?? item.analysis?.prepared.e0 ?? null;
}

/** The energies as an axis shows them. */
export function alongAxis(energy: Float64Array, e0: number | null, axis: EnergyAxis): Float64Array {
  return axis === 'relative' && e0 !== null ? energy.map((value) => value - e0) : energy;
}

/** eV around E0 that a fresh plot shows, where the scan has them: the window with some room on both sides. */
const SHOWN_BEFORE = 40;
const SHOWN_AFTER = 80;

/** Energy range (eV) that a fresh plot shows. */
export function shownRange(curve: Curve, e0: number | null, view: View): [number, number] {
  let first = Infinity;
  let last = -Infinity;
  for (const value of curve.energy) {
    if (value < first) first = value;
    if (value > last) last = value;
  }
  if (e0 === null) return [first, last];
  const [before, after] = view === 'input' ? [20, 35] : [SHOWN_BEFORE, SHOWN_AFTER];
  return [
    view === 'input' ? e0 - before : Math.max(first, e0 - before),
    view === 'input' ? e0 + after : Math.min(last, e0 + after),
  ];
}
