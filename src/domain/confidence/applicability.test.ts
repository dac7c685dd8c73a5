import { describe, expect, it } from 'vitest';
import { XanopyError } from '../errors';
import { PAPER_FEATURES } from '../features';
import type { ElementModel } from '../forest/model';
import { prepareSpectrum, type PreparedSpectrum } from '../spectrum/prepare';
import type { Spectrum } from '../spectrum/types';
import { SCATTERER, syntheticExafs } from '../testing/exafs';
import { syntheticSpectrum } from '../testing/synthetic';
import { assessApplicability } from './applicability';
import type { Calibration } from './calibration';
import { describeShape, TERMS } from './descriptors';
import { withNoise } from './stability';
import type { Applicability, StabilityProbe } from './types';

const E0 = 7120;
const scan = syntheticSpectrum({ edge: E0 });
const prepared = prepareSpectrum({ ...scan, element: 'Fe' });
const mean = describeShape(prepared.window.mu, 0.05);

/** Oxides have a main peak like the synthetic one; each tenth less of it is a step towards foreign. */
const calibration: Calibration = {
  decision: 'most-voted',
  jaccard: { x: [0, 1], y: [0, 1] },
  firstEntry: { x: [0, 1], y: [0, 1] },
  conformal: { coverage: 0.9, limit: 0.2 },
  shape: {
    mean,
    deviation: mean.map(() => 0.1),
    weights: Array.from({ length: TERMS }, (_, k) => (k === 0 ? -1 : 0)),
    bias: 0,
    borderline: 1,
    outside: 2,
  },
  distance: { borderline: 0.1, outside: 0.2 },
  oxygenDistance: 2.16,
};
const model: ElementModel = {
  element: 'Fe',
  kind: 'forest',
  version: 'test',
  features: PAPER_FEATURES,
  cn: { classes: [[6]], prior: [1], forest: null },
  motifs: new Map(),
  calibration,
};

const judge = (
  spectrum: PreparedSpectrum,
  {
    nearest = null,
    stability = [],
    of = model,
  }: { nearest?: number | null; stability?: StabilityProbe[]; of?: ElementModel } = {},
): Applicability => assessApplicability({ prepared: spectrum, model: of, stability, nearest });
const codes = ({ reasons }: Applicability): string[] => reasons.map(({ code }) => code);

