import { K_EDGES, L3_EDGES } from '../domain/elements';
import type { Channel, EnergyUnit } from './types';

/** hc in eV angstrom, as the XDI specification has it. */
export const HC = 12398.4198;

/** Lattice spacings (angstrom) of the usual monochromator crystals, from a(Si) = 5.43102 A. */
export const CRYSTALS: readonly { readonly name: string; readonly dSpacing: number }[] = [
  { name: 'Si(111)', dSpacing: 3.1356 },
  { name: 'Si(220)', dSpacing: 1.9202 },
  { name: 'Si(311)', dSpacing: 1.6375 },
];

/** Lattice constants (angstrom) of the materials of monochromators. */
const LATTICES: Readonly<Record<string, number>> = { Si: 5.43102, Ge: 5.6579 };

/** The spacing (angstrom) of a crystal by its name (`Si(111)`, `Ge 220`) or the spacing itself; undefined for anything else. */
export function crystalSpacing(text: string): number | undefined {
  const named = /^\s*(Si|Ge)\s*[([<]?\s*(\d)\s*[ ,]?\s*(\d)\s*[ ,]?\s*(\d)\s*[)\]>]?\s*$/i.exec(text);
  if (named) {
    const lattice = LATTICES[named[1].toLowerCase() === 'si' ? 'Si' : 'Ge'];
    const order = Math.hypot(Number(named[2]), Number(named[3]), Number(named[4]));
    return order > 0 && lattice !== undefined ? lattice / order : undefined;
  }
  const spacing = text.trim() === '' ? Number.NaN : Number(text);
  return spacing > 0.3 && spacing < 20 ? spacing : undefined;
}

/** The unit as the file spells it; undefined when that is no unit of an energy axis. */
export function parseEnergyUnit(text: string | undefined): EnergyUnit | undefined {
  const unit = text?.trim().toLowerCase();
  if (unit === undefined) return undefined;
  if (unit === 'ev') return 'eV';
  if (unit === 'kev') return 'keV';
  if (/^(deg|degrees?|°)$/.test(unit)) return 'degree';
  if (/^(å|\u212b|angstroms?|ang)$/.test(unit)) return 'angstrom';
  if (/^(nm|nanomet(er|re)s?)$/.test(unit)) return 'nm';
  return /^(steps?|pixels?)$/.test(unit) ? 'step' : undefined;
}

export interface Extent {
  readonly least: number;
  readonly greatest: number;
}

/** Smallest and largest finite value; least > greatest when there is none. */
export function extentOf(values: ArrayLike<number>): Extent {
  let least = Number.POSITIVE_INFINITY;
  let greatest = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < values.length; i++) {
    if (!Number.isFinite(values[i])) continue;
    if (values[i] < least) least = values[i];
    if (values[i] > greatest) greatest = values[i];
  }
  return { least, greatest };
}

/** Share of the steps that go up, and the median size of a step that is not zero. */
function stepsOf(values: Float64Array): { rising: number; falling: number; median: number } {
  const stride = Math.max(1, Math.floor(values.length / 5000));
  const sizes: number[] = [];
  let rising = 0;
  let falling = 0;
  for (let i = stride; i < values.length; i += stride) {
    const step = values[i] - values[i - stride];
    if (step > 0) rising += 1;
    if (step < 0) falling += 1;
    if (step !== 0 && Number.isFinite(step)) sizes.push(Math.abs(step) / stride);
  }
  sizes.sort((a, b) => a - b);
  const count = Math.max(1, rising + falling);
  return { rising: rising / count, falling: falling / count, median: sizes[sizes.length >> 1] ?? 0 };
}

/**
 * The unit that the numbers suggest: encoder steps above 200,000; keV below 120 with steps under 5 eV; degrees
 * when also falling below 90; else eV.
 */
export function guessUnit(values: Float64Array): EnergyUnit {
  const { greatest } = extentOf(values);
  if (greatest > 200_000) return 'step';
  if (greatest >= 120) return 'eV';
  const { falling, median } = stepsOf(values);
  if (greatest < 90 && falling > 0.9) return 'degree';
  return median < 0.005 ? 'keV' : 'eV';
}

/** The axis in eV; `dSpacing` in angstrom is needed for angles. Steps cannot be converted and give NaN. */
export function toElectronvolts(
  values: Float64Array,
  unit: EnergyUnit,
  dSpacing: number | undefined,
): Float64Array {
  switch (unit) {
    case 'eV':
      return values;
    case 'keV':
      return values.map((value) => value * 1000);
    case 'degree':
      return values.map((angle) => HC / (2 * (dSpacing ?? Number.NaN) * Math.sin((angle * Math.PI) / 180)));
    case 'angstrom':
      return values.map((wavelength) => HC / wavelength);
    case 'nm':
      return values.map((wavelength) => HC / (10 * wavelength));
    case 'step':
      return values.map(() => Number.NaN);
  }
}

/** Tabulated edges inside a range of energies (eV); light elements' included. */
export function edgesInside({ least, greatest }: Extent): { symbol: string; edge: 'K' | 'L3' }[] {
  const inside = (table: Readonly<Record<string, number>>, edge: 'K' | 'L3') =>
    Object.entries(table)
      .filter(([, energy]) => energy > least && energy < greatest)
      .map(([symbol]) => ({ symbol, edge }));
  return [...inside(K_EDGES, 'K'), ...inside(L3_EDGES, 'L3')];
}

/** Whether values rise or fall nearly always, seen at a few hundred places; what does not is no axis. */
function isOneWay(values: Float64Array): boolean {
  const stride = Math.max(1, Math.floor(values.length / 300));
  let rising = 0;
  let falling = 0;
  for (let i = stride; i < values.length; i += stride) {
    if (values[i] > values[i - stride]) rising += 1;
    if (values[i] < values[i - stride]) falling += 1;
  }
  return Math.min(rising, falling) <= 0.03 * (rising + falling);
}

/** Clocks count up through the energies of soft X-ray edges. */
const CLOCK = /epoch|time|sec(onds)?\b|clock|elapsed|date/i;

/** Whether the numbers alone can be an energy axis: nearly monotonic, and an absorption edge lies inside. */
export function canBeEnergy(channel: Channel): boolean {
  if (CLOCK.test(channel.label)) return false;
  if (channel.unit !== undefined && parseEnergyUnit(channel.unit) === undefined) return false;
  const { values } = channel;
  const { least, greatest } = extentOf(values);
  if (!(least < greatest) || least <= 0 || !isOneWay(values)) return false;
  const { rising, falling } = stepsOf(values);
  if (Math.max(rising, falling) < 0.98) return false;
  const unit = guessUnit(values);
  if (unit === 'step') return false;
  // A scan spans a part of the spectrum; counters that merely grow span many decades.
  if (unit === 'degree') return true;
  const scale = unit === 'keV' ? 1000 : 1;
  return greatest / least < 3 && edgesInside({ least: least * scale, greatest: greatest * scale }).length > 0;
}

/** Whether energies count from the edge: they begin below zero and rise above it. */
export function isRelativeAxis(energy: Float64Array): boolean {
  const { least, greatest } = extentOf(energy);
  return least < -3 && least > -1000 && greatest > 10 && greatest < 3000;
}

/** Whether a label names a wavelength. */
export const isWavelength = (label: string): boolean => /^(wave_?length|lambda)/i.test(label.trim());
