import { gzipSync, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { interpret, readProgressively, readSource, type ReadOutcome } from './index';
import { ANY_RATIO, LARGEST_FILE, MOST_ENTRIES } from './limits';
import { errorOf, rowsOf, sourceOf } from './testing';

const scan = new TextEncoder().encode(`# energy i0 it\n${rowsOf()}`);

const outcomeOf = (outcome: ReadOutcome): [string, string] => [
  outcome.source.name,
  outcome.kind === 'scans' ? 'scans' : outcome.error.code,
];

it('refuses files beyond the limit before looking at them', async () => {
  expect(await errorOf(new Uint8Array(LARGEST_FILE + 1))).toMatchObject({ code: 'file-too-large' });
});

describe('ZIP archives', () => {
  it('give one outcome for each file, with folders as path, without clutter', async () => {
    const zip = zipSync({
      'a.dat': scan,
      'run 1/b.dat': scan,
      'run 1/readme.pdf': new TextEncoder().encode('%PDF-1.4'),
      '__MACOSX/._a.dat': scan,
      '.DS_Store': scan,
    });
    const outcomes = await readSource(sourceOf(zip, 'all.zip'));
    expect(outcomes.map(({ kind, source }) => [kind, source.path, source.name])).toEqual([
      ['scans', 'all.zip', 'a.dat'],
      ['scans', 'all.zip/run 1', 'b.dat'],
      ['failed', 'all.zip/run 1', 'readme.pdf'],
    ]);
    const [first] = outcomes;
    expect(first.kind === 'scans' && interpret(first.scans[0], first.format).kind).toBe('spectrum');
  });

  it('hand over models as they are, and name them where scans are wanted', async () => {
    const bytes = new Uint8Array([0x80, 2, 0x2e]);
    const zip = zipSync({
      'a.dat': scan,
      'Fe/numbers.sav': bytes,
      'in.zip': zipSync({ 'b.xanopy-pack.json.gz': bytes, 'c.pkl.gz': bytes }),
    });
    const found: unknown[] = [];
    for await (const outcome of readProgressively(sourceOf(zip, 'all.zip'))) {
      const { kind, source } = outcome;
      found.push([kind, source.path, source.name, kind === 'models' ? outcome.source.bytes.length : 0]);
    }
    expect(found).toEqual([
      ['scans', 'all.zip', 'a.dat', 0],
      ['models', 'all.zip/Fe', 'numbers.sav', 3],
      ['models', 'all.zip/in.zip', 'b.xanopy-pack.json.gz', 3],
      ['models', 'all.zip/in.zip', 'c.pkl.gz', 3],
    ]);
    const outcomes = await readSource(sourceOf(zip, 'all.zip'));
    expect(outcomes.map((one) => (one.kind === 'failed' ? one.error.code : one.kind))).toEqual([
      'scans',
      'is-models',
      'is-models',
      'is-models',
    ]);
  });

  it('tell how far they are, whatever is inside', async () => {
    const zip = zipSync({ 'a.dat': scan, 'b.zip': zipSync({ 'c.dat': scan, 'd.dat': scan }), 'e.pdf': scan });
    const shares: number[] = [];
    await readSource(sourceOf(zip, 'all.zip'), { onProgress: (share) => shares.push(share) });
    expect(shares).toEqual([1 / 3, 2 / 3, 1]);
  });

  it('open inside each other, but not without end', async () => {
    const once = zipSync({ 'in.zip': zipSync({ 'a.dat': scan }) });
    expect((await readSource(sourceOf(once, 'out.zip')))[0].source.path).toBe('out.zip/in.zip');
    const [deep] = await readSource(sourceOf(zipSync({ 'deep.zip': once }), 'x.zip'));
    expect(deep.kind === 'failed' && deep.error.code).toBe('archive-nested');
  });

  it('leave the other files readable when one is damaged', async () => {
    const zip = zipSync({ 'a.dat': scan, 'b.dat': scan, 'c.dat': scan });
    // Into the compressed data of the second entry.
    const second = zip.findIndex(
      (_, i) => i > 40 && zip[i] === 0x50 && zip[i + 1] === 0x4b && zip[i + 2] === 3,
    );
    zip.fill(0xff, second + 35, second + 120);
    const outcomes = await readSource(sourceOf(zip, 'all.zip'));
    expect(outcomes.map(({ kind, source }) => [kind, source.name])).toEqual([
      ['scans', 'a.dat'],
      ['failed', 'b.dat'],
      ['scans', 'c.dat'],
    ]);
  });

  it('are refused as bombs by the sizes in their directory', async () => {
    const zip = zipSync({ 'a.dat': scan });
    const directory = zip.findLastIndex((_, i) => zip[i] === 0x50 && zip[i + 1] === 0x4b && zip[i + 2] === 1);
    new DataView(zip.buffer).setUint32(directory + 24, 0x7fff_ffff, true);
    expect(await errorOf(zip, 'bomb.zip')).toMatchObject({ code: 'archive-too-large' });
  });

  it('leave packed what is one value over and over, and read the rest', async () => {
    const zeros = new Uint8Array(ANY_RATIO + 1);
    const zip = zipSync({ 'zeros.raw': zeros, 'a.dat': scan });
    expect((await readSource(sourceOf(zip, 'a.zip'))).map(outcomeOf)).toEqual([
      ['zeros.raw', 'archive-too-dense'],
      ['a.dat', 'scans'],
    ]);
    expect(await errorOf(gzipSync(zeros), 'zeros.gz')).toMatchObject({ code: 'archive-too-dense' });
    // A small image of a detector that saw nothing is no bomb.
    const [small] = await readSource(sourceOf(zipSync({ 'a.raw': zeros.subarray(1) }), 'a.zip'));
    expect(outcomeOf(small)).toEqual(['a.raw', 'is-binary']);
  });

  it('are refused with too many files', async () => {
    const names = Array.from({ length: MOST_ENTRIES + 1 }, (_, i) => [`${i}`, new Uint8Array()] as const);
    const zip = zipSync(Object.fromEntries(names), { level: 0 });
    expect(await errorOf(zip, 'a.zip')).toMatchObject({ code: 'archive-too-large' });
  });

  it('lose no file of a strange or repeated name without saying so', async () => {
    const renamed = (zip: Uint8Array, from: string, to: string): Uint8Array => {
      const text = Buffer.from(zip);
      for (let at = text.indexOf(from); at >= 0; at = text.indexOf(from)) text.write(to, at);
      return new Uint8Array(text);
    };
    const proto = renamed(zipSync({ __prot0__: scan, constructor: scan }), '__prot0__', '__proto__');
    expect((await readSource(sourceOf(proto, 'a.zip'))).map(outcomeOf)).toEqual([
      ['__proto__', 'archive-entry-name'],
      ['constructor', 'scans'],
    ]);
    const twice = renamed(zipSync({ 'a.dat': scan, 'b.dat': scan }), 'b.dat', 'a.dat');
    expect((await readSource(sourceOf(twice, 'a.zip'))).map(outcomeOf)).toEqual([
      ['a.dat', 'archive-entry-name'],
      ['a.dat', 'scans'],
    ]);
  });

  it('are refused when empty or cut off', async () => {
    expect(await errorOf(zipSync({}), 'a.zip')).toMatchObject({ code: 'archive-empty' });
    expect(await errorOf(zipSync({ 'a.dat': scan }).slice(0, 200), 'a.zip')).toMatchObject({
      code: 'archive-damaged',
    });
  });

  it('can be read file by file and stopped', async () => {
    const zip = zipSync(Object.fromEntries(Array.from({ length: 500 }, (_, i) => [`${i}.dat`, scan])));
    const controller = new AbortController();
    let seen = 0;
    const read = async (): Promise<void> => {
      for await (const { kind } of readProgressively(sourceOf(zip, 'a.zip'), { signal: controller.signal })) {
        seen += kind === 'scans' ? 1 : 0;
        if (seen === 20) controller.abort();
      }
    };
    await expect(read()).rejects.toMatchObject({ name: 'AbortError' });
    expect(seen).toBe(20);
  });
});

describe('gzip', () => {
  it('is opened, and the outcome keeps the bytes that were dropped', async () => {
    const packed = gzipSync(scan);
    const [outcome] = await readSource(sourceOf(packed, 'a.dat.gz'));
    if (outcome.kind === 'failed') throw new Error(outcome.error.message);
    expect(outcome.source.bytes).toBe(packed);
    expect(outcome.recognisedBy).toMatch(/in a gzip file/);
  });

  it('is refused when cut off', async () => {
    expect(await errorOf(gzipSync(scan).slice(0, 100), 'a.gz')).toMatchObject({ code: 'archive-damaged' });
  });
});
