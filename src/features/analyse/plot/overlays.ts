import { endsOf, interpolate } from '../../../domain/spectrum/curve';
import type { Item } from '../../../stores/session';
import { alongAxis, curveOf, effectiveView, shownE0, type EnergyAxis, type View } from './curves';
import { decimate } from './decimate';
import type { Palette } from './palette';

/** A curve as it is drawn, in the energies of the axis. */
export interface Drawn {
  readonly x: Float64Array;
  readonly y: Float64Array;
  readonly name: string;
  readonly color: string;
  readonly width: number;
  readonly dash?: 'dash';
  /** Whether the samples are marked. */
  readonly hasMarkers?: boolean;
  /** Name of every sample, where the curve joins several spectra. */
  readonly text?: readonly string[];
}

/** SVG stays smooth up to about this many points in all. */
const POINT_BUDGET = 60_000;
/** So many curves are told apart by colours of their own; more get the colours of their order. */
const FEW = 6;
/** From so many curves on, those of one colour are joined and a list of names would hide the plot. */
const MANY = 13;
/** Steps of the ordered colours. */
const STEPS = 12;

const pointsPerCurve = (curves: number): number => Math.max(150, Math.floor(POINT_BUDGET / curves));

/** Curves one after the other as a single one, with a gap between them; none of none. */
function joined(curves: readonly Drawn[]): Drawn[] {
  const [first, last] = [curves[0], curves.at(-1)];
  if (!first || !last) return [];
  const length = curves.reduce((sum, { x }) => sum + x.length + 1, 0);
  const x = new Float64Array(length).fill(Number.NaN);
  const y = new Float64Array(length).fill(Number.NaN);
  const text: string[] = [];
  let at = 0;
  for (const curve of curves) {
    x.set(curve.x, at);
    y.set(curve.y, at);
    at += curve.x.length + 1;
    for (let i = 0; i <= curve.x.length; i++) text.push(curve.name);
  }
  const name = curves.length > 1 ? `${first.name} … ${last.name}` : first.name;
  return [{ ...first, x, y, text, name }];
}

/** Colours of `count` curves in order: distinct ones for a few, a sequence for many. */
export function colorsFor(count: number, { overlays, ordered, curve }: Palette): string[] {
  return Array.from(
    { length: count },
    (_, index) =>
      (count <= FEW
        ? overlays[index % overlays.length]
        : ordered[Math.round((index / (count - 1)) * (ordered.length - 1))]) ?? curve,
  );
}

/** Whether the curves are so many that they are told apart by the order of their colours only. */
export const isCrowd = (count: number): boolean => count >= MANY;

/**
 * The ticked spectra as curves, each `offset` above the one before it. Many are joined to one curve a colour:
 * plotly.js spends its time per trace, and hundreds of traces would make dragging E0 stutter.
 */
export function overlaysOf(
  items: readonly Item[],
  view: View,
  axis: EnergyAxis,
  palette: Palette,
  offset = 0,
): Drawn[] {
  const perCurve = pointsPerCurve(items.length + 1);
  const drawable = items.flatMap((item) => {
    const curve = effectiveView(item, view) === view ? curveOf(item, view) : null;
    const e0 = shownE0(item);
    // Without an E0 a curve has no place on a relative axis.
    return curve && (axis === 'absolute' || e0 !== null) ? [{ item, curve, e0 }] : [];
  });
  const colors = colorsFor(drawable.length, palette);
  const curves = drawable.map(({ item, curve, e0 }, index): Drawn => {
    const { energy, mu } = decimate(curve, perCurve);
    const shift = (index + 1) * offset;
    return {
      x: alongAxis(energy, e0, axis),
      y: shift === 0 ? mu : mu.map((value) => value + shift),
      name: item.name,
      color: colors[index] ?? palette.curve,
      width: 1.25,
    };
  });
  if (!isCrowd(curves.length)) return curves;
  return Array.from({ length: STEPS }, (_, step) =>
    curves.filter((_curve, index) => Math.floor((index / curves.length) * STEPS) === step),
  ).flatMap(joined);
}

/** `upper` minus `lower` at the samples of `upper`, as far as both reach; null where they do not meet. */
export function differenceOf(upper: Drawn, lower: Drawn, color: string): Drawn | null {
  const [from, to] = endsOf(lower.x);
  const inside = Array.from(upper.x, (x, i) => ({ x, y: upper.y[i] ?? NaN })).filter(
    ({ x }) => x >= from && x <= to,
  );
  if (inside.length < 2) return null;
  const curve = { energy: lower.x, mu: lower.y };
  return {
    x: Float64Array.from(inside, ({ x }) => x),
    y: Float64Array.from(inside, ({ x, y }) => y - interpolate(curve, x)),
    name: `${upper.name} − ${lower.name}`,
    color,
    width: 1.5,
  };
}
