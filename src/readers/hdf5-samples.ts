import * as h5 from 'h5wasm';
import type { Group } from 'h5wasm';

/** HDF5 files of our own making for tests: the layouts of beamlines, with the edge of iron. */

/** Bytes of a file that `build` fills. */
export async function fileOf(build: (root: Group) => void): Promise<Uint8Array> {
  const { FS } = await h5.ready;
  const file = new h5.File('made.h5', 'w');
  build(file);
  file.close();
  const bytes = FS.readFile('made.h5');
  FS.unlink('made.h5');
  return bytes;
}

export function groupOf(parent: Group, name: string, nxClass: string): Group {
  const group = parent.create_group(name);
  group.create_attribute('NX_class', nxClass);
  return group;
}

export const put = (group: Group, name: string, data: Float64Array | string, units?: string): void => {
  const dataset = group.create_dataset({ name, data });
  if (units !== undefined) dataset.create_attribute('units', units);
};

export const energy = Float64Array.from({ length: 100 }, (_, i) => 7000 + 2 * i);
export const mu = energy.map((e) => 0.5 + Math.atan((e - 7112) / 2) / Math.PI);
export const i0 = energy.map((_, i) => 1e5 + 100 * Math.sin(i * i));
export const it1 = i0.map((value, i) => value * Math.exp(-mu[i]));
const inKiloelectronvolts = energy.map((e) => e / 1000);

/** By its definition, the parts all over the file. */
export const nxxas = (): Promise<Uint8Array> =>
  fileOf((root) => {
    const entry = groupOf(root, 'rust', 'NXentry');
    put(entry, 'definition', 'NXxas');
    put(entry, 'title', 'goethite');
    const instrument = groupOf(entry, 'instrument', 'NXinstrument');
    put(groupOf(instrument, 'monochromator', 'NXmonochromator'), 'energy', inKiloelectronvolts, 'keV');
    put(groupOf(instrument, 'incoming_beam', 'NXdetector'), 'data', i0);
    put(groupOf(instrument, 'absorbed_beam', 'NXdetector'), 'data', it1);
    put(entry, 'element', 'Fe');
    put(entry, 'edge', 'K');
    put(groupOf(entry, 'data', 'NXdata'), 'mode', 'Transmission');
  });

/** Signal and axes of a plot. */
export const nxdata = (): Promise<Uint8Array> =>
  fileOf((root) => {
    const data = groupOf(groupOf(root, 'entry', 'NXentry'), 'plot', 'NXdata');
    data.create_attribute('signal', 'y');
    data.create_attribute('axes', ['x']);
    put(data, 'x', energy, 'eV');
    put(data, 'y', mu);
  });

/** As BLISS writes: an entry a scan with a collection of counters, one of them cut short, and a spectrum of a detector. */
export const bliss = (): Promise<Uint8Array> =>
  fileOf((root) => {
    for (const name of ['1.1', '2.1']) {
      const entry = groupOf(root, name, 'NXentry');
      put(entry, 'title', 'zapline mono');
      const measurement = groupOf(entry, 'measurement', 'NXcollection');
      put(measurement, 'energy_enc', inKiloelectronvolts, 'keV');
      put(measurement, 'i0', i0);
      put(measurement, 'i1', it1.slice(0, 98));
      put(
        measurement,
        'mca',
        Float64Array.from({ length: 2048 }, (_, i) => i),
      );
    }
  });

/** Chunks, compression, links that lead on and nowhere, and more groups than one block of a directory holds. */
export const packed = (): Promise<Uint8Array> =>
  fileOf((root) => {
    const group = groupOf(groupOf(root, 'entry', 'NXentry'), 'measurement', 'NXcollection');
    for (const [name, data] of Object.entries({ energy, i0, i1: it1 })) {
      group.create_dataset({ name, data, shape: [100], chunks: [25], compression: 'gzip' });
    }
    root.create_soft_link('/entry/measurement', 'plot');
    root.create_soft_link('/nowhere', 'gone');
    const many = root.create_group('many');
    for (let i = 0; i < 12; i++) put(many.create_group(`position ${i}`), 'note', `motor ${i}`);
  });

