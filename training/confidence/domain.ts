import type { Calibration, Limits } from '../../src/domain/confidence/calibration';
import {
  describeShape,
  foreignness,
  shapeTerms,
  standardise,
  type ShapeModel,
} from '../../src/domain/confidence/descriptors';
import { nearestNeighbours, onLibraryGrid } from '../../src/domain/confidence/neighbours';
import type { SpectrumLibrary } from '../../src/domain/confidence/library';
import type { PreparedSpectrum } from '../../src/domain/spectrum/prepare';
import { K_EDGES } from '../../src/domain/elements';
import { asMeasured, prepareOrRefuse, SCAN } from '../samples/augment';
import { readMaterials } from '../data/dataset';
import { Random } from '../../src/domain/random';
import { samplesOf, type Sample } from '../samples/samples';
import { metalLike, sulfideLike } from './foreign';
import { crossFit } from './folds';
import { fitLogistic } from './logistic';

/** Only our own calculations may be handed out with the models. */
const OWN_SOURCE = 'feff10';
/** Materials of an element that take part; more change nothing but the time. */
const MOST_MATERIALS = 150;
/** Copies of each oxide as an experiment may show it. */
const MEASURED_COPIES = 2;

/** One computed oxide, what an experiment may make of it, and foreign spectra made up beside it. */
export interface DomainSample {
  readonly element: string;
  readonly material: string;
  readonly plain: PreparedSpectrum;
  readonly measured: readonly PreparedSpectrum[];
  readonly sulfideLike: PreparedSpectrum | null;
  readonly metalLike: PreparedSpectrum | null;
  /** Descriptors of the oxide, of its measured copies and of the foreign spectra. */
  readonly shapes: {
    readonly plain: readonly number[];
    readonly measured: readonly (readonly number[])[];
    readonly foreign: readonly (readonly number[])[];
  };
  /** Distances of the measured copies to the nearest library spectrum of another material. */
  readonly distances: readonly number[];
}

