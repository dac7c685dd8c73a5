import * as h5 from 'h5wasm';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { energy, fileOf, groupOf, i0, mu, put } from '../hdf5-samples';
import { MOST_FRAMES } from '../hdf5-stacks';
import { interpret } from '../index';
import { errorOf, scansOf } from '../testing';
import { energiesIn, energyIn } from './energies';
import { sampleMean } from './mean';
import { openStacks, slicesOf } from './open';
import { cube, imagesOf, muAt, nxMap, tiffOf } from './samples';
import { linesAtOnce, type Stack } from './types';

beforeAll(() => h5.ready);

async function stacksOf(bytes: Uint8Array, list: string | null = null): Promise<readonly Stack[]> {
  const { stacks } = await openStacks('stack', slicesOf(bytes), list);
  return stacks;
}

async function refusal(
  bytes: Uint8Array,
  list: string | null = null,
): Promise<{ code: string; message: string }> {
  return stacksOf(bytes, list).then(
    () => {
      throw new Error('read');
    },
    (error: { code: string; message: string }) => error,
  );
}

/** mu of one spectrum, as its scan is interpreted. */
function spectrumOf(stack: Stack, line: number, column: number): Float64Array {
  const { points, read, scanOf } = stack;
  const values = read(line, 1).map((all) => all.slice(column * points, (column + 1) * points));
  const found = interpret(scanOf(values, '0', ''), stack.format);
  if (found.kind !== 'spectrum') throw new Error(found.question.text);
  return found.spectrum.mu;
}

