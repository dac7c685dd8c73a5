import { coreHoleWidth } from '../elements';
import {
  averageOrderParameters,
  environmentOf,
  type Environment,
  type OrderParameters,
} from '../environment/labels';
import { interpolate } from '../spectrum/curve';
import type { Spectrum } from '../spectrum/types';

/** Computed spectrum and true order parameters of one symmetry-distinct site. */
export interface Site {
  readonly site: number;
  /** Equivalent sites in the cell. */
  readonly multiplicity: number;
  /** eV, absolute, the calculation's own offset. */
  readonly energy: Float64Array;
  /** Normalised to the edge step, same length as `energy`. */
  readonly mu: Float64Array;
  readonly parameters: OrderParameters;
}

/** The sites of one element in one crystal that have been computed. */
export interface Material {
  readonly material: string;
  readonly formula: string;
  readonly element: string;
  /** Which calculation the spectra come from; one crystal of two sources is still one material. */
  readonly source: string;
  /** Whether every distinct site of the element is present, so that the average can be formed. */
  readonly complete: boolean;
  readonly sites: readonly Site[];
}

/** One spectrum with its truth, before augmentation. */
export interface Sample {
  readonly element: string;
  readonly material: string;
  readonly formula: string;
  readonly source: string;
  readonly kind: 'site' | 'average';
  /** Site index of the calculation; -1 for an average over several sites. */
  readonly site: number;
  readonly spectrum: Spectrum;
  /** eV: first energy of the calculation, a fixed distance below its Fermi level; averages: the mean of their sites'. */
  readonly origin: number;
  readonly parameters: OrderParameters;
  readonly truth: Environment;
}

/** How far below its first energy a computed spectrum is continued (eV), and in what steps. */
export const TAIL_LENGTH = 20;
const TAIL_STEP = 0.5;

/**
 * A computed spectrum, continued below its first energy. Calculations start a few eV below the edge, on the
 * tail that the core hole's Lorentzian leaves of the edge; a measured scan shows that tail die away. The
 * continuation is the arctangent edge of the core hole's width that passes through the first value.
 */
export function computed(energy: Float64Array, mu: Float64Array, element: string): Spectrum {
  const halfWidth = coreHoleWidth(element) / 2;
  const first = Math.min(Math.max(mu[0], 1e-4), 0.9);
  const centre = energy[0] + halfWidth * Math.tan(Math.PI * (0.5 - first));
  const below = Array.from(
    { length: TAIL_LENGTH / TAIL_STEP },
    (_, i) => energy[0] - TAIL_LENGTH + i * TAIL_STEP,
  );
  const tail = below.map((at) => 0.5 + Math.atan((at - centre) / halfWidth) / Math.PI);
  return {
    energy: Float64Array.from([...below, ...energy]),
    mu: Float64Array.from([...tail, ...mu]),
    signal: 'computed',
    isNormalised: true,
    element,
  };
}

/** Multiplicity-weighted average of the site spectra on the energies that all of them cover. */
export function averageSpectrum({ sites, element }: Material): Spectrum {
  const start = Math.max(...sites.map(({ energy }) => energy[0]));
  const end = Math.min(...sites.map(({ energy }) => energy[energy.length - 1]));
  const total = sites.reduce((sum, { multiplicity }) => sum + multiplicity, 0);
  const energy = sites[0].energy.filter((at) => at >= start && at <= end);
  const mu = energy.map((at) =>
    sites.reduce((sum, site) => sum + (site.multiplicity / total) * interpolate(site, at), 0),
  );
  return computed(energy, mu, element);
}

function originOfAverage({ sites }: Material): number {
  const total = sites.reduce((sum, { multiplicity }) => sum + multiplicity, 0);
  return sites.reduce((sum, { multiplicity, energy }) => sum + (multiplicity / total) * energy[0], 0);
}

/**
 * The samples of a material (those whose order parameters name any CN): every site, and the average over the sites where there are several and all
 * are known. A crystal with one distinct site gives one sample, which is its average too.
 */
export function samplesOf(material: Material): Sample[] {
  const { element, formula, source, sites } = material;
  const common = { element, material: material.material, formula, source };
  const single = sites.length === 1 && material.complete;
  const samples: Sample[] = sites.map(({ site, energy, mu, parameters }) => ({
    ...common,
    kind: single ? 'average' : 'site',
    site,
    spectrum: computed(energy, mu, element),
    origin: energy[0],
    parameters,
    truth: environmentOf(parameters),
  }));
  if (material.complete && !single) {
    const parameters = averageOrderParameters(
      sites.map((site) => site.parameters),
      sites.map(({ multiplicity }) => multiplicity),
    );
    samples.push({
      ...common,
      kind: 'average',
      site: -1,
      spectrum: averageSpectrum(material),
      origin: originOfAverage(material),
      parameters,
      truth: environmentOf(parameters),
    });
  }
  return samples.filter(({ truth }) => truth.length > 0);
}
