import { describe, expect, it } from 'vitest';
import { Random } from '../domain/random';
import { interpret } from './index';
import { scanFrom } from './testing';
import type { Scan } from './types';

const ENERGY = Float64Array.from({ length: 240 }, (_, i) => 5900 + 1.25 * i);
const step = (energy: number, edge: number): number => 0.5 + Math.atan((energy - edge) / 2) / Math.PI;
const of = (value: (energy: number) => number): Float64Array => ENERGY.map(value);

/** Incident beam that decays and is noisy, and the same behind absorbers of the given mu at 5989 + shift. */
function beam(seed: number, ...absorbers: (readonly [mu: number, shift: number])[]): Float64Array {
  const random = new Random(`${seed}`);
  return of((e) => {
    const mu = absorbers.reduce((sum, [height, shift]) => sum + 0.2 + height * step(e, 5989 + shift), 0);
    return 5e4 * (1 - (e - 5900) / 4000) * Math.exp(-mu) * (1 + 2e-4 * random.normal());
  });
}

const SAMPLE = [1.1, 3] as const;
const FOIL = [2.5, 0] as const;
const emitted = (seed: number): Float64Array => {
  const random = new Random(`${seed}`);
  return of((e) => (2000 + 5000 * step(e, 5992)) * (1 + 1e-3 * random.normal()));
};

function offersFor(scan: Scan) {
  const result = interpret(scan, 'columns');
  if (result.kind === 'spectrum') throw new Error(`read as ${result.attribution.muExpression}`);
  return { text: result.question.text, labels: result.question.options.map(({ label }) => label) };
}

describe('the question which columns give the absorption', () => {
  it.each([
    [
      'three chambers and a detector',
      { energy: ENERGY, a: beam(1), b: beam(2, SAMPLE), c: beam(3, SAMPLE, FOIL), d: emitted(4) },
    ],
    [
      'a foil of another edge',
      { energy: ENERGY, a: beam(1), b: beam(2, SAMPLE), c: beam(3, SAMPLE, [2.5, 40]) },
    ],
    [
      'a weak sample before a strong foil',
      { energy: ENERGY, a: beam(1), b: beam(2, [0.06, 3]), c: beam(3, [0.06, 3], FOIL) },
    ],
    [
      'a change of the counting time',
      {
        energy: ENERGY,
        dwell: of((e) => (e < 6010 ? 1000 : 2000)),
        a: beam(1).map((value, i) => (ENERGY[i] < 6010 ? value : 2 * value)),
        b: beam(2, SAMPLE).map((value, i) => (ENERGY[i] < 6010 ? value : 2 * value)),
        c: beam(3, SAMPLE, FOIL).map((value, i) => (ENERGY[i] < 6010 ? value : 2 * value)),
      },
    ],
  ])('offers the transmission of the sample first: %s', (_, columns) => {
    const { labels } = offersFor(scanFrom(columns));
    expect(labels[0]).toBe('ln(a / b), transmission');
    // What went through sample and foil together comes after the foil alone.
    expect(labels.indexOf('ln(a / c), transmission')).toBeGreaterThan(
      labels.indexOf('ln(b / c), transmission'),
    );
  });

  it('never calls the quotient of two chambers fluorescence', () => {
    const { labels } = offersFor(
      scanFrom({ energy: ENERGY, a: beam(1), b: beam(2, SAMPLE), c: beam(3, SAMPLE, FOIL) }),
    );
    expect(labels.filter((label) => label.includes('fluorescence'))).toEqual([]);
  });

  it('offers fluorescence where the transmitted beam shows nothing', () => {
    const { labels } = offersFor(scanFrom({ energy: ENERGY, a: beam(1), b: beam(2), d: emitted(4) }));
    expect(labels[0]).toMatch(/^d \/ [ab], fluorescence$/);
  });

  it('offers the line of the absorber before all counts together', () => {
    const strong = of((e) => (2000 + 50000 * step(e, 5992)) * (1 + 1e-4 * new Random(`${e}`).normal()));
    const scan = scanFrom({
      energy: ENERGY,
      a: beam(1),
      b: beam(2),
      'XMAP4:CrKa_Sum': emitted(4),
      'XMAP4:Total_Sum': strong,
    });
    expect(offersFor(scan).labels[0]).toContain('XMAP4:CrKa_Sum / ');
  });

  it('leaves out what no edge of the table explains until the end', () => {
    const glitch = beam(5).map((value, i) => (ENERGY[i] > 6120 ? 0.6 * value : value));
    const { labels } = offersFor(scanFrom({ energy: ENERGY, a: beam(1), b: beam(2, [0.3, 3]), g: glitch }));
    expect(labels[0]).toBe('ln(a / b), transmission');
  });

  it('points to the channel that has the edge where the named ones have none', () => {
    const { text, labels } = offersFor(
      scanFrom({ energy: ENERGY, i0: beam(1), it: beam(2, [0, 0]), ir: beam(3, [0, 0], FOIL) }),
    );
    expect(text).toContain('show no edge');
    expect(labels[0]).toBe('ln(it / ir), reference');
  });

  it('does so for a column of mu too', () => {
    const { labels } = offersFor(
      scanFrom({
        energy: ENERGY,
        chamber_a: beam(1),
        chamber_b: beam(2, SAMPLE),
        absorption: of((e) => 0.4 - (e - 5900) / 4000),
      }),
    );
    expect(labels[0]).toBe('ln(chamber_a / chamber_b), transmission');
  });

  it('is not asked where a noisy edge is named', () => {
    const random = new Random('9');
    const noisy = of((e) => 40 + 120 * step(e, 5992) + 6 * random.normal());
    const result = interpret(
      scanFrom({ energy: ENERGY, i0: beam(1), lytle: noisy, x: emitted(3) }),
      'columns',
    );
    expect(result).toMatchObject({ kind: 'spectrum', attribution: { muExpression: 'lytle / i0' } });
  });
});

describe('detector elements', () => {
  const elements = (broken: (value: number, index: number) => number): Scan =>
    scanFrom({
      energy: ENERGY,
      i0: beam(1),
      ...Object.fromEntries(
        [1, 2, 3, 4].map((n) => [`ifch${n}`, n === 2 ? emitted(n).map(broken) : emitted(n)] as const),
      ),
    });

  it.each([
    ['give no number from a point on', (value: number, i: number) => (i > 150 ? Number.NaN : value)],
    ['fall to zero', (value: number, i: number) => (i > 150 ? 0 : value)],
    ['are dead', () => 0],
  ])('that %s are left out of the sum by name', (_, broken) => {
    const result = interpret(elements(broken), 'columns');
    expect(result).toMatchObject({
      kind: 'spectrum',
      attribution: { choices: { mu: { channels: [2, 4, 5] } } },
    });
    if (result.kind === 'question') return;
    expect(result.warnings).toMatchObject([
      { code: 'channel-left-out', message: expect.stringContaining(': ifch2.') as string },
    ]);
    expect(result.spectrum.mu.every(Number.isFinite)).toBe(true);
  });

  it('that all end early are taken as they are', () => {
    const result = interpret(
      elements((value) => value),
      'columns',
    );
    expect(result).toMatchObject({ kind: 'spectrum', warnings: [] });
  });
});
