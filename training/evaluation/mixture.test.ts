import { describe, expect, it } from 'vitest';
import { combinations } from '../../src/domain/mixture/combination';
import { components } from '../../src/domain/mixture/components';
import { resolution } from '../../src/domain/mixture/resolution';
import type { MixtureCurve } from '../../src/domain/mixture/samples';
import { mixed, resultOf } from '../../src/domain/mixture/testing';
import { prepareSpectrum } from '../../src/domain/spectrum/prepare';
import { readMaterials } from '../data/dataset';
import { computed } from '../samples/samples';

/** Chromium in the own computed spectra: octahedra of Cr2O3, tetrahedra of Rb2CrO4, which is built as K2CrO4 is. */
const [CR2O3, RB2CRO4] = ['mp-19399', 'mp-19643'].map((wanted): MixtureCurve => {
  const found = readMaterials('Cr').find(({ material }) => material === wanted);
  if (!found) throw new Error(`${wanted} is not among the computed spectra`);
  const [{ energy, mu }] = found.sites;
  const { raw, normalisation } = prepareSpectrum(computed(energy, mu, 'Cr'), { element: 'Cr' });
  return { name: found.formula, element: 'Cr', curve: { energy: raw.energy, mu: normalisation.mu } };
});
const RANGE = { from: 5990, to: 6035 };

describe('a mixture of octahedral and tetrahedral chromium', () => {
  it.each([0, 0.005, 0.02])(
    'half and half, noise %s: the shares within 0.05, in both ways to sum',
    (noise) => {
      // A spectrum on a fine grid, as a scan has it.
      const half = mixed(
        [
          [0.5, CR2O3],
          [0.5, RB2CRO4],
        ],
        noise,
      );
      for (const sum of ['free', 'one'] as const) {
        const { ranking, suggested } = resultOf(
          combinations(half, [CR2O3, RB2CRO4], { ...RANGE, sum, most: 4 }),
        );
        const { parts } = ranking[suggested];
        expect(parts.map(({ reference }) => reference)).toEqual([0, 1]);
        for (const { share } of parts) expect(Math.abs(share - 0.5)).toBeLessThan(0.05);
      }
    },
  );
});

describe('a series of 200 scans from octahedral to tetrahedral chromium', () => {
  const truth = Array.from({ length: 200 }, (_, i) => i / 199);
  const scans = truth.map((share, i) =>
    mixed(
      [
        [1 - share, CR2O3],
        [share, RB2CRO4],
      ],
      0.005,
      `scan ${i}`,
    ),
  );

  it('shows two components', () => {
    const { suggested, smallestIndicator } = resultOf(components(scans, RANGE));
    expect([suggested, smallestIndicator]).toEqual([2, 2]);
  });

  it('is resolved into both, the share of every scan within 0.05', () => {
    const { shares } = resultOf(resolution(scans, { ...RANGE, pure: 2, isClosed: true }));
    const errors = truth.map((share, i) => Math.abs(share - shares[1][i]));
    expect(Math.max(...errors)).toBeLessThan(0.05);
  });
});
