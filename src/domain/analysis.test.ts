import { describe, expect, it } from 'vitest';
import { identifyElement } from './analysis';
import type { Spectrum } from './spectrum/types';

const spectrum: Spectrum = {
  energy: Float64Array.of(5400, 5600),
  mu: Float64Array.of(0, 1),
  signal: 'absorption',
  isNormalised: false,
  otherEdge: 'La L3',
};

describe('an L edge that a file names', () => {
  it('is read as the K edge that lies there, where the main peak is no L edge, with a remark', () => {
    const { element, warnings } = identifyElement(5479.4, spectrum, undefined, 1.3);
    expect(element).toBe('V');
    expect(warnings.map(({ code }) => code)).toEqual(['edge-corrected']);
    expect(warnings[0].message).toContain('La L3');
  });

  it.each([
    ['a main peak that K edges do not have', 5484, 'La L3', 2.2],
    ['no K edge near it', 6976, 'Eu L3', 1.2],
  ])('is refused with its name for %s', (_, e0, otherEdge, whiteLine) => {
    expect(() => identifyElement(e0, { ...spectrum, otherEdge }, undefined, whiteLine)).toThrow(
      expect.objectContaining({
        code: 'not-a-k-edge',
        message: expect.stringContaining(otherEdge) as string,
      }),
    );
  });

  it('gives way to the element that the user chooses', () => {
    expect(identifyElement(5479.4, spectrum, 'V', 3)).toEqual({ element: 'V', source: 'user', warnings: [] });
  });
});

describe('an element that the file names wrongly', () => {
  const named = (element: string): Spectrum => {
    const { otherEdge: _, ...rest } = spectrum;
    return { ...rest, element };
  };

  it('gives way to the K edge of another', () => {
    const { element, source, warnings } = identifyElement(7122, named('Mn'));
    expect([element, source, warnings.map(({ code }) => code)]).toEqual(['Fe', 'edge', ['edge-corrected']]);
  });

  it('stays where an edge of its own lies there, and where the user chose it', () => {
    expect(identifyElement(5479.4, named('La')).element).toBe('La');
    expect(identifyElement(7122, named('Fe'), 'Mn').element).toBe('Mn');
  });
});
