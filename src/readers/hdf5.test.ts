import * as h5 from 'h5wasm';
import { beforeAll, describe, expect, it } from 'vitest';
import { interpret } from './index';
import { bliss, energy, fileOf, groupOf, i0, it1, mu, nxdata, nxxas, packed, put } from './hdf5-samples';
import { errorOf, scansOf } from './testing';

beforeAll(() => h5.ready);

describe('HDF5', () => {
  it('reads NXxas by its definition, wherever the parts lie', async () => {
    const bytes = await nxxas();
    const [scan, ...others] = await scansOf(bytes, 'a.nxs');
    expect(others).toEqual([]);
    expect(scan).toMatchObject({ title: 'goethite', element: 'Fe', edge: 'K' });
    const result = interpret(scan, 'hdf5');
    if (result.kind !== 'spectrum') throw new Error('asked');
    expect(result.attribution.muExpression).toBe('ln(incoming_beam / absorbed_beam)');
    expect(result.spectrum.energy[50]).toBeCloseTo(energy[50], 9);
    expect(result.spectrum.mu[80]).toBeCloseTo(mu[80], 12);
  });

  it('takes signal and axes of an NXdata group', async () => {
    const bytes = await nxdata();
    const [scan] = await scansOf(bytes);
    const result = interpret(scan, 'hdf5');
    expect(result.kind === 'spectrum' && result.attribution.muExpression).toBe('y');
  });

  it('reads the collections of BLISS, one scan each, cutting columns of unequal length', async () => {
    const bytes = await bliss();
    const scans = await scansOf(bytes);
    expect(scans.map(({ id }) => id)).toEqual(['/1.1/measurement', '/2.1/measurement']);
    expect(scans[0].channels.map(({ label, values }) => [label, values.length])).toEqual([
      ['energy_enc', 98],
      ['i0', 98],
      ['i1', 98],
    ]);
    expect(scans[0].warnings.map(({ code }) => code)).toEqual(['unequal-lengths', 'other-lengths']);
    expect(interpret(scans[0], 'hdf5').kind).toBe('spectrum');
  });

  it('cuts columns that are up to 5 % shorter and leaves shorter ones out', async () => {
    const bytes = await fileOf((root) => {
      const group = groupOf(groupOf(root, 'entry', 'NXentry'), 'measurement', 'NXcollection');
      put(group, 'energy', energy, 'eV');
      put(group, 'i0', i0);
      put(group, 'i1', it1.slice(0, 95));
      put(group, 'i2', it1.slice(0, 94));
      put(
        group,
        'i3',
        Float64Array.from({ length: 105 }, (_, i) => i),
      );
    });
    const [scan] = await scansOf(bytes);
    expect(scan.channels.map(({ label, values }) => [label, values.length])).toEqual([
      ['energy', 95],
      ['i0', 95],
      ['i1', 95],
      ['i3', 95],
    ]);
  });

  it('reads compressed chunks, and follows links no further than they lead', async () => {
    const scans = await scansOf(await packed());
    const result = interpret(scans[0], 'hdf5');
    expect(result.kind === 'spectrum' && result.attribution.muExpression).toBe('ln(i0 / i1)');
    expect(result.kind === 'spectrum' && result.spectrum.mu[80]).toBeCloseTo(mu[80], 12);
  });

  it('offers all one-dimensional data where no group holds two', async () => {
    const bytes = await fileOf((root) => {
      put(groupOf(root, 'a', 'NXlog'), 'energy', energy);
      put(groupOf(root, 'b', 'NXlog'), 'mu', mu);
    });
    const [scan] = await scansOf(bytes);
    expect(scan.channels.map(({ label }) => label)).toEqual(['a/energy', 'b/mu']);
  });

  it('refuses files without columns, cut off or damaged', async () => {
    const empty = await fileOf((root) => groupOf(root, 'entry', 'NXentry'));
    expect(await errorOf(empty)).toMatchObject({ code: 'hdf5-no-columns' });
    const whole = await fileOf((root) => put(root, 'energy', energy));
    expect(await errorOf(whole.slice(0, 300))).toMatchObject({ code: 'hdf5-damaged' });
  });
});
