import { describeError, XanopyError } from '../../../domain/errors';
import { merged, shiftOnto } from '../../../domain/spectrum/repeats';
import type { Curve } from '../../../domain/spectrum/types';
import { describeCalibration, describePoints } from '../../../exporters/journal';
import { notices } from '../../../stores/notices';
import { session, type Item } from '../../../stores/session';
import { preparedOf } from '../prepared';
import { changeEach, type Wanted } from './changing';
import { shiftOf } from './points';

const normalisedOf = (item: Item): Curve | null => {
  const prepared = preparedOf(item);
  return prepared && { energy: prepared.raw.energy, mu: prepared.normalisation.mu };
};

const notify = (text: string): void => {
  notices.getState().notify(text);
};

/** Shifts the edges of spectra onto that of another; those that cannot be aligned stay, and a notice says why. */
export function alignTo(reference: Item, others: readonly Item[]): void {
  const curve = normalisedOf(reference);
  const e0 = preparedOf(reference)?.e0;
  if (!curve || e0 === undefined) return;
  const wanted: Wanted[] = [];
  const failures: string[] = [];
  for (const item of others) {
    try {
      const own = normalisedOf(item);
      if (!own) throw new XanopyError('repeats-apart', 'It is not normalised yet.');
      const shift = Math.round(1000 * (shiftOf(item) + shiftOnto(own, curve, e0))) / 1000;
      wanted.push({ item, changes: { calibration: { shift, alignedTo: reference.name } } });
    } catch (error) {
      failures.push(`${item.name}: ${describeError(error).message}`);
    }
  }
  changeEach(wanted);
  if (failures.length > 0) {
    notify(`${failures.length} of ${others.length} spectra stay as they were. ${failures[0] ?? ''}`);
  }
}

/** How one repeat went into the merge. */
function memberText({ name, hash, options }: Item): string {
  return [
    name,
    ...(hash === '' ? [] : [`sha256 ${hash}`]),
    ...(options.calibration ? [describeCalibration(options.calibration)] : []),
    ...(options.points ? [describePoints(options.points)] : []),
  ].join(', ');
}

/** Adds the mean of spectra, with their standard deviation, as a spectrum of its own; they stay as they are. */
export function merge(items: readonly Item[], isNormalised: boolean): void {
  const [first] = items;
  if (!first) return;
  try {
    const curves = items.map((item) => {
      const curve = isNormalised ? normalisedOf(item) : preparedOf(item)?.raw;
      if (!curve)
        throw new XanopyError('repeats-apart', `${item.name} is not normalised yet. Wait, or untick it.`);
      return curve;
    });
    const elements = new Set(items.flatMap(({ analysis }) => analysis?.element ?? []));
    if (elements.size > 1) {
      throw new XanopyError(
        'repeats-apart',
        `The spectra are of different elements (${[...elements].join(', ')}). Tick the repeats of one sample only.`,
      );
    }
    const [element] = elements;
    const { energy, mu, deviation } = merged(curves);
    const name = `mean of ${items.length} · ${first.name}`;
    session.getState().addMade(`merge of ${items.length} spectra`, [
      {
        name,
        file: name,
        path: '',
        hash: '',
        format: 'merged',
        scan: {
          id: 'mean',
          title: name,
          channels: [
            { label: 'energy', unit: 'eV', role: 'energy', values: energy },
            {
              label: isNormalised ? 'norm' : 'mu',
              role: isNormalised ? 'normalised' : 'mu',
              values: mu,
            },
            { label: 'stddev', values: deviation },
          ],
          ...(element === undefined ? {} : { element }),
          ...(isNormalised ? { isNormalised } : {}),
          ...(first.spectrum ? { signal: first.spectrum.signal } : {}),
          metadata: [
            [
              'Derivation.summary',
              `mean of ${items.length} ${isNormalised ? 'normalised spectra' : 'spectra as measured'} with their standard deviation: ${items.map(memberText).join('; ')}`,
            ],
          ],
          warnings: [],
        },
        choices: {},
        options: {},
        readError: null,
      },
    ]);
  } catch (error) {
    notify(describeError(error).message);
  }
}
