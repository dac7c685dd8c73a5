import type { Limits } from '../../src/domain/confidence/calibration';
import {
  CHECK_FEATURES,
  CHECK_POINTS,
  checkCurve,
  checkFeatures,
  foreignProbability,
  LOG_ODDS_STEP,
  type OxideCheck,
  type OxideChecks,
  type OxideStandard,
} from '../../src/domain/confidence/oxide-check';
import { Random } from '../../src/domain/random';
import type { PreparedSpectrum } from '../../src/domain/spectrum/prepare';
import type { Spectrum } from '../../src/domain/spectrum/types';
import { elementsWithData, readMaterials } from '../data/dataset';
import { readNonOxides } from '../data/nonoxides';
import { toMatrix } from '../../src/domain/growing/fit';
import { boostedTrees } from './boosting';
import { asMeasured, prepareOrRefuse, SCAN, type Variation } from '../../src/domain/growing/augment';
import { computed, samplesOf } from '../../src/domain/growing/samples';
import { partOf, PARTS } from './folds';
import { passedOn, randomForm } from './passed-on';

/**
 * What the checks learn to bear. E0 is the one that the search finds, whatever the user sets: it scatters by about 1 eV.
 * Uneven or leaky samples damp a transmission scan, too, but far less than fluorescence is damped.
 */
const CHECK_SCANS: Readonly<Record<keyof OxideChecks, Variation>> = {
  transmission: { ...SCAN, e0: 1, damping: 0.2 },
  any: { ...SCAN, e0: 1 },
};

/** How a computed spectrum is shown: as computed, as a scan, as a scan passed on in another form. */
export type Shown = 'plain' | 'scan' | 'form';

/** An oxide or something else, with its windows. */
export interface CheckSample {
  readonly element: string;
  readonly material: string;
  /** oxide, metal, sulfide and so on. */
  readonly class: string;
  readonly windows: readonly { readonly shown: Shown; readonly prepared: PreparedSpectrum }[];
}

/** Disturbed copies a spectrum, half of them in another form: as many as a check learns from, or is judged on. */
interface Copies {
  readonly oxide: number;
  readonly foreign: number;
}
const LEARNT_COPIES: Copies = { oxide: 16, foreign: 16 };
export const JUDGED_COPIES: Copies = { oxide: 4, foreign: 16 };
/** Oxides of an element that take part; more change nothing but the time. */
const MOST_MATERIALS = 150;

/**
 * Classes that are not learnt from: with light anions at the distance of oxygen their edges differ from an oxide's by less than the
 * calculation errs, and what is said of their coordination is right. How many are caught is measured all the same.
 */
export const LIKE_OXIDES: readonly string[] = ['fluoride', 'nitride', 'carbide'];

function windowsOf(
  spectrum: Spectrum,
  element: string,
  copies: number,
  variation: Variation,
  random: Random,
): CheckSample['windows'] {
  const plain = prepareOrRefuse(spectrum);
  if (!plain) return [];
  const scans = Array.from({ length: copies }, (_, i): { shown: Shown; found: PreparedSpectrum | null } => {
    const scan = asMeasured(spectrum, plain.e0, variation, random);
    return i % 2 === 0
      ? { shown: 'scan', found: scan }
      : {
          shown: 'form',
          found: scan && passedOn(scan, element, randomForm(random), random.between(-1, 1)),
        };
  });
  return [
    { shown: 'plain', prepared: plain },
    ...scans.flatMap(({ shown, found }) => (found ? [{ shown, prepared: found }] : [])),
  ];
}

function oxideSamples(element: string, copies: number, variation: Variation): CheckSample[] {
  const materials = new Random(`oxide-check/${element}`).shuffle([...readMaterials(element)]);
  return materials.slice(0, MOST_MATERIALS).flatMap((one) => {
    const samples = samplesOf(one);
    const sample = samples.find(({ kind }) => kind === 'average') ?? samples[0];
    if (!sample) return [];
    const { material } = one;
    const random = new Random(`oxide-check/${element}/${material}`);
    const windows = windowsOf(sample.spectrum, element, copies, variation, random);
    return windows.length > 0 ? [{ element, material, class: 'oxide', windows }] : [];
  });
}

/** Oxides of all elements and everything computed that is no oxide, disturbed as the check in question is to bear. */
export function checkSamples(check: keyof OxideChecks, copies: Copies): CheckSample[] {
  const variation = CHECK_SCANS[check];
  const foreign = readNonOxides().flatMap(({ element, material, class: kind, site, energy, mu }) => {
    const random = new Random(`oxide-check/${element}/${material}/${site}`);
    const windows = windowsOf(computed(energy, mu, element), element, copies.foreign, variation, random);
    return windows.length > 0 ? [{ element, material, class: kind, windows }] : [];
  });
  return [
    ...elementsWithData().flatMap((element) => oxideSamples(element, copies.oxide, variation)),
    ...foreign,
  ];
}

const isOxide = (sample: CheckSample): boolean => sample.class === 'oxide';

/** Smallest standard deviation (area-scaled mu) that is taken at its word. */
const LEAST_DEVIATION = 0.01;