describe('HDF5 stacks', () => {
  it.each(['yxe', 'eyx', 'yex'])(
    'are read in lines whatever the order of the dimensions: %s',
    async (order) => {
      const [stack, ...others] = await stacksOf(await fileOf((root) => { nxMap(root, order); })); // prettier-ignore
      expect(others).toEqual([]);
      expect(stack).toMatchObject({ lines: 3, columns: 4, points: 100, signals: ['map'], warnings: [] });
      for (const [line, column] of [
        [0, 0],
        [1, 3],
        [2, 2],
      ]) {
        // prettier-ignore
        const values = spectrumOf(stack, line, column);
        expect(values[80]).toBeCloseTo(muAt(line, column, 80), 12);
        expect(values[10]).toBeCloseTo(muAt(line, column, 10), 12);
      }
      const [two] = stack.read(1, 2);
      expect(two).toHaveLength(2 * 4 * 100);
      expect(two[(4 + 2) * 100 + 80]).toBeCloseTo(muAt(2, 2, 80), 12);
    },
  );

  it('take I0 and It as such, with I0 for each energy or for each spectrum', async () => {
    const size = { y: 3, x: 4 };
    const raw = (withI0: (root: h5.Group) => void): Promise<Uint8Array> =>
      fileOf((root) => {
        put(root, 'energy', energy, 'eV');
        withI0(root);
        root.create_dataset({
          name: 'it',
          ...cube(size, 'yxe', (y, x, e) => i0[e] * Math.exp(-muAt(y, x, e))),
        });
      });
    const files = [
      await raw((root) => {
        put(root, 'i0', i0);
      }),
      await raw((root) => {
        root.create_dataset({ name: 'i0', ...cube(size, 'yxe', (_, __, e) => i0[e]) });
      }),
    ];
    for (const bytes of files) {
      const [stack] = await stacksOf(bytes);
      expect(spectrumOf(stack, 2, 1)[80]).toBeCloseTo(muAt(2, 1, 80), 9);
    }
  });

  it('find the energy elsewhere in the entry, and take the logarithm of transmissions', async () => {
    const bytes = await fileOf((root) => {
      const entry = groupOf(root, 'entry', 'NXentry');
      const mono = groupOf(groupOf(entry, 'instrument', 'NXinstrument'), 'monochromator', 'NXmonochromator');
      put(mono, 'energy', energy, 'eV');
      const exchange = entry.create_group('exchange');
      exchange.create_dataset({
        name: 'data',
        ...cube({ y: 3, x: 4 }, 'eyx', (y, x, e) => Math.exp(-muAt(y, x, e))),
      });
    });
    const [stack] = await stacksOf(bytes);
    expect(stack).toMatchObject({ id: '/entry/exchange', lines: 3, columns: 4 });
    const scan = stack.scanOf(
      stack.read(1, 1).map((all) => all.slice(0, 100)),
      '0',
      '',
    );
    const found = interpret(scan, 'hdf5');
    expect(found.kind === 'spectrum' && found.attribution.muExpression).toBe('ln(1 / data)');
    expect(spectrumOf(stack, 1, 0)[80]).toBeCloseTo(muAt(1, 0, 80), 12);
  });

  it('say so where the file calls another dimension the energy', async () => {
    const bytes = await fileOf((root) => {
      const data = groupOf(root, 'data', 'NXdata');
      data.create_attribute('signal', 'mu');
      data.create_attribute('axes', ['energy', 'y', 'x']);
      put(data, 'energy', energy, 'eV');
      data.create_dataset({ name: 'mu', ...cube({ y: 3, x: 4 }, 'yxe', muAt) });
    });
    const [stack] = await stacksOf(bytes);
    expect(stack.warnings).toEqual([
      { code: 'stack-axes', message: expect.stringContaining('dimension 3 has as many values') as string },
    ]);
    expect(spectrumOf(stack, 2, 3)[80]).toBeCloseTo(muAt(2, 3, 80), 12);
  });

  it('are no spectra of a detector that looks at each pixel', async () => {
    const bytes = await fileOf((root) => {
      const map = root.create_group('xrfmap');
      put(map, 'energy', Float64Array.from({ length: 100 }, (_, i) => 0.1 + 0.2 * i), 'keV'); // prettier-ignore
      map.create_dataset({
        name: 'counts',
        ...cube({ y: 3, x: 4 }, 'yxe', (_, __, e) => (e === 32 ? 1e4 : 10)),
      });
    });
    expect(await refusal(bytes)).toMatchObject({
      code: 'stack-none',
      message: expect.stringContaining('/xrfmap/counts (3 x 4 x 100)') as string,
    });
  });

  it('name the missing energies, and what is damaged', async () => {
    const bytes = await fileOf((root) => {
      root.create_dataset({ name: 'mu', ...cube({ y: 3, x: 4 }, 'yxe', muAt) });
    });
    expect(await refusal(bytes)).toMatchObject({
      code: 'stack-none',
      message: expect.stringMatching(/\/mu \(3 x 4 x 100\), but no energies/) as string,
    });
    expect(await refusal(await fileOf((root) => put(root, 'energy', energy)))).toMatchObject({
      message: expect.stringContaining('no data of two or three dimensions') as string,
    });
    expect(await refusal(bytes.slice(0, 1000))).toMatchObject({ code: 'hdf5-damaged' });
    expect(await refusal(new TextEncoder().encode('energy mu\n1 2\n'))).toMatchObject({ code: 'stack-none' });
  });

  it('say when packed values are damaged', async () => {
    const damaged = (
      await fileOf((root) => {
        nxMap(root, 'yxe');
      })
    ).slice();
    // What follows the headings of the packed chunks.
    for (let at = 0; at + 1 < damaged.length; at++) {
      if (damaged[at] === 0x78 && damaged[at + 1] === 0x5e) damaged.fill(0xff, at + 2, at + 60);
    }
    expect(await refusal(damaged)).toMatchObject({ code: 'stack-none' });
  });

  it('of a few spectra in a series are scans of a session, longer ones and images maps', async () => {
    const series = (frames: number): Promise<Uint8Array> =>
      fileOf((root) => {
        put(root, 'energy', energy, 'eV');
        const data = Float64Array.from({ length: frames * 100 }, (_, i) => mu[i % 100]);
        root.create_dataset({ name: 'mu', data, shape: [frames, 100] });
      });
    expect(await scansOf(await series(MOST_FRAMES))).toHaveLength(1000);
    const long = await series(MOST_FRAMES + 1);
    expect(await errorOf(long)).toMatchObject({
      code: 'is-map',
      message: expect.stringContaining('1001 spectra in /') as string,
    });
    const [stack] = await stacksOf(long);
    expect(stack).toMatchObject({ lines: 1001, columns: 1 });
    expect(spectrumOf(stack, 1000, 0)[80]).toBeCloseTo(mu[80], 12);
    const image = await fileOf((root) => {
      nxMap(root, 'yxe');
    });
    expect(await errorOf(image)).toMatchObject({
      code: 'is-map',
      message: expect.stringContaining('3 x 4 spectra in /entry/data') as string,
    });
  });

  it('beside scans are named where the scans are read', async () => {
    const bytes = await fileOf((root) => {
      nxMap(root, 'yxe');
      const other = groupOf(root, 'other', 'NXentry');
      put(other, 'energy', energy, 'eV');
      put(other, 'mu', mu);
    });
    const [scan, ...others] = await scansOf(bytes);
    expect(others).toEqual([]);
    expect(scan.warnings.map(({ code }) => code)).toEqual(['is-map']);
  });

  it('are read from the file as far as they are asked for', async () => {
    const bytes = await fileOf((root) => {
      put(root, 'energy', energy, 'eV');
      root.create_dataset({ name: 'mu', ...cube({ y: 100, x: 200 }, 'yxe', muAt) });
    });
    let fetched = 0;
    const { stacks, close } = await openStacks('stack', {
      size: bytes.length,
      read: (from, to) => {
        fetched += to - from;
        return bytes.slice(from, to);
      },
    });
    // 16 of 100 lines for the mean, and what is read beside them.
    expect(fetched).toBeLessThan(0.5 * bytes.length);
    const before = fetched;
    stacks[0].read(50, 1);
    expect(fetched - before).toBeLessThan(600_000);
    close();
  });
});