/** The library spectra of an element: our own calculations of every site and average. */
export function libraryOf(element: string): SpectrumLibrary {
  const spectra = readMaterials(element)
    .filter(({ source }) => source === OWN_SOURCE)
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

/** Descriptors of a spectrum, compared with the library spectra of other materials than `material`. */
function shapeOf({ window }: PreparedSpectrum, library: SpectrumLibrary, material: string): number[] {
  return describeShape(window.mu, nearestNeighbours(window, library, 1, material)[0]?.distance ?? null);
}

/** The samples from which the limits of an element's domain are learnt. */
export function domainSamples(element: string, library: SpectrumLibrary): DomainSample[] {
  return representatives(element).flatMap(({ material, spectrum }) => {
    const random = new Random(`domain/${element}/${material}`);
    const plain = prepareOrRefuse(spectrum);
    if (!plain) return [];
    const shape = (prepared: PreparedSpectrum): number[] => shapeOf(prepared, library, material);
    const measured = Array.from({ length: MEASURED_COPIES }, () =>
      asMeasured(spectrum, plain.e0, SCAN, random),
    ).filter((copy) => copy !== null);
    // The foreign spectra get the same errors, or the errors would mark the oxides.
    const sulfide = asMeasured(sulfideLike(spectrum, plain.e0, random), plain.e0, SCAN, random);
    const metal = asMeasured(metalLike(element, random), K_EDGES[element], SCAN, random);
    return [
      {
        element,
        material,
        plain,
        measured,
        sulfideLike: sulfide,
        metalLike: metal,
        shapes: {
          plain: shape(plain),
          measured: measured.map(shape),
          foreign: [sulfide, metal].filter((prepared) => prepared !== null).map(shape),
        },
        distances: measured.flatMap(
          (copy) => nearestNeighbours(copy.window, library, 1, material)[0]?.distance ?? [],
        ),
      },
    ];
  });
}

type Standard = Pick<ShapeModel, 'mean' | 'deviation'>;

/** Smallest standard deviation of a descriptor that is taken at its word. */
const LEAST_DEVIATION = 0.02;

function standardOf(samples: readonly DomainSample[]): Standard {
  const columns = samples[0].shapes.plain.map((_, k) =>
    samples.map(({ shapes }) => shapes.plain[k]).filter((value) => !Number.isNaN(value)),
  );
  const mean = columns.map((values) => (values.length === 0 ? 0 : meanOf(values)));
  const deviation = columns.map((values, k) =>
    values.length === 0
      ? 1
      : Math.max(LEAST_DEVIATION, Math.sqrt(meanOf(values.map((value) => (value - mean[k]) ** 2)))),
  );
  return { mean, deviation };
}

/** Shape models of all elements: each with its own standard, all with the same weights. */
export type ShapeFit = ReadonlyMap<string, ShapeModel>;

/** Penalty on the squares of the weights, found flat between 30 and 300 on held-out materials. */
const RIDGE = 100;

function fitShapes(samples: readonly DomainSample[]): ShapeFit {
  const elements = [...new Set(samples.map(({ element }) => element))];
  const standards = new Map(
    elements.map((element) => [element, standardOf(samples.filter((sample) => sample.element === element))]),
  );
  const rows: number[][] = [];
  const labels: number[] = [];
  for (const sample of samples) {
    const standard = standards.get(sample.element);
    if (!standard) continue;
    const add = (shape: readonly number[], label: number): void => {
      rows.push(shapeTerms(standardise(shape, standard)));
      labels.push(label);
    };
    const { plain, measured, foreign } = sample.shapes;
    [plain, ...measured].forEach((shape) => add(shape, 0));
    foreign.forEach((shape) => add(shape, 1));
  }
  const { weights, bias } = fitLogistic(rows, labels, new Array<number>(rows.length).fill(1), RIDGE);
  return new Map([...standards].map(([element, standard]) => [element, { ...standard, weights, bias }]));
}

/** Shares of the oxides, as an experiment may show them, that a limit of shape leaves below it. */
const SHAPE_QUANTILES: Limits = { borderline: 0.85, outside: 0.95 };
/** The same for the distance, in standard deviations of its logarithm: 95 % and 99.5 %. */
const DISTANCE_DEVIATIONS: Limits = { borderline: 1.645, outside: 2.576 };
/** The scatter of all elements counts like this many materials of the element. */
const SCATTER_WEIGHT = 20;

function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))];
}

const meanOf = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

/** Limits of the distance to the nearest library spectrum, by element. */
function fitDistances(samples: readonly DomainSample[]): Map<string, Limits> {
  const logs = new Map<string, number[]>();
  for (const { element, distances } of samples) {
    if (distances.length === 0) continue;
    logs.set(element, [...(logs.get(element) ?? []), ...distances.map(Math.log)]);
  }
  const deviations = new Map(
    [...logs].map(([element, values]) => {
      const centre = meanOf(values);
      return [
        element,
        {
          centre,
          variance: meanOf(values.map((value) => (value - centre) ** 2)),
          n: values.length / MEASURED_COPIES,
        },
      ];
    }),
  );
  const pooled = meanOf([...deviations.values()].map(({ variance }) => variance));
  return new Map(
    [...deviations].map(([element, { centre, variance, n }]) => {
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

/** The part of a calibration that says where an element's domain ends. */
export type DomainLimits = Pick<Calibration, 'shape' | 'distance'>;

/** Limits of every element's domain, the shape limits from held-out materials. */
export function fitDomain(samples: readonly DomainSample[]): Map<string, DomainLimits> {
  const scores = crossFit(samples, fitShapes, (models, { element, shapes }) => {
    const model = models.get(element);
    return model ? shapes.measured.map((shape) => foreignness(shape, model)) : [];
  }).flat();
  const limits: Limits = {
    borderline: quantile(scores, SHAPE_QUANTILES.borderline),
    outside: quantile(scores, SHAPE_QUANTILES.outside),
  };
  const distances = fitDistances(samples);
  return new Map(
    [...fitShapes(samples)].map(([element, shape]) => [
      element,
      { shape: { ...shape, ...limits }, distance: distances.get(element) ?? null },
    ]),
  );
}
