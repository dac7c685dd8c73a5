import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { csvOf } from '../exporters/csv';
import { journalOf } from '../exporters/journal';
import { resultOf } from '../exporters/result';
import type { Scan } from '../readers/types';
import { scansOf } from '../readers/testing';
import type { Answering, PackFile } from './api';
import { createEngine } from './engine';
import { elementIn } from './pickled';
import { TINY_MODELS } from './testing';

const PICKLES = join(import.meta.dirname, '..', 'readers', 'pickle', 'fixtures');
const pickle = (name: string): PackFile => ({
  name,
  bytes: new Uint8Array(readFileSync(join(PICKLES, name))),
});
const IRON = ['RandomForest_Fe_c_num.sav', 'RandomForest_Fe_c_env_ex_CN_6.sav'].map(pickle);

const engine = () =>
  createEngine(
    (name) => Promise.resolve(new TextEncoder().encode(TINY_MODELS[name as keyof typeof TINY_MODELS])),
    () => Promise.reject(new Error('no structure here')),
  );

/** An edge of iron with a white line, 7000 to 7250 eV; ends at `last`. */
async function iron(last = 7250): Promise<Scan> {
  const rows = Array.from({ length: Math.floor(last - 7000) }, (_, i) => {
    const e = 7000 + i;
    return `${e} ${(0.5 + Math.atan((e - 7120) / 2) / Math.PI + 0.6 * Math.exp(-(((e - 7126) / 4) ** 2))).toFixed(5)}`;
  });
  const [scan] = await scansOf(`# energy mu\n${rows.join('\n')}`);
  if (!scan) throw new Error('no scan');
  return scan;
}

async function answered(one: ReturnType<typeof engine>, scan: Scan, answering: Answering | null) {
  const examination = await one.examine(scan, 'columns', { element: 'Fe' }, {}, undefined, answering);
  if (examination.kind !== 'answered') throw new Error(JSON.stringify(examination));
  return examination.analysis;
}

