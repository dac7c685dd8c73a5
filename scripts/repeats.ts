/** What `xanopy --align` and `--merge` do with the answered scans of the files that were named. */
import type { Analysis } from '../src/domain/analysis';
import { XanopyError } from '../src/domain/errors';
import { merged, shiftOnto } from '../src/domain/spectrum/repeats';
import type { Curve } from '../src/domain/spectrum/types';
import type { Scan } from '../src/readers/types';

/** A scan that was answered. */
export interface Repeat {
  /** As results name it. */
  readonly name: string;
  readonly analysis: Analysis;
}

const normalisedOf = ({ analysis: { prepared } }: Repeat): Curve => ({
  energy: prepared.raw.energy,
  mu: prepared.normalisation.mu,
});

/**
 * eV to add to each scan so that its edge lies on that of the first.
 * @throws XanopyError `repeats-apart`
 */
export function shiftsOnto(first: Repeat, others: readonly Repeat[]): number[] {
  const reference = normalisedOf(first);
  return others.map((one) => shiftOnto(normalisedOf(one), reference, first.analysis.prepared.e0));
}

/**
 * The mean of scans as measured, with their standard deviation, as a scan of its own.
 * @throws XanopyError `repeats-apart` for a single scan, several elements or no common range
 */
export function meanOf(repeats: readonly Repeat[]): Scan {
  const elements = [...new Set(repeats.map(({ analysis }) => analysis.element))];
  if (elements.length > 1) {
    throw new XanopyError(
      'repeats-apart',
      `The scans are of different elements (${elements.join(', ')}). Merge the repeats of one sample only.`,
    );
  }
  const { energy, mu, deviation } = merged(repeats.map(({ analysis }) => analysis.prepared.raw));
  const [element] = elements;
  const [first] = repeats;
  return {
    id: 'mean',
    title: `mean of ${repeats.length} scans`,
    channels: [
      { label: 'energy', unit: 'eV', role: 'energy', values: energy },
      { label: 'mu', role: 'mu', values: mu },
      { label: 'stddev', values: deviation },
    ],
    ...(element === undefined ? {} : { element }),
    ...(first ? { signal: first.analysis.prepared.signal } : {}),
    metadata: [
      [
        'Derivation.summary',
        `mean of ${repeats.length} spectra as measured with their standard deviation: ${repeats.map(({ name }) => name).join('; ')}`,
      ],
    ],
    warnings: [],
  };
}
