import 'fake-indexeddb/auto';
import { IDBFactory, IDBObjectStore } from 'fake-indexeddb';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { StoreApi } from 'zustand/vanilla';
import type { ItemSource } from './item';
import type { KeepingState } from './keep';
import type { SessionState } from './session';
import { fakeEngine, file, keptSource } from './testing';

/** A tab of the browser: modules of its own over the one database. */
interface Tab {
  readonly session: StoreApi<SessionState>;
  readonly keeping: StoreApi<KeepingState>;
  readonly forgetUnreadable: () => Promise<void>;
  /** The page is about to go. */
  readonly hide: () => void;
  readonly names: () => string[];
  readonly kept: () => Promise<void>;
}

async function openTab(): Promise<Tab> {
  vi.resetModules();
  const { createSession } = await import('./session');
  const { forgetUnreadable, keepSession, keeping } = await import('./keep');
  const session = createSession({
    engine: fakeEngine,
    layoutKey: (_scan, format) => format,
    recall: () => undefined,
    remember: () => undefined,
    onStructures: () => undefined,
    onSavedStructures: () => undefined,
    onStack: () => undefined,
    onSummary: () => undefined,
    isHeld: true,
  });
  let hide: () => void = () => undefined;
  await keepSession(session, {
    onHide: (run) => {
      hide = run;
    },
    onReturn: () => undefined,
  });
  return {
    session,
    keeping,
    forgetUnreadable,
    hide: () => {
      hide();
    },
    names: () => {
      const { items, order } = session.getState();
      return order.flatMap((id) => items[id]?.name ?? []);
    },
    kept: () =>
      vi.waitFor(
        () => {
          expect(keeping.getState().state).toBe('kept');
        },
        { timeout: 3000 },
      ),
  };
}

const stateOf = ({ keeping }: Tab): string => keeping.getState().state;

/** The database in another version, opened by hand. */
const openDirectly = (version?: number): Promise<IDBDatabase> =>
  new Promise((resolve, reject) => {
    const request = indexedDB.open('xanopy', version);
    request.onsuccess = () => {
      resolve(request.result);
    };
    request.onerror = () => {
      reject(request.error ?? new Error('not opened'));
    };
  });

