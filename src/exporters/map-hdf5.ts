import type { Group } from 'h5wasm';
import { PIXEL_STATES } from '../domain/map/layers';
import type { Provenance } from './document';
import { counts, environmentName, mapJournal, type MapRecord } from './map';

function groupOf(parent: Group, name: string, nxClass: string): Group {
  const group = parent.create_group(name);
  group.create_attribute('NX_class', nxClass);
  return group;
}

let count = 0;

/** The answers as an HDF5 file: NXdata with one image a layer, and the journal beside it. */
export async function mapHdf5(record: MapRecord, provenance: Provenance): Promise<Uint8Array> {
  const h5wasm = await import('h5wasm');
  const { FS } = await h5wasm.ready;
  const name = `map-${++count}.h5`;
  const file = new h5wasm.File(name, 'w');
  const { map, title } = record;
  const { lines, columns, layers, environments } = map;
  const entry = groupOf(file, 'entry', 'NXentry');
  file.create_attribute('default', 'entry');
  entry.create_attribute('default', 'data');
  entry.create_dataset({ name: 'title', data: title === '' ? record.file : title });
  const process = groupOf(entry, 'process', 'NXprocess');
  process.create_dataset({ name: 'program', data: 'Xanopy' });
  process.create_dataset({ name: 'version', data: provenance.appVersion });
  process.create_dataset({ name: 'date', data: provenance.created.toISOString() });
  process.create_dataset({ name: 'note', data: mapJournal(record, provenance).join('\n') });
  const data = groupOf(entry, 'data', 'NXdata');
  data.create_attribute('signal', 'cn');
  data.create_attribute('auxiliary_signals', ['confidence', 'e0', 'edge_step']);
  data.create_attribute('axes', ['line', 'column']);
  const places = (length: number): Float64Array =>
    Float64Array.from({ length }, (_, place) => (place + 0.5) * record.binning - 0.5);
  data.create_dataset({ name: 'line', data: places(lines) });
  data.create_dataset({ name: 'column', data: places(columns) });
  const shown = layers.state.map((_, pixel) => (counts(record, pixel) ? 1 : 0));
  const image = (
    layer: string,
    values: Uint8Array | Uint16Array | Float32Array,
    attributes: Record<string, string> = {},
  ) => {
    const dataset = data.create_dataset({
      name: layer,
      data: values,
      shape: [lines, columns],
      chunks: [Math.min(lines, 256), Math.min(columns, 256)],
      compression: 'gzip',
    });
    for (const [key, text] of Object.entries(attributes)) dataset.create_attribute(key, text);
  };
  const outside = PIXEL_STATES.indexOf('outside');
  const isAnswered = (pixel: number): boolean => shown[pixel] === 1 && layers.state[pixel] !== outside;
  image(
    'cn',
    layers.cn.map((cn, pixel) => (isAnswered(pixel) ? cn : 0)),
    { long_name: 'leading coordination number; 0: no answer' },
  );
  image(
    'environment',
    layers.environment.map((place, pixel) => (isAnswered(pixel) ? place + 1 : 0)),
    { long_name: 'place in environments, from 1 on; 0: no answer' },
  );
  image(
    'confidence',
    layers.confidence.map((value, pixel) => (shown[pixel] === 1 ? value : Number.NaN)),
    { long_name: 'expected Jaccard index, at most' },
  );
  image('e0', layers.e0, { units: 'eV' });
  image('edge_step', layers.edgeStep, { long_name: 'edge step in units of the signal' });
  image('state', layers.state, {
    long_name: PIXEL_STATES.map((state, code) => `${code}: ${state}`).join(', '),
  });
  data.create_dataset({
    name: 'environments',
    data: environments.length === 0 ? ['none'] : environments.map(environmentName),
  });
  file.close();
  const bytes = FS.readFile(name);
  FS.unlink(name);
  return bytes;
}
