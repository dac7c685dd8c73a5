import type { ManifestEntry, ModelEntry } from '../../src/domain/forest/manifest';
import { samplesOf, type Material } from '../../src/domain/growing/samples';
import { encodeTraining } from '../../src/domain/growing/training-file';
import { fileFacts } from '../confidence/calibrate';

export interface TrainingFile {
  readonly facts: NonNullable<ModelEntry['training']>;
  readonly text: string;
}

/** Share of what a forest learnt from that must be at hand for it to grow again as itself. */
const LEAST_SHARE = 0.5;

/**
 * The file from which the forests of an element grow again; null where there is no forest, or where `materials` are too
 * few of what it learnt from.
 */
export function trainingFileOf(entry: ManifestEntry, materials: readonly Material[]): TrainingFile | null {
  const spectra = materials.flatMap(samplesOf).length;
  if (entry.kind !== 'forest' || spectra < LEAST_SHARE * entry.spectra) return null;
  const json = encodeTraining(entry.element, materials);
  const text = `${JSON.stringify(json)}\n`;
  return {
    text,
    facts: { file: `${entry.element}.training.json`, ...fileFacts(text), spectra: json.spectra },
  };
}
