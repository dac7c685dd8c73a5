import { toCurve } from '../../../domain/spectrum/curve';
import { glitchesOf, PROPOSED_LEAST } from '../../../domain/spectrum/glitches';
import { withoutPoints, type PointEdits } from '../../../domain/spectrum/points';
import type { Item } from '../../../stores/session';
import { changeEach } from './changing';

export const pointsOf = ({ options }: Item): PointEdits => options.points ?? {};

/** eV between the energies of the file and those that are shown. */
export const shiftOf = ({ options }: Item): number => options.calibration?.shift ?? 0;

/** Changes what is left out of a spectrum; what is undefined is as in the file. */
export function changePoints(
  item: Item,
  changes: { readonly [Key in keyof PointEdits]: PointEdits[Key] | undefined },
  gesture?: string,
): void {
  const { removed, from, to, rebin } = { ...pointsOf(item), ...changes };
  changeEach(
    [
      {
        item,
        changes: {
          points: {
            ...(removed && removed.length > 0 ? { removed } : {}),
            ...(from === undefined ? {} : { from }),
            ...(to === undefined ? {} : { to }),
            ...(rebin ? { rebin } : {}),
          },
        },
      },
    ],
    gesture,
  );
}

/** Energies (of the file) of points that look like glitches and are not left out yet. */
export function proposedGlitches(item: Item): number[] {
  const { spectrum, options } = item;
  if (!spectrum || spectrum.signal === 'computed') return [];
  try {
    const kept = options.points ? withoutPoints(spectrum, options.points) : spectrum;
    const curve = toCurve(kept.energy, kept.mu);
    return glitchesOf(curve, PROPOSED_LEAST).flatMap((index) => curve.energy[index] ?? []);
  } catch {
    // What cannot be a curve has other faults, which the page says already.
    return [];
  }
}
