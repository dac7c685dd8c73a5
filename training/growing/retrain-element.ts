import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { decodeLibrary, type SpectrumLibrary } from '../../src/domain/confidence/library';
import { XanopyError } from '../../src/domain/errors';
import { decodeManifest } from '../../src/domain/forest/manifest';
import { decodeElementModel, type ElementModel } from '../../src/domain/forest/model';
import { retraining, type Retrained } from '../../src/domain/growing/retrain';
import { decodeTraining, encodeTraining } from '../../src/domain/growing/training-file';
import type { OwnReference } from '../../src/domain/references/library';
import { readMaterials } from '../data/dataset';

/** A shipped forest with its computed neighbours. */
export interface ShippedElement {
  readonly model: ElementModel;
  readonly library: SpectrumLibrary | null;
}

/**
 * The shipped forests of an element from the folder of the models.
 * @throws XanopyError `training-unavailable` where there are none
 */
export function shippedElement(element: string, folder: string): ShippedElement {
  const parse = (file: string): unknown => JSON.parse(readFileSync(join(folder, file), 'utf8'));
  const entry = decodeManifest(parse('manifest.json')).elements.find((one) => one.element === element);
  if (entry?.kind !== 'forest') {
    throw new XanopyError(
      'training-unavailable',
      `The forests of ${element} cannot be grown again here: there are none. Choose another element.`,
    );
  }
  return {
    model: decodeElementModel(parse(entry.file)),
    library: entry.library ? decodeLibrary(parse(entry.library.file)) : null,
  };
}

/** As the page grows the forests of an element again, from all computed spectra that are at hand. */
export function retrainElement(
  { model }: ShippedElement,
  references: readonly OwnReference[],
  onProgress: (part: number) => void = () => undefined,
  folds?: number,
): Retrained {
  // In the form and in the numbers in which the page has them.
  const { materials } = decodeTraining(encodeTraining(model.element, readMaterials(model.element)));
  const work = retraining(materials, references, model, folds);
  for (;;) {
    const step = work.next();
    if (step.done) return step.value;
    onProgress(step.value);
  }
}