beforeEach(() => {
  vi.stubGlobal('indexedDB', new IDBFactory());
});
afterEach(() => {
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

describe('a kept session', () => {
  it('comes back with order, selection, ticks and decisions', async () => {
    const before = await openTab();
    before.session.getState().addSources([keptSource('a'), keptSource('b'), keptSource('c')]);
    before.session.getState().move('c', -2);
    before.session.getState().select('b');
    before.session.getState().tick(['a', 'c'], true);
    before.session.getState().setOptions('a', { e0: 7120 });
    await before.kept();

    const { session, names } = await openTab();
    expect(names()).toEqual(['c', 'a', 'b']);
    const { current, ticked, items } = session.getState();
    expect([current, [...ticked].sort()]).toEqual(['b', ['a', 'c']]);
    expect(items.a?.options).toEqual({ e0: 7120 });
  });

  it('is written when the page goes, without waiting for its turn', async () => {
    const before = await openTab();
    before.session.getState().addSources([keptSource('a')]);
    await before.kept();
    before.session.getState().addSources([keptSource('b')]);
    before.session.getState().rename('a', 'first');
    expect(stateOf(before)).toBe('saving');
    before.hide();
    expect((await openTab()).names()).toEqual(['first', 'b']);
  });

  it('gets what arrives while it is restored behind it', async () => {
    const before = await openTab();
    before.session.getState().addSources([keptSource('a')]);
    await before.kept();
    vi.resetModules();
    const { createSession } = await import('./session');
    const { keepSession } = await import('./keep');
    const session = createSession({
      engine: fakeEngine,
      layoutKey: () => '',
      recall: () => undefined,
      remember: () => undefined,
      onStructures: () => undefined,
      onSavedStructures: () => undefined,
      onStack: () => undefined,
      onSummary: () => undefined,
      isHeld: true,
    });
    session.getState().addFiles([file('shared')]);
    await keepSession(session, { onHide: () => undefined, onReturn: () => undefined });
    await vi.waitFor(() => {
      const { items, order } = session.getState();
      expect(order.map((id) => items[id]?.name)).toEqual(['a', 'shared']);
    });
  });

  it('counts as kept when its transaction is done, and a refused write is repeated in full', async () => {
    const tab = await openTab();
    const refused = vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(() => {
      throw new DOMException('no room', 'QuotaExceededError');
    });
    tab.session.getState().addSources([keptSource('a')]);
    await vi.waitFor(() => {
      expect(stateOf(tab)).toBe('failed');
    });
    refused.mockRestore();
    tab.session.getState().addSources([keptSource('b')]);
    await tab.kept();
    expect((await openTab()).names()).toEqual(['a', 'b']);
  });

  it('reports records that it cannot read, and leaves them until they are thrown away', async () => {
    const before = await openTab();
    before.session.getState().addSources([keptSource('a')]);
    await before.kept();
    const database = await openDirectly();
    const damaged = { ...keptSource('x'), choices: { unit: 'parsec' } };
    database.transaction('items', 'readwrite').objectStore('items').put(damaged, 'x');
    database.close();

    const tab = await openTab();
    expect(tab.names()).toEqual(['a']);
    expect(tab.keeping.getState().unreadable).toEqual([{ id: 'x', record: damaged }]);
    tab.session.getState().rename('a', 'b');
    await tab.kept();
    const again = await openTab();
    expect(again.keeping.getState().unreadable).toHaveLength(1);
    await again.forgetUnreadable();
    expect(again.keeping.getState().unreadable).toEqual([]);
    expect((await openTab()).keeping.getState().unreadable).toEqual([]);
  });
});

describe('two tabs', () => {
  it('follow each other and then are quiet', async () => {
    const post = vi.spyOn(BroadcastChannel.prototype, 'postMessage');
    const one = await openTab();
    const two = await openTab();
    one.session.getState().addSources([keptSource('a'), keptSource('b')]);
    await vi.waitFor(() => {
      expect(two.names()).toEqual(['a', 'b']);
    });
    two.session.getState().setOptions('b', { element: 'Mn' });
    two.session.getState().remove(['a']);
    two.session.getState().addSources([keptSource('c')]);
    await vi.waitFor(() => {
      expect(one.names()).toEqual(['b', 'c']);
    });
    expect(one.session.getState().items.b?.options).toEqual({ element: 'Mn' });
    await vi.waitFor(() => {
      expect(one.session.getState().items.b?.status).toBe('done');
    });
    await Promise.all([one.kept(), two.kept()]);
    expect(post.mock.calls.length).toBeLessThanOrEqual(3);
    expect((await openTab()).names()).toEqual(['b', 'c']);
  });

  it('lose nothing when both change at the same time', async () => {
    const one = await openTab();
    const two = await openTab();
    one.session.getState().addSources([keptSource('a')]);
    two.session.getState().addSources([keptSource('b')]);
    await vi.waitFor(() => {
      expect(one.names().sort()).toEqual(['a', 'b']);
      expect(two.names().sort()).toEqual(['a', 'b']);
    });
    await Promise.all([one.kept(), two.kept()]);
    expect((await openTab()).names().sort()).toEqual(['a', 'b']);
  });
});

describe('a newer Xanopy in another tab', () => {
  it('gets the last changes, and the old tab says so', async () => {
    const tab = await openTab();
    tab.session.getState().addSources([keptSource('a')]);
    const newer = await openDirectly(99);
    await vi.waitFor(() => {
      expect(stateOf(tab)).toBe('outdated');
    });
    const records = await new Promise<ItemSource[]>((resolve) => {
      const request = newer.transaction('items').objectStore('items').getAll();
      request.onsuccess = () => {
        resolve(request.result as ItemSource[]);
      };
    });
    expect(records.map(({ id }) => id)).toEqual(['a']);
    tab.session.getState().addSources([keptSource('b')]);
    expect(stateOf(tab)).toBe('outdated');
    newer.close();
    expect(stateOf(await openTab())).toBe('outdated');
  });
});
