import type { Analysis } from '../domain/analysis';
import type { Look } from '../domain/forest/looks';
import type { PackMark, PackOrigin } from '../domain/forest/pack-mark';
import { SCALE_WORDS } from './journal';

/** What a Methods sentence looks at of an answer. */
export type Described = Pick<Analysis, 'element' | 'modelVersion' | 'modelKind' | 'looks' | 'pack'> & {
  readonly prepared: Pick<Analysis['prepared'], 'e0Method'>;
  readonly beside: Described | null;
};

const E0 = {
  'half-step': 'where the signal last crosses half of the edge step',
  derivative: 'at the steepest point of the edge',
  manual: 'by hand',
} as const;

/** As a pack states it; nobody else has seen its models. */
const ORIGINS: Readonly<Record<PackOrigin, string>> = {
  shipped: 'packed from Xanopy',
  published: 'published models',
  yours: 'own training',
};

const list = (words: readonly string[]): string =>
  words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words[words.length - 1]}`;

const distinct = <T>(values: readonly T[]): T[] => [...new Set(values)];

const FORESTS = 'random forests trained on spectra of oxides computed with FEFF';
const SHARES = 'the frequencies of the labels in the training spectra';
const METHOD = 'after Zheng et al. (Patterns 1 (2020) 100013, https://doi.org/10.1016/j.patter.2020.100013)';

/** What was done to a spectrum before its window was cut, and for which part of the trees. */
function correctionText(answers: readonly Described[]): string {
  const looks = answers.find((answer) => answer.looks.length > 1)?.looks ?? [];
  const corrections = (
    [
      ['E0 corrected from the shape of the whole edge', looks.filter(({ isAligned }) => isAligned)],
      ['the slope above the edge divided out', looks.filter(({ isFlattened }) => isFlattened)],
    ] as const
  ).flatMap(([what, those]) => {
    if (those.length === 0) return [];
    if (those.length === looks.length) return [what];
    return [`${what} for ${2 * those.length === looks.length ? 'half' : 'part'} of the trees`];
  });
  return corrections.length === 0 ? '' : ` (${corrections.join(', ')})`;
}

/** What predicted, in words. */
function predictor(answers: readonly Described[], pack: PackMark | null): string {
  const kinds = answers.map(({ modelKind }) => modelKind);
  const forests = `${pack ? 'the random forests of this pack' : FORESTS}${correctionText(answers)}`;
  const shares = pack ? 'the shares of the labels that the pack states' : SHARES;
  if (!kinds.includes('baseline')) return forests;
  return kinds.includes('forest') ? `${forests}, or, where no forest does better, by ${shares}` : shares;
}

/** A distance on the energy axis from what the window is placed by. */
const distance = (ev: number): string =>
  `${Number(Math.abs(ev).toFixed(1))} eV ${ev < 0 ? 'below' : 'above'}`;

function windowText({ origin, from, to }: Look): string {
  const place = origin === 'E0' ? 'E0' : 'the tabulated edge, wherever E0 lay';
  return `from ${distance(from)} to ${distance(to)} ${place}`;
}

/** What was made of the normalised spectrum before the trees saw it. */
function lookText(answers: readonly Described[]): string {
  const looks = answers.flatMap((answer) => answer.looks);
  const windows = distinct(looks.map(windowText));
  const scales = distinct(looks.map(({ scale }) => SCALE_WORDS[scale]));
  return `cut ${windows.join(' or ')}, interpolated to 200 points and ${scales.join(' or ')}`;
}

const versions = (answers: readonly Described[]): string =>
  list(distinct(answers.map(({ modelVersion }) => modelVersion)));

/** A pack with all that finds it again. */
const packText = (
  { name, version, origin, sha256, citation }: PackMark,
  answers: readonly Described[],
): string =>
  `the model pack “${name}”, version ${version} (${ORIGINS[origin]}, models ${versions(answers)}, SHA-256 ${sha256.slice(0, 16)}; to cite: ${citation})`;

const subject = (answers: readonly Described[]): string => {
  const elements = list(distinct(answers.map(({ element }) => element)));
  return answers.length === 1
    ? `The ${elements} K-edge XANES spectrum was`
    : `${answers.length} K-edge XANES spectra (${elements}) were`;
};

/** What one set of models did to the spectra that it answered. */
function sentence(appVersion: string, answers: readonly Described[], pack: PackMark | null): string {
  const by = pack
    ? `Xanopy ${appVersion} and ${packText(pack, answers)}, not with the models shipped with it`
    : `Xanopy ${appVersion} (models ${versions(answers)})`;
  const e0 = list(distinct(answers.map(({ prepared }) => E0[prepared.e0Method])));
  return `${subject(answers)} analysed with ${by}: E0 was set ${e0}, the normalised spectrum was ${lookText(answers)}, and coordination numbers and motifs were predicted by ${predictor(answers, pack)}, ${METHOD}.`;
}

/** What a pack did beside the models that answered. */
function besideSentence(answers: readonly Described[], pack: PackMark): string {
  const what = answers.length === 1 ? 'one spectrum' : `${answers.length} spectra`;
  return `For comparison ${packText(pack, answers)} was asked about ${what}: ${lookText(answers)}, its predictions made by ${predictor(answers, pack)}.`;
}

/** Answers by the pack that they come from; those of the shipped models under null. */
function bySource(answers: readonly Described[]): [PackMark | null, Described[]][] {
  const groups = new Map<string, [PackMark | null, Described[]]>();
  for (const answer of answers) {
    const key = answer.pack?.sha256 ?? '';
    const group = groups.get(key);
    if (group) group[1].push(answer);
    else groups.set(key, [answer.pack, [answer]]);
  }
  return [...groups.values()];
}

/**
 * For the Methods section of a paper, what is needed to repeat the analysis: a sentence for each set of models that answered,
 * the shipped ones or those of a pack, and one for each pack that was asked beside them.
 */
export function methodsSentence(appVersion: string, answers: readonly Described[]): string {
  const beside = bySource(answers.flatMap((answer) => answer.beside ?? []));
  return [
    ...bySource(answers).map(([pack, group]) => sentence(appVersion, group, pack)),
    ...beside.flatMap(([pack, group]) => (pack ? [besideSentence(group, pack)] : [])),
  ].join(' ');
}

/** The packs that had a part in some answers, each once. */
export function packsIn(answers: readonly Described[]): PackMark[] {
  const both = answers.flatMap((answer) => [answer, ...(answer.beside ? [answer.beside] : [])]);
  return bySource(both).flatMap(([pack]) => pack ?? []);
}

/** A pack as a BibTeX entry; braces would end it. */
export function packBibtex({ name, version, origin, sha256, citation }: PackMark): string {
  const plain = (words: string): string => words.replace(/[{}\\]/g, '');
  return `@misc{xanopy-pack-${sha256.slice(0, 8)},
  title   = {{${plain(name)}}},
  version = {${plain(version)}},
  note    = {Model pack for Xanopy (${ORIGINS[origin]}), SHA-256 ${sha256}. ${plain(citation)}}
}
`;
}
