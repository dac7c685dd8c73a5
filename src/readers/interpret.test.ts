import { describe, expect, it } from 'vitest';
import { interpret, layoutKey } from './index';
import { scanFrom, stepScan } from './testing';
import type { Scan } from './types';

const energies = Float64Array.from({ length: 200 }, (_, i) => 7000 + i * 1.5);
/** An arctangent edge at 7112 eV. */
const edge = energies.map((e) => 0.5 + Math.atan((e - 7112) / 2) / Math.PI);
const i0 = energies.map((e, i) => 1e5 + 3 * (e - 7000) + 200 * Math.sin(i * i));
const i1 = edge.map((mu, i) => i0[i] * Math.exp(-mu));

describe('mu from columns', () => {
  it('takes a normalised column first and says so', () => {
    const scan = scanFrom({ energy: energies, xmu: edge.map((mu) => 3 * mu), norm: edge });
    const result = interpret(scan, 'columns');
    if (result.kind !== 'spectrum') throw new Error('asked');
    expect(result.spectrum.isNormalised).toBe(true);
    expect(result.spectrum.mu).toEqual(edge);
    expect(result.attribution.muExpression).toBe('norm (normalised)');
    expect(result.alternatives.map(({ label }) => label)).toContain('xmu, absorption');
  });

  it('takes ln(i0 / it) of intensities and offers the reference foil', () => {
    const scan = scanFrom({
      energy: energies,
      i0,
      itrans: i1,
      irefer: i1.map((v, i) => v * Math.exp(-edge[i])),
    });
    const result = interpret(scan, 'columns');
    if (result.kind !== 'spectrum') throw new Error('asked');
    expect(result.attribution.muExpression).toBe('ln(i0 / itrans)');
    expect(result.spectrum.signal).toBe('transmission');
    expect(Math.max(...result.spectrum.mu.map((mu, i) => Math.abs(mu - edge[i])))).toBeLessThan(1e-12);
    const [reference] = result.alternatives;
    const other = interpret(scan, 'columns', reference.choices);
    expect(other.kind === 'spectrum' && other.spectrum.signal).toBe('reference');
    expect(other.kind === 'spectrum' && other.attribution.muExpression).toBe('ln(itrans / irefer)');
  });

  it('sums the fluorescence channels of the element in the scan and divides by i0', () => {
    const fluorescence = edge.map((mu, i) => mu * i0[i]);
    const scan = scanFrom({
      energy: energies,
      i0,
      Fe_Ka_mca1: fluorescence,
      Fe_Ka_mca2: fluorescence.map((v) => 2 * v),
      Cu_Ka_mca1: energies.map(() => 12),
      Clock_mca1: energies.map(() => 1e6),
    });
    const result = interpret(scan, 'columns');
    if (result.kind !== 'spectrum') throw new Error('asked');
    expect(result.attribution.choices.mu).toEqual({ kind: 'fluorescence', i0: 1, channels: [2, 3] });
    expect(result.spectrum.mu[150]).toBeCloseTo(3 * edge[150], 10);
    expect(result.spectrum.signal).toBe('fluorescence');
  });

  it('prefers fluorescence where transmission shows no edge, and says that both exist', () => {
    const dead = energies.map((_, i) => 27 + ((i * 7919) % 13) / 100);
    const scan = scanFrom({ energy: energies, i0, it: dead, if: edge.map((mu, i) => mu * i0[i]) });
    const result = interpret(scan, 'columns');
    if (result.kind !== 'spectrum') throw new Error('asked');
    expect(result.spectrum.signal).toBe('fluorescence');
    expect(result.warnings.map(({ code }) => code)).toContain('two-signals');
  });

  it.each([
    ['twice as clear', 2, 'fluorescence'],
    ['hardly clearer', 1.3, 'transmission'],
  ])('takes fluorescence that is %s instead of transmission: %f gives %s', (_, ratio, signal) => {
    const ripple = energies.map((_, i) => 0.01 * Math.sin(i * i));
    const scan = scanFrom({
      energy: energies,
      i0,
      it: i0.map((value, i) => value * Math.exp(-(edge[i] + ratio * ripple[i]))),
      if: i0.map((value, i) => value * (edge[i] + ripple[i])),
    });
    const result = interpret(scan, 'columns');
    expect(result.kind === 'spectrum' && result.spectrum.signal).toBe(signal);
  });

  it('takes the second of exactly two columns', () => {
    const result = interpret(scanFrom({ col1: energies, col2: edge }), 'columns');
    expect(result.kind === 'spectrum' && result.attribution.muExpression).toBe('col2');
  });

  it('asks otherwise, with answers that interpret takes, the clearest edge first', () => {
    const scan = scanFrom({
      col1: energies,
      col2: i0,
      col3: i1,
      col4: energies.map((_, i) => Math.sin(i * i)),
    });
    const asked = interpret(scan, 'columns');
    if (asked.kind !== 'question') throw new Error('guessed');
    expect(asked.question.about).toBe('mu');
    const answered = interpret(scan, 'columns', asked.question.options[0].choices);
    expect(answered.kind === 'spectrum' && answered.attribution.muExpression).toMatch(/col2.*col3/);
  });

  it('reports points where the quotient has no logarithm', () => {
    const broken = i1.slice();
    broken[3] = -5;
    const result = interpret(scanFrom({ energy: energies, i0, it: broken }), 'columns');
    expect(result.kind === 'spectrum' && result.warnings.map(({ code }) => code)).toContain('mu-undefined');
  });

  it('refuses what cannot be a scan', () => {
    const noise = energies.map((_, i) => Math.sin(i * i));
    expect(() => interpret(scanFrom({ x: noise, y: noise, z: noise }), 'columns')).toThrow(
      expect.objectContaining({ code: 'no-energy' }),
    );
  });
});

