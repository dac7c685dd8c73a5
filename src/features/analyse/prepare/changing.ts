import { XanopyError } from '../../../domain/errors';
import { identifyElement } from '../../../domain/analysis';
import { prepareSpectrum } from '../../../domain/spectrum/prepare';
import { notices } from '../../../stores/notices';
import { changeOptions, session, type Item, type OptionChanges } from '../../../stores/session';

/** Why a spectrum cannot be analysed with a change; null where it can, or is not read yet. */
function refusalOf({ spectrum, options }: Item, changes: OptionChanges): string | null {
  if (!spectrum) return null;
  try {
    const changed = changeOptions(options, changes);
    identifyElement(prepareSpectrum(spectrum, changed).e0, spectrum, changed.element);
    return null;
  } catch (error) {
    if (error instanceof XanopyError) return error.message;
    throw error;
  }
}

/** What is wanted of a spectrum. */
export interface Wanted {
  readonly item: Item;
  readonly changes: OptionChanges;
}

/** Changes spectra, all in one step of undo. Those that a change does not fit stay as they are, and a notice says why. */
export function changeEach(wanted: readonly Wanted[], gesture?: string): void {
  const refused = wanted.flatMap(({ item, changes }) => {
    const reason = refusalOf(item, changes);
    return reason === null ? [] : [{ item, reason }];
  });
  const gone = new Set(refused.map(({ item }) => item.id));
  const fitting = wanted.filter(({ item }) => !gone.has(item.id));
  session.getState().setEach(new Map(fitting.map(({ item, changes }) => [item.id, changes])), gesture);
  const [first] = refused;
  if (!first) return;
  notices
    .getState()
    .notify(
      wanted.length === 1
        ? `${first.reason} The spectrum stays as it was.`
        : `${refused.length} of ${wanted.length} spectra stay as they were. ${first.item.name}: ${first.reason}`,
    );
}
