import type { Calibration, Limits } from '../../src/domain/confidence/calibration';
import type { SpectrumLibrary } from '../../src/domain/confidence/library';
import { nearestNeighbours, onLibraryGrid } from '../../src/domain/confidence/neighbours';
import { peakHeight } from '../../src/domain/confidence/peak';
import { Random } from '../../src/domain/random';
import type { PreparedSpectrum } from '../../src/domain/spectrum/prepare';
import { handedOut, readMaterials } from '../data/dataset';
import { asMeasured, prepareOrRefuse, SCAN } from '../../src/domain/growing/augment';
import { samplesOf, type Sample } from '../../src/domain/growing/samples';
import { passedOn, randomForm } from './passed-on';

/** Materials of an element that take part; more change nothing but the time. */
const MOST_MATERIALS = 150;
/** Copies of each oxide as an experiment may show it. */
const MEASURED_COPIES = 2;

/** One computed oxide and what an experiment may make of it. */
export interface DomainSample {
  readonly element: string;
  readonly material: string;
  readonly plain: PreparedSpectrum;
  readonly measured: readonly PreparedSpectrum[];
  /** The measured copies cut and normalised as scans are passed on. */
  readonly passedOn: readonly PreparedSpectrum[];
  /** Distances of all copies to the nearest library spectrum of another material. */
  readonly distances: readonly number[];
}

/** The library spectra of an element: our own calculations of every site and average. */
export function libraryOf(element: string): SpectrumLibrary {
  const spectra = handedOut(element)
    .flatMap(samplesOf)
    .flatMap(({ material, formula, truth, spectrum }) => {
      const prepared = prepareOrRefuse(spectrum);
      if (!prepared) return [];
      const curve = { energy: prepared.raw.energy, mu: prepared.normalisation.mu };
      return [{ material, formula, environment: truth, ...onLibraryGrid(curve, prepared.e0) }];
    });
  return { element, spectra };
}

/** One spectrum a material, the average where it is known, since that is what experiments measure. */
function representatives(element: string): Sample[] {
  const materials = readMaterials(element);
  const chosen = new Random(`domain/${element}`).shuffle([...materials]).slice(0, MOST_MATERIALS);
  return chosen.flatMap((material) => {
    const samples = samplesOf(material);
    return samples.find(({ kind }) => kind === 'average') ?? samples.slice(0, 1);
  });
}

/** The samples from which the limits of an element's domain are learnt. */
export function domainSamples(element: string, library: SpectrumLibrary): DomainSample[] {
  return representatives(element).flatMap(({ material, spectrum }) => {
    const random = new Random(`domain/${element}/${material}`);
    const plain = prepareOrRefuse(spectrum);
    if (!plain) return [];
    const measured = Array.from({ length: MEASURED_COPIES }, () =>
      asMeasured(spectrum, plain.e0, SCAN, random),
    ).filter((copy) => copy !== null);
    const passed = measured
      .map((copy) => passedOn(copy, element, randomForm(random), random.between(-SCAN.e0, SCAN.e0)))
      .filter((copy) => copy !== null);
    return [
      {
        element,
        material,
        plain,
        measured,
        passedOn: passed,
        distances: [...measured, ...passed].flatMap(
          (copy) => nearestNeighbours(copy.window, library, 1, material)[0]?.distance ?? [],
        ),
      },
    ];
  });
}

const meanOf = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

/** Standard deviations of the logarithm of the distance: 95 % and 99.5 % of the copies stay below. */
const DISTANCE_DEVIATIONS: Limits = { borderline: 1.645, outside: 2.576 };
/** The scatter of all elements counts like this many materials of the element. */
const SCATTER_WEIGHT = 20;

/** Limits of the distance to the nearest library spectrum, by element. */
function fitDistances(samples: readonly DomainSample[]): Map<string, Limits> {
  const logs = new Map<string, { values: number[]; materials: number }>();
  for (const { element, distances } of samples) {
    if (distances.length === 0) continue;
    const known = logs.get(element) ?? { values: [], materials: 0 };
    known.values.push(...distances.map(Math.log));
    known.materials += 1;
    logs.set(element, known);
  }
  const scatters = [...logs].map(([element, { values, materials }]) => {
    const centre = meanOf(values);
    return { element, centre, materials, variance: meanOf(values.map((value) => (value - centre) ** 2)) };
  });
  const pooled = meanOf(scatters.map(({ variance }) => variance));
  return new Map(
    scatters.map(({ element, centre, variance, materials: n }) => {
      const scatter = Math.sqrt((n * variance + SCATTER_WEIGHT * pooled) / (n + SCATTER_WEIGHT));
      return [
        element,
        {
          borderline: Math.exp(centre + DISTANCE_DEVIATIONS.borderline * scatter),
          outside: Math.exp(centre + DISTANCE_DEVIATIONS.outside * scatter),
        },
      ];
    }),
  );
}

/** Smallest deviation of the logarithm of a peak height that is taken at its word. */
const LEAST_DEVIATION = 0.05;

/** The part of a calibration that says where an element's domain ends. */
export type DomainLimits = Pick<Calibration, 'peak' | 'distance'>;

/** Limits of every element's domain. */
export function fitDomain(samples: readonly DomainSample[]): Map<string, DomainLimits> {
  const distances = fitDistances(samples);
  const elements = [...new Set(samples.map(({ element }) => element))];
  return new Map(
    elements.map((element) => {
      const heights = samples
        .filter((sample) => sample.element === element)
        .flatMap(({ measured }) => measured.map(({ window }) => Math.log(peakHeight(window.mu))));
      const mean = heights.length > 0 ? meanOf(heights) : 0;
      const variance = heights.length > 0 ? meanOf(heights.map((value) => (value - mean) ** 2)) : 1;
      return [
        element,
        {
          peak: { mean, deviation: Math.max(LEAST_DEVIATION, Math.sqrt(variance)) },
          distance: distances.get(element) ?? null,
        },
      ];
    }),
  );
}