describe('units of the energy', () => {
  const energyOf = (values: Float64Array, label = 'energy', extra = {}) =>
    interpret({ ...scanFrom({ [label]: values, mu: edge }), ...extra }, 'columns');

  it('knows keV by size and step', () => {
    const result = energyOf(energies.map((e) => e / 1000));
    expect(result.kind === 'spectrum' && result.attribution.unit).toBe('keV');
    expect(result.kind === 'spectrum' && result.spectrum.energy[10]).toBeCloseTo(energies[10], 9);
  });

  it('turns angles into energies with the lattice spacing', () => {
    const d = 3.13553;
    const angles = energies.map((e) => (Math.asin(12398.4198 / (2 * d * e)) * 180) / Math.PI);
    const result = energyOf(angles, 'angle', { dSpacing: d });
    expect(result.kind === 'spectrum' && result.spectrum.energy[100]).toBeCloseTo(energies[100], 6);
    expect(result.kind === 'spectrum' && result.attribution.energyColumn).toBe(
      'angle (degree, d = 3.13553 A)',
    );
  });

  it('asks for the crystal when the file does not say', () => {
    const asked = energyOf(
      Float64Array.from(edge, (_, i) => 17 - i * 0.01),
      'angle',
    );
    if (asked.kind !== 'question') throw new Error('guessed');
    expect(asked.question.about).toBe('unit');
    expect(asked.question.options[0].choices).toMatchObject({ unit: 'degree', dSpacing: 3.1356 });
  });

  it.each([
    ['without a name', undefined],
    ['with a name', 'Energy'],
  ])('knows keV from high to low %s', (_, name) => {
    const energy = Float64Array.from({ length: 200 }, (_, i) => 6.2 - 0.002 * i);
    const mu = energy.map((e) => 0.5 + Math.atan((1000 * e - 5989) / 2) / Math.PI);
    expect(interpret(scanFrom({ [name ?? 'a']: energy, mu }), 'columns')).toMatchObject({
      kind: 'spectrum',
      attribution: { unit: 'keV' },
    });
  });

  it.each([
    ['Wavelength (Å)', 1, 'angstrom'],
    ['Wavelength (A)', 1, 'angstrom'],
    ['wavelength nm', 0.1, 'nm'],
    ['lambda', 1, 'angstrom'],
    ['lambda', 0.1, 'nm'],
  ])('turns %s (times %f) into energies', (label, scale, unit) => {
    const { energy } = { energy: Float64Array.from({ length: 200 }, (_, i) => 5900 + i) };
    const wavelength = energy.map((e) => (scale * 12398.4198) / e);
    const mu = energy.map((e) => 0.5 + Math.atan((e - 5989) / 2) / Math.PI);
    const result = interpret(scanFrom({ [label]: wavelength, mu }), 'columns');
    expect(result).toMatchObject({ kind: 'spectrum', attribution: { unit } });
    if (result.kind === 'spectrum') expect(result.spectrum.energy[50]).toBeCloseTo(5950, 6);
  });

  describe('that count from the edge', () => {
    const relative = Float64Array.from({ length: 200 }, (_, i) => i - 50);
    const mu = relative.map((e) => 0.5 + Math.atan((e - 12) / 2) / Math.PI);

    it.each(['E-E0 (eV)', 'energy', 'x'])('ask for the element: %s', (label) => {
      const scan = scanFrom({ [label]: relative, mu });
      const first = (...metadata: readonly (readonly [string, string])[]) => {
        const result = interpret({ ...scan, metadata }, 'columns');
        return (
          result.kind === 'question' && [result.question.about, result.question.options[0].choices.element]
        );
      };
      expect(first()).toEqual(['element', 'Fe']);
      expect(first(['Sample', 'Cr2O3 at 300 K'])).toEqual(['element', 'Cr']);
      expect(first(['Edge', 'V K'])).toEqual(['element', 'V']);
    });

    it('become absolute with it, and say so', () => {
      const scan = scanFrom({ energy: relative, mu });
      for (const result of [
        interpret({ ...scan, element: 'Cr' }, 'columns'),
        interpret(scan, 'columns', { element: 'Cr' }),
      ]) {
        expect(result).toMatchObject({ attribution: { energyColumn: 'energy (eV) + 5989 eV' } });
        expect(result).toMatchObject({ warnings: [{ code: 'relative-energy' }] });
        if (result.kind === 'spectrum') expect(result.spectrum.energy[50]).toBe(5989);
      }
    });
  });

  it('keeps Li and Be spectra in eV and refuses motor steps', () => {
    const soft = energyOf(Float64Array.from(edge, (_, i) => 50 + i * 0.1));
    expect(soft.kind === 'spectrum' && soft.attribution.unit).toBe('eV');
    expect(() => energyOf(Float64Array.from(edge, (_, i) => 300_000 + i))).toThrow(
      expect.objectContaining({ code: 'unit-steps' }),
    );
  });

  it('lets the user override everything', () => {
    const result = interpret(stepScan(), 'columns', { energy: 0, unit: 'keV', element: 'Fe' });
    expect(result.kind === 'spectrum' && result.spectrum.element).toBe('Fe');
    expect(result.kind === 'spectrum' && result.attribution.unit).toBe('keV');
  });

  it('refuses remembered columns that the file does not have', () => {
    expect(() => interpret(stepScan(), 'columns', { energy: 9 })).toThrow(
      expect.objectContaining({ code: 'choices-misfit' }),
    );
  });
});

