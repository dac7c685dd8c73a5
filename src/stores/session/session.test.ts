import { writeChoicesFile } from '../../readers/choices-file';
import { describe, expect, it, vi } from 'vitest';
import type { Choices } from '../../readers/types';
import { STOPPED } from '../../worker/api';
import type { Summary } from './batch';
import type { SourceFile } from './queue';
import { createSession } from './session';
import { answerTo, fakeEngine, file, keptSource } from './testing';

const spiedEngine = () => ({ ...fakeEngine(), examine: vi.fn(answerTo) });

function setUp(engine = spiedEngine(), isHeld = false) {
  const remembered: Record<string, Choices | undefined> = {};
  const summaries: Summary[] = [];
  const structures: string[] = [];
  const models: string[][] = [];
  const stacks: string[] = [];
  const store = createSession({
    engine: () => engine,
    layoutKey: (_scan, format) => format,
    recall: (layout) => remembered[layout],
    remember: (layout, choices) => {
      remembered[layout] = choices;
    },
    onStructures: ({ source }) => structures.push(source.name),
    onStack: ({ stack }) => stacks.push(stack.name),
    onModels: (files) => models.push(files.map(({ name }) => name)),
    onSavedStructures: (saved) => structures.push(...saved.map(({ file }) => file)),
    onSummary: (summary) => summaries.push(summary),
    isHeld,
  });
  const list = () => {
    const { items, order } = store.getState();
    return order.flatMap((id) => items[id] ?? []);
  };
  const settled = () =>
    vi.waitFor(() => {
      const busy = list().filter(({ status }) => status === 'waiting' || status === 'analysing');
      if (busy.length > 0 || store.getState().progress) throw new Error('still busy');
      return list();
    });
  const add = async (...files: SourceFile[]) => {
    const before = summaries.length;
    store.getState().addFiles(files);
    await vi.waitFor(() => {
      expect(summaries.length).toBe(before + 1);
    });
    return list();
  };
  return { store, engine, list, settled, add, summaries, structures, models, stacks, remembered };
}

