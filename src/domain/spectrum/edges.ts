import { K_EDGES, L3_EDGES, MODEL_ELEMENTS } from '../elements';
import { indexRange } from './curve';
import { fitPolynomial } from './fit';
import type { Curve } from './types';

/** Where several edges of one scan may be told apart, eV. */
const APART = 60;
/** How far (eV) the rise of an edge may lie below and above its tabulated energy. */
const BELOW = 15;
const ABOVE = 45;
/** Least step of a further edge, and its least steepness (1/eV), in steps of the strongest one. */
const LEAST_STEP = 0.15;
const LEAST_SLOPE = 0.02;

export interface FoundEdge {
  readonly symbol: string;
  readonly edge: 'K' | 'L3';
  /** Tabulated energy, eV. */
  readonly tabulated: number;
  /** Where the curve rises most steeply, eV. */
  readonly rise: number;
  /** Step between straight lines below and above, in units of the curve. */
  readonly step: number;
}

/** Step at `rise` between straight lines through what lies 10 to 60 eV below and 15 to 65 eV above; NaN without. */
function stepAt({ energy, mu }: Curve, rise: number): number {
  const below = indexRange(energy, rise - 60, rise - 10);
  const above = indexRange(energy, rise + 15, rise + 65);
  if (below[1] - below[0] < 4 || above[1] - above[0] < 4) return Number.NaN;
  return fitPolynomial(energy, mu, ...above, 1)(rise) - fitPolynomial(energy, mu, ...below, 1)(rise);
}

type Tabulated = readonly [symbol: string, edge: 'K' | 'L3', energy: number];

const TABULATED: readonly Tabulated[] = [
  ...Object.entries(K_EDGES).map(([symbol, energy]): Tabulated => [symbol, 'K', energy]),
  ...Object.entries(L3_EDGES).map(([symbol, energy]): Tabulated => [symbol, 'L3', energy]),
].sort((a, b) => a[2] - b[2]);

/** The tabulated edges well inside a scan; none where it can hold one alone. */
function tabulatedInside({ energy }: Curve): readonly Tabulated[] {
  const first = energy[0];
  const last = energy[energy.length - 1];
  // Light elements' edges lie closer together than scans differ, and soft X-ray scans hold one.
  if (first < 1500 || last - first < 2 * APART) return [];
  const inside = TABULATED.filter(([, , at]) => at > first + 20 && at < last - 20);
  const isOpen = inside.length > 1 && inside[inside.length - 1][2] - inside[0][2] > APART - BELOW - ABOVE;
  return isOpen ? inside : [];
}

/**
 * Every tabulated K and L3 edge inside a scan at which its curve steps up, in the order of energy.
 * @param smooth the same curve on the scale of edges
 */
export function edgesOf(curve: Curve, smooth: Curve): FoundEdge[] {
  const { energy } = curve;
  const slope = (i: number): number =>
    (smooth.mu[i + 1] - smooth.mu[i - 1]) / (energy[i + 1] - energy[i - 1]);
  const found: (FoundEdge & { readonly steepness: number })[] = [];
  for (const [symbol, edge, tabulated] of tabulatedInside(curve)) {
    const [from, to] = indexRange(energy, tabulated - BELOW, tabulated + ABOVE);
    if (to - from < 4) continue;
    let best = Math.max(1, from);
    for (let i = best + 1; i < Math.min(to, energy.length - 1); i++) if (slope(i) > slope(best)) best = i;
    // A rise at the border of the reach belongs to something else.
    if (best <= from + 1 || best >= to - 2) continue;
    const step = stepAt(curve, energy[best]);
    if (step > 0) found.push({ symbol, edge, tabulated, rise: energy[best], step, steepness: slope(best) });
  }
  const strongest = Math.max(0, ...found.map(({ step }) => step));
  return found
    .filter(({ step, steepness }) => step >= LEAST_STEP * strongest && steepness >= LEAST_SLOPE * strongest)
    .sort((a, b) => a.rise - b.rise);
}

/** One edge a place: of several tabulated ones the K edge of an element with models, else the nearest. */
function distinct(edges: readonly FoundEdge[]): FoundEdge[] {
  const places: FoundEdge[] = [];
  const rank = ({ symbol, edge }: FoundEdge): number =>
    edge === 'K' && MODEL_ELEMENTS.includes(symbol) ? 0 : 1;
  const off = ({ rise, tabulated }: FoundEdge): number => Math.abs(rise - tabulated);
  for (const edge of edges) {
    const last = places.at(-1);
    if (!last || edge.rise - last.rise > APART) places.push(edge);
    else if (rank(edge) < rank(last) || (rank(edge) === rank(last) && off(edge) < off(last)))
      places[places.length - 1] = edge;
  }
  return places;
}

export interface EdgeChoice {
  /** The edge that the scan is read at; null where the scan holds at most one. */
  readonly edge: FoundEdge | null;
  /** The next edge above, below which the scan is normalised. */
  readonly next: FoundEdge | null;
  readonly all: readonly FoundEdge[];
}

/**
 * Which of several edges a scan is read at: the one at E0 where that is set, that of the named element, else the first K
 * edge that models know, else the first.
 * @param smooth the same curve on the scale of edges
 * @param e0 set by hand, eV
 */
export function chooseEdge(
  curve: Curve,
  smooth: Curve,
  element: string | undefined,
  e0?: number,
): EdgeChoice {
  const all = distinct(edgesOf(curve, smooth));
  if (all.length < 2) return { edge: null, next: null, all };
  const isWanted = ({ symbol, edge, rise }: FoundEdge): boolean => {
    if (e0 !== undefined) return Math.abs(rise - e0) <= APART;
    return edge === 'K' && (element === undefined ? MODEL_ELEMENTS.includes(symbol) : symbol === element);
  };
  const first = element === undefined && e0 === undefined ? all[0] : null;
  const edge = all.find(isWanted) ?? first;
  const next = edge === null ? null : (all.find(({ rise }) => rise > edge.rise + APART) ?? null);
  return { edge, next, all };
}
