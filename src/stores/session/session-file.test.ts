import { describe, expect, it } from 'vitest';
import { answerOfPack } from '../../domain/pack-answer';
import { IRON_MODEL, ironAnalysis } from '../../exporters/testing';
import { otherModels } from './answered-by';
import { itemFrom, sourceOf, type Item, type ItemSource } from './item';
import { changesBetween, sourcesFrom } from './keep';
import { isSessionFile, parseSessionFile, sessionFileName, writeSessionFile } from './session-file';

const source: ItemSource = {
  id: 'one',
  name: 'my iron',
  file: 'fe.dat',
  path: 'run 3',
  hash: 'abc',
  format: 'columns',
  scan: {
    id: '1',
    title: '',
    channels: [
      { label: 'e', unit: 'eV', role: 'energy', values: Float64Array.of(7100, 7101.25) },
      { label: 'mu', values: Float64Array.of(0.5, Number.NaN) },
    ],
    element: 'Fe',
    metadata: [['Sample.name', 'rust']],
    warnings: [{ code: 'binned', message: 'A note.' }],
  },
  choices: { energy: 0, mu: { kind: 'column', column: 1, isNormalised: false } },
  options: { e0: 7112.5 },
  readError: null,
};

const failed: ItemSource = {
  ...source,
  id: 'two',
  scan: null,
  readError: { code: 'unknown-format', message: 'No.', line: 3 },
};

describe('a session file', () => {
  it('gives back every number and decision, missing numbers included', () => {
    const text = writeSessionFile([itemFrom(source), itemFrom(failed)]);
    expect(parseSessionFile(text)).toMatchObject({ items: [source, failed], structures: [] });
  });

  it('takes structures along; files without any are older ones', () => {
    const kept = {
      id: 'abc-0',
      file: 'MgO.cif',
      name: 'periclase',
      structure: {
        lattice: [
          [2.1, 2.1, 0],
          [0, 2.1, 2.1],
          [2.1, 0, 2.1],
        ] as const,
        species: ['Mg', 'O'],
        fractional: [[0, 0, 0] as const, [0.5, 0.5, 0.5] as const],
      },
      warnings: [],
      error: null,
    };
    const text = writeSessionFile([], [kept]);
    expect(parseSessionFile(text).structures).toEqual([kept]);
    expect(parseSessionFile(writeSessionFile([]).replace(',"structures":[]', '')).structures).toEqual([]);
    expect(() => parseSessionFile(text.replace('"O"', '"Xx"'))).toThrow(/structures\.0\.structure/);
  });

  describe('with answers of a pack', () => {
    const pack = {
      name: 'rust',
      version: '3',
      origin: 'yours',
      citation: 'me',
      sha256: 'ab'.repeat(32),
    } as const;
    const shipped = ironAnalysis();
    const ofPack = answerOfPack(shipped, pack, { model: IRON_MODEL, library: null }, null);
    const done = (analysis: typeof shipped, from = source): Item => ({
      ...itemFrom(from),
      status: 'done',
      analysis,
    });
    const reopened = (item: Item): ItemSource => {
      const [back] = parseSessionFile(writeSessionFile([item])).items;
      if (!back) throw new Error('no spectrum');
      return back;
    };

    it('says which models gave each answer', () => {
      const saved = [done(shipped), done(ofPack), done({ ...shipped, beside: ofPack })].map(reopened);
      expect(saved.map(({ answeredBy }) => answeredBy)).toEqual([
        { version: 'Fe-test', pack: null, beside: null },
        { version: 'Fe-test', pack, beside: null },
        { version: 'Fe-test', pack: null, beside: pack },
      ]);
      expect(reopened(itemFrom(source))).not.toHaveProperty('answeredBy');
      // What was not answered again keeps what it came with, in the database as well.
      expect(reopened(itemFrom(reopened(done(ofPack)))).answeredBy?.pack).toEqual(pack);
      const kept = sourcesFrom([{ id: 'one', record: sourceOf(itemFrom(reopened(done(ofPack)))) }], null);
      expect(kept.sources[0]?.answeredBy?.pack).toEqual(pack);
    });

    it('remarks that other models answer now, as long as they do', () => {
      const back = reopened(done(ofPack));
      expect(otherModels(itemFrom(back))).toBeNull();
      expect(otherModels(done(ofPack, back))).toBeNull();
      expect(otherModels(done(shipped, back))).toMatchObject({
        code: 'session-models',
        message: expect.stringMatching(
          /the model pack rust \(version 3\) answered .*; now the shipped models answer\./,
        ) as string,
      });
      const beside = reopened(done({ ...shipped, beside: ofPack }));
      expect(otherModels(done(shipped, beside))?.message).toContain('rust (version 3) was asked beside');
      expect(otherModels(done({ ...shipped, beside: ofPack }, beside))).toBeNull();
      expect(otherModels(done(ofPack, reopened(done(shipped))))?.message).toContain(
        'shipped models answered',
      );
      expect(otherModels(done(shipped))).toBeNull();
    });

    it('refuses a mark that is none', () => {
      const text = writeSessionFile([done(ofPack)]).replace('"origin":"yours"', '"origin":"nobody"');
      expect(() => parseSessionFile(text)).toThrow(/items\.0\.answeredBy\.pack/);
    });
  });

  it('names what is wrong with a file that is none', () => {
    expect(() => parseSessionFile('{"format"')).toThrow(/not valid JSON/);
    expect(() => parseSessionFile('{"format":"xanopy-session","formatVersion":2}')).toThrow(/formatVersion/);
    const damaged = writeSessionFile([itemFrom(source)]).replace('"kind":"column"', '"kind":"magic"');
    expect(() => parseSessionFile(damaged)).toThrow(/items\.0\.choices\.mu/);
  });

  it('is known by its name', () => {
    expect(isSessionFile(sessionFileName(new Date('2026-05-04T12:00:00Z')))).toBe(true);
    expect(isSessionFile('data.json')).toBe(false);
  });
});

describe('the kept session', () => {
  it('comes back in its order; records of another shape are told apart', () => {
    const records = [source, failed, { id: 'three' }, null].map((record, id) => ({ id: `${id}`, record }));
    const order = { version: 1, order: ['two', 'one'], current: 'one' };
    const restored = sourcesFrom(records, order);
    expect(restored.sources.map(({ id }) => id)).toEqual(['two', 'one']);
    expect(restored.current).toBe('one');
    expect(restored.sources[1]).toEqual(source);
    expect(restored.unreadable).toEqual([
      { id: '2', record: { id: 'three' } },
      { id: '3', record: null },
    ]);
    expect(sourcesFrom([{ id: 'one', record: source }], { version: 99 }).sources).toHaveLength(1);
  });

  it('writes what changed and nothing that can be computed again', () => {
    const one = itemFrom(source);
    const two = itemFrom(failed);
    const before = { one, two };
    expect(changesBetween(before, { one: { ...one, status: 'analysing' }, two })).toEqual({
      put: [],
      remove: [],
    });
    const renamed = { ...one, name: 'another' };
    expect(changesBetween(before, { one: renamed })).toEqual({ put: [renamed], remove: ['two'] });
    expect(changesBetween({}, before).put).toEqual([one, two]);
    expect(sourceOf(one)).toEqual(source);
  });
});
