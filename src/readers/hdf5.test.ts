import * as h5 from 'h5wasm';
import type { Group } from 'h5wasm';
import { beforeAll, describe, expect, it } from 'vitest';
import { interpret } from './index';
import { errorOf, scansOf } from './testing';

beforeAll(() => h5.ready);

/** Bytes of a file that `build` fills. */
async function fileOf(build: (root: Group) => void): Promise<Uint8Array> {
  const { FS } = await h5.ready;
  const file = new h5.File('made.h5', 'w');
  build(file);
  file.close();
  const bytes = FS.readFile('made.h5');
  FS.unlink('made.h5');
  return bytes;
}

function groupOf(parent: Group, name: string, nxClass: string): Group {
  const group = parent.create_group(name);
  group.create_attribute('NX_class', nxClass);
  return group;
}
const put = (group: Group, name: string, data: Float64Array | string, units?: string): void => {
  const dataset = group.create_dataset({ name, data });
  if (units !== undefined) dataset.create_attribute('units', units);
};

const energy = Float64Array.from({ length: 100 }, (_, i) => 7000 + 2 * i);
const mu = energy.map((e) => 0.5 + Math.atan((e - 7112) / 2) / Math.PI);
const i0 = energy.map((_, i) => 1e5 + 100 * Math.sin(i * i));
const it1 = i0.map((value, i) => value * Math.exp(-mu[i]));

describe('HDF5', () => {
  it('reads NXxas by its definition, wherever the parts lie', async () => {
    const bytes = await fileOf((root) => {
      const entry = groupOf(root, 'rust', 'NXentry');
      put(entry, 'definition', 'NXxas');
      put(entry, 'title', 'goethite');
      const instrument = groupOf(entry, 'instrument', 'NXinstrument');
      put(
        groupOf(instrument, 'monochromator', 'NXmonochromator'),
        'energy',
        energy.map((e) => e / 1000),
        'keV',
      );
      put(groupOf(instrument, 'incoming_beam', 'NXdetector'), 'data', i0);
      put(groupOf(instrument, 'absorbed_beam', 'NXdetector'), 'data', it1);
      put(entry, 'element', 'Fe');
      put(entry, 'edge', 'K');
      put(groupOf(entry, 'data', 'NXdata'), 'mode', 'Transmission');
    });
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
    const bytes = await fileOf((root) => {
      const data = groupOf(groupOf(root, 'entry', 'NXentry'), 'plot', 'NXdata');
      data.create_attribute('signal', 'y');
      data.create_attribute('axes', ['x']);
      put(data, 'x', energy, 'eV');
      put(data, 'y', mu);
    });
    const [scan] = await scansOf(bytes);
    const result = interpret(scan, 'hdf5');
    expect(result.kind === 'spectrum' && result.attribution.muExpression).toBe('y');
  });

  it('reads the collections of BLISS, one scan each, cutting columns of unequal length', async () => {
    const bytes = await fileOf((root) => {
      for (const name of ['1.1', '2.1']) {
        const entry = groupOf(root, name, 'NXentry');
        put(entry, 'title', 'zapline mono');
        const measurement = groupOf(entry, 'measurement', 'NXcollection');
        put(
          measurement,
          'energy_enc',
          energy.map((e) => e / 1000),
          'keV',
        );
        put(measurement, 'i0', i0);
        put(measurement, 'i1', it1.slice(0, 98));
        put(
          measurement,
          'mca',
          Float64Array.from({ length: 2048 }, (_, i) => i),
        );
      }
    });
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
