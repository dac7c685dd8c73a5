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
  return spectra.map((index, place): Scan => {
    const channel = channels[index];
    const isComplete = channel.values.every(Number.isFinite);
    const keep = (_: number, row: number): boolean => Number.isFinite(channel.values[row]);
    const [axis, mu]: Channel[] = isComplete
      ? [energy, channel]
      : [
          { ...energy, values: energy.values.filter(keep) },
          { ...channel, values: channel.values.filter(keep) },
        ];
    return {
      ...scan,
      id: `${scan.id}:${index}`,
      title: [scan.title, channel.label].filter(Boolean).join(', '),
      channels: [axis, mu.role === undefined ? { ...mu, role: 'mu' } : mu],
      warnings: place === 0 && left.length > 0 ? [...scan.warnings, leftOut(left)] : scan.warnings,
    };
  });
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
