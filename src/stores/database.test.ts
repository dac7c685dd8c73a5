import 'fake-indexeddb/auto';
import { IDBFactory, IDBObjectStore } from 'fake-indexeddb';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';

beforeEach(() => {
  vi.resetModules();
  vi.stubGlobal('indexedDB', new IDBFactory());
});
afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

it('says once in a row that the browser refuses to store a state', async () => {
  const { stateStorage } = await import('./database');
  const { notices } = await import('./notices');
  const texts = () => notices.getState().notices.map(({ text }) => text);
  await stateStorage.setItem('settings', 'a');
  expect(texts()).toEqual([]);
  const full = vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(() => {
    throw new DOMException('full', 'QuotaExceededError');
  });
  await stateStorage.setItem('settings', 'b');
  await stateStorage.setItem('settings', 'c');
  expect(texts()).toEqual([expect.stringContaining('refused to store')]);
  full.mockRestore();
  await stateStorage.setItem('settings', 'd');
  expect(await stateStorage.getItem('settings')).toBe('d');
});

it('offers kept structures that cannot be read as a file', async () => {
  const { stateStorage } = await import('./database');
  const { notices } = await import('./notices');
  await stateStorage.setItem('structures', JSON.stringify({ state: { structures: 7 }, version: 1 }));
  const { createStructures } = await import('./structures');
  const structures = createStructures(() => ({
    describeStructure: () => Promise.reject(new Error('not asked')),
  }));
  await structures.persist.rehydrate();
  expect(structures.getState().structures).toEqual([]);
  expect(notices.getState().notices).toMatchObject([
    { text: 'Kept structures cannot be read by this version.', action: { label: 'Save as a file' } },
  ]);
});
