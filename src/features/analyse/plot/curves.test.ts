import { expect, it } from 'vitest';
import { answeredItem } from '../testing';
import { alongAxis, derivativeOf, e0Limits, shownHeights } from './curves';

it('takes the slope from the neighbours of a sample', () => {
  const energy = Float64Array.of(0, 1, 3, 4);
  expect([...derivativeOf({ energy, mu: energy.map((x) => 2 * x + 1) }).mu]).toEqual([2, 2, 2, 2]);
});

it('moves energies to E0 only where E0 is known', () => {
  const energy = Float64Array.of(7100, 7112);
  expect([...alongAxis(energy, 7112, 'relative')]).toEqual([-12, 0]);
  expect(alongAxis(energy, null, 'relative')).toBe(energy);
  expect(alongAxis(energy, 7112, 'absolute')).toBe(energy);
});

it('fits the heights to what the range shows, with room for the labels above', () => {
  const x = [0, 1, 2, 3];
  const curves = [
    { x, y: [0, 1, 50, Number.NaN] },
    { x, y: [0.5, 0.5, 0.5, 0.5] },
  ];
  const heights = shownHeights(curves, [0, 1]);
  expect(heights?.[0]).toBeCloseTo(-0.05);
  expect(heights?.[1]).toBeCloseTo(1.12);
  expect(shownHeights(curves, [10, 20])).toBeNull();
});

it('lets E0 be set inside the scan, whatever its energies hold that is no number', () => {
  const item = answeredItem('fe', 7112);
  const { energy } = item.analysis?.prepared.raw ?? { energy: Float64Array.of() };
  const [low, high] = e0Limits(item) ?? [0, 0];
  expect(low).toBeCloseTo((energy[0] ?? 0) + 0.1, 6);
  expect(high).toBeCloseTo((energy.at(-1) ?? 0) - 0.1, 6);

  const spectrum = item.spectrum && { ...item.spectrum, energy: Float64Array.of(Number.NaN, 7200, 7100) };
  expect(e0Limits({ ...item, analysis: null, spectrum })).toEqual([7100.1, 7199.9]);
  const nothing = item.spectrum && { ...item.spectrum, energy: Float64Array.of(Number.NaN) };
  expect(e0Limits({ ...item, analysis: null, spectrum: nothing })).toBeNull();
});