describe('a batch of files', () => {
  it('hands the models of an archive over together, beside its scans', async () => {
    const engine = spiedEngine();
    const readWithModels: typeof engine.read = async (source, onOutcome) => {
      for (const name of ['a.sav', 'b.sav'])
        await onOutcome({ kind: 'models', source: { name, path: source.name, bytes: new Uint8Array(1) } });
      await engine.read(source, onOutcome);
    };
    const { add, models } = setUp({ ...engine, read: readWithModels });
    expect(await add(file('all.zip'))).toHaveLength(1);
    expect(models).toEqual([['a.sav', 'b.sav']]);
  });

  it('hands a map on that was dropped by itself; inside an archive it is named', async () => {
    const engine = spiedEngine();
    const error = { code: 'is-map', message: 'The file holds a map.' } as const;
    const readMaps: typeof engine.read = async ({ name, path }, onOutcome) => {
      const source = name === 'all.zip' ? { name: 'inner.h5', path: 'all.zip' } : { name, path };
      await onOutcome({ kind: 'failed', source, error });
    };
    const { add, stacks, list } = setUp({ ...engine, read: readMaps });
    const dropped = (name: string): SourceFile => ({ ...file(name), file: new File(['x'], name) });
    await add(dropped('alone.h5'), dropped('all.zip'));
    expect(stacks).toEqual(['alone.h5']);
    expect(list().map(({ name, readError }) => [name, readError?.code])).toEqual([['inner.h5', 'is-map']]);
  });

  it('reads files in natural order, and a bad one stops nothing', async () => {
    const { add, summaries } = setUp();
    const items = await add(file('scan10'), file('bad2'), file('scan9'), file('two1'));
    expect(items.map(({ name, status }) => `${name} ${status}`)).toEqual([
      'bad2 failed',
      'scan9 done',
      'scan10 done',
      'two1 · a done',
      'two1 · b done',
    ]);
    expect(summaries).toEqual([
      {
        files: 4,
        spectra: 4,
        answered: 4,
        outside: 0,
        questions: 0,
        failed: 1,
        known: 0,
        structures: 0,
        stopped: false,
      },
    ]);
  });

  it('hands structures on and counts them', async () => {
    const engine = spiedEngine();
    const { add, list, structures, summaries } = setUp({
      ...engine,
      read: ({ name, path }, onOutcome) =>
        Promise.resolve(
          onOutcome({ kind: 'structures', source: { name, path, sha256: name }, structures: [] }),
        ),
    });
    await add(file('a.cif'));
    expect(structures).toEqual(['a.cif']);
    expect(list()).toEqual([]);
    expect(summaries).toMatchObject([{ files: 1, spectra: 0, structures: 0, failed: 0 }]);
  });

  it('makes the first spectrum of the newest batch the current one', async () => {
    const { add, store } = setUp();
    await add(file('b'));
    const items = await add(file('a'), file('c'));
    expect(store.getState().items[store.getState().current ?? '']?.name).toBe('a');
    expect(items.map(({ name }) => name)).toEqual(['b', 'a', 'c']);
  });

  it('leaves out what the session holds already', async () => {
    const { add, summaries } = setUp();
    await add(file('a', 'same bytes'));
    const items = await add(file('copy of a', 'same bytes'));
    expect(items).toHaveLength(1);
    expect(summaries.at(-1)).toMatchObject({ known: 1, answered: 0 });
  });

  it('tells how far a large file is, a percent at a time', async () => {
    const plain = spiedEngine();
    const { store, add } = setUp({
      ...plain,
      read: async (source, onOutcome, context) => {
        for (const share of [0.1, 0.104, 0.5]) context?.onProgress?.(share);
        await plain.read(source, onOutcome, context);
      },
    });
    const seen: unknown[] = [];
    store.subscribe(({ progress }, before) => {
      if (progress !== before.progress) seen.push(progress);
    });
    await add(file('large'));
    expect(seen).toEqual([
      ...[0, 0.1, 0.5].map((share) => ({ total: 1, done: 0, file: 'large', share })),
      null,
    ]);
  });

  it('stops on request, keeps what was answered and can go on', async () => {
    const engine = spiedEngine();
    const { store, add, list, settled, summaries } = setUp(engine);
    engine.examine.mockImplementationOnce((...request) => {
      store.getState().stop();
      return answerTo(...request);
    });
    await add(file('two1'), file('z1'), file('z2'));
    expect(list().map(({ status }) => status)).toEqual(['done', 'stopped']);
    expect(summaries.at(-1)?.stopped).toBe(true);
    store.getState().retry(list().map(({ id }) => id));
    expect((await settled()).map(({ status }) => status)).toEqual(['done', 'done']);
  });

  it('computes what is looked at before what waits', async () => {
    const plain = spiedEngine();
    const { store, add, list } = setUp({
      ...plain,
      // The format tells which file is asked about.
      read: (source, onOutcome) =>
        plain.read(source, (outcome) =>
          onOutcome(outcome.kind === 'scans' ? { ...outcome, format: source.name } : outcome),
        ),
    });
    const asked: string[] = [];
    plain.examine.mockImplementation(async (...request) => {
      asked.push(request[1]);
      if (asked.length === 1) {
        await vi.waitFor(() => {
          expect(list()).toHaveLength(3);
        });
        store.getState().select(list()[2]?.id ?? '');
      }
      return answerTo(...request);
    });
    await add(file('a'), file('b'), file('c'));
    expect(asked).toEqual(['a', 'c', 'b']);
  });

  it('ends what runs on request; a stopped spectrum can be retried', async () => {
    const engine = spiedEngine();
    const { store, add, list, settled } = setUp(engine);
    engine.examine.mockImplementationOnce(
      (_scan, _format, _choices, _options, signal) =>
        new Promise((resolve) => {
          signal?.addEventListener('abort', () => {
            resolve({ kind: 'failed', reading: null, error: { code: STOPPED, message: 'Stopped.' } });
          });
          store.getState().stop();
        }),
    );
    await add(file('a'));
    expect(list()[0]?.status).toBe('stopped');
    store.getState().retry([list()[0]?.id ?? '']);
    expect((await settled())[0]?.status).toBe('done');
  });

  it('reports a file that the browser cannot read any more', async () => {
    const { add } = setUp();
    const gone: SourceFile = { name: 'gone', path: '', bytes: () => Promise.reject(new Error('not found')) };
    const items = await add(gone, file('x'));
    expect(items.map(({ status }) => status)).toEqual(['failed', 'done']);
    expect(items[0]?.error?.message).toContain('not found');
  });
});

