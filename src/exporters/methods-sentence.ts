/** What a Methods sentence says of the spectra that it is about. */
export interface MethodsFacts {
  readonly appVersion: string;
  readonly elements: readonly string[];
  readonly modelVersions: readonly string[];
  /** How E0 was found, as analyses name it. */
  readonly e0Methods: readonly ('half-step' | 'derivative' | 'manual')[];
  /** A `baseline` model has no forest. */
  readonly modelKinds: readonly ('forest' | 'baseline')[];
  /** Whether some of the trees see the spectrum at a corrected E0. */
  readonly isAligned: boolean;
  readonly spectra: number;
}

const E0 = {
  'half-step': 'where the signal last crosses half of the edge step',
  derivative: 'at the steepest point of the edge',
  manual: 'by hand',
} as const;

const list = (words: readonly string[]): string =>
  words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words[words.length - 1]}`;

const distinct = <T>(values: readonly T[]): T[] => [...new Set(values)];

const FORESTS = 'random forests trained on spectra of oxides computed with FEFF';
const SHARES = 'the frequencies of the labels in the training spectra';
const VIEWS =
  ', half of whose trees took the spectrum as found and half with E0 corrected from the shape of the whole edge and the slope above the edge divided out';

/** What predicted, in words. */
function predictor(kinds: readonly ('forest' | 'baseline')[], isAligned: boolean): string {
  const forests = `${FORESTS}${isAligned ? VIEWS : ''}`;
  if (!kinds.includes('baseline')) return forests;
  return kinds.includes('forest') ? `${forests}, or, where no forest does better, by ${SHARES}` : SHARES;
}

/** A sentence for the Methods section of a paper, with what is needed to repeat the analysis. */
export function methodsSentence({
  appVersion,
  elements,
  modelVersions,
  e0Methods,
  modelKinds,
  isAligned,
  spectra,
}: MethodsFacts): string {
  const what =
    spectra === 1
      ? `The ${list(distinct(elements))} K-edge XANES spectrum was`
      : `${spectra} K-edge XANES spectra (${list(distinct(elements))}) were`;
  return `${what} analysed with Xanopy ${appVersion} (models ${list(distinct(modelVersions))}): E0 was set ${list(distinct(e0Methods).map((method) => E0[method]))}, the normalised spectrum was cut from 15 eV below to 30 eV above E0 and interpolated to 200 points, and coordination numbers and motifs were predicted by ${predictor(modelKinds, isAligned)}, after Zheng et al. (Patterns 1 (2020) 100013, https://doi.org/10.1016/j.patter.2020.100013).`;
}
