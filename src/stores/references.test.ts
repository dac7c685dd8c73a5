import 'fake-indexeddb/auto';
import { expect, it } from 'vitest';
import { encodeReferences } from '../domain/references/library';
import { testReference } from '../domain/references/testing';
import { createReferences, currentLibrary } from './references';

const phosphate = testReference(
  { id: 'two', name: 'phosphate.xdi', material: 'FePO4', environment: [{ cn: 4, motifs: ['tetrahedral'] }] },
  0.4,
);

const namesOf = ({ getState }: ReturnType<typeof createReferences>) =>
  currentLibrary(getState())?.references.map(({ name }) => name);

async function emptied() {
  const store = createReferences();
  await store.persist.rehydrate();
  store.setState({ libraries: [], current: null });
  return store;
}

it('makes a library with the first reference, replaces by id, removes and puts back', async () => {
  const store = await emptied();
  const { put, remove, putBack } = store.getState();
  put(testReference());
  put(phosphate);
  put({ ...phosphate, name: 'rodolicoite' });
  expect(currentLibrary(store.getState())?.name).toBe('My references');
  expect(namesOf(store)).toEqual(['hematite.xdi', 'rodolicoite']);
  const removed = remove('one');
  expect(namesOf(store)).toEqual(['rodolicoite']);
  if (removed) putBack(removed);
  expect(namesOf(store)).toEqual(['hematite.xdi', 'rodolicoite']);
  expect(remove('none')).toBeNull();
});

it('keeps what was there when a reference contradicts or a file is broken', async () => {
  const store = await emptied();
  const { put, importFile } = store.getState();
  put(testReference());
  const before = store.getState().libraries;
  expect(() => {
    put({ ...phosphate, material: 'Fe2O3' });
  }).toThrow(expect.objectContaining({ code: 'references-contradict' }));
  expect(() => importFile('{"format":')).toThrow(expect.objectContaining({ code: 'references-invalid' }));
  expect(store.getState().libraries).toBe(before);
});

it('imports a library beside the others, renames and removes it', async () => {
  const store = await emptied();
  const { put, importFile, rename, removeLibrary, putLibraryBack } = store.getState();
  put(testReference());
  const kept = importFile(JSON.stringify(encodeReferences({ name: 'Phosphates', references: [phosphate] })));
  expect(namesOf(store)).toEqual(['phosphate.xdi']);
  rename(kept.id, '  Iron phosphates ');
  rename(kept.id, ' ');
  expect(currentLibrary(store.getState())?.name).toBe('Iron phosphates');
  const removed = removeLibrary(kept.id);
  expect(namesOf(store)).toEqual(['hematite.xdi']);
  if (removed) putLibraryBack(removed);
  expect(store.getState().libraries.map(({ name }) => name)).toEqual(['My references', 'Iron phosphates']);
});

it('is there again after a reload', async () => {
  const store = await emptied();
  store.getState().put(testReference());
  store.getState().put(phosphate);
  await expect
    .poll(async () => {
      const again = createReferences();
      await again.persist.rehydrate();
      return namesOf(again);
    })
    .toEqual(['hematite.xdi', 'phosphate.xdi']);
});
