import * as h5 from 'h5wasm';
import { beforeAll, describe, expect, it } from 'vitest';
import { emptyMap, withPart, type MapPart } from '../domain/map/layers';
import { mapCsv, type MapRecord } from '../exporters/map';
import { mapHdf5 } from '../exporters/map-hdf5';
import { energy, fileOf, mu, put } from '../readers/hdf5-samples';
import { cube, heightOf, nxMap } from '../readers/stacks/samples';
import { slicesOf } from '../readers/stacks/open';
import { createEngine } from './engine';
import { nodeSymmetry } from './moyo-node';
import { createStacks, type MapSettings, type StackSource } from './stacks';
import { TINY_MODELS } from './testing';

const engine = createEngine(
  (name) => Promise.resolve(new TextEncoder().encode(name === 'Fe.json' ? TINY_MODELS['Fe.json'] : TINY_MODELS['manifest.json'])), // prettier-ignore
  nodeSymmetry,
);

/** 5 x 4 pixels; one has no numbers, one no edge. */
async function source(): Promise<StackSource> {
  const bytes = await fileOf((root) => {
    put(root, 'energy', energy, 'eV');
    const data = cube({ y: 5, x: 4 }, 'eyx', (y, x, e) =>
      y === 1 && x === 2 ? Number.NaN : y === 3 && x === 0 ? 0.3 : 0.5 * heightOf(y, x) * mu[e],
    );
    root.create_dataset({ name: 'mu', ...data });
  });
  return { name: 'map.h5', bytes: slicesOf(bytes), energies: null };
}

const settings: MapSettings = { binning: 1, choices: {}, options: { element: 'Fe' } };
let file: StackSource;
beforeAll(async () => {
  await h5.ready;
  file = await source();
});

async function mapped(asked: MapSettings, lines: number, columns: number) {
  const stacks = createStacks(engine);
  let map = emptyMap(lines, columns);
  await stacks.map('1', file, '', asked, 0, lines, (part) => {
    map = withPart(map, part);
    return true;
  });
  return map;
}

