import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as fc from 'fast-check';
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { XanopyError } from '../../domain/errors';
import { treeVote } from '../../domain/forest/forest';
import { forestOf } from '../../domain/forest/published';
import { isPickleFile } from '../model-names';
import { readPickledForest } from './index';

const FOLDER = join(import.meta.dirname, 'fixtures');
const bytesOf = (name: string): Uint8Array => new Uint8Array(readFileSync(join(FOLDER, name)));
const read = (name: string, bytes = bytesOf(name)) => readPickledForest({ name, path: '', bytes });
const votesSchema = v.object({
  classes: v.array(v.string()),
  rows: v.array(v.array(v.number())),
  votes: v.array(v.array(v.number())),
});

/** What scikit-learn itself said of some rows, tree by tree. */
const expectedOf = (name: string): v.InferOutput<typeof votesSchema> =>
  v.parse(votesSchema, JSON.parse(readFileSync(join(FOLDER, `${name}.votes.json`), 'utf8')));

async function codeOf(bytes: Uint8Array): Promise<string> {
  try {
    await read('made-up.pkl', bytes);
    return 'none';
  } catch (error) {
    if (error instanceof XanopyError) return error.code;
    throw error;
  }
}

/** A pickle of protocol 0 to 2 as text. */
const pickled = (text: string): Uint8Array => Uint8Array.from(text, (character) => character.charCodeAt(0));

const files = readdirSync(FOLDER).filter((name) => isPickleFile(name) && !name.includes('lzma'));

describe('a pickled forest', () => {
  it('is made by three versions of scikit-learn, six protocols and three ways of joblib', () => {
    expect(files.length).toBe(13);
  });

  it.each(files)('%s votes as in scikit-learn', async (name) => {
    const forest = await read(name);
    const base = name.replace(/\.[a-z]+$/, '');
    const { classes, rows, votes } = expectedOf(
      /^(Random|Fe-sk)/.test(base) ? base : 'RandomForest_Fe_c_num',
    );
    expect(forest.classes).toEqual(classes);
    expect(forest.nFeatures).toBe(200);
    expect(forest.writtenBy).toMatch(/^\d+\.\d+\.\d+$/);
    const ours = forestOf(forest);
    const x = rows.map((row) => Float32Array.from(row));
    expect(x.map((row) => Array.from(ours.roots, (_, tree) => treeVote(ours, tree, row)))).toEqual(votes);
  });

  it('says how to write again what is compressed otherwise', async () => {
    await expect(read('Fe-lzma.joblib')).rejects.toThrow(/compressed by (lzma|xz)/);
  });
});

describe('refuses, and runs nothing of', () => {
  it.each<[string, string, string]>([
    ['a call of os.system', "cos\nsystem\n(S'echo'\ntR.", 'pickle-refused'],
    ['a call of posix.system', "cposix\nsystem\n(S'echo'\ntR.", 'pickle-refused'],
    ['eval', "c__builtin__\neval\n(S'1'\ntR.", 'pickle-refused'],
    ['getattr', "cbuiltins\ngetattr\n(S'1'\ntR.", 'pickle-refused'],
    ['a class that nobody knows', 'cevil\nThing\n)R.', 'pickle-refused'],
    ['an old-style instance', "(S'x'\nios\nsystem\n.", 'pickle-refused'],
    ['names on the stack', '\x80\x04\x8c\x02os\x8c\x06system\x93.', 'pickle-refused'],
    ['a persistent name', 'Pevil\n.', 'pickle-refused'],
    ['an extension', '\x80\x02\x82\x01.', 'pickle-refused'],
    ['data outside the file', '\x80\x05\x97.', 'pickle-refused'],
    ['a name with a dot too many', 'cnumpy\ncore.multiarray.os.system\n)R.', 'pickle-refused'],
    ['a dictionary', '(d.', 'pickle-no-forest'],
    ['a list that holds itself', '(lp0\ng0\na.', 'pickle-no-forest'],
    [
      'a forest that was not fitted',
      '\x80\x02csklearn.ensemble.forest\nRandomForestClassifier\n)\x81}b.',
      'pickle-no-forest',
    ],
    [
      'an array larger than its data',
      "cnumpy.core.multiarray\n_reconstruct\n(cnumpy\nndarray\n(I0\ntS'b'\ntR(I1\n(I2000000000\ntcnumpy\ndtype\n(S'f8'\nI0\nI1\ntRI00\nS''\ntb.",
      'pickle-damaged',
    ],
    ['a text that claims to be endless', '\x80\x02X\xff\xff\xff\xffa.', 'pickle-damaged'],
    ['bytes that claim to be endless', '\x80\x04\x8e\xff\xff\xff\xff\xff\xff\xff\x7f.', 'pickle-damaged'],
    ['a number of a thousand digits', `I${'9'.repeat(1000)}\n.`, 'pickle-too-large'],
    ['a long number of bytes', '\x80\x02\x8b\xff\xff\xff\x7f.', 'pickle-too-large'],
    ['a stack that is empty', '.', 'pickle-damaged'],
    ['a mark that is missing', 't.', 'pickle-damaged'],
    ['something never remembered', 'g7\n.', 'pickle-damaged'],
    ['a protocol to come', '\x80\x09N.', 'pickle-damaged'],
    ['no instruction', '\xfe', 'pickle-damaged'],
    ['nothing', '', 'pickle-damaged'],
  ])('%s', async (_, text, code) => {
    expect(await codeOf(pickled(text))).toBe(code);
  });

  it('references to references without end, without copying them', async () => {
    // Each list holds the one before it ten times: written out, 10^300 elements.
    const doubling = Array.from(
      { length: 300 },
      (_, i) => `(${'g0\n'.repeat(10)}lp0\n${i === 299 ? '' : '0'}`,
    );
    expect(await codeOf(pickled(`(lp0\n0${doubling.join('')}.`))).toBe('pickle-no-forest');
  });

  it('what is cut off anywhere', async () => {
    const whole = bytesOf('Fe-protocol-2.pkl');
    for (let length = 0; length < whole.length; length += 97)
      expect(await codeOf(whole.subarray(0, length)), `${length}`).toBe('pickle-damaged');
    const packed = bytesOf('RandomForest_Fe_c_num.sav');
    expect(await codeOf(packed.subarray(0, packed.length >> 1))).toBe('archive-damaged');
  });

  it('any changed byte, or reads it; never anything but a sentence', { timeout: 60_000 }, async () => {
    const whole = bytesOf('Fe-protocol-4.pkl');
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.nat(whole.length - 1), fc.nat(255)), { minLength: 1, maxLength: 4 }),
        async (changes) => {
          const changed = whole.slice();
          for (const [at, byte] of changes) changed[at] = byte;
          let code = 'none';
          try {
            forestOf(await read('changed.pkl', changed));
          } catch (error) {
            if (!(error instanceof XanopyError)) throw error;
            ({ code } = error);
          }
          expect(code).toMatch(/^(none|pickle-|published-invalid)/);
        },
      ),
      { numRuns: 1500, seed: 16 },
    );
  });
});
