import { describe, expect, it } from 'vitest';
import { interpolate } from '../../../domain/spectrum/curve';
import { decimate } from './decimate';

const curve = (n: number) => ({
  energy: Float64Array.from({ length: n }, (_, i) => i),
  mu: Float64Array.from({ length: n }, (_, i) => Math.sin(i / 50)),
});

describe('decimate', () => {
  it('leaves short curves alone', () => {
    const short = curve(100);
    expect(decimate(short, 400)).toBe(short);
  });

  it('keeps the ends and a glitch of one sample, ascending, as many points as asked for', () => {
    const long = curve(5000);
    long.mu[1234] = 9;
    const { energy, mu } = decimate(long, 400);
    expect(energy.length).toBe(400);
    expect([energy[0], energy[399]]).toEqual([0, 4999]);
    expect(Math.max(...mu)).toBe(9);
    for (let i = 1; i < energy.length; i++) expect(energy[i]).toBeGreaterThan(energy[i - 1]);
  });

  it('stays close to the curve everywhere', () => {
    const long = curve(5000);
    const short = decimate(long, 400);
    for (let i = 0; i < 5000; i++) {
      expect(Math.abs(interpolate(short, long.energy[i]) - long.mu[i])).toBeLessThan(0.02);
    }
  });
});