describe('a changed request', () => {
  it('never lets an older answer pass for the current one', async () => {
    const engine = spiedEngine();
    const { store, add, list, settled } = setUp(engine);
    const [item] = await add(file('a'));
    const id = item?.id ?? '';

    const finish: (() => void)[] = [];
    engine.examine.mockImplementation(
      (...request) =>
        new Promise((resolve) => {
          finish.push(() => {
            void answerTo(...request).then(resolve);
          });
        }),
    );
    const { setOptions } = store.getState();
    setOptions(id, { e0: 7120 });
    await vi.waitFor(() => {
      expect(finish).toHaveLength(1);
    });
    setOptions(id, { e0: 7121 });
    setOptions(id, { e0: 7122 });
    expect(list()[0]).toMatchObject({ status: 'waiting', options: { e0: 7122 } });

    finish[0]?.();
    await vi.waitFor(() => {
      expect(finish).toHaveLength(2);
    });
    expect(list()[0]?.status).toBe('analysing');
    expect(list()[0]?.analysis?.prepared.e0).toBe(7112);

    finish[1]?.();
    const [done] = await settled();
    expect(done).toMatchObject({ status: 'done', analysis: { prepared: { e0: 7122 } } });
    // The request between the two was overtaken before it began.
    expect(finish).toHaveLength(2);
  });

  it('drops the old answer when the new request fails', async () => {
    const engine = spiedEngine();
    const { store, add, settled } = setUp(engine);
    const [item] = await add(file('a'));
    engine.examine.mockResolvedValueOnce({
      kind: 'failed',
      reading: null,
      error: { code: 'no-edge', message: 'No edge.' },
    });
    store.getState().setOptions(item?.id ?? '', { element: 'Cu' });
    const [failed] = await settled();
    expect(failed).toMatchObject({ status: 'failed', analysis: null, error: { code: 'no-edge' } });
  });

  it('makes options automatic again with null', async () => {
    const { store, add, settled } = setUp();
    const [item] = await add(file('a'));
    const { setOptions } = store.getState();
    setOptions(item?.id ?? '', { e0: 7120, element: 'Mn' });
    setOptions(item?.id ?? '', { e0: null });
    expect((await settled())[0]?.options).toEqual({ element: 'Mn' });
  });
});

describe('questions', () => {
  it('answers every waiting spectrum of the layout at once and later ones without asking', async () => {
    const { store, add, settled, remembered } = setUp();
    const [first] = await add(file('ask1'), file('ask2'));
    expect(first?.status).toBe('question');
    store.getState().answer(first?.id ?? '', { unit: 'eV' });
    expect((await settled()).map(({ status }) => status)).toEqual(['done', 'done']);
    expect(remembered).toEqual({ ask: { unit: 'eV' } });
    const items = await add(file('ask3'));
    expect(items.at(-1)).toMatchObject({ status: 'done', choices: { unit: 'eV' } });
  });
});

describe('columns and units', () => {
  it('are taken over by all files of the layout, and by those that come later', async () => {
    const { store, add, settled } = setUp();
    const [first] = await add(file('a'), file('b'), file('ask1'));
    const { setChoices, spreadChoices } = store.getState();
    setChoices(first?.id ?? '', { unit: 'keV' });
    spreadChoices(first?.id ?? '');
    await settled();
    const items = await add(file('c'));
    expect(items.map(({ name, choices }) => [name, choices.unit])).toEqual([
      ['a', 'keV'],
      ['ask1', undefined],
      ['b', 'keV'],
      ['c', 'keV'],
    ]);
  });
});

