import * as h5 from 'h5wasm';
import { beforeAll, describe, expect, it } from 'vitest';
import { interpret } from './index';
import { obstacleOf } from './hdf5-tree';
import {
  bliss,
  elsewhere,
  energy,
  fileOf,
  groupOf,
  i0,
  it1,
  longNames,
  mu,
  nxdata,
  nxxas,
  packed,
  put,
  session,
  stack,
} from './hdf5-samples';
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

  it('reads a session in the order of its scans, without what plots show again and with one remark on the motor scan', async () => {
    const scans = await scansOf(await session());
    expect(scans.map(({ id }) => id)).toEqual(
      [1, 2, 4, 5, 6, 7, 8, 9, 10, 11].map((scan) => `/${scan}.1/measurement`),
    );
    expect(scans.flatMap(({ warnings }) => warnings)).toEqual([
      { code: 'scans-left-out', message: expect.stringContaining('ascan samy 0 1 99') as string },
    ]);
    expect(interpret(scans[0], 'hdf5').kind).toBe('spectrum');
  });

  it.each([true, false])('reads the spectra of a stack, in its rows: %s', async (inRows) => {
    const scans = await scansOf(await stack(inRows));
    expect(scans.map(({ title }) => title)).toEqual(
      inRows
        ? ['/entry/data time = 0', '/entry/data time = 10', '/entry/data time = 20', '/entry/data time = 30']
        : ['1 of 4', '2 of 4', '3 of 4', '4 of 4'],
    );
    const third = interpret(scans[2], 'hdf5');
    if (third.kind !== 'spectrum') throw new Error('asked');
    expect(third.attribution.muExpression).toBe('mu');
    expect(third.spectrum.mu[80]).toBeCloseTo(3 * mu[80], 12);
    if (inRows) expect(scans[2].metadata).toContainEqual(['time', '20']);
  });

  it('keeps the units of what a series is measured along, and titles without digits of storage', async () => {
    const bytes = await fileOf((root) => {
      put(root, 'energy', energy, 'eV');
      put(root, 'temperature', Float64Array.of(300, 300.10000610351562), 'K');
      root.create_dataset({ name: 'mu', data: Float64Array.of(...mu, ...mu), shape: [2, energy.length] });
    });
    const scans = await scansOf(bytes);
    expect(scans.map(({ title }) => title)).toEqual(['temperature = 300 K', 'temperature = 300.1 K']);
    expect(scans[1].metadata).toContainEqual(['temperature', '300.1000061035156 K']);
  });

  it('takes no spectra of a detector for a stack', async () => {
    const bytes = await fileOf((root) => {
      put(root, 'energy', energy, 'eV');
      put(root, 'i0', i0);
      put(root, 'i1', it1);
      root.create_dataset({ name: 'xmap', data: new Float64Array(6400), shape: [100, 64] });
    });
    const [scan, ...others] = await scansOf(bytes);
    expect(others).toEqual([]);
    expect(interpret(scan, 'hdf5').kind).toBe('spectrum');
  });

  it('takes names from long_name where the own ones say nothing', async () => {
    const [scan] = await scansOf(await longNames());
    const result = interpret(scan, 'hdf5');
    expect(result.kind === 'spectrum' && result.attribution.muExpression).toBe('ln(I0 / I1)');
  });

  it('names the file that a link leads to, and the compression that it cannot undo', async () => {
    expect(await errorOf(await elsewhere())).toMatchObject({
      code: 'hdf5-unread',
      message: expect.stringMatching(/1\.1\/measurement\/i1 .*run_0001\.h5/) as string,
    });
    await packed();
    const file = new h5.File('filters.h5', 'w');
    const dataset = file.create_dataset({ name: 'mu', data: mu });
    Object.defineProperty(dataset, 'filters', { value: [{ id: 2 }, { id: 32000, name: '' }] });
    expect(obstacleOf({ path: '/mu', name: 'mu', shape: [100], length: 100, dataset })).toBe(
      'compressed with LZF',
    );
    file.close();
  });

  const rows = (count: number, row: (index: number) => Float64Array): Float64Array =>
    Float64Array.from(Array.from({ length: count }, (_, index) => [...row(index)]).flat());

  it.each<[string, readonly { name: string; data: Float64Array; shape: number[] }[], number]>([
    [
      'columns with a dimension of one',
      [
        { name: 'energy', data: energy, shape: [100, 1] },
        { name: 'mu', data: mu, shape: [1, 100] },
      ],
      1,
    ],
    [
      'a table of two rows',
      [{ name: 'data', data: rows(2, (i) => (i === 0 ? energy : mu)), shape: [2, 100] }],
      1,
    ],
    [
      'a table of two columns',
      [
        {
          name: 'data',
          data: Float64Array.from({ length: 200 }, (_, i) => [energy, mu][i % 2][i >> 1]),
          shape: [100, 2],
        },
      ],
      1,
    ],
    [
      'energies of every spectrum',
      [
        { name: 'energy', data: rows(3, (i) => energy.map((e) => e + i)), shape: [3, 100] },
        { name: 'mu', data: rows(3, () => mu), shape: [3, 100] },
      ],
      3,
    ],
  ])('reads %s', async (_, sets, count) => {
    const scans = await scansOf(await fileOf((root) => sets.forEach((one) => root.create_dataset(one))));
    expect(scans).toHaveLength(count);
    scans.forEach((scan, index) => {
      const result = interpret(scan, 'hdf5');
      if (result.kind !== 'spectrum') throw new Error('asked');
      expect(result.spectrum.energy[0]).toBe(7000 + index);
      expect(result.spectrum.mu).toEqual(mu);
    });
  });

  it('says what lies there instead of columns', async () => {
    const bytes = await fileOf((root) => {
      root.create_dataset({ name: 'pixels', data: new Float64Array(64), shape: [8, 8] });
    });
    expect(await errorOf(bytes)).toMatchObject({
      code: 'hdf5-no-columns',
      message: expect.stringContaining(
        'It holds pixels (8 x 8), but no energies of a scan for it.',
      ) as string,
    });
  });
});
