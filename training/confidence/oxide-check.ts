import type { Limits } from '../../src/domain/confidence/calibration';
import {
  CHECK_FEATURES,
  CHECK_POINTS,
  checkCurve,
  checkFeatures,
  foreignShare,
  type OxideCheck,
  type OxideStandard,
} from '../../src/domain/confidence/oxide-check';
import { Random } from '../../src/domain/random';
import type { PreparedSpectrum } from '../../src/domain/spectrum/prepare';
import type { Spectrum } from '../../src/domain/spectrum/types';
import { elementsWithData, readMaterials } from '../data/dataset';
import { readNonOxides } from '../data/nonoxides';
import { toMatrix } from '../../src/domain/growing/fit';
import { growForest } from '../../src/domain/growing/grow';
import { asMeasured, prepareOrRefuse, SCAN, type Variation } from '../../src/domain/growing/augment';
import { computed, samplesOf } from '../../src/domain/growing/samples';
import { partOf, PARTS } from './folds';
import { passedOn, randomForm } from './passed-on';

/** E0 is the one that the search finds, whatever the user sets: it scatters by about 1 eV. */
const CHECK_SCAN: Variation = { ...SCAN, e0: 1 };

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

/** Disturbed copies, half of them in another form. */
const OXIDE_COPIES = 4;
const FOREIGN_COPIES = 16;
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
  random: Random,
): CheckSample['windows'] {
  const plain = prepareOrRefuse(spectrum);
  if (!plain) return [];
  const scans = Array.from({ length: copies }, (_, i): { shown: Shown; found: PreparedSpectrum | null } => {
    const scan = asMeasured(spectrum, plain.e0, CHECK_SCAN, random);
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

function oxideSamples(element: string): CheckSample[] {
  const materials = new Random(`oxide-check/${element}`).shuffle([...readMaterials(element)]);
  return materials.slice(0, MOST_MATERIALS).flatMap((one) => {
    const samples = samplesOf(one);
    const sample = samples.find(({ kind }) => kind === 'average') ?? samples[0];
    if (!sample) return [];
    const { material } = one;
    const random = new Random(`oxide-check/${element}/${material}`);
    const windows = windowsOf(sample.spectrum, element, OXIDE_COPIES, random);
    return windows.length > 0 ? [{ element, material, class: 'oxide', windows }] : [];
  });
}

/** Oxides of all elements and everything computed that is no oxide. */
export function checkSamples(): CheckSample[] {
  const foreign = readNonOxides().flatMap(({ element, material, class: kind, site, energy, mu }) => {
    const random = new Random(`oxide-check/${element}/${material}/${site}`);
    const windows = windowsOf(computed(energy, mu, element), element, FOREIGN_COPIES, random);
    return windows.length > 0 ? [{ element, material, class: kind, windows }] : [];
  });
  return [...elementsWithData().flatMap(oxideSamples), ...foreign];
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

const FOREST = { splits: 'random', trees: 100, featuresPerSplit: 30, leaf: 4, bootstrap: false } as const;

/** A check without its limits. */
export type Fit = Pick<OxideCheck, 'forest' | 'standards'>;

/** A forest on `samples`; the standards are those of `oxides`, by default of the same samples. */
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
  const forest = growForest(
    {
      matrix: toMatrix(
        rows.map(({ features }) => features),
        CHECK_FEATURES,
      ),
      labels: Uint16Array.from(rows, ({ label }) => label),
      classCount: 2,
      weights: Float64Array.from(rows, ({ weight }) => weight),
      groups: Int32Array.from(rows, ({ group }) => group),
      shares: new Float64Array(learnt.length).fill(1),
    },
    FOREST,
    'oxide-check',
  );
  return { forest, standards };
}

/** A sample with the share of votes for "no oxide" that each of its windows got from a forest that never saw it. */
export interface HeldOutCheck {
  readonly sample: CheckSample;
  readonly shares: readonly { readonly shown: Shown; readonly share: number }[];
}

function judge(fit: Fit, sample: CheckSample): HeldOutCheck {
  return {
    sample,
    shares: sample.windows.flatMap(({ shown, prepared }) => {
      const share = foreignShare(fit, prepared.window.mu, sample.element);
      return share === null ? [] : [{ shown, share }];
    }),
  };
}

/** For each part of the materials (`partOf`) a check that never saw them. */
export function checksByPart(samples: readonly CheckSample[]): ReadonlyMap<number, Fit> {
  return new Map(
    Array.from({ length: PARTS }, (_, part) => [
      part,
      fitCheck(samples.filter(({ material }) => partOf(material) !== part)),
    ]),
  );
}

/** Every sample judged by forests and standards that never saw its compound. */
export function holdOutCompounds(
  samples: readonly CheckSample[],
  checks: ReadonlyMap<number, Fit> = checksByPart(samples),
): HeldOutCheck[] {
  return samples.flatMap((sample) => {
    const fit = checks.get(partOf(sample.material));
    return fit ? [judge(fit, sample)] : [];
  });
}

/** Parts into which elements are split. */
const ELEMENT_PARTS = 6;

/** Every sample judged by forests that never saw its element; how the element's oxides look is known. */
export function holdOutElements(samples: readonly CheckSample[]): HeldOutCheck[] {
  const elements = [...new Set(samples.map(({ element }) => element))];
  const partOf = (sample: CheckSample): number => elements.indexOf(sample.element) % ELEMENT_PARTS;
  return Array.from({ length: ELEMENT_PARTS }, (_, part) => part).flatMap((part) => {
    const fit = fitCheck(
      samples.filter((sample) => partOf(sample) !== part),
      samples,
    );
    return samples.filter((sample) => partOf(sample) === part).map((sample) => judge(fit, sample));
  });
}

/** Shares of held-out oxides, shown as scans and in other forms, that a limit leaves below it. */
const QUANTILES: Limits = { borderline: 0.9, outside: 0.97 };

/** Shares of votes of the disturbed copies of held-out oxides, or of everything else that is learnt from. */
export function disturbedShares(held: readonly HeldOutCheck[], ofOxides: boolean): number[] {
  return held
    .filter(({ sample }) => isOxide(sample) === ofOxides && !LIKE_OXIDES.includes(sample.class))
    .flatMap(({ shares }) => shares.flatMap(({ shown, share }) => (shown === 'plain' ? [] : [share])));
}

/** Limits from held-out samples. */
export function limitsOf(held: readonly HeldOutCheck[]): Limits {
  const shares = disturbedShares(held, true).sort((a, b) => a - b);
  const at = (quantile: number): number =>
    shares[Math.min(shares.length - 1, Math.ceil(quantile * shares.length))];
  return { borderline: at(QUANTILES.borderline), outside: at(QUANTILES.outside) };
}

/** The check that ships: learnt from all samples, its limits from held-out ones. */
export function fitOxideCheck(samples = checkSamples()): OxideCheck {
  return { ...fitCheck(samples), limits: limitsOf(holdOutCompounds(samples)) };
}