describe('a dropped file of choices', () => {
  it('answers for its layout, here and later, and can be undone', async () => {
    const { store, add, settled, remembered, list } = setUp();
    await add(file('ask1'), file('b'));
    const text = writeChoicesFile([{ layout: 'ask', choices: { unit: 'eV' } }]);
    store.getState().addFiles([file('whatever.txt', text)]);
    await vi.waitFor(() => {
      expect(remembered).toEqual({ ask: { unit: 'eV' } });
    });
    expect((await settled()).map(({ name, status }) => `${name} ${status}`)).toEqual(['ask1 done', 'b done']);
    expect((await add(file('ask2'))).at(-1)).toMatchObject({ status: 'done', choices: { unit: 'eV' } });
    store.getState().undo();
    await settled();
    expect(list()[0]).toMatchObject({ status: 'question', choices: {} });
    expect(remembered).toEqual({});
  });

  it('is refused with its reason when it is damaged', async () => {
    const { add } = setUp();
    const [item] = await add(file('a.json', '{"format": "xanopy-choices", "layouts": 3}'));
    expect(item?.readError?.code).toBe('choices-invalid');
  });
});

describe('a session that waits for the kept one', () => {
  it('takes files meanwhile and reads them behind it', async () => {
    const { store, list, summaries } = setUp(spiedEngine(), true);
    store.getState().addFiles([file('shared')]);
    await Promise.resolve();
    expect(list()).toEqual([]);
    const kept = keptSource('kept');
    store.getState().addSources([kept], 'kept', ['kept']);
    store.getState().release();
    await vi.waitFor(() => {
      expect(summaries).toHaveLength(1);
    });
    expect(list().map(({ name, status }) => `${name} ${status}`)).toEqual(['kept done', 'shared done']);
    expect(store.getState().items[store.getState().current ?? '']?.name).toBe('shared');
    expect([...store.getState().ticked]).toEqual(['kept']);
  });
});

describe('another tab', () => {
  it('is followed in what it adds, decides, removes and orders', async () => {
    const { store, add, list, settled } = setUp();
    const [a, b, c] = await add(file('a'), file('b'), file('c'));
    if (!a || !b || !c) throw new Error('three spectra were added');
    const there = keptSource('there');
    store.getState().adopt({
      sources: [{ ...keptSource(''), ...a, options: { e0: 7120 } }, there],
      removed: [b.id],
      order: [c.id, 'there', a.id],
    });
    const items = await settled();
    expect(items.map(({ name }) => name)).toEqual(['c', 'there', 'a']);
    expect(items[2]).toMatchObject({ status: 'done', analysis: { prepared: { e0: 7120 } } });
    // What was decided elsewhere is not undone here.
    expect(store.getState().history.done).toEqual([]);
    expect(list()[0]?.request).toBe(c.request);
  });
});