/** A session as BLISS writes: scans 1.1 to 11.1 of the energy, one of a motor among them, and plots that show them again. */
export const session = (): Promise<Uint8Array> =>
  fileOf((root) => {
    for (let scan = 1; scan <= 11; scan++) {
      const entry = groupOf(root, `${scan}.1`, 'NXentry');
      put(entry, 'title', scan === 3 ? 'ascan samy 0 1 99' : 'trigscan energy');
      const measurement = groupOf(entry, 'measurement', 'NXcollection');
      if (scan === 3) {
        put(
          measurement,
          'samy',
          energy.map((_, i) => i / 99),
        );
        put(measurement, 'i0', i0);
        continue;
      }
      put(measurement, 'energy_enc', inKiloelectronvolts, 'keV');
      put(measurement, 'i0', i0);
      put(measurement, 'i1', it1);
      const plot = groupOf(entry, 'plotselect', 'NXdata');
      plot.create_attribute('signal', 'i1');
      plot.create_attribute('axes', ['energy_enc']);
      put(plot, 'energy_enc', inKiloelectronvolts, 'keV');
      put(plot, 'i1', it1);
      const positioners = groupOf(
        groupOf(entry, 'instrument', 'NXinstrument'),
        'positioners',
        'NXcollection',
      );
      for (const motor of ['samx', 'samy']) positioners.create_dataset({ name: motor, data: 0.5 });
    }
  });

const FRAMES = 4;

/** A series: mu(time, energy) as NXdata, or mu(energy, time) without a word; beside it a spectrum of a detector at each point. */
export const stack = (inRows: boolean): Promise<Uint8Array> =>
  fileOf((root) => {
    const data = inRows ? groupOf(groupOf(root, 'entry', 'NXentry'), 'data', 'NXdata') : root;
    if (inRows) {
      data.create_attribute('signal', 'mu');
      data.create_attribute('axes', ['time', 'energy']);
      put(
        data,
        'time',
        Float64Array.from({ length: FRAMES }, (_, frame) => 10 * frame),
      );
    }
    put(data, 'energy', energy, 'eV');
    const values = Float64Array.from({ length: FRAMES * energy.length }, (_, i) => {
      const frame = inRows ? Math.floor(i / energy.length) : i % FRAMES;
      return (frame + 1) * mu[inRows ? i % energy.length : Math.floor(i / FRAMES)];
    });
    data.create_dataset({ name: 'mu', data: values, shape: inRows ? [FRAMES, 100] : [100, FRAMES] });
    data.create_dataset({ name: 'mca', data: new Float64Array(100 * 32), shape: [100, 32] });
  });

/** Names that say nothing; what they mean stands in `long_name`, as SOLEIL writes. */
export const longNames = (): Promise<Uint8Array> =>
  fileOf((root) => {
    const data = groupOf(groupOf(root, 'rust_0001', 'NXentry'), 'scan_data', 'NXdata');
    for (const [name, longName, values] of [
      ['actuator_1_1', 'i09-c-c06/op/energy', energy],
      ['data_01', 'i09-c-c06/op/I0', i0],
      ['data_02', 'i09-c-c06/op/I1', it1],
    ] as const) {
      data.create_dataset({ name, data: values }).create_attribute('long_name', longName);
    }
  });

/** The counter of the transmitted beam lies in another file. */
export const elsewhere = (): Promise<Uint8Array> =>
  fileOf((root) => {
    const measurement = groupOf(groupOf(root, '1.1', 'NXentry'), 'measurement', 'NXcollection');
    put(measurement, 'energy', energy, 'eV');
    put(measurement, 'i0', i0);
    measurement.create_external_link('run_0001.h5', '/entry/i1', 'i1');
  });
