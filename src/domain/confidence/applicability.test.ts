import { describe, expect, it } from 'vitest';
import { XanopyError } from '../errors';
import { PAPER_FEATURES } from '../features';
import { PLAIN_FRAME } from '../spectrum/align';
import type { ElementModel } from '../forest/model';
import { prepareSpectrum, type PreparedSpectrum } from '../spectrum/prepare';
import type { Spectrum } from '../spectrum/types';
import { SCATTERER, syntheticExafs } from '../testing/exafs';
import { syntheticSpectrum } from '../testing/synthetic';
import { assessApplicability, type Judged } from './applicability';
import type { Calibration } from './calibration';
import { peakHeight } from './peak';
import { withNoise } from './stability';
import type { Applicability, StabilityProbe } from './types';

const E0 = 7120;
const scan = syntheticSpectrum({ edge: E0 });
const prepared = prepareSpectrum({ ...scan, element: 'Fe' });
const SIX = [{ cn: 6, motifs: ['octahedral'] }];
const FOUR = [{ cn: 4, motifs: ['tetrahedral'] }];

/** Oxides have a main peak like the synthetic one. */
const calibration: Calibration = {
  decision: 'most-voted',
  jaccard: { x: [0, 1], y: [0, 1] },
  firstEntry: { x: [0, 1], y: [0, 1] },
  conformal: { coverage: 0.9, limit: 0.2 },
  leadingCn: { x: [0, 1], y: [0, 1] },
  heldOut: { leadingCn: 0.8, materials: 50 },
  peak: { mean: Math.log(peakHeight(prepared.window.mu)), deviation: 0.1 },
  distance: { borderline: 0.1, outside: 0.2 },
  oxygenDistance: 2.16,
};
const model: ElementModel = {
  element: 'Fe',
  kind: 'forest',
  version: 'test',
  views: [{ features: PAPER_FEATURES, frame: PLAIN_FRAME }],
  cn: { classes: [[6]], prior: [1], forests: [] },
  motifs: new Map(),
  calibration,
};

const judge = (spectrum: PreparedSpectrum, other: Partial<Judged> = {}): Applicability =>
  assessApplicability({
    prepared: spectrum,
    model,
    answer: SIX,
    leadingCnProbability: 0.9,
    stability: [],
    neighbours: [],
    conformalSet: { coverage: 0.9, rankings: [[6]] },
    foreign: null,
    ...other,
  });
const near = (...distances: number[]): Judged['neighbours'] =>
  distances.map((distance) => ({ distance, environment: SIX }));
const codes = ({ reasons }: Applicability): string[] => reasons.map(({ code }) => code);