describe('undo', () => {
  it('takes back and repeats E0, element, columns and names', async () => {
    const { store, add, settled } = setUp();
    const [item] = await add(file('a'));
    const id = item?.id ?? '';
    const { setOptions, setChoices, rename, undo, redo } = store.getState();
    setOptions(id, { e0: 7120 });
    setOptions(id, { element: 'Mn' });
    setChoices(id, { unit: 'keV' });
    rename(id, 'foil');
    const now = async () => {
      const [one] = await settled();
      return [one?.name, one?.choices.unit, one?.analysis?.element, one?.analysis?.prepared.e0];
    };
    expect(store.getState().history.done.map(({ label }) => label)).toEqual([
      'E0 of a',
      'element of a',
      'columns of a',
      'name of a',
    ]);
    expect(await now()).toEqual(['foil', 'keV', 'Mn', 7120]);
    undo();
    undo();
    expect(await now()).toEqual(['a', undefined, 'Mn', 7120]);
    undo();
    undo();
    undo();
    expect(await now()).toEqual(['a', undefined, 'Fe', 7112]);
    redo();
    redo();
    expect(await now()).toEqual(['a', undefined, 'Mn', 7120]);
    rename(id, 'other');
    redo();
    expect(await now()).toEqual(['other', undefined, 'Mn', 7120]);
  });

  it('takes a drag back in one step, and notes nothing that changes nothing', async () => {
    const { store, add, settled } = setUp();
    const [item] = await add(file('a'));
    const id = item?.id ?? '';
    const { setOptions, undo } = store.getState();
    setOptions(id, { e0: 7120 });
    for (const e0 of [7121, 7122, 7123]) setOptions(id, { e0 }, 'drag 1');
    setOptions(id, { e0: 7123 }, 'drag 1');
    setOptions(id, { e0: 7123 });
    setOptions(id, { e0: 7130 }, 'drag 2');
    expect(store.getState().history.done).toHaveLength(3);
    // A cancelled drag was nothing.
    for (const e0 of [7131, 7132, 7130]) setOptions(id, { e0 }, 'drag 3');
    expect(store.getState().history.done).toHaveLength(3);
    undo();
    undo();
    expect((await settled())[0]?.options).toEqual({ e0: 7120 });
  });

  it('asks again, and forgets the layout, when an answer is taken back', async () => {
    const { store, add, settled, remembered } = setUp();
    const [first] = await add(file('ask1'), file('ask2'));
    const { answer, undo, redo } = store.getState();
    answer(first?.id ?? '', { unit: 'eV' });
    await settled();
    undo();
    expect((await settled()).map(({ status }) => status)).toEqual(['question', 'question']);
    expect(remembered.ask).toBeUndefined();
    redo();
    expect((await settled()).map(({ status }) => status)).toEqual(['done', 'done']);
    expect(remembered.ask).toEqual({ unit: 'eV' });
  });

  it('brings back a removal by name even if something else was done since', async () => {
    const { store, add, list } = setUp();
    const [a, b] = await add(file('a'), file('b'));
    const { remove, rename, undo } = store.getState();
    const step = remove([a?.id ?? '']);
    rename(b?.id ?? '', 'second');
    if (step) undo(step);
    expect(list().map(({ name }) => name)).toEqual(['a', 'second']);
    if (step) undo(step);
    undo();
    expect(list().map(({ name }) => name)).toEqual(['a', 'b']);
  });

  it('computes what was on its way when it was removed', async () => {
    const engine = spiedEngine();
    const { store, list, settled } = setUp(engine);
    const { remove, undo } = store.getState();
    engine.examine.mockImplementationOnce((...request) => {
      remove(list().map(({ id }) => id));
      return answerTo(...request);
    });
    store.getState().addFiles([file('a')]);
    await vi.waitFor(() => {
      expect(store.getState().history.done).toHaveLength(1);
    });
    undo();
    expect((await settled()).map(({ status }) => status)).toEqual(['done']);
  });
});

describe('counters', () => {
  it('agree with the spectra after everything', async () => {
    const { store, add, settled } = setUp();
    const agree = () => {
      const { counts, items } = store.getState();
      const found = { waiting: 0, analysing: 0, question: 0, done: 0, failed: 0, stopped: 0 };
      for (const { status } of Object.values(items)) found[status] += 1;
      expect(counts).toEqual(found);
    };
    const [bad, ask, plain] = await add(file('bad'), file('ask'), file('plain'), file('two'));
    agree();
    store.getState().remove([bad?.id ?? '', plain?.id ?? '']);
    agree();
    store.getState().answer(ask?.id ?? '', { unit: 'eV' });
    agree();
    await settled();
    agree();
    store.getState().undo();
    store.getState().undo();
    await settled();
    agree();
  });
});

describe('the list', () => {
  it('undoes a removal: order, place and answers come back', async () => {
    const { store, add, list } = setUp();
    const before = await add(file('a'), file('b'), file('c'), file('d'));
    const { select, remove, undo } = store.getState();
    select(before[1]?.id ?? '');
    remove([before[1]?.id ?? '', before[2]?.id ?? '']);
    expect(list().map(({ name }) => name)).toEqual(['a', 'd']);
    expect(store.getState().current).toBe(before[3]?.id);
    undo();
    expect(list()).toEqual(before);
    expect(store.getState().current).toBe(before[1]?.id);
  });

  it('moves within its ends and renames, but never to nothing', async () => {
    const { store, add, list } = setUp();
    const [a, b] = await add(file('a'), file('b'));
    const { move, rename } = store.getState();
    move(a?.id ?? '', 5);
    expect(list().map(({ name }) => name)).toEqual(['b', 'a']);
    rename(b?.id ?? '', '  reference ');
    rename(b?.id ?? '', '   ');
    expect(list()[0]?.name).toBe('reference');
    // What is made of the names is made anew.
    expect(store.getState().renamings).toBe(1);
  });
});
