import { describe, expect, it } from 'vitest';
import { itemFrom, sourceOf, type ItemSource } from './item';
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
