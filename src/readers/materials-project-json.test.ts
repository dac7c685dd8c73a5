import { gzipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { interpret } from './index';
import { errorOf, scansOf } from './testing';

const x = Array.from({ length: 70 }, (_, i) => 7052 + 2 * i);
const y = x.map((energy) => 0.5 + Math.atan((energy - 7112) / 2) / Math.PI);
const xas = {
  '@module': 'pymatgen.analysis.xas.spectrum',
  '@class': 'XAS',
  structure: { '@class': 'Structure', lattice: { matrix: [] }, sites: [] },
  x,
  y,
  absorbing_element: 'Fe',
  edge: 'K',
  spectrum_type: 'XANES',
  absorbing_index: null,
};

describe('JSON of the Materials Project', () => {
  it.each([
    ['alone', xas, ['XANES Fe']],
    [
      'in a document of the client',
      { formula_pretty: 'Fe2O3', task_id: 'mp-1', edge: 'K', spectrum: xas },
      ['Fe2O3 mp-1 XANES Fe'],
    ],
    [
      'in a list of documents',
      {
        data: [
          { task_id: 'mp-1', spectrum: xas },
          { task_id: 'mp-2', spectrum: { ...xas, absorbing_index: 3 } },
        ],
      },
      ['mp-1 XANES Fe', 'mp-2 XANES Fe site 3'],
    ],
    [
      'with arrays of NumPy',
      { ...xas, x: { '@class': 'array', data: x }, y: { '@class': 'array', data: y } },
      ['XANES Fe'],
    ],
  ])('is read %s', async (_, content, titles) => {
    const scans = await scansOf(JSON.stringify(content), 'a.json');
    expect(scans.map(({ title }) => title)).toEqual(titles);
    expect(scans[0]).toMatchObject({ element: 'Fe', edge: 'K', signal: 'computed', isNormalised: true });
    expect(interpret(scans[0], 'materials-project-json').kind).toBe('spectrum');
  });

  it('is refused with a next step where it holds no spectrum or is cut off', async () => {
    const code = { code: 'mp-json' };
    expect(await errorOf(JSON.stringify({ ...xas, y: y.slice(1) }))).toMatchObject(code);
    expect(await errorOf(JSON.stringify({ absorbing_element: 'Fe', spectrum: null }))).toMatchObject(code);
    expect(await errorOf(JSON.stringify(xas).slice(0, -40))).toMatchObject(code);
  });
});

it('sessions of Larix are named, packed or not', async () => {
  const session =
    '##LARIX: 1.0     Larch Session File\n##Date Saved: 2026-02-14\n<<:x/nil>>\n{"a": [1, 2]}\n';
  for (const content of [session, gzipSync(new TextEncoder().encode(session))]) {
    expect(await errorOf(content, 'a.larix')).toMatchObject({
      code: 'is-larix',
      message: expect.stringContaining('Save as Athena project') as string,
    });
  }
});