describe('layoutKey', () => {
  it('is equal for the same columns with other numbers, and different for other columns', () => {
    const key = layoutKey(scanFrom({ energy: energies, i0, it: i1 }), 'columns');
    expect(layoutKey(scanFrom({ energy: energies, i0: i1, it: i0 }), 'columns')).toBe(key);
    expect(layoutKey(scanFrom({ energy: energies, i0, if: i1 }), 'columns')).not.toBe(key);
    expect(layoutKey(scanFrom({ energy: energies, i0, it: i1 }), 'xdi')).not.toBe(key);
  });
});

describe('what labels say wrongly or not at all', () => {
  const energy = Float64Array.from({ length: 200 }, (_, i) => 7000 + 2 * i);
  const mu = energy.map((e) => 0.5 + Math.atan((e - 7112) / 2) / Math.PI);

  const withUnit = (scan: Scan, unit: string): Scan => ({
    ...scan,
    channels: scan.channels.map((channel, index) => (index === 0 ? { ...channel, unit } : channel)),
  });

  it('keV of energies that are eV', () => {
    const result = interpret(withUnit(scanFrom({ E: energy, mu }), 'keV'), 'columns');
    expect(result).toMatchObject({ kind: 'spectrum', attribution: { unit: 'eV' } });
  });

  it('eV of energies that are keV is asked about, keV first', () => {
    const result = interpret(withUnit(scanFrom({ E: energy.map((e) => e / 1000), mu }), 'eV'), 'columns');
    expect(result).toMatchObject({
      kind: 'question',
      question: { about: 'unit', options: [{ label: 'keV' }, {}, {}] },
    });
  });

  it('takes mu by fluorescence where mu by transmission has no edge', () => {
    const flat = energy.map((e, i) => 1 - (e - 7000) / 1e4 + 0.001 * Math.sin(i * i));
    const result = interpret(scanFrom({ energy, mu_trans: flat, mu_fluor: mu }), 'columns');
    expect(result).toMatchObject({ kind: 'spectrum', attribution: { muExpression: 'mu_fluor' } });
  });

  it('sums one region of detector elements that count several', () => {
    const i0 = energy.map(() => 1e5);
    const scatter = energy.map((_, i) => 500 + 10 * Math.sin(i * i));
    const line = mu.map((value) => 1000 * value + 10);
    const scan = scanFrom({
      energy,
      i0,
      xs_ch1_roi1: scatter,
      xs_ch1_roi2: line,
      xs_ch2_roi1: scatter,
      xs_ch2_roi2: line,
    });
    expect(interpret(scan, 'columns')).toMatchObject({
      attribution: { muExpression: '(xs_ch1_roi2 + xs_ch2_roi2) / i0' },
    });
  });

  it.each([
    ['NiO', [], 'Ni K (8333 eV)'],
    ['mu', [['E0', '7709']] as const, 'Co K (7709 eV)'],
    ['mu', [['Edge energy', '6539 eV']] as const, 'Mn K (6539 eV)'],
  ])('offers the element that %s or the header %j says first', (label, metadata, first) => {
    const scan = scanFrom({ 'E-E0': energy.map((e) => e - 7112), [label]: mu });
    expect(interpret({ ...scan, metadata }, 'columns')).toMatchObject({ question: { about: 'element' } });
    const result = interpret({ ...scan, metadata }, 'columns');
    expect(result.kind === 'question' ? result.question.options[0].label : '').toBe(first);
  });
});
