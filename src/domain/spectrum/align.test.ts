import { describe, expect, it } from 'vitest';
import { decodeForest } from '../forest/codec';
import { syntheticSpectrum } from '../testing/synthetic';
import { classOfSteps } from '../forest/forest';
import { correctionOf, modelValues, modelWindow, PLAIN_FRAME, type Aligner } from './align';
import { withoutSlope } from './slope';
import type { Curve } from './types';
import { cutWindow, LONGEST_MISSING } from './window';

const E0 = 7120;
const curve: Curve = syntheticSpectrum({ edge: E0 });
const sloped: Curve = {
  energy: curve.energy,
  mu: curve.mu.map((mu, i) => mu * Math.exp(0.005 * Math.max(0, curve.energy[i] - E0))),
};
const between = ({ energy, mu }: Curve, from: number, to: number): Float64Array =>
  mu.filter((_, i) => energy[i] >= from && energy[i] <= to);
const largest = (a: Float64Array, b: Float64Array): number =>
  Math.max(...a.map((value, i) => Math.abs(value - b[i])));

describe('withoutSlope', () => {
  it('takes out a slope however long the scan is, and nothing below E0', () => {
    const end = curve.energy.findIndex((at) => at > E0 + 31);
    const short = { energy: sloped.energy.slice(0, end), mu: sloped.mu.slice(0, end) };
    const [plain, long, cut] = [curve, sloped, short].map((one) => withoutSlope(one, E0));
    expect(long.slope - plain.slope).toBeCloseTo(0.005, 6);
    expect(largest(between(long, E0 + 1, E0 + 30), between(plain, E0 + 1, E0 + 30))).toBeLessThan(1e-6);
    expect(cut.slope).toBeCloseTo(long.slope, 2);
    expect(between(long, E0 - 100, E0 - 1)).toEqual(between(sloped, E0 - 100, E0 - 1));
  });

  it('leaves scans alone that end too early to tell', () => {
    const end = curve.energy.findIndex((at) => at > E0 + 18);
    const short = { energy: sloped.energy.slice(0, end), mu: sloped.mu.slice(0, end) };
    expect(withoutSlope(short, E0)).toEqual({ ...short, slope: 0 });
  });
});

/** An aligner of two trees, one of which stays: steps up where mu is still low at the point of the given E0, else down. */
function alignerAt(reach: number, up: number, down: number, step = 0.5): Aligner {
  const forest = decodeForest({
    classCount: 2 * reach + 1,
    featureCount: 200,
    treeCount: 2,
    // Intensities are whole numbers of 0.002 edge steps; point 66 lies at the given E0.
    nodes: [66, -1 - classOfSteps(up, reach), -1 - classOfSteps(down, reach), -1 - classOfSteps(0, reach)],
    thresholds: [150],
  });
  return { features: { scale: 'post-edge', blocks: ['intensity'] }, forest, step };
}

describe('modelWindow', () => {
  it('is the plain window without an aligner', () => {
    expect(modelWindow(curve, E0, PLAIN_FRAME)).toEqual({
      givenE0: E0,
      e0: E0,
      slope: 0,
      isLimited: false,
      window: cutWindow(curve, E0),
    });
  });

  it('cuts the window again at the E0 that places on either side name on average', () => {
    const aligner = alignerAt(20, 8, -8);
    expect(correctionOf(aligner, cutWindow(curve, E0 - 2).mu)).toBe(2);
    const moved = modelWindow(curve, E0 - 2, { isFlattened: false, aligner });
    // Places below E0 say 2 eV up, those from E0 on 2 eV down: as many on either side of the middle between two.
    expect(moved.e0).toBeCloseTo(E0 - 0.5, 2);
    expect(moved.isLimited).toBe(false);
    expect(moved.window).toEqual(cutWindow(curve, moved.e0));
    const silent = { isFlattened: false, aligner: alignerAt(20, 0, 0) };
    expect(modelWindow(curve, E0 + 0.7, silent).e0).toBeCloseTo(E0 + 0.7, 9);
  });

  it('comes to the same E0 from wherever it begins', () => {
    const frame = { isFlattened: false, aligner: alignerAt(20, 8, -4) };
    const found = [-3, -2.3, -1, 0, 0.4, 2, 3].map((shift) => modelWindow(curve, E0 + shift, frame).e0);
    expect(Math.max(...found) - Math.min(...found)).toBeLessThan(0.02);
  });

  it('asks again until E0 stays, not farther than the aligner was taught', () => {
    const again = modelWindow(curve, E0 - 4, { isFlattened: false, aligner: alignerAt(20, 8, 0) });
    expect(again.givenE0).toBe(E0 - 4);
    // Up as long as a place that counts noticeably is still below E0.
    expect(again.e0).toBeGreaterThan(E0 + 1);
    expect(again.e0).toBeLessThan(E0 + 3);
    // From so far below, E0 would go farther; the leaves say at most 8 steps of 0.5 eV.
    const far = modelWindow(curve, E0 - 9, { isFlattened: false, aligner: alignerAt(8, 8, 0) });
    expect(far.e0).toBe(E0 - 5);
  });

  it('gives the values of the window that it cuts', () => {
    const frame = { isFlattened: true, aligner: alignerAt(20, 8, -2) };
    const values = modelValues(sloped, E0 - 3, frame, new Float64Array(200));
    expect(largest(values, modelWindow(sloped, E0 - 3, frame).window.mu)).toBeLessThan(1e-12);
  });

  it('moves E0 only as far as the scan covers the window', () => {
    const end = curve.energy.findIndex((at) => at > E0 + 30 - LONGEST_MISSING.after);
    const short = { energy: curve.energy.slice(0, end), mu: curve.mu.slice(0, end) };
    const moved = modelWindow(short, E0 - 2, { isFlattened: true, aligner: alignerAt(40, 32, 32) });
    expect([moved.e0, moved.isLimited]).toEqual([E0, true]);
    expect(moved.window.missingAfter).toBeCloseTo(LONGEST_MISSING.after);
  });

  it('looks for E0 also where the window given is not covered, and takes it where its own is', () => {
    const end = curve.energy.findIndex((at) => at > E0 + 30 - LONGEST_MISSING.after);
    const short = { energy: curve.energy.slice(0, end), mu: curve.mu.slice(0, end) };
    const down = { isFlattened: false, aligner: alignerAt(40, 0, -8) };
    expect(() => modelWindow(short, E0 + 2, PLAIN_FRAME)).toThrow(/-15 to \+30 eV/);
    const found = modelWindow(short, E0 + 2, down);
    expect([found.givenE0, found.isLimited]).toEqual([E0 + 2, false]);
    expect(found.e0).toBeCloseTo(E0 - 3, 1);
    expect(modelValues(short, E0 + 2, down, new Float64Array(200))).toEqual(found.window.mu);
    // No aligner may place a window more than 1 eV from where it sees E0, unless the one given was covered.
    expect(() => modelWindow(short, E0 + 4, { isFlattened: false, aligner: alignerAt(40, 0, 0) })).toThrow(
      /-15 to \+30 eV/,
    );
  });

  it('keeps corrections within what its leaves can say', () => {
    expect([classOfSteps(-99, 4), classOfSteps(0.4, 4), classOfSteps(99, 4)]).toEqual([0, 4, 8]);
  });
});
