import { Random } from '../src/domain/random';
import { prepareSpectrum } from '../src/domain/spectrum/prepare';
import type { Curve } from '../src/domain/spectrum/types';
import { interpolate } from '../src/domain/spectrum/curve';
import { readMaterials } from '../training/data/dataset';
import { computed } from '../src/domain/growing/samples';
import type { FileContent } from './app';

/** Normalised computed spectrum of chromium on a grid of 0.25 eV. */
function chromium(wanted: string): Curve {
  const found = readMaterials('Cr').find(({ material }) => material === wanted);
  if (!found) throw new Error(`${wanted} is not among the computed spectra`);
  const [{ energy, mu }] = found.sites;
  const { raw, normalisation } = prepareSpectrum(computed(energy, mu, 'Cr'), { element: 'Cr' });
  const curve = { energy: raw.energy, mu: normalisation.mu };
  const grid = Float64Array.from({ length: 300 }, (_, i) => 5975 + i / 4);
  return { energy: grid, mu: grid.map((at) => interpolate(curve, at)) };
}

/** Octahedra of Cr2O3 and tetrahedra of Rb2CrO4, computed for this project. */
export const octahedra = (): Curve => chromium('mp-19399');
export const tetrahedra = (): Curve => chromium('mp-19643');

/** A mixture as a scan shows it: with noise (edge steps), the same every time. */
export function mixtureOf(share: number, one: Curve, other: Curve, noise = 0.003): Curve {
  const random = new Random(`mixture ${share}`);
  return {
    energy: one.energy,
    mu: one.mu.map((value, i) => share * value + (1 - share) * other.mu[i] + noise * random.normal()),
  };
}

/** A normalised chromium spectrum as an XDI file. */
export const xdiFile = (name: string, { energy, mu }: Curve): FileContent => ({
  name,
  content: [
    '# XDI/1.0 Tests/1.0',
    '# Column.1: energy eV',
    '# Column.2: norm',
    '# Element.symbol: Cr',
    '# Element.edge: K',
    '# ---',
    '# energy norm',
    ...Array.from(energy, (at, i) => `${at} ${mu[i]}`),
    '',
  ].join('\n'),
});
