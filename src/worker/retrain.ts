import { XanopyError } from '../domain/errors';
import type { SpectrumLibrary } from '../domain/confidence/library';
import type { ModelEntry } from '../domain/forest/manifest';
import type { ElementModel } from '../domain/forest/model';
import { packOfRetrained, type RetrainedPack } from '../domain/growing/retrained-pack';
import { referencesOf, retraining } from '../domain/growing/retrain';
import { decodeTraining } from '../domain/growing/training-file';
import type { ReferenceLibrary } from '../domain/references/library';
import type { Run } from './api';
import { drive } from './drive';

/** The shipped files of an element. */
interface Shipped {
  readonly entry: ModelEntry;
  readonly model: ElementModel;
  readonly library: SpectrumLibrary | null;
}

/**
 * Grows the forests of an element again with the references of a library; `load` gives a file that the manifest names.
 * @throws XanopyError as `retraining`, `training-unavailable`, `training-invalid`, `computing-stopped`, and what `load` throws
 */
export async function retrain(
  { entry, model, library }: Shipped,
  references: ReferenceLibrary,
  load: (file: NonNullable<ModelEntry['training']>) => Promise<unknown>,
  run?: Run,
): Promise<RetrainedPack> {
  const { element } = entry;
  // Before anything is fetched.
  referencesOf(element, references.references);
  if (!entry.training) {
    const why =
      entry.kind === 'baseline'
        ? 'there are none, since the most frequent label does better'
        : 'most spectra that they learnt from may not be handed out';
    throw new XanopyError(
      'training-unavailable',
      `The forests of ${element} cannot be grown again here: ${why}. Choose another element, or use \`npm run retrain\` where the spectra are at hand.`,
    );
  }
  const { materials } = decodeTraining(await load(entry.training));
  const retrained = await drive(retraining(materials, references.references, model), run);
  return packOfRetrained(retrained, references, library, new Date().toISOString());
}