describe('assessApplicability', () => {
  it('accepts what looks like the oxides of the element', () => {
    expect(judge(prepared, { nearest: 0.05 })).toEqual({ verdict: 'in-domain', reasons: [] });
  });

  it('refuses another element and names it', () => {
    const zinc = prepareSpectrum(syntheticSpectrum({ edge: 9661 }));
    const { verdict, reasons } = judge(zinc);
    expect(verdict).toBe('outside');
    expect(reasons[0].message).toMatch(/K edge of Zn/);
  });

  it.each([
    [-40, false],
    [40, false],
    [-50, true],
    [50, true],
  ])('takes a calibration off by %f eV as wrong: %s', (offset, isWrong) => {
    const off = prepareSpectrum(syntheticSpectrum({ edge: 7112 + offset }));
    expect(codes(judge(off)).includes('wrong-element')).toBe(isWrong);
  });

  it('refuses an energy axis that is relative to the edge', () => {
    const relative = prepareSpectrum(syntheticSpectrum({ edge: 0 }));
    expect(codes(judge(relative))).toContain('wrong-element');
  });

  it('names missing parts of the window, noise, instability and baselines as borderline', () => {
    const late = prepareSpectrum({
      ...syntheticSpectrum({ edge: E0, from: E0 - 5 }),
      isNormalised: true,
      element: 'Fe',
    });
    expect(judge(late)).toMatchObject({ verdict: 'borderline', reasons: [{ code: 'window-incomplete' }] });

    const noisy = { ...scan, ...withNoise(scan, 0.07, 5), element: 'Fe', isNormalised: true };
    expect(codes(judge(prepareSpectrum(noisy)))).toContain('strong-noise');

    const flip: StabilityProbe = { kind: 'e0-shift', amount: 1, environment: [], agreement: 0 };
    expect(judge(prepared, { stability: [flip] })).toMatchObject({
      verdict: 'borderline',
      reasons: [{ code: 'unstable' }],
    });

    expect(judge(prepared, { of: { ...model, kind: 'baseline' } })).toMatchObject({
      verdict: 'borderline',
      reasons: [{ code: 'no-forest' }],
    });
  });

  it('grades how unlike the oxides a shape is', () => {
    const weaker = (share: number): PreparedSpectrum => ({
      ...prepared,
      window: { ...prepared.window, mu: prepared.window.mu.map((v) => (v > 1 ? 1 + (v - 1) * share : v)) },
    });
    expect(judge(weaker(0.7)).verdict).toBe('borderline');
    // What a computed oxide reproduces is an oxide.
    expect(codes(judge(weaker(0.3), { nearest: 0.02 }))).not.toContain('not-an-oxide');
    expect(judge(weaker(0.3))).toMatchObject({ verdict: 'outside', reasons: [{ code: 'not-an-oxide' }] });
    const fluorescence: PreparedSpectrum = { ...weaker(0.5), signal: 'fluorescence' };
    expect(codes(judge(fluorescence))).toContain('over-absorption');
  });

  it('grades the distance to the nearest library spectrum', () => {
    expect(judge(prepared, { nearest: 0.15 })).toMatchObject({
      verdict: 'borderline',
      reasons: [{ code: 'far-from-training' }],
    });
    expect(judge(prepared, { nearest: 0.25 }).verdict).toBe('outside');
  });

  it('puts what excludes first', () => {
    const baseline: ElementModel = { ...model, kind: 'baseline' };
    expect(codes(judge(prepared, { nearest: 0.3, of: baseline }))).toEqual([
      'far-from-training',
      'no-forest',
    ]);
  });
});

describe('what is no edge', () => {
  const energy = Float64Array.from({ length: 400 }, (_, i) => 7000 + i);
  const refused = (mu: Float64Array, isNormalised: boolean): boolean => {
    const spectrum: Spectrum = { energy, mu, signal: 'absorption', isNormalised, element: 'Fe' };
    try {
      return judge(prepareSpectrum(spectrum)).verdict === 'outside';
    } catch (error) {
      if (error instanceof XanopyError) return true;
      throw error;
    }
  };

  it.each([true, false])('is refused (normalised: %s)', (isNormalised) => {
    expect(refused(new Float64Array(400).fill(1), isNormalised)).toBe(true);
    expect(
      refused(
        energy.map((e) => (e - 7000) / 200),
        isNormalised,
      ),
    ).toBe(true);
    expect(
      refused(
        energy.map((e) => 2 - (e - 7000) / 400),
        isNormalised,
      ),
    ).toBe(true);
    for (let seed = 1; seed <= 20; seed++) {
      const { mu } = withNoise({ energy, mu: new Float64Array(400).fill(0.5) }, 0.5, seed);
      expect(refused(mu, isNormalised)).toBe(true);
    }
  });

  it('refuses a scan whose EXAFS shows neighbours farther than oxygen', () => {
    const at = (distance: number, centre: number): Applicability =>
      judge(
        prepareSpectrum({
          ...syntheticExafs(E0, [{ distance, atoms: 6, centre }]),
          signal: 'absorption',
          isNormalised: true,
          element: 'Fe',
        }),
      );
    expect(codes(at(2.0, SCATTERER.oxygen))).not.toContain('neighbours-not-oxygen');
    expect(at(2.45, SCATTERER.sulfur).verdict).toBe('outside');
    expect(codes(at(2.45, SCATTERER.sulfur))).toContain('neighbours-not-oxygen');
    expect(codes(at(2.5, SCATTERER.metal))).toContain('neighbours-not-oxygen');
  });
});