describe('TIFF stacks', () => {
  const list = [...energy].join('\n');

  it('are images over the energies of a list', async () => {
    const [stack] = await stacksOf(tiffOf(imagesOf(muAt), { width: 4, height: 3 }), `# eV\n${list}\n`);
    expect(stack).toMatchObject({ lines: 3, columns: 4, points: 100, signals: ['mu'], warnings: [] });
    expect(spectrumOf(stack, 2, 1)[80]).toBeCloseTo(muAt(2, 1, 80), 6);
    expect(stack.read(1, 2)[0][(4 + 3) * 100 + 20]).toBeCloseTo(muAt(2, 3, 20), 6);
  });

  it('say their energies themselves, in keV too, and may be transmissions in counts', async () => {
    const counts = imagesOf((y, x, e) => Math.round(6e4 * Math.exp(-muAt(y, x, e))));
    const descriptions = Array.from(energy, (e) => `{"Energy": ${e / 1000}, "exposure": 0.1}`);
    const [stack] = await stacksOf(tiffOf(counts, { width: 4, height: 3, bits: 16, descriptions }));
    expect(stack.signals).toEqual(['transmission']);
    const values = spectrumOf(stack, 1, 2);
    expect(values[80] - values[10]).toBeCloseTo(muAt(1, 2, 80) - muAt(1, 2, 10), 3);
  });

  it('that are cut off lose their end, and say so', async () => {
    const whole = tiffOf(imagesOf(muAt), { width: 4, height: 3 });
    const [stack] = await stacksOf(whole.slice(0, Math.floor(0.9 * whole.length)), list);
    expect(stack.points).toBeGreaterThan(85);
    expect(stack.points).toBeLessThan(91);
    expect(stack.warnings[0]).toMatchObject({ code: 'stack-cut' });
    expect(stack.warnings[0].message).toContain(`after ${stack.points} whole images of 100`);
  });

  it('are refused with what is missing', async () => {
    const bytes = tiffOf(imagesOf(muAt), { width: 4, height: 3 });
    expect(await refusal(bytes)).toMatchObject({ code: 'stack-energies' });
    expect(await refusal(bytes, [...energy].slice(1).join('\n'))).toMatchObject({
      code: 'stack-energies',
      message: expect.stringContaining('100 images and the list 99 energies') as string,
    });
    expect(await refusal(bytes, 'no numbers')).toMatchObject({
      message: expect.stringContaining('no column of numbers') as string,
    });
    expect(await refusal(bytes.slice(0, 60), list)).toMatchObject({ code: 'tiff-damaged' });
    const nine = tiffOf(imagesOf(muAt).slice(0, 9), { width: 4, height: 3 });
    expect(await refusal(nine, list)).toMatchObject({ code: 'stack-none' });
    const ten = tiffOf(imagesOf(muAt).slice(0, 10), { width: 4, height: 3 });
    expect((await stacksOf(ten, list))[0].points).toBe(10);
  });

  it('that are damaged anywhere are read or refused with a code', { timeout: 60_000 }, async () => {
    const bytes = tiffOf(imagesOf(muAt), { width: 4, height: 3 });
    const place = fc.integer({ min: 0, max: bytes.length - 1 });
    const change = fc.tuple(place, fc.integer({ min: 0, max: 255 }));
    await fc.assert(
      fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 8 }), place, async (changes, end) => {
        const damaged = bytes.slice(0, changes.length % 2 === 0 ? end : undefined);
        for (const [at, value] of changes) damaged[at] = value;
        const found = await stacksOf(damaged, list).then(
          ([stack]) => {
            try {
              return stack.read(0, 1).length;
            } catch (error) {
              return error;
            }
          },
          (error: unknown) => error,
        );
        if (typeof found !== 'number') expect(found).toMatchObject({ name: 'XanopyError' });
      }),
      { numRuns: 100, endOnFailure: true },
    );
  });
});