describe('assessApplicability', () => {
  it('accepts what looks like the oxides of the element', () => {
    expect(judge(prepared, { neighbours: near(0.05) })).toEqual({ verdict: 'in-domain', reasons: [] });
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

    const short = prepareSpectrum({
      ...syntheticSpectrum({ edge: E0, to: E0 + 26.5 }),
      isNormalised: true,
      element: 'Fe',
    });
    expect(judge(short)).toMatchObject({ verdict: 'borderline', reasons: [{ code: 'window-incomplete' }] });
    expect(judge(short).reasons[0].message).toMatch(/^The last [345]\.\d eV/);

    const noisy = { ...scan, ...withNoise(scan, 0.07, 5), element: 'Fe', isNormalised: true };
    expect(codes(judge(prepareSpectrum(noisy)))).toContain('strong-noise');

    const flip: StabilityProbe = { kind: 'e0-shift', amount: 1, environment: [], agreement: 0 };
    expect(judge(prepared, { stability: [flip] })).toMatchObject({
      verdict: 'borderline',
      reasons: [{ code: 'unstable' }],
    });

    expect(judge(prepared, { model: { ...model, kind: 'baseline' } })).toMatchObject({
      verdict: 'borderline',
      reasons: [{ code: 'no-forest' }],
    });
  });

  it('grades the probability of something else than an oxide', () => {
    const checked = (probability: number): Applicability =>
      judge(prepared, { foreign: { probability, limits: { borderline: 0.4, outside: 0.7 } } });
    expect(checked(0.3).verdict).toBe('in-domain');
    expect(checked(0.5)).toMatchObject({ verdict: 'borderline', reasons: [{ code: 'not-an-oxide' }] });
    expect(checked(0.8)).toMatchObject({ verdict: 'outside', reasons: [{ code: 'not-an-oxide' }] });
  });

  it('takes a low main peak for over-absorption, unless it was measured in transmission', () => {
    const weaker = (share: number, signal: PreparedSpectrum['signal']): PreparedSpectrum => ({
      ...prepared,
      signal,
      window: { ...prepared.window, mu: prepared.window.mu.map((v) => (v > 1 ? 1 + (v - 1) * share : v)) },
    });
    expect(codes(judge(weaker(0.5, 'fluorescence')))).toEqual(['over-absorption']);
    expect(codes(judge(weaker(0.3, 'absorption')))).toEqual(['over-absorption']);
    expect(codes(judge(weaker(0.3, 'transmission')))).toEqual([]);
    expect(codes(judge(weaker(0.9, 'fluorescence')))).toEqual([]);
  });

  it('is borderline where the nearest computed spectra contradict the answer', () => {
    const neighbours = near(0.02, 0.03, 0.04);
    expect(judge(prepared, { neighbours }).verdict).toBe('in-domain');
    expect(judge(prepared, { neighbours, answer: FOUR })).toMatchObject({
      verdict: 'borderline',
      reasons: [{ code: 'neighbours-disagree' }],
    });
    // One witness is enough, and two spectra are too few to contradict.
    const mixed = [{ distance: 0.05, environment: FOUR }];
    expect(judge(prepared, { neighbours: [...near(0.02, 0.03), ...mixed], answer: FOUR }).verdict).toBe(
      'in-domain',
    );
    expect(judge(prepared, { neighbours: near(0.02, 0.03), answer: FOUR }).verdict).toBe('in-domain');
  });

  it('is borderline where the leading CN is more likely wrong than right', () => {
    expect(judge(prepared, { leadingCnProbability: 0.5 }).verdict).toBe('in-domain');
    expect(judge(prepared, { leadingCnProbability: 0.49 })).toMatchObject({
      verdict: 'borderline',
      reasons: [{ code: 'improbable', message: expect.stringContaining('49 %') as string }],
    });
    // Never "50 %: more likely wrong than right".
    expect(judge(prepared, { leadingCnProbability: 0.499 }).reasons[0].message).toContain('49 %');
    // Votes that nothing calibrates are no probability.
    const uncalibrated = { ...model, calibration: null };
    expect(judge(prepared, { leadingCnProbability: 0.2, model: uncalibrated }).verdict).toBe('in-domain');
  });

  it('is borderline where nothing is decided, the element is weak or E0 was moved far', () => {
    const set = (...cns: number[]): Judged['conformalSet'] => ({
      coverage: 0.9,
      rankings: cns.map((cn) => [cn]),
    });
    expect(judge(prepared, { conformalSet: set(6, 4, 5) }).verdict).toBe('in-domain');
    expect(codes(judge(prepared, { conformalSet: set(6, 4, 5, 8) }))).toEqual(['undecided']);

    const weak = { ...calibration, heldOut: { leadingCn: 0.6, materials: 50 } };
    expect(codes(judge(prepared, { model: { ...model, calibration: weak } }))).toEqual(['weak-element']);

    const moved = (by: number, e0Method: PreparedSpectrum['e0Method'] = 'manual'): PreparedSpectrum => ({
      ...prepared,
      e0Method,
      e0: prepared.e0 + by,
      automaticE0: prepared.e0,
    });
    expect(judge(moved(3)).verdict).toBe('in-domain');
    expect(codes(judge(moved(-3.5)))).toEqual(['e0-far-from-automatic']);
    expect(codes(judge(moved(-3.5, 'derivative')))).toEqual(['e0-far-from-automatic']);
  });

  it('grades the distance to the nearest library spectrum', () => {
    expect(judge(prepared, { neighbours: near(0.15) })).toMatchObject({
      verdict: 'borderline',
      reasons: [{ code: 'far-from-training' }],
    });
    expect(judge(prepared, { neighbours: near(0.25) }).verdict).toBe('outside');
  });

  it('puts what excludes first', () => {
    const baseline: ElementModel = { ...model, kind: 'baseline' };
    expect(codes(judge(prepared, { neighbours: near(0.3), model: baseline }))).toEqual([
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