describe('a pack of pickled forests', () => {
  it('answers alone and beside the shipped models, marked in every export', async () => {
    const one = engine();
    const added = await one.addPack(IRON);
    if (!added.ok) throw new Error(added.error.message);
    const { head, leftOut } = added.value;
    expect(leftOut).toEqual([]);
    expect(head).toMatchObject({ name: 'Forests of 2020: Fe', version: '2020', origin: 'published' });
    const scan = await iron();
    const pack = head.sha256;

    const plain = await answered(one, scan, null);
    expect([plain.pack, plain.beside]).toEqual([null, null]);
    expect(resultOf('a', plain)).not.toHaveProperty('pack');

    const alone = await answered(one, scan, { with: 'pack', pack });
    expect(alone.pack?.sha256).toBe(pack);
    expect(alone.confidence.applicability.verdict).not.toBe('in-domain');
    expect(alone.confidence.applicability.reasons.map(({ code }) => code)).toContain('pack-uncalibrated');
    expect(alone.confidence.isUpperBound).toBe(true);
    expect([alone.confidence.neighbours, alone.confidence.evidence]).toEqual([[], []]);

    const both = await answered(one, scan, { with: 'both', pack });
    expect(both.pack).toBeNull();
    expect(both.answer).toEqual(plain.answer);
    expect(both.beside?.answer).toEqual(alone.answer);
    for (const analysis of [alone, both]) {
      const result = resultOf('a', analysis);
      const named = `Forests of 2020: Fe, version 2020 (published, ${pack.slice(0, 8)})`;
      expect(csvOf([result])).toContain(named);
      expect(journalOf(result).flat().join('\n')).toContain(named);
    }
    expect(resultOf('a', both).packAnswer).toMatchObject({ pack: { sha256: pack } });
  });

  it('takes over what the shipped models refuse', async () => {
    const one = engine();
    const added = await one.addPack(IRON);
    if (!added.ok) throw new Error(added.error.message);
    const [flat] = await scansOf(
      `# energy mu\n${Array.from({ length: 250 }, (_, i) => `${7000 + i} ${(0.004 * i).toFixed(4)}`).join('\n')}`,
    );
    if (!flat) throw new Error('no scan');
    const examination = await one.examine(flat, 'columns', { element: 'Fe' }, { e0: 7120 }, undefined, {
      with: 'pack',
      pack: added.value.head.sha256,
    });
    const verdict = examination.kind === 'answered' ? examination.analysis.confidence : null;
    expect(verdict?.applicability.verdict ?? 'failed').toMatch(/outside|failed/);
    if (verdict) expect(verdict.jaccard).toBe(0);
  });

  it('leaves the shipped answer as it is where it has none itself', async () => {
    const one = engine();
    const added = await one.addPack(IRON);
    if (!added.ok) throw new Error(added.error.message);
    const pack = added.value.head.sha256;
    const short = await iron(7158);
    const both = await answered(one, short, { with: 'both', pack });
    expect(both.beside).toBeNull();
    expect(both.warnings.map(({ code }) => code)).toContain('range-not-covered');
    const alone = await one.examine(short, 'columns', { element: 'Fe' }, {}, undefined, {
      with: 'pack',
      pack,
    });
    expect(alone).toMatchObject({ kind: 'failed', error: { code: 'range-not-covered' } });
  });

  it('is listed, exported, taken in again and removed', async () => {
    const one = engine();
    const added = await one.addPack(IRON);
    if (!added.ok) throw new Error(added.error.message);
    const { head } = added.value;
    const exported = await one.exportPack(head.sha256);
    if (!exported.ok) throw new Error(exported.error.message);
    const other = engine();
    const again = await other.addPack([{ name: 'a.xanopy-pack.json.gz', bytes: exported.value }]);
    expect(again).toMatchObject({ ok: true, value: { head } });
    expect(await other.packs()).toEqual({ ok: true, value: [head] });
    await other.removePack(head.sha256);
    expect(await other.packs()).toEqual({ ok: true, value: [] });
    const asked = await other.examine(await iron(), 'columns', { element: 'Fe' }, {}, undefined, {
      with: 'pack',
      pack: head.sha256,
    });
    expect(asked).toMatchObject({ kind: 'failed', error: { code: 'pack-missing' } });
  });

  it('comes out of an archive as its files do by themselves', async () => {
    const zip = zipSync(Object.fromEntries(IRON.map(({ name, bytes }) => [`forests/${name}`, bytes])));
    const one = engine();
    const found: PackFile[] = [];
    await one.read({ name: 'all.zip', path: '', bytes: zip }, (outcome) => {
      if (outcome.kind === 'models') found.push(outcome.source);
    });
    const [plain, packed] = [await engine().addPack(IRON), await one.addPack(found)];
    expect(packed.ok && packed.value).toEqual(plain.ok && plain.value);
    expect(found.map(({ path }) => path)).toEqual(['all.zip/forests', 'all.zip/forests']);
  });

  it('takes the element from the folder, or as it is told, where the file name does not say it', async () => {
    const nameless = IRON.map(({ bytes }, i) => ({ name: `${i}.sav`, bytes }));
    expect(await engine().addPack(nameless)).toMatchObject({ ok: false, error: { code: 'pickle-element' } });
    const elementsOf = async (files: readonly PackFile[]) => {
      const added = await engine().addPack(files);
      return added.ok && added.value.head.models.map(({ element }) => element);
    };
    expect(await elementsOf(nameless.map((file) => ({ ...file, path: 'all.zip/Fe' })))).toEqual(['Fe']);
    expect(await elementsOf(nameless.map((file) => ({ ...file, element: 'Fe' })))).toEqual(['Fe']);
  });

  it('leaves out what it cannot use, and says why', async () => {
    const one = engine();
    const [number, motif] = IRON;
    if (!number || !motif) throw new Error('no pickles');
    const evil = {
      name: 'RandomForest_Cu_c_num.sav',
      bytes: new TextEncoder().encode("cos\nsystem\n(S'x'\ntR."),
    };
    const nameless = { ...number, name: 'model.sav' };
    const lonely = { ...motif, name: 'RandomForest_Ni_c_env_ex_CN_6.sav' };
    const added = await one.addPack([number, evil, nameless, lonely]);
    if (!added.ok) throw new Error(added.error.message);
    expect(added.value.head.models.map(({ element }) => element)).toEqual(['Fe']);
    expect(added.value.leftOut.map(({ code }) => code)).toEqual([
      'pickle-refused',
      'pickle-element',
      'pickle-incomplete',
    ]);
    expect(await one.addPack([evil])).toMatchObject({ ok: false, error: { code: 'pickle-refused' } });
    expect(await one.addPack([])).toMatchObject({ ok: false, error: { code: 'pickle-no-forest' } });
  });
});

it('finds the element in a file name', () => {
  const names = [
    'RandomForest_Fe_c_num.sav',
    'RandomForest_B_c_env_ex_CN_3.sav',
    'my-Cu-forest.pkl',
    'Fe-Cu.pkl',
    'model.sav',
    'constructor.sav',
  ];
  expect(names.map(elementIn)).toEqual(['Fe', 'B', 'Cu', null, null, null]);
});
