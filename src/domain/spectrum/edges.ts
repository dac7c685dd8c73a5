import { K_EDGES, L3_EDGES, MODEL_ELEMENTS } from '../elements';
import { broaden, indexRange } from './curve';
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

/** Every tabulated K and L3 edge inside a scan at which its curve steps up, in the order of energy. */
export function edgesOf(curve: Curve): FoundEdge[] {
  const { energy } = curve;
  const first = energy[0];
  const last = energy[energy.length - 1];
  // Light elements' edges lie closer together than scans differ, and soft X-ray scans hold one.
  if (first < 1500 || last - first < 2 * APART) return [];
  const smooth = broaden(curve, 3);
  const slope = new Float64Array(energy.length);
  for (let i = 1; i < energy.length - 1; i++)
    slope[i] = (smooth.mu[i + 1] - smooth.mu[i - 1]) / (energy[i + 1] - energy[i - 1]);
  const found: (FoundEdge & { readonly steepness: number })[] = [];
  for (const [edge, table] of [
    ['K', K_EDGES],
    ['L3', L3_EDGES],
  ] as const) {
    for (const [symbol, tabulated] of Object.entries(table)) {
      if (tabulated < first + 20 || tabulated > last - 20) continue;
      const [from, to] = indexRange(energy, tabulated - BELOW, tabulated + ABOVE);
      let best = from;
      for (let i = from; i < to; i++) if (slope[i] > slope[best]) best = i;
      // A rise at the border of the reach belongs to something else.
      if (to - from < 4 || best <= from + 1 || best >= to - 2) continue;
      const step = stepAt(curve, energy[best]);
      if (step > 0) found.push({ symbol, edge, tabulated, rise: energy[best], step, steepness: slope[best] });
    }
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
 * Which of several edges a scan is read at: that of the named element, else the first K edge that models know, else the
 * first.
 */
export function chooseEdge(curve: Curve, element: string | undefined): EdgeChoice {
  const all = distinct(edgesOf(curve));
  if (all.length < 2) return { edge: null, next: null, all };
  const known = ({ symbol, edge }: FoundEdge): boolean => edge === 'K' && MODEL_ELEMENTS.includes(symbol);
  const named = all.find(({ symbol, edge }) => symbol === element && edge === 'K');
  const edge = element === undefined ? (all.find(known) ?? all[0]) : (named ?? null);
  const next = edge === null ? null : (all.find(({ rise }) => rise > edge.rise + APART) ?? null);
  return { edge, next, all };
}
