import { expect, it } from 'vitest';
import { energyScans } from './sessions';
import type { Scan } from './types';

/** A scan over [from, to] eV. */
function scanOver(from: number, to: number): Scan {
  const energy = Float64Array.from({ length: 30 }, (_, i) => from + (i * (to - from)) / 29);
  return {
    id: `${from} to ${to}`,
    title: '',
    channels: [
      { label: 'energy', unit: 'eV', role: 'energy', values: energy },
      { label: 'i0', values: energy.map(() => 1) },
    ],
    metadata: [],
    warnings: [],
  };
}

const iron = scanOver(7050, 7200);
const kept = (scan: Scan): boolean => energyScans([iron, scan]).some(({ id }) => id === scan.id);

it('scans of a dozen eV over an edge stay, shorter ones adjust the monochromator', () => {
  expect(kept(scanOver(7105, 7120))).toBe(true);
  expect(kept(scanOver(7108, 7116))).toBe(false);
});

it('scans that miss an edge by tens of eV stay, others are left out with a remark', () => {
  expect(kept(scanOver(7030, 7080))).toBe(true);
  expect(kept(scanOver(13650, 13700))).toBe(false);
  const [{ warnings }] = energyScans([iron, scanOver(13650, 13700)]);
  expect(warnings.map(({ code }) => code)).toEqual(['scans-left-out']);
});
