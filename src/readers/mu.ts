import type { Signal } from '../domain/spectrum/types';
import { K_EDGES, L3_EDGES } from '../domain/elements';
import { CORRECTED, ELECTRON_YIELD, emissionLine, plainLabel } from './roles';
import { extentOf, type Extent } from './energy';
import type { Channel, MuRule, Role, Scan } from './types';

/** The columns that a rule needs; indices may come from stored answers. */
export function columnsOf(rule: MuRule): number[] {
  switch (rule.kind) {
    case 'column':
      return [rule.column];
    case 'transmission':
      return [rule.i0, rule.it];
    case 'fluorescence':
      return rule.i0 === null ? [...rule.channels] : [...rule.channels, rule.i0];
  }
}

/** mu (arbitrary scale) of every row. Where a quotient has no logarithm the value is NaN. */
export function computeMu(channels: readonly Channel[], rule: MuRule): Float64Array {
  switch (rule.kind) {
    case 'column':
      return channels[rule.column].values;
    case 'transmission': {
      const it = channels[rule.it].values;
      return channels[rule.i0].values.map((i0, row) => {
        const quotient = i0 / it[row];
        return quotient > 0 && Number.isFinite(quotient) ? Math.log(quotient) : Number.NaN;
      });
    }
    case 'fluorescence': {
      const i0 = rule.i0 === null ? null : channels[rule.i0].values;
      const sum = new Float64Array(channels[rule.channels[0]].values.length);
      for (const channel of rule.channels) {
        const { values } = channels[channel];
        for (let row = 0; row < sum.length; row++) sum[row] += values[row];
      }
      return i0 ? sum.map((value, row) => (i0[row] === 0 ? Number.NaN : value / i0[row])) : sum;
    }
  }
}

/** The rule as a formula of the labels. */
export function describeMu(channels: readonly Channel[], rule: MuRule): string {
  const label = (index: number): string => channels[index].label;
  switch (rule.kind) {
    case 'column':
      return rule.isNormalised ? `${label(rule.column)} (normalised)` : label(rule.column);
    case 'transmission':
      return `ln(${label(rule.i0)} / ${label(rule.it)})`;
    case 'fluorescence': {
      const { channels: parts } = rule;
      const sum =
        parts.length === 1
          ? label(parts[0])
          : parts.length === 2
            ? `(${label(parts[0])} + ${label(parts[1])})`
            : `(${label(parts[0])} + ... + ${label(parts[parts.length - 1])}, ${parts.length} channels)`;
      return rule.i0 === null ? sum : `${sum} / ${label(rule.i0)}`;
    }
  }
}

