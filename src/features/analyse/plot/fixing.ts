import { XanopyError } from '../../../domain/errors';
import { normalise, type NormalisationOptions } from '../../../domain/spectrum/normalise';
import { notices } from '../../../stores/notices';
import { session, type Item } from '../../../stores/session';
import { preparedOf } from '../prepared';

/** Why a normalisation does not fit a spectrum; null where it does, or nothing is known about the spectrum yet. */
export function misfitOf(item: Item, normalisation: NormalisationOptions | null): string | null {
  const prepared = preparedOf(item);
  if (!prepared || !normalisation) return null;
  try {
    normalise(prepared.raw, item.options.e0 ?? prepared.e0, false, {}, normalisation);
    return null;
  } catch (error) {
    if (error instanceof XanopyError) return error.message;
    throw error;
  }
}

/**
 * Fixes the normalisation of spectra, null for automatic. Those that it does not fit stay as they are and a notice says
 * why; within a gesture, such as a drag, they just stay.
 */
export function fixNormalisation(
  items: readonly Item[],
  normalisation: NormalisationOptions | null,
  gesture?: string,
): void {
  const misfits = items.flatMap((item) => {
    const reason = misfitOf(item, normalisation);
    return reason === null ? [] : [{ item, reason }];
  });
  const refused = new Set(misfits.map(({ item }) => item.id));
  const fitting = items.filter(({ id }) => !refused.has(id)).map(({ id }) => id);
  if (fitting.length > 0) session.getState().setOptions(fitting, { normalisation }, gesture);
  const [first] = misfits;
  if (!first || gesture !== undefined) return;
  notices
    .getState()
    .notify(
      items.length === 1
        ? first.reason
        : `${misfits.length} of ${items.length} spectra stay as they were. ${first.item.name}: ${first.reason}`,
    );
}