describe('the spectra of a stack', () => {
  it('are listed and surveyed by their mean', async () => {
    const stacks = createStacks(engine);
    expect(await stacks.list('1', file)).toMatchObject([{ id: '', lines: 5, columns: 4, points: 100 }]);
    const { examination } = await stacks.survey('1', file, '', {}, {});
    expect(examination).toMatchObject({ kind: 'answered', analysis: { element: 'Fe' } });
  });

  it('get the answers of single spectra, and say what fails', async () => {
    const map = await mapped(settings, 5, 4);
    const stacks = createStacks(engine);
    const { examination } = await stacks.spectrum('1', file, '', settings, Uint32Array.of(17), 'one');
    if (examination.kind !== 'answered') throw new Error('no answer');
    const { analysis } = examination;
    expect(map.layers.cn[17]).toBe(analysis.answer.environment[0].cn);
    expect(map.layers.e0[17]).toBe(Math.fround(analysis.prepared.e0));
    expect(map.layers.edgeStep[17]).toBe(Math.fround(analysis.prepared.normalisation.edgeStep));
    expect(map.layers.confidence[17]).toBe(Math.fround(analysis.jaccardConfidence));
    const failed = [...map.layers.state].flatMap((state, pixel) => (state === 4 ? [pixel] : []));
    expect(failed).toEqual([6, 12]);
    expect(map.failures.map(({ code }) => code)).toEqual(['too-few-points', 'no-edge']);
  });

  it('are averaged in squares, fewer at the ends', async () => {
    const map = await mapped({ ...settings, binning: 2 }, 3, 2);
    const step = (...pixels: [number, number][]): number =>
      pixels.reduce((sum, [y, x]) => sum + heightOf(y, x), 0) / pixels.length;
    expect(map.layers.edgeStep[0] / map.layers.edgeStep[5]).toBeCloseTo(
      step([0, 0], [0, 1], [1, 0], [1, 1]) / step([4, 2], [4, 3]),
      5,
    );
  });

  it('of several pixels are averaged without those that are no numbers', async () => {
    const stacks = createStacks(engine);
    const { scan } = await stacks.spectrum('1', file, '', settings, Uint32Array.of(5, 6, 7), 'three');
    expect(scan.channels[1].values[80]).toBeCloseTo(((heightOf(1, 1) + heightOf(1, 3)) / 4) * mu[80], 12);
  });

  it('come in parts that are computed while the last one is taken over, and all are handed over', async () => {
    const taken: number[] = [];
    await createStacks(engine).map('1', file, '', settings, 0, 5, async (part) => {
      await new Promise((resolve) => setTimeout(resolve, 20));
      taken.push(...Array.from(part.layers.state, (_, place) => part.first + place));
      return true;
    });
    expect(taken).toEqual([...Array(20).keys()]);
  });

  it('fail line by line where the file is damaged', async () => {
    const bytes = await fileOf((root) => {
      nxMap(root, 'yxe', { y: 5, x: 4 });
    });
    const chunks = [...bytes.keys()].filter((at) => bytes[at] === 0x78 && bytes[at + 1] === 0x5e);
    const one = chunks[chunks.length - 3];
    bytes.fill(0xff, one + 2, one + 60);
    const damaged = { name: 'map.h5', bytes: slicesOf(bytes), energies: null };
    const stacks = createStacks(engine);
    const [{ id, lines, columns }] = await stacks.list('1', damaged);
    let map = emptyMap(lines, columns);
    await stacks.map('1', damaged, id, settings, 0, lines, (part) => {
      map = withPart(map, part);
      return true;
    });
    const failed = [...map.layers.state].flatMap((state, pixel) => (state === 4 ? [pixel] : []));
    expect(failed).toEqual([12, 13, 14, 15]);
    expect(map.failures.map(({ code }) => code)).toEqual(['stack-unread']);
  });

  it('follow each other from any one on, whoever asks', async () => {
    const stacks = createStacks(engine);
    const found: [number, string][] = [];
    // Within a line, from one into others, and to the end.
    for (const [first, count] of [
      [1, 2],
      [3, 6],
      [9, 11],
    ]) {
      for await (const { scan, examination } of stacks.spectra('1', file, '', settings, first, count))
        found.push([scan.channels[1].values[80] / mu[80], examination.kind]);
    }
    expect(found).toHaveLength(19);
    for (const [place, [height, kind]] of found.entries()) {
      const [y, x] = [Math.floor((place + 1) / 4), (place + 1) % 4];
      if (kind === 'answered') expect(height).toBeCloseTo(0.5 * heightOf(y, x), 12);
    }
    expect(found.filter(([, kind]) => kind === 'failed')).toHaveLength(2);
  });

  it('stop when they are told to', async () => {
    const parts: MapPart[] = [];
    await createStacks(engine).map('1', file, '', settings, 0, 5, (part) => {
      parts.push(part);
      return false;
    });
    expect(parts).toHaveLength(1);
  });

  it('are exported as a table and as NXdata, without what is masked', async () => {
    const map = await mapped(settings, 5, 4);
    const record: MapRecord = {
      file: 'map.h5',
      size: 1,
      stack: '/',
      title: '',
      element: 'Fe',
      muExpression: 'mu',
      modelVersion: '1.test',
      binning: 1,
      choices: {},
      options: {},
      leastStep: 0.5 * (map.layers.edgeStep[0] + map.layers.edgeStep[19]),
      map,
    };
    const provenance = { appVersion: '0', created: new Date(0) };
    const rows = mapCsv(record, provenance).trimEnd().split('\n').filter((line) => !line.startsWith('#')); // prettier-ignore
    expect(rows).toHaveLength(21);
    expect(rows[0]).toBe('line,column,cn,environment,confidence,e0_ev,edge_step,state,failure');
    expect(rows[1]).toMatch(/^0,0,,,,7\d+(\.\d+)?,[\d.]+,masked,$/);
    expect(rows[7]).toBe('1,2,,,,,,failed,too-few-points');
    expect(rows[20]).toMatch(/^4,3,6,CN 6 octahedral,/);
    expect(mapCsv(record, provenance)).toContain('# failed: 1 pixels, no-edge');

    const { FS } = await h5.ready;
    FS.writeFile('read.h5', await mapHdf5(record, provenance));
    const read = new h5.File('read.h5', 'r');
    const data = read.get('entry/data') as h5.Group;
    expect(data.attrs.signal.value).toBe('cn');
    expect(data.attrs.axes.value).toEqual(['line', 'column']);
    const cn = data.get('cn') as h5.Dataset;
    expect(cn.shape).toEqual([5, 4]);
    expect([...(cn.value as Uint8Array)].slice(0, 1)).toEqual([0]);
    expect([...(cn.value as Uint8Array)].at(-1)).toBe(6);
    expect(((read.get('entry/process/note') as h5.Dataset).value as string).split('\n')).toContain(
      'file: map.h5, 1 bytes',
    );
    read.close();
  });
});
