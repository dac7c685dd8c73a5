import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import { encodeLibrary, type SpectrumLibrary } from '../confidence/library';
import { packOf, type Pack } from '../forest/pack';
import { encodeElementModel } from '../forest/model';
import type { ReferenceLibrary } from '../references/library';
import { referencesOf, type Retrained } from './retrain';

/** Forests that were grown with own references, as a pack marked "yours", with how well they do. */
export interface RetrainedPack extends Pick<Retrained, 'retrial' | 'computed' | 'own'> {
  readonly element: string;
  readonly pack: Pack;
}

/** As many characters of a text as a field of a pack takes, on one line. */
const fitting = (text: string, longest: number): string =>
  text.length <= longest ? text : `${text.slice(0, longest - 1).trimEnd()}…`;

const distinct = (texts: readonly string[]): string[] => [...new Set(texts.filter((text) => text !== ''))];

/**
 * The pack of retrained forests. Its measures are those of the references, left out; the text says what was learnt from.
 * @param library computed spectra of the shipped model, as neighbours
 * @param created ISO 8601
 */
export function packOfRetrained(
  { model, retrial, computed, own }: Retrained,
  references: ReferenceLibrary,
  library: SpectrumLibrary | null,
  created: string,
): RetrainedPack {
  const { element } = model;
  const learnt = referencesOf(element, references.references);
  const json = encodeElementModel({ ...model, version: '' });
  const version = `yours-${bytesToHex(sha256(utf8ToBytes(JSON.stringify(json)))).slice(0, 8)}`;
  const licences = distinct(learnt.map(({ licence }) => licence));
  const sources = distinct(learnt.map(({ provenance }) => provenance));
  const chosen = retrial.trials.find(({ weight }) => weight === retrial.weight);
  const percent = (share: number): string => `${Math.round(100 * share)} %`;
  const provenance = [
    `Grown from ${computed.spectra} computed spectra of ${computed.materials} oxides of Xanopy and ${own.spectra} measured spectra of ${own.materials} materials of the library "${references.name}", each counting ${retrial.weight} times`,
    `left out in ${retrial.folds} folds by lighter forests, the leading CN of the references is right for ${percent(chosen?.own.leadingCn ?? 0)} (without them ${percent(retrial.without.own.leadingCn)}, shipped forests ${percent(retrial.shipped.leadingCn)}), that of the computed oxides for ${percent(chosen?.computed.leadingCn ?? 0)} (without ${percent(retrial.without.computed.leadingCn)})`,
    'aligner, calibration and computed neighbours are those of the shipped model',
    `references: ${learnt.map(({ name }) => name).join(', ')}`,
    ...sources,
  ].join('; ');
  const pack = packOf({
    name: fitting(`${references.name}, ${element}`, 80),
    version,
    origin: 'yours',
    licence: fitting(
      `Computed part as Xanopy (MIT); references: ${licences.join('; ') || 'no licence stated, do not pass on'}`,
      200,
    ),
    citation: fitting(`Xanopy; ${sources.join('; ') || references.name}`, 1000),
    provenance: fitting(provenance, 4000),
    created,
    models: [
      {
        model: { ...json, version },
        ...(library ? { library: encodeLibrary(library) } : {}),
        ...(chosen ? { measures: { ...chosen.own } } : {}),
        spectra: computed.spectra + own.spectra,
        materials: computed.materials + own.materials,
      },
    ],
  });
  return { element, pack, retrial, computed, own };
}
