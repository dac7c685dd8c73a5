import 'fake-indexeddb/auto';
import { describe, expect, it } from 'vitest';
import type { StructureReport } from '../domain/structure/report';
import type { Structure } from '../domain/structure/structure';
import type { StructureOutcome } from '../readers/structures/types';
import type { Outcome } from '../worker/api';
import { createStructures } from './structures';

const PERICLASE: Structure = {
  lattice: [
    [0, 2.1, 2.1],
    [2.1, 0, 2.1],
    [2.1, 2.1, 0],
  ],
  species: ['Mg', 'O'],
  fractional: [
    [0, 0, 0],
    [0.5, 0.5, 0.5],
  ],
};
const good = (name: string): StructureOutcome => ({
  kind: 'structure',
  name,
  structure: PERICLASE,
  warnings: [],
});
const bad: StructureOutcome = {
  kind: 'failed',
  name: 'torn',
  error: { code: 'structure-none', message: 'It holds no atoms.' },
};

/** The store over an engine whose answers are given by hand, in any order. */
function setUp() {
  const waiting: ((report: Outcome<StructureReport>) => void)[] = [];
  const store = createStructures(() => ({
    describeStructure: () => new Promise((resolve) => waiting.push(resolve)),
  }));
  const { getState } = store;
  const answer = async (index: number): Promise<void> => {
    waiting[index]?.({ ok: false, error: { code: 'structure-symmetry', message: `answer ${index}` } });
    await Promise.resolve();
  };
  const names = (): string[] => getState().structures.map(({ name }) => name);
  return { getState, waiting, answer, names };
}

describe('the structures of the session', () => {
  it('adds what a file holds once and shows the first usable of it', () => {
    const { getState, names, waiting } = setUp();
    getState().add('a.cif', 'aa', [bad, good('one')]);
    getState().add('b.cif', 'bb', [good('two')]);
    getState().add('a again.cif', 'aa', [bad, good('one')]);
    expect(names()).toEqual(['torn', 'one', 'two']);
    expect(getState().current).toBe('aa-1');
    // Neither what cannot be used nor what is known is computed.
    expect(waiting).toHaveLength(2);
  });

  it('puts a removed structure back in its place, and computes it again', async () => {
    const { getState, names, waiting, answer } = setUp();
    getState().add('a.cif', 'aa', [good('one'), good('two'), good('three')]);
    getState().select('aa-1');
    const removed = getState().remove('aa-1');
    expect(names()).toEqual(['one', 'three']);
    expect(getState().current).toBe('aa-2');
    expect(getState().remove('aa-1')).toBeNull();
    // An answer that comes too late belongs to nothing any more.
    await answer(1);
    expect(getState().reports).toEqual({});
    if (removed) getState().putBack(removed);
    if (removed) getState().putBack(removed);
    expect(names()).toEqual(['one', 'two', 'three']);
    expect(getState().current).toBe('aa-1');
    expect(waiting).toHaveLength(4);
    await answer(3);
    expect(getState().reports['aa-1']).toMatchObject({ error: { message: 'answer 3' } });
  });

  it('takes over structures of a saved session, except those that are there, and stays where it was', () => {
    const { getState, names } = setUp();
    getState().add('a.cif', 'aa', [good('one')]);
    const kept = getState().structures;
    const other = kept.map((one) => ({ ...one, id: 'zz-0', name: 'other' }));
    getState().addKept([...kept, ...other]);
    expect(names()).toEqual(['one', 'other']);
    expect(getState().current).toBe('aa-0');
  });
});
