import { spawn, spawnSync, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { once } from 'node:events';
import { watch } from 'node:fs/promises';
import { cpSync, existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { gzipSync } from 'node:zlib';
import { createHash } from 'node:crypto';
import { zipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as v from 'valibot';
import { energy, fileOf, mu, put } from '../../src/readers/hdf5-samples';
import { cube, heightOf, imagesOf, tiffOf } from '../../src/readers/stacks/samples';
import { bundledCommand } from '../testing';
import { crashed } from './pipe';
import { lineOf, testFolder } from './testing';

const folder = testFolder();
const { cli, remove } = await bundledCommand();
afterAll(() => {
  folder.remove();
  remove();
});

const COMMAND = [cli, 'analyse', '--ndjson', '--models', folder.models];
const answerSchema = v.looseObject({
  line: v.optional(v.number()),
  id: v.optional(v.unknown()),
  file: v.string(),
  element: v.optional(v.string()),
  error: v.optional(v.looseObject({ code: v.string() })),
});
type Answer = v.InferOutput<typeof answerSchema>;

const answersIn = (text: string): Answer[] =>
  text
    .trimEnd()
    .split('\n')
    .map((line) => v.parse(answerSchema, JSON.parse(line)));

function run(
  args: readonly string[],
  input = '',
): { answers: Answer[]; stderr: string; status: number | null } {
  const { stdout, stderr, status } = spawnSync(process.execPath, [...COMMAND, ...args], {
    input,
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
  });
  return { answers: stdout === '' ? [] : answersIn(stdout), stderr, status };
}

function start(args: readonly string[]): ChildProcessWithoutNullStreams {
  return spawn(process.execPath, [...COMMAND, ...args]);
}

describe('the pipe', () => {
  it('gives one answer a line, in order, over threads; errors are answers too', () => {
    const bad = ['no JSON', '{"id":"no mu","energy":[1]}', '[]', '{"energy":[1,2],"mu":[1],"id":null}'];
    const many = Array.from({ length: 300 }, (_, i) => lineOf(i, i));
    const input = [...many.slice(0, 150), `${bad.join('\n')}\n\n`, ...many.slice(150)].join('');
    const { answers, status, stderr } = run(['--jobs', '2'], input);
    expect(status).toBe(0);
    expect(stderr).toMatch(/304 answers \(4 of them errors\)/);
    expect(answers.map(({ line }) => line)).toEqual([...Array(304).keys()].map((i) => i + (i < 154 ? 1 : 2)));
    expect(answers.filter(({ error }) => !error).map(({ id }) => id)).toEqual([...Array(300).keys()]);
    expect(answers.slice(150, 154).map(({ error, id }) => [error?.code, id])).toEqual([
      ['line-not-json', undefined],
      ['line-invalid', 'no mu'],
      ['line-invalid', undefined],
      ['line-invalid', null],
    ]);
  });

  it('takes what Python writes for missing numbers, E0 and elements of a line', () => {
    const spectrum = v.parse(
      v.object({ energy: v.array(v.number()), mu: v.array(v.number()) }),
      JSON.parse(lineOf(1)),
    );
    const missing = JSON.stringify({ id: 'NaN, NaN', ...spectrum }).replace(/"mu":\[([^,]+),/, '"mu":[NaN,');
    const input = [
      missing,
      JSON.stringify({ ...spectrum, e0: 7113.5 }),
      JSON.stringify({ ...spectrum, element: 'Rh' }),
      JSON.stringify({ ...spectrum, energy: spectrum.energy.map(() => null) }),
    ].join('\n');
    const { answers } = run(['--jobs', '1', '--brief'], input);
    expect(answers).toMatchObject([
      { id: 'NaN, NaN', element: 'Fe', warnings: [{ code: 'not-finite' }, { code: 'short-pre-edge' }] },
      { e0: 7113.5, e0Method: 'manual' },
      { error: { code: 'no-model' } },
      { error: { code: 'too-few-points' } },
    ]);
  });

  it('says the same briefly as at length, but for what it leaves out', () => {
    const input = lineOf('a') + lineOf('b', 3);
    const { answers: whole } = run(['--jobs', '1'], input);
    const { answers: brief } = run(['--jobs', '1', '--brief'], input);
    const { answers: same } = run(['--jobs', '1'], input);
    expect(same).toEqual(whole);
    whole.forEach(({ stability, neighbours, evidence, ...rest }, i) => {
      expect([stability, neighbours, evidence].every(Array.isArray)).toBe(true);
      expect(brief[i]).toEqual(rest);
    });
  });

  it('answers a line before the next one is written', async () => {
    const child = start(['--jobs', '2']);
    const answers = createInterface(child.stdout)[Symbol.asyncIterator]();
    for (let id = 0; id < 3; id++) {
      child.stdin.write(lineOf(id));
      const answer = await answers.next();
      expect(v.parse(answerSchema, JSON.parse(String(answer.value))).id).toBe(id);
    }
    child.stdin.end();
    expect(await once(child, 'close')).toEqual([0, null]);
  });

  it('takes in no more than the reader takes off, and stops where the reader does', async () => {
    const child = start(['--jobs', '1']);
    const line = lineOf('x'.repeat(100_000));
    let written = 0;
    const first = once(child.stdout, 'readable');
    child.stdin.on('error', () => undefined);
    // Writes until nothing is taken any more, without reading an answer.
    const isTaken = (): Promise<boolean> =>
      new Promise((done) => {
        const patience = setTimeout(() => {
          done(false);
        }, 2000);
        written += 1;
        child.stdin.write(line, () => {
          clearTimeout(patience);
          done(true);
        });
      });
    await isTaken();
    await first;
    while (written < 2000 && (await isTaken()));
    expect(written).toBeLessThan(400);
    child.stdout.destroy();
    const [status] = (await once(child, 'close')) as [number | null];
    expect(status).toBe(1);
  });

  it('reads folders, patterns, archives and files of lines, each once, in the order of their names', () => {
    const scans = folder.at('scans');
    mkdirSync(`${scans}/inner`, { recursive: true });
    const example = resolve('public/examples/Fe2O3-Fe-computed.xdi');
    cpSync(example, `${scans}/b.xdi`);
    cpSync(example, `${scans}/inner/c.xdi`);
    const bytes = readFileSync(example);
    writeFileSync(
      `${scans}/a.zip`,
      zipSync({ 'one.xdi': bytes, 'notes.pdf': new TextEncoder().encode('%PDF-') }),
    );
    writeFileSync(`${scans}/d.ndjson.gz`, gzipSync(lineOf(1) + lineOf(2)));
    const { answers, status } = run(['--jobs', '2', `${scans}/b*.xdi`, scans, `${scans}/nothing-*.dat`]);
    expect(status).toBe(0);
    const names = answers.map(({ file }) => file.slice(scans.length + 1));
    expect(names).toEqual([
      'b.xdi',
      'a.zip/one.xdi',
      'a.zip/notes.pdf',
      'd.ndjson.gz',
      'd.ndjson.gz',
      'inner/c.xdi',
      'nothing-*.dat',
    ]);
    expect(answers.map(({ error }) => error?.code)).toEqual([
      undefined,
      undefined,
      'is-pdf',
      undefined,
      undefined,
      undefined,
      'file-unreadable',
    ]);
    expect(answers[0]).toMatchObject({ input: `${scans}/b.xdi`, entry: 1, source: { format: 'xdi' } });
  });
});

describe('a pack', () => {
  const FIXTURES = resolve('src/readers/pickle/fixtures');
  const FILES = ['num', 'env_ex_CN_6'].map((kind) => `${FIXTURES}/RandomForest_Fe_c_${kind}.sav`);
  const input = [0, 1, 2, 3].map((id) => lineOf(id, id)).join('');
  const marked = v.looseObject({
    pack: v.optional(v.looseObject({ name: v.string(), citation: v.string() })),
    packAnswer: v.optional(v.looseObject({ pack: v.looseObject({ name: v.string() }) })),
  });

  it('answers beside the shipped models in every thread, and leaves their answers as they are', () => {
    const plain = run(['--jobs', '2'], input).answers;
    const both = run(['--jobs', '2', '--pack', FILES.join()], input);
    expect([both.status, both.answers.length]).toEqual([0, 4]);
    both.answers.forEach(({ packAnswer, ...rest }, i) => {
      expect(v.parse(marked, { packAnswer }).packAnswer?.pack.name).toBe('Forests of 2020: Fe');
      expect(rest).toEqual(plain[i]);
    });
  });

  it('answers alone, briefly and for scans of files too', () => {
    const scan = resolve('public/examples/Fe2O3-Fe-computed.xdi');
    const lines = folder.at('packed.ndjson');
    writeFileSync(lines, input);
    const args = ['--jobs', '2', '--brief', '--pack-only', '--pack', FILES.join()];
    const { answers } = run([...args, scan, lines]);
    expect(answers).toHaveLength(5);
    for (const answer of answers) {
      expect(v.parse(marked, answer)).toMatchObject({
        pack: { name: 'Forests of 2020: Fe', version: '2020', origin: 'published' },
        modelVersion: 'published-2020',
      });
    }
  });

  it('takes the element of a pickle whose name does not say it from the command line', () => {
    const nameless = ['numbers.sav', 'motifs.sav'].map((name, i) => {
      cpSync(String(FILES[i]), folder.at(name));
      return folder.at(name);
    });
    const refused = run(['--pack', nameless.join()], input);
    expect([refused.status, refused.answers]).toEqual([2, []]);
    expect(refused.stderr).toContain('Which element is numbers.sav for?');
    expect(refused.stderr).toContain('--pack Fe=numbers.sav');
    const named = run(['--jobs', '1', '--pack', nameless.map((file) => `Fe=${file}`).join()], input);
    expect(v.parse(marked, named.answers[0]).packAnswer?.pack.name).toBe('Pickled forests: Fe');
    const zip = folder.at('forests.zip');
    writeFileSync(
      zip,
      zipSync({
        'Fe/numbers.sav': readFileSync(String(FILES[0])),
        'Fe/six.sav': readFileSync(String(FILES[1])),
      }),
    );
    const zipped = run(['--jobs', '1', '--pack', zip], input);
    expect(v.parse(marked, zipped.answers[0]).packAnswer?.pack.name).toBe('Pickled forests: Fe');
    expect(run([zip]).answers.map(({ error }) => error?.code)).toEqual(['is-models', 'is-models']);
    expect(run(['--pack', `Xx=${String(nameless[0])}`], input).stderr).toContain('Xx in Xx=');
  });

  it('is refused before anything is answered', () => {
    writeFileSync(folder.at('bad.xanopy-pack.json'), '{"format":"xanopy-pack","formatVersion":9}');
    const bad = run(['--pack', folder.at('bad.xanopy-pack.json')], input);
    expect([bad.status, bad.answers, bad.stderr]).toEqual([2, [], expect.stringContaining('version 9')]);
    expect(run(['--pack-only'], input).stderr).toContain('--pack-only needs --pack');
    expect(run(['--pack', folder.at('nowhere.sav')], input).stderr).toContain('cannot be opened');
  });
});

describe('a stack', () => {
  const valueAt = (y: number, x: number, e: number): number =>
    y === 2 && x === 3 ? Number.NaN : 0.5 * heightOf(y, x) * mu[e];

  beforeAll(async () => {
    const bytes = await fileOf((root) => {
      put(root, 'energy', energy, 'eV');
      root.create_dataset({ name: 'mu', ...cube({ y: 3, x: 4 }, 'yxe', valueAt) });
    });
    writeFileSync(folder.at('map.h5'), bytes);
    writeFileSync(folder.at('map.tif'), tiffOf(imagesOf(valueAt), { width: 4, height: 3 }));
    writeFileSync(folder.at('energies.txt'), [...energy].join('\n'));
    writeFileSync(folder.at('map.zip'), zipSync({ 'map.h5': bytes }));
  });

  it('is answered spectrum by spectrum, with its place as id; what fails is an answer too', () => {
    const { status, answers } = run(['--jobs', '2', folder.at('map.h5')]);
    expect(status).toBe(0);
    expect(answers.map(({ id }) => id)).toEqual(
      Array.from({ length: 12 }, (_, i) => [Math.floor(i / 4), i % 4]),
    );
    expect(answers.map(({ error }) => error?.code)).toEqual([...Array<undefined>(11), 'too-few-points']);
    const sha256 = createHash('sha256')
      .update(readFileSync(folder.at('map.h5')))
      .digest('hex');
    answers.slice(0, 11).forEach((answer, i) => {
      expect(answer).toMatchObject({ entry: i + 1, element: 'Fe', source: { sha256 } });
      const { edgeStep } = v.parse(v.looseObject({ edgeStep: v.number() }), answer);
      expect(edgeStep).toBeCloseTo(0.5 * heightOf(Math.floor(i / 4), i % 4), 1);
    });
  });

  it('of TIFF needs its energies; within an archive it is named', () => {
    const asked = (...args: string[]) => run(['--jobs', '1', '--brief', ...args]).answers;
    const tiff = asked('--energies', folder.at('energies.txt'), folder.at('map.tif'));
    expect(tiff.map(({ id, element }) => [id, element]).slice(0, 2)).toEqual([[[0, 0], 'Fe'], [[0, 1], 'Fe']]); // prettier-ignore
    expect(tiff).toHaveLength(12);
    expect(asked(folder.at('map.tif')).map(({ error }) => error?.code)).toEqual(['stack-energies']);
    expect(asked(folder.at('map.zip')).map(({ error }) => error?.code)).toEqual(['is-map']);
    expect(spawnSync(process.execPath, [cli, 'analyse', '--energies', 'x', 'y.tif']).status).toBe(2);
    const nowhere = run(['--energies', folder.at('nowhere.txt'), folder.at('map.tif')]);
    expect([nowhere.status, nowhere.answers]).toEqual([2, []]);
    expect(nowhere.stderr).toContain('The list of energies cannot be opened');
  });

  it('goes on within a line that is wider than what is answered at once', async () => {
    const wide = folder.at('wide.h5');
    const bytes = await fileOf((root) => {
      put(root, 'energy', energy, 'eV');
      root.create_dataset({
        name: 'mu',
        ...cube({ y: 2, x: 600 }, 'yxe', (y, x, e) => heightOf(y, x) * mu[e]),
      });
    });
    writeFileSync(wide, bytes);
    const out = folder.at('wide.ndjson');
    const args = ['--brief', '--jobs', '2', '--resume', out, wide];
    const { stderr } = run(args);
    expect(stderr).toMatch(/^1200 answers/);
    const whole = readFileSync(out, 'utf8');
    expect(answersIn(whole).map(({ id }) => id)).toEqual(
      Array.from({ length: 1200 }, (_, i) => [Math.floor(i / 600), i % 600]),
    );
    writeFileSync(out, whole.split('\n').slice(0, 301).join('\n').slice(0, -9));
    // 300 are there.
    expect(run(args).stderr).toMatch(/^900 answers/);
    expect(readFileSync(out, 'utf8')).toBe(whole);
  });

  it('is one of many in a folder', () => {
    const many = folder.at('maps');
    mkdirSync(many);
    for (let i = 0; i < 12; i++) cpSync(folder.at('map.h5'), `${many}/${i}.h5`);
    const { answers, stderr } = run(['--brief', '--jobs', '1', many]);
    expect(answers).toHaveLength(12 * 12);
    // No complaint of Node about what is left open.
    expect(stderr).toMatch(/^144 answers .*\n$/);
  });

  it('goes on where a run was cut off', () => {
    const out = folder.at('stack.ndjson');
    const args = ['--brief', '--jobs', '2', '--resume', out, folder.at('map.h5'), folder.at('map.h5')];
    const next = folder.at('behind.ndjson');
    writeFileSync(next, lineOf('last'));
    run([...args, next]);
    const whole = readFileSync(out, 'utf8');
    expect(answersIn(whole)).toHaveLength(13);
    writeFileSync(out, whole.split('\n').slice(0, 7).join('\n').slice(0, -9));
    run([...args, next]);
    expect(readFileSync(out, 'utf8')).toBe(whole);
  });
});

it('says what crashed with the id by which a resumed run knows it again', () => {
  const text = lineOf('seventh');
  const {
    text: answer,
    count,
    failures,
  } = crashed({ kind: 'lines', file: '-', lines: [{ number: 7, text }] }, new Error('out of memory'));
  expect([count, failures]).toEqual([1, 1]);
  expect(answersIn(answer)).toMatchObject([{ line: 7, id: 'seventh', error: { code: 'worker-crashed' } }]);
});

describe('a killed run that is resumed', () => {
  /** Kills a run once its output has grown beyond `bytes`. */
  async function killed(args: readonly string[], out: string, bytes: number): Promise<void> {
    const child = start(args);
    child.stdin.end();
    const ended = once(child, 'close');
    const over = new AbortController();
    void ended.then(() => {
      over.abort();
    });
    try {
      for await (const { eventType } of watch(dirname(out), { signal: over.signal })) {
        if (eventType && existsSync(out) && statSync(out).size > bytes) child.kill('SIGKILL');
      }
    } catch (error) {
      if (!over.signal.aborted) throw error;
    }
    await ended;
  }

  it('loses nothing and answers nothing twice, whenever it is killed', async () => {
    const input = folder.at('many.ndjson');
    const out = folder.at('out.ndjson');
    writeFileSync(input, Array.from({ length: 3000 }, (_, i) => lineOf(i, i)).join(''));
    const args = ['--jobs', '2', '--resume', out, input];
    for (const bytes of [1, 200_000, 900_000]) {
      await killed(args, out, bytes);
      // As if it had been killed in the middle of writing.
      writeFileSync(out, '{"line":', { flag: 'a' });
    }
    const before = statSync(out).size;
    const { status, answers } = run(args);
    expect([status, answers]).toEqual([0, []]);
    const whole = readFileSync(out, 'utf8');
    expect(whole.length).toBeGreaterThan(before);
    expect(answersIn(whole).map(({ id }) => id)).toEqual([...Array(3000).keys()]);
    // What is complete stays as it is.
    expect(run(args).status).toBe(0);
    expect(readFileSync(out, 'utf8')).toBe(whole);
  }, 120_000);

  it('goes on within an archive', () => {
    const bytes = readFileSync('public/examples/Fe2O3-Fe-computed.xdi');
    const zip = folder.at('ten.zip');
    writeFileSync(zip, zipSync(Object.fromEntries([...Array(10).keys()].map((i) => [`${i}.xdi`, bytes]))));
    const next = folder.at('more.ndjson');
    writeFileSync(next, lineOf('last'));
    const out = folder.at('zip.ndjson');
    const args = ['--brief', '--jobs', '1', '--resume', out, zip, next];
    run(args);
    const whole = readFileSync(out, 'utf8');
    expect(answersIn(whole)).toHaveLength(11);
    writeFileSync(out, whole.split('\n').slice(0, 4).join('\n').slice(0, -9));
    run(args);
    expect(readFileSync(out, 'utf8')).toBe(whole);
  });

  it('says so when the answers belong to other input', () => {
    const out = folder.at('other.ndjson');
    const input = folder.at('short.ndjson');
    writeFileSync(input, lineOf('a') + lineOf('b'));
    run(['--resume', out, input]);
    writeFileSync(input, lineOf('a') + lineOf('c'));
    const changed = run(['--resume', out, input]);
    expect([changed.status, changed.stderr]).toEqual([2, expect.stringMatching(/line 2 .* another id/)]);
    writeFileSync(input, lineOf('a'));
    expect(run(['--resume', out, input]).stderr).toMatch(/1 lines, the answers 2/);
    expect(run(['--resume', out, folder.at('scans')]).stderr).toMatch(/not among what is asked/);
  });
});

it('says what is wrong with the arguments', () => {
  expect(run(['--jobs', '0']).stderr).toMatch(/whole number from 1/);
  expect(run(['--models', folder.at('nowhere')], lineOf(1)).answers[0].error).toBeDefined();
});
