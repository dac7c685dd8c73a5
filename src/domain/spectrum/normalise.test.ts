import { describe, expect, it } from 'vitest';
import { syntheticSpectrum } from '../testing/synthetic';
import { normalise, type NormalisationOptions } from './normalise';
import { prepareSpectrum } from './prepare';

const EDGE = 7112;
/** A step of 2 on a line that falls by 0.001 per eV, with a bend far below the edge. */
const scan = syntheticSpectrum({ edge: EDGE, scale: 2, offset: 3, slope: -0.001 });
const bent = {
  ...scan,
  mu: scan.mu.map((value, i) => value + Math.max(0, EDGE - 100 - scan.energy[i]) * 0.02),
};

const stepOf = (normalisation: NormalisationOptions, spectrum = scan): number =>
  prepareSpectrum(spectrum, { e0: EDGE, normalisation }).normalisation.edgeStep;

const codeOf = (normalisation: NormalisationOptions): string => {
  try {
    prepareSpectrum(scan, { normalisation });
  } catch (error) {
    return (error as { code: string }).code;
  }
  return 'none';
};

describe('a normalisation set by hand', () => {
  it('says what the automatic one fitted', () => {
    const { fit } = prepareSpectrum(scan, { e0: EDGE }).normalisation;
    expect(fit).toEqual({
      preEdge: { from: -150, to: -30 },
      preEdgeDegree: 1,
      postEdge: { from: 50, to: 400 },
      postEdgeDegree: 2,
      isFlattened: true,
    });
  });

  it('is the automatic one where it fixes what that uses', () => {
    const automatic = prepareSpectrum(scan);
    const { fit } = automatic.normalisation;
    if (!fit) throw new Error('was normalised');
    const same = prepareSpectrum(scan, {
      normalisation: { preEdgeDegree: 1, postEdgeDegree: 2, isFlattened: true },
    });
    expect(same).toEqual(automatic);
  });

  it('fits the pre-edge where it is told to', () => {
    expect(Math.abs(stepOf({}, bent) - 2)).toBeGreaterThan(0.1);
    expect(stepOf({ preEdge: { from: -95, to: -30 } }, bent)).toBeCloseTo(2, 1);
  });

  it('takes a constant below the edge for order 0', () => {
    const { preEdge } = prepareSpectrum(scan, { normalisation: { preEdgeDegree: 0 } }).normalisation;
    expect(preEdge[0]).toBe(preEdge[preEdge.length - 1]);
  });

  it('fits cubics above the edge', () => {
    const cubic = {
      ...scan,
      mu: scan.mu.map((value, i) => value + 1e-7 * Math.max(0, scan.energy[i] - EDGE - 40) ** 3),
    };
    const residual = (postEdgeDegree: 1 | 3): number => {
      const { mu } = prepareSpectrum(cubic, { e0: EDGE, normalisation: { postEdgeDegree } }).normalisation;
      const above = mu.filter((_, i) => cubic.energy[i] > EDGE + 100);
      return Math.max(...above.map((value) => Math.abs(value - 1)));
    };
    expect(residual(1)).toBeGreaterThan(0.2);
    expect(residual(3)).toBeLessThan(0.06);
  });

  it('divides by the edge step that is given', () => {
    const plain = prepareSpectrum(scan, { e0: EDGE }).normalisation;
    const halved = prepareSpectrum(scan, { e0: EDGE, normalisation: { edgeStep: plain.edgeStep * 2 } });
    expect(halved.normalisation.edgeStep).toBe(plain.edgeStep * 2);
    halved.normalisation.mu.forEach((value, i) => {
      expect(value).toBeCloseTo(plain.mu[i] / 2, 12);
    });
  });

  it('leaves the slope above the edge in when asked to', () => {
    const { mu } = prepareSpectrum(scan, {
      normalisation: { preEdgeDegree: 0, isFlattened: false },
    }).normalisation;
    const last = mu[mu.length - 1];
    const before = mu[mu.findIndex((_, i) => scan.energy[i] > EDGE + 100)];
    // 0.001 per eV of a step of 2 over 300 eV.
    expect(before - last).toBeCloseTo(0.15, 1);
  });

  it('normalises normalised data again', () => {
    const normalised = { ...syntheticSpectrum({ edge: EDGE, scale: 1 }), isNormalised: true };
    expect(prepareSpectrum(normalised).normalisation.fit).toBeNull();
    const again = prepareSpectrum(normalised, { normalisation: { edgeStep: 2 } }).normalisation;
    expect(again.wasNormalised).toBe(false);
    expect(again.mu[again.mu.length - 1]).toBeCloseTo(0.5, 1);
  });

  it('moves with E0: ranges are energies from it', () => {
    const at = (e0: number) =>
      prepareSpectrum(scan, { e0, normalisation: { preEdge: { from: -90, to: -40 } } });
    expect(at(EDGE).normalisation.fit?.preEdge).toEqual({ from: -90, to: -40 });
    expect(at(EDGE + 2).normalisation.fit?.preEdge).toEqual({ from: -90, to: -40 });
  });
});

describe('a range that holds nothing to fit', () => {
  it.each<[string, NormalisationOptions]>([
    ['outside the scan', { preEdge: { from: -400, to: -300 } }],
    ['without width', { preEdge: { from: -40, to: -40 } }],
    ['from a larger to a smaller energy', { postEdge: { from: 200, to: 100 } }],
    ['on the wrong side of the edge', { preEdge: { from: -50, to: 20 } }],
    ['above that begins below', { postEdge: { from: -20, to: 100 } }],
    ['with fewer points than the order needs', { postEdge: { from: 100, to: 101 }, postEdgeDegree: 3 }],
  ])('is refused: %s', (_, normalisation) => {
    expect(codeOf(normalisation)).toBe('fit-range');
  });

  it('says how many points there are and what the scan spans', () => {
    expect(() =>
      normalise(scan, EDGE, false, {}, { postEdge: { from: 390, to: 390.4 }, postEdgeDegree: 3 }),
    ).toThrow(
      /holds 1 point of the scan, which spans -150\.0 to 400\.0 eV; a polynomial of order 3 needs at least 4/,
    );
  });

  it.each([0, -1, Number.NaN])('refuses an edge step of %d', (edgeStep) => {
    expect(codeOf({ edgeStep })).toBe('no-edge');
  });
});