/** What a rule measures. */
export function signalOf(scan: Scan, rule: MuRule): Signal {
  switch (rule.kind) {
    case 'column': {
      const { label, role } = scan.channels[rule.column];
      if (role === 'mu-reference') return 'reference';
      if (/fluo|^if+\s*\//i.test(label)) return 'fluorescence';
      if (/trans|(ln|log)[\s_]*\(/i.test(label)) return 'transmission';
      return scan.signal ?? 'absorption';
    }
    case 'transmission':
      return scan.channels[rule.it].role === 'reference-intensity' ? 'reference' : 'transmission';
    case 'fluorescence':
      return rule.channels.every((index) => ELECTRON_YIELD.test(plainLabel(scan.channels[index].label)))
        ? 'absorption'
        : 'fluorescence';
  }
}

/** Share of the points at which a rule must give a number. */
const USABLE = 0.5;
/** Points that are enough to see whether a curve has an edge. */
const SAMPLE = 4000;

/** The channels in the order of the energy, thinned out: what `edgeContrast` is judged on. */
export function sampleOf(channels: readonly Channel[], energy: Float64Array, most = SAMPLE): Channel[] {
  const stride = Math.max(1, Math.ceil(energy.length / most));
  const order: number[] = [];
  for (let row = 0; row < energy.length; row += stride) if (Number.isFinite(energy[row])) order.push(row);
  order.sort((a, b) => energy[a] - energy[b]);
  return channels.map((channel) => ({
    ...channel,
    values: Float64Array.from(order, (row) => channel.values[row]),
  }));
}

/**
 * How clearly a curve in the order of energy has an edge: its large (95th percentile) rise over a tenth of the points,
 * less the usual rise, in units of its point-to-point noise. 0 where the curve is not usable.
 */
export function edgeContrast(values: Float64Array): number {
  const mu = values.every(Number.isFinite) ? values : values.filter(Number.isFinite);
  if (mu.length < USABLE * values.length) return 0;
  const n = mu.length;
  const span = Math.max(2, Math.floor(n / 10));
  if (n < 10) return 0;
  const rises = new Float64Array(n - span);
  for (let i = 0; i < rises.length; i++) rises[i] = mu[i + span] - mu[i];
  const noise = new Float64Array(n - 2);
  let sum = 0;
  for (let i = 0; i < noise.length; i++) {
    noise[i] = Math.abs(mu[i + 1] - (mu[i] + mu[i + 2]) / 2);
    sum += noise[i];
  }
  rises.sort();
  noise.sort();
  // A step lifts a tenth of the rises; a spike, which only the maximum would see, lifts few.
  const step = rises[Math.floor(0.95 * rises.length)] - rises[rises.length >> 1];
  // What rises by less than rounding makes of a straight line is none.
  const { least, greatest } = extentOf(mu);
  if (!(step > 1e-9 * Math.max(Math.abs(least), Math.abs(greatest)))) return 0;
  // The median alone is zero for counters that change rarely.
  return step / Math.max(noise[noise.length >> 1], (0.1 * sum) / noise.length, 1e-9 * step);
}

/** Index at which a curve in the order of energy rises most, over a fiftieth of its points. */
export function riseOf(values: Float64Array): number {
  const span = Math.max(1, Math.floor(values.length / 50));
  let best = Number.NEGATIVE_INFINITY;
  let at = 0;
  for (let i = 0; i + span < values.length; i++) {
    const rise = values[i + span] - values[i];
    if (rise > best) {
      best = rise;
      at = i + (span >> 1);
    }
  }
  return at;
}

/** How far (eV) outside the scan an edge may lie that its emission line belongs to: calibrations differ. */
const REACH = 30;

const indicesOf = (channels: readonly Channel[], role: Role): number[] =>
  channels.flatMap((channel, index) => (channel.role === role ? [index] : []));

/** Share of the points of a detector element that may be missing beyond what all elements miss. */
const MISSING = 0.02;

/** Points at which an element gives no number, or nothing but zeros to the end of the scan. */
function missingPoints(values: Float64Array): number {
  let last = values.length - 1;
  while (last >= 0 && values[last] === 0) last -= 1;
  let count = values.length - 1 - last;
  for (let row = 0; row <= last; row++) if (!Number.isFinite(values[row])) count += 1;
  return count;
}

/** The elements of a detector that count to the end of the scan as the best of them do; all where none does. */
function working(channels: readonly Channel[], group: readonly number[]): readonly number[] {
  if (group.length === 1) return group;
  const missing = group.map((index) => missingPoints(channels[index].values));
  const least = Math.min(...missing);
  return group.filter((index, place) => {
    const few = MISSING * channels[index].values.length;
    return missing[place] <= Math.max(few, 2 * least + 2);
  });
}

/** What channels of one detector and one emission line have in common. */
function groupKey({ label }: Channel): string {
  const line = emissionLine(label);
  if (line) return `${line.element}${line.line}`;
  const plain = plainLabel(label);
  // Of elements that count several regions each, one region belongs together.
  const region =
    /\d_?\D+roi_?0*(\d+)/.exec(plain.replace('xspress3', 'xspress').replace('xs3', 'xs'))?.[1] ?? '';
  return plain.replace(/(tot|sum|[\d_])+/g, '') + (CORRECTED.test(plain) ? 'corrected' : '') + region;
}

/** The elements of a rule's detector that stop during the scan and are left out of its sum. */
export function stoppedElements(channels: readonly Channel[], rule: MuRule): Channel[] {
  if (rule.kind !== 'fluorescence') return [];
  const key = groupKey(channels[rule.channels[0]]);
  const group = indicesOf(channels, 'fluorescence').filter((index) => groupKey(channels[index]) === key);
  const left = new Set([...working(channels, group), ...rule.channels]);
  return group.filter((index) => !left.has(index)).map((index) => channels[index]);
}

/** Whether a label names the emission line of an edge within the scan; null where it names none. */
export function hasEdgeOfLine(label: string, range: Extent): boolean | null {
  const line = emissionLine(label);
  if (!line) return null;
  const edge = (line.line.startsWith('K') ? K_EDGES : L3_EDGES)[line.element];
  return edge !== undefined && edge >= range.least - REACH && edge <= range.greatest + REACH;
}

/** Fluorescence channels that belong together, best first: the elements' sum column, or the detector elements. */
function fluorescenceGroups(channels: readonly Channel[], range: Extent): number[][] {
  const groups = new Map<string, number[]>();
  for (const index of indicesOf(channels, 'fluorescence')) {
    // Lines of elements whose edge is not in the scan cannot show one.
    if (hasEdgeOfLine(channels[index].label, range) === false) continue;
    const key = groupKey(channels[index]);
    groups.set(key, [...(groups.get(key) ?? []), index]);
  }
  // What the beamline corrected goes before the raw counts, photons before electrons.
  const rank = ([index]: readonly number[]): number => {
    const plain = plainLabel(channels[index].label);
    return ELECTRON_YIELD.test(plain) ? 2 : CORRECTED.test(plain) ? 0 : 1;
  };
  const ranked = [...groups.values()]
    .map((group) => working(channels, group))
    .sort((a, b) => rank(a) - rank(b));
  return ranked.map((group) => {
    const totals = group.filter((index) => /sum|tot/i.test(channels[index].label));
    if (totals.length === 1) return totals;
    const corrected = group.filter((index) => CORRECTED.test(plainLabel(channels[index].label)));
    return corrected.length > 0 && corrected.length < group.length
      ? corrected
      : group.filter((index) => !totals.includes(index) || totals.length === group.length);
  });
}

/** Whether a rule takes a fluorescence signal that the beamline corrected for dead time. */
export const isCorrected = (channels: readonly Channel[], rule: MuRule): boolean =>
  rule.kind === 'fluorescence' &&
  rule.channels.every((index) => CORRECTED.test(plainLabel(channels[index].label)));

/** The ways to mu that the roles of a scan allow, in the order of trust. */
export interface MuCandidates {
  readonly columns: readonly MuRule[];
  readonly transmission: readonly MuRule[];
  readonly fluorescence: readonly MuRule[];
  readonly references: readonly MuRule[];
}

/** All rules that follow from the channels' roles; `range` is the scan's range in eV. */
export function muCandidates(scan: Scan, range: Extent): MuCandidates {
  const { channels } = scan;
  const of = (role: Role): number[] => indicesOf(channels, role);
  const isNormalised = scan.isNormalised ?? false;
  const i0s = of('i0');
  const transmitted = of('transmitted');
  const groups = fluorescenceGroups(channels, range);
  return {
    columns: [
      ...[...of('flattened'), ...of('normalised')].map(
        (column) => ({ kind: 'column', column, isNormalised: true }) as const,
      ),
      ...of('mu').map((column) => ({ kind: 'column', column, isNormalised }) as const),
    ],
    transmission: i0s.flatMap((i0) => transmitted.map((it) => ({ kind: 'transmission', i0, it }) as const)),
    fluorescence: i0s.flatMap((i0) =>
      groups.map((group) => ({ kind: 'fluorescence', i0, channels: group }) as const),
    ),
    references: [
      ...of('mu-reference').map((column) => ({ kind: 'column', column, isNormalised: false }) as const),
      ...transmitted.flatMap((i0) =>
        of('reference-intensity').map((it) => ({ kind: 'transmission', i0, it }) as const),
      ),
    ],
  };
}
