import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { combinations } from '../../src/domain/mixture/combination';
import { decodeLibrary } from '../../src/domain/confidence/library';
import { nearestNeighbours } from '../../src/domain/confidence/neighbours';
import { components } from '../../src/domain/mixture/components';
import { resolution } from '../../src/domain/mixture/resolution';
import { mixtureHints, type Suspect } from '../../src/domain/mixture/hints';
import type { MixtureCurve } from '../../src/domain/mixture/samples';
import { mixed, resultOf } from '../../src/domain/mixture/testing';
import { Random } from '../../src/domain/random';
import { prepareSpectrum } from '../../src/domain/spectrum/prepare';
import { readMaterials } from '../data/dataset';
import { computed } from '../../src/domain/growing/samples';

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

/** Scans of computed chromium spectra, each with the distance to the nearest other crystal's. */
describe('spectra that may be mixtures', () => {
  const library = decodeLibrary(JSON.parse(readFileSync('public/models/Cr.library.json', 'utf8')));
  const pure = readMaterials('Cr').map(({ material, sites: [{ energy, mu }] }) => {
    const { raw, normalisation } = prepareSpectrum(computed(energy, mu, 'Cr'), { element: 'Cr' });
    const curve = { energy: raw.energy, mu: normalisation.mu };
    return { material, member: { name: material, element: 'Cr', curve } };
  });
  const random = new Random('hints');
  const drawn = (count: number): typeof pure => {
    const left = [...pure];
    return Array.from({ length: count }, () => left.splice(random.below(left.length), 1)[0]);
  };
  /** As a scan of another beamline shows it: noise, edge step off by some percent, E0 off by some tenths of an eV. */
  const scanOf = (curve: MixtureCurve, materials: readonly string[], disturbed: number): Suspect => {
    const [scale, shift] = [1 + 0.03 * disturbed * random.normal(), 0.2 * disturbed * random.normal()];
    const energy = curve.curve.energy.map((at) => at + shift);
    const mu = curve.curve.mu.map((value) => scale * value + 0.005 * random.normal());
    const spectrum = { energy, mu, signal: 'absorption', isNormalised: true, element: 'Cr' } as const;
    const prepared = prepareSpectrum(spectrum, { element: 'Cr' });
    const [nearest] = nearestNeighbours(
      prepared.window,
      { ...library, spectra: library.spectra.filter(({ material }) => !materials.includes(material)) },
      1,
    );
    return { curve: { ...curve, curve: { energy, mu } }, e0: prepared.e0, nearest: nearest.distance };
  };
  const session = (others: typeof pure): Suspect[] =>
    others.map(({ material, member }) => scanOf(member, [material], 0));

  it('two of a session of five are found in their mixtures, and pure crystals are left in peace', () => {
    let [found, right, wrong] = [0, 0, 0];
    for (let run = 0; run < RUNS; run++) {
      const [one, ...others] = drawn(5);
      const members = session(others);
      const half = mixed([
        [0.5, others[0].member],
        [0.5, others[1].member],
      ]);
      const [hint] = resultOf(mixtureHints([scanOf(half, [], 1), ...members]));
      if (hint) found += 1;
      if (hint?.parts.every(({ reference }) => reference === 1 || reference === 2)) right += 1;
      // A crystal that neither the session nor training knows.
      if (resultOf(mixtureHints([scanOf(one.member, [one.material], 1), ...members]))[0]) wrong += 1;
    }
    expect(found).toBeGreaterThanOrEqual(0.8 * RUNS);
    expect(right).toBeGreaterThanOrEqual(0.9 * found);
    expect(wrong).toBeLessThanOrEqual(0.05 * RUNS);
  });

  it('repeats of one sample are no mixture of each other', () => {
    const [{ member, material }, other] = drawn(2);
    const repeats = Array.from({ length: 4 }, () => scanOf(member, [material], 0));
    const hints = resultOf(mixtureHints([...repeats, scanOf(other.member, [other.material], 0)]));
    expect(hints).toEqual([null, null, null, null, null]);
  });

  it('in a series every scan in between is a mixture of both ends', () => {
    const truth = Array.from({ length: 30 }, (_, i) => i / 29);
    const suspects = truth.map((share) =>
      scanOf(
        mixed([
          [1 - share, CR2O3],
          [share, RB2CRO4],
        ]),
        [],
        0,
      ),
    );
    const hints = resultOf(mixtureHints(suspects));
    for (const [scan, hint] of [...hints.entries()].slice(6, 24)) {
      expect(hint, `scan ${scan}`).not.toBeNull();
      const late = hint?.parts.find(({ reference }) => reference > 15);
      // The members are the ends or near them, so the shares are about those of the series.
      expect(Math.abs((late?.share ?? 0) - truth[scan])).toBeLessThan(0.15);
    }
    expect([hints[0], hints[29]]).toEqual([null, null]);
  });
});

const RUNS = 200;