describe('energies', () => {
  it('stand in a list of lines, in one line, or beside an index', () => {
    const values = Float64Array.from({ length: 12 }, (_, i) => 7100 + 2 * i);
    expect(energiesIn([...values].join('\n'))).toEqual(values);
    expect(energiesIn(`energy/eV\n${[...values].join(', ')}\n`)).toEqual(values);
    expect(energiesIn([...values].map((e, i) => `${i}\t${e}`).join('\r\n'))).toEqual(values);
    expect(energiesIn('1\n2\n3\n')).toBeNull();
  });

  it('stand in descriptions', () => {
    expect(energyIn('energy = 7112.5 eV')).toBe(7112.5);
    expect(energyIn('{"energy": 7.1125}')).toBe(7.1125);
    expect(energyIn(' 7112.5 eV')).toBe(7112.5);
    expect(energyIn('exposure 0.1')).toBeNaN();
  });
});

it('take the mean of lines spread over the stack, without what is no number', () => {
  const stack = {
    lines: 31,
    columns: 2,
    points: 1,
    signals: ['mu'],
    read: (first: number) => [Float64Array.of(first, first === 0 ? Number.NaN : first)],
  };
  // Lines 0, 2 ... 30, the first with one value only.
  const sum = 2 * Array.from({ length: 16 }, (_, i) => 2 * i).reduce((a, b) => a + b);
  expect(sampleMean(stack)[0][0]).toBeCloseTo(sum / 31, 12);
});

it('read 32 MB at once, at least a line', () => {
  const stack = { lines: 1000, columns: 100, points: 200, signals: ['i0', 'it'] };
  expect(linesAtOnce(stack)).toBe(100);
});
