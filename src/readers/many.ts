import type { Message } from '../domain/errors';
import { canBeEnergy, extentOf } from './energy';
import { edgeContrast, sampleOf } from './mu';
import { plainLabel } from './roles';
import type { Channel, Role, Scan } from './types';

/** Least contrast of a column that counts as a spectrum of its own. */
const LEAST_CONTRAST = 6;
/** Share of the columns beside the energy that must be spectra. */
const MOST = 0.6;
/** Largest value of a column of mu that no label names; counts are larger. */
const LARGEST_MU = 50;
/** Columns that programs write beside one spectrum: backgrounds, fits, errors. */
const NO_SPECTRUM =
  /^(mu0|m?bkg|n?bkg|back.*|bg|pre.*|post.*|fit.*|res(id.*)?|err.*|std.*|sigma.*|d?chi.*|der.*|sec.*|i0|model|lcf|best.*)$/;

/** Roles that columns of one scan have beside each other. */
const OF_ONE_SCAN: ReadonlySet<Role> = new Set([
  'i0',
  'transmitted',
  'fluorescence',
  'mu-reference',
  'reference-intensity',
]);
/** Points of a column that are looked at. */
const SAMPLE = 1000;

/** Names of one kind: `mu_001`, `mu_002`. */
const stem = (channel: Channel): string => plainLabel(channel.label).replace(/\d+/g, '#');

/**
 * The scan cut into one for each column, where every column beside the energy is a spectrum: series of quick scans, groups
 * that Athena or Larix saved side by side. Null where the columns belong to one scan.
 */
export function manySpectra(scan: Scan): Scan[] | null {
  const { channels } = scan;
  if (channels.length < 3) return null;
  const pairs = pairsIn(channels);
  if (pairs) return pairs.map(([energy, mu], place) => spectrumOf(scan, energy, mu, place, []));
  const isUnnamed = channels.every(({ label }) => /^col\d+$/.test(label));
  const at = isUnnamed && canBeEnergy(channels[0]) ? 0 : channels.findIndex(({ role }) => role === 'energy');
  if (at < 0) return null;
  const others = channels.flatMap((_, index) => (index === at ? [] : [index]));
  if (!isUnnamed && belongTogether(others.map((index) => channels[index]))) return null;
  const sample = sampleOf(channels, channels[at].values, SAMPLE);
  const spectra = others.filter((index) => {
    const { least, greatest } = extentOf(sample[index].values);
    const isMu = channels[index].role !== undefined || /mu|norm|flat/i.test(channels[index].label);
    if (!isMu && !(Math.max(Math.abs(least), Math.abs(greatest)) < LARGEST_MU)) return false;
    return edgeContrast(sample[index].values.filter(Number.isFinite)) > LEAST_CONTRAST;
  });
  // Columns without names may be anything, unless every one has an edge.
  const needed = isUnnamed ? Math.max(3, others.length) : Math.max(2, MOST * others.length);
  if (spectra.length < needed) return null;
  const left = others.filter((index) => !spectra.includes(index)).map((index) => channels[index].label);
  const energy = channels[at];
  return spectra.map((index, place) => spectrumOf(scan, energy, channels[index], place, left));
}

/** One spectrum of several, without the rows that it has no value in. */
function spectrumOf(scan: Scan, energy: Channel, mu: Channel, place: number, left: readonly string[]): Scan {
  const isComplete = mu.values.every(Number.isFinite) && energy.values.every(Number.isFinite);
  const keep = (_: number, row: number): boolean =>
    Number.isFinite(mu.values[row]) && Number.isFinite(energy.values[row]);
  const cut = (channel: Channel): Channel =>
    isComplete ? channel : { ...channel, values: channel.values.filter(keep) };
  return {
    ...scan,
    id: `${scan.id}:${scan.channels.indexOf(mu)}`,
    title: [scan.title, mu.label].filter(Boolean).join(', '),
    channels: [cut(energy), cut(mu.role === undefined ? { ...mu, role: 'mu' } : mu)],
    warnings: place === 0 && left.length > 0 ? [...scan.warnings, leftOut(left)] : scan.warnings,
  };
}

/** Energy and mu of every spectrum, where each has an energy of its own beside it; null for anything else. */
function pairsIn(channels: readonly Channel[]): (readonly [energy: Channel, mu: Channel])[] | null {
  if (channels.length < 4 || channels.length % 2 !== 0) return null;
  const pairs: (readonly [Channel, Channel])[] = [];
  for (let i = 0; i < channels.length; i += 2) {
    const [energy, mu] = [channels[i], channels[i + 1]];
    const isAxis = energy.role === 'energy' || energy.role === undefined;
    if (!isAxis || !canBeEnergy(energy) || canBeEnergy(mu)) return null;
    const [of] = sampleOf([mu], energy.values, SAMPLE);
    if (!(edgeContrast(of.values.filter(Number.isFinite)) > LEAST_CONTRAST)) return null;
    pairs.push([{ ...energy, role: 'energy' }, mu]);
  }
  return pairs.some(([, { role }]) => role !== undefined && OF_ONE_SCAN.has(role)) ? null : pairs;
}

/** Whether columns beside the energy are those of one scan, as far as their labels say. */
function belongTogether(others: readonly Channel[]): boolean {
  if (others.some(({ role }) => role !== undefined && OF_ONE_SCAN.has(role))) return true;
  if (others.some(({ label }) => NO_SPECTRUM.test(plainLabel(label)) || /^col\d+$/.test(label))) return true;
  const stems = new Set(others.map(stem));
  return stems.size > 1 && others.some(({ role }) => role !== undefined);
}

const leftOut = (labels: readonly string[]): Message => ({
  code: 'columns-left-out',
  message: `Columns without an edge of their own were left out: ${labels.slice(0, 5).join(', ')}${labels.length > 5 ? ` and ${labels.length - 5} more` : ''}.`,
});
