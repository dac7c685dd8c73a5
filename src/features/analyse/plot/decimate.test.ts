import { describe, expect, it } from 'vitest';
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

  it('keeps ends and a glitch of one sample, ascending, within the limit', () => {
    const long = curve(5000);
    long.mu[1234] = 9;
    long.mu[1235] = -9;
    const { energy, mu } = decimate(long, 400);
    expect(energy.length).toBeLessThanOrEqual(400);
    expect(energy[0]).toBe(0);
    expect(energy[energy.length - 1]).toBe(4999);
    expect(Math.max(...mu)).toBe(9);
    expect(Math.min(...mu)).toBe(-9);
    for (let i = 1; i < energy.length; i++) expect(energy[i]).toBeGreaterThan(energy[i - 1]);
  });
});