/** How the oxides of each element look, their disturbed copies included. */
function standardsOf(samples: readonly CheckSample[]): Map<string, OxideStandard> {
  const curves = new Map<string, Float64Array[]>();
  for (const sample of samples) {
    if (!isOxide(sample)) continue;
    const known = curves.get(sample.element) ?? [];
    known.push(...sample.windows.map(({ prepared }) => checkCurve(prepared.window.mu)));
    curves.set(sample.element, known);
  }
  return new Map(
    [...curves].map(([element, list]) => {
      const meanOver = (of: (curve: Float64Array) => number): number =>
        list.reduce((sum, curve) => sum + of(curve), 0) / list.length;
      const mean = Array.from({ length: CHECK_POINTS }, (_, i) => meanOver((curve) => curve[i]));
      const deviation = mean.map((centre, i) =>
        Math.max(LEAST_DEVIATION, Math.sqrt(meanOver((curve) => (curve[i] - centre) ** 2))),
      );
      return [element, { mean, deviation }];
    }),
  );
}

const BOOSTING = { trees: 300, rate: 0.1, share: 0.5, featuresPerSplit: 30, leaf: 60 } as const;

/** A check without its limits. */
type Fit = Pick<OxideCheck, 'forest' | 'standards'>;

/** Trees learnt from `samples`; the standards are those of `oxides`, by default of the same samples. */
function fitCheck(samples: readonly CheckSample[], oxides = samples): Fit {
  const standards = standardsOf(oxides);
  const learnt = samples.filter(
    (sample) => standards.has(sample.element) && !LIKE_OXIDES.includes(sample.class),
  );
  const ofClass = [learnt.filter(isOxide).length, learnt.filter((sample) => !isOxide(sample)).length];
  const rows = learnt.flatMap((sample, group) => {
    const standard = standards.get(sample.element);
    const label = isOxide(sample) ? 0 : 1;
    return standard
      ? sample.windows.map(({ prepared }) => ({
          features: checkFeatures(prepared.window.mu, sample.element, standard),
          label,
          group,
          // Every compound counts the same within its class, and both classes count the same.
          weight: 1 / sample.windows.length / ofClass[label],
        }))
      : [];
  });
  const forest = boostedTrees(
    {
      rows: rows.map(({ features }) => features),
      matrix: toMatrix(
        rows.map(({ features }) => features),
        CHECK_FEATURES,
      ),
      labels: rows.map(({ label }) => label),
      weights: rows.map(({ weight }) => weight),
      groups: Int32Array.from(rows, ({ group }) => group),
      groupCount: learnt.length,
      step: LOG_ODDS_STEP,
    },
    BOOSTING,
    'oxide-check',
  );
  return { forest, standards };
}

/** Probability of "no oxide" that a window got from trees that never saw its compound, or its element. */
export interface HeldOutWindow {
  readonly class: string;
  readonly shown: Shown;
  readonly probability: number;
}

const judge = (fit: Fit, { element, class: kind, windows }: CheckSample): HeldOutWindow[] =>
  windows.flatMap(({ shown, prepared }) => {
    const probability = foreignProbability(fit, prepared.window.mu, element);
    return probability === null ? [] : [{ class: kind, shown, probability }];
  });

/** Every window judged by trees that never saw its part. */
const holdOut = (
  samples: readonly CheckSample[],
  partOfSample: (sample: CheckSample) => number,
  fits: ReadonlyMap<number, Fit>,
): HeldOutWindow[] =>
  samples.flatMap((sample) => {
    const fit = fits.get(partOfSample(sample));
    return fit ? judge(fit, sample) : [];
  });

const range = (count: number): number[] => Array.from({ length: count }, (_, i) => i);

/** Parts into which elements are split. */
const ELEMENT_PARTS = 6;

/** Windows of what is learnt from and no oxide, judged by trees that never saw the element; how its oxides look is known. */
export function holdOutElements(check: keyof OxideChecks): HeldOutWindow[] {
  const samples = checkSamples(check, LEARNT_COPIES);
  const elements = [...new Set(samples.map(({ element }) => element))];
  const partOfSample = ({ element }: CheckSample): number => elements.indexOf(element) % ELEMENT_PARTS;
  const fits = range(ELEMENT_PARTS).map((part): [number, Fit] => [
    part,
    fitCheck(
      samples.filter((sample) => partOfSample(sample) !== part),
      samples,
    ),
  ]);
  return holdOut(
    samples.filter((sample) => !isOxide(sample) && !LIKE_OXIDES.includes(sample.class)),
    partOfSample,
    new Map(fits),
  );
}

/** Shares of held-out oxides, shown as scans and in other forms, that a limit leaves below it. */
const QUANTILES: Limits = { borderline: 0.9, outside: 0.97 };

function limitsOf(held: readonly HeldOutWindow[]): Limits {
  const sorted = held
    .filter(({ class: kind, shown }) => kind === 'oxide' && shown !== 'plain')
    .map(({ probability }) => probability)
    .sort((a, b) => a - b);
  const at = (quantile: number): number =>
    sorted[Math.min(sorted.length - 1, Math.ceil(quantile * sorted.length))];
  return { borderline: at(QUANTILES.borderline), outside: at(QUANTILES.outside) };
}

/** A check that learnt from everything, and for each part of the materials (`partOf`) one that never saw them; all have the same limits. */
export interface LearntCheck {
  readonly whole: OxideCheck;
  readonly parts: readonly OxideCheck[];
}

/** Learns a check; its limits come from compounds that the trees never saw. */
export function learnCheck(check: keyof OxideChecks): LearntCheck {
  const samples = checkSamples(check, LEARNT_COPIES);
  const ofMaterial = ({ material }: CheckSample): number => partOf(material);
  const fits = range(PARTS).map((part) => fitCheck(samples.filter((sample) => ofMaterial(sample) !== part)));
  const limits = limitsOf(holdOut(samples, ofMaterial, new Map(fits.entries())));
  return { whole: { ...fitCheck(samples), limits }, parts: fits.map((fit) => ({ ...fit, limits })) };
}
