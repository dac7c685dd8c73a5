import { describe, expect, it } from 'vitest';
import { PHASE_SHIFT, SCATTERER, syntheticExafs } from '../testing/exafs';
import { firstShellPeak, LEAST_PHASE_SHIFT } from './first-shell';

const E0 = 8333;
const scan = syntheticExafs.bind(null, E0);
const { oxygen: OXYGEN, sulfur: SULFUR, metal: METAL } = SCATTERER;

describe('firstShellPeak', () => {
  it.each([
    ['NiO, whose second shell is stronger', 2.09, OXYGEN, [{ distance: 2.95, atoms: 12, centre: METAL }]],
    ['a chromate', 1.65, OXYGEN, []],
    ['CdO', 2.35, OXYGEN, []],
    ['a sulfide', 2.39, SULFUR, []],
    ['a close-packed metal', 2.49, METAL, [{ distance: 3.52, atoms: 6, centre: METAL }]],
  ])('finds the nearest neighbours of %s', (_, distance, centre, others) => {
    const peak = firstShellPeak(scan([{ distance, atoms: 6, centre }, ...others]), E0);
    expect(peak).toBeGreaterThan(distance - PHASE_SHIFT - 0.1);
    expect(peak).toBeLessThan(distance - LEAST_PHASE_SHIFT + 0.02);
  });

  it('says nothing of scans that end below k = 8, of noise and of calculations without EXAFS', () => {
    const oxide = [{ distance: 2.09, atoms: 6, centre: OXYGEN }];
    expect(firstShellPeak(scan(oxide, { reach: 240 }), E0)).toBeNull();
    expect(firstShellPeak(scan([], { ripple: 0.05 }), E0)).toBeNull();
  });
});
