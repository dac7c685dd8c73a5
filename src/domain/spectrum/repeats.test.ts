import { describe, expect, it } from 'vitest';
import { syntheticSpectrum } from '../testing/synthetic';
import { glitchesOf, PROPOSED_LEAST } from './glitches';
import { rebinned, USUAL_REBIN, withoutPoints } from './points';
import { prepareSpectrum } from './prepare';
import { merged, shiftOnto } from './repeats';

const scan = (edge: number, more = {}) => syntheticSpectrum({ edge, ...more });

describe('aligning repeats', () => {
  it.each([0, 0.37, -1.9, 6.25])('finds a shift of %s eV, whatever scale and height', (off) => {
    const moved = scan(7112 + off, { scale: 1.7, offset: 0.4 });
    expect(shiftOnto(moved, scan(7112), 7112)).toBeCloseTo(-off, 1);
  });

  it('refuses scans that lie far apart or share too little', () => {
    expect(() => shiftOnto(scan(7130), scan(7112), 7112)).toThrow('10 eV apart');
    expect(() => shiftOnto(scan(8333), scan(7112), 7112)).toThrow('too few points');
  });
});

describe('merging repeats', () => {
  it('gives mean and standard deviation where all have points', () => {
    const a = scan(7112);
    const others = [0.1, -0.1].map((by) => ({
      energy: a.energy.slice(20),
      mu: a.mu.slice(20).map((v) => v + by),
    }));
    const { energy, mu, deviation } = merged([a, ...others]);
    expect(energy[0]).toBe(a.energy[20]);
    expect(mu[5]).toBeCloseTo(a.mu[25], 12);
    expect(deviation[5]).toBeCloseTo(0.1, 12);
  });

  it('needs two scans that overlap', () => {
    expect(() => merged([scan(7112)])).toThrow('Tick the repeats');
    expect(() => merged([scan(7112), scan(8333)])).toThrow('0 energies in common');
  });
});

describe('points set by hand', () => {
  const spectrum = scan(7112);

  it('are left out by range and by the nearest energy', () => {
    const { energy } = withoutPoints(spectrum, { from: 7000, to: 7200, removed: [7100.1] });
    expect(energy[0]).toBe(7000);
    expect(energy.at(-1)).toBe(7200);
    expect(energy).not.toContain(7100);
    expect(energy).toHaveLength(400);
    expect(() => withoutPoints(spectrum, { removed: [9000] })).toThrow('within 1 eV of 9000.0');
    expect(() => withoutPoints(spectrum, { from: 7200, to: 7100 })).toThrow('holds no points');
    expect(() => withoutPoints(spectrum, { from: 9000 })).toThrow('wider range');
  });

  it('are averaged in bins and keep the edge where it is', () => {
    const fine = scan(7112, { step: 0.1 });
    const coarse = rebinned(fine, 7112, USUAL_REBIN);
    expect(coarse.energy.length).toBeLessThan(fine.energy.length / 10);
    expect(coarse.energy.every((energy, i) => i === 0 || energy > coarse.energy[i - 1])).toBe(true);
    const before = prepareSpectrum(fine).e0;
    expect(prepareSpectrum(fine, { points: { rebin: USUAL_REBIN } }).e0).toBeCloseTo(before, 1);
    expect(() => rebinned(fine, 7112, { ...USUAL_REBIN, edge: 0 })).toThrow('above 0');
  });

  it('are proposed where a single one leaves the curve, and none else', () => {
    const mu = spectrum.mu.slice();
    mu[100] += 0.15;
    expect(glitchesOf({ ...spectrum, mu }, PROPOSED_LEAST)).toEqual([100]);
    expect(glitchesOf({ ...spectrum, mu })).toEqual([]);
    expect(glitchesOf(spectrum, PROPOSED_LEAST)).toEqual([]);
  });
});
